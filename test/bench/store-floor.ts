import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Value } from '#main/store/database.ts'
import { answer, KEY } from './store-results.ts'

/** The floor: the same pages parsed and put into tables without any index, same cipher. `store-floor.ts FOLDER`. */
const [folder = ''] = process.argv.slice(2)
const { files } = JSON.parse(readFileSync(join(folder, 'index'), 'utf8')) as {
  files: { table: string; name: string }[]
}
const database = connect(join(folder, 'floor.db'), KEY)
database.pragma('journal_mode=WAL')
database.pragma('synchronous=NORMAL')

const inserts = new Map<string, string>()
let ms = 0
for (const { table, name } of files) {
  const text = readFileSync(join(folder, name), 'utf8')
  const begun = performance.now()
  const { items } = JSON.parse(text) as { items: { seq: number; row: Record<string, unknown> }[] }
  database.transaction(() => {
    for (const { seq, row } of items) {
      const insert = inserts.get(table) ?? create(table, Object.keys(row))
      database.prepare(insert).run(seq, ...Object.values(row).map(bound))
    }
  })
  ms += performance.now() - begun
}
database.close()
answer({ ms })

function create(table: string, fields: string[]): string {
  const columns = fields.map((field) => `"${field}"`).join(', ')
  database.exec(`CREATE TABLE ${table} (pk INTEGER PRIMARY KEY, seq, ${columns})`)
  const insert = `INSERT INTO ${table} (seq, ${columns}) VALUES (?, ${fields.map(() => '?').join(', ')})`
  inserts.set(table, insert)
  return insert
}

function bound(value: unknown): Value {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' || value === null ? value : JSON.stringify(value)
}
