import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { snapshotPages } from '#test/factories/snapshot-pages.ts'
import { answer } from './store-results.ts'

/** Writes the pages of a first sync, one file each: `store-pages.ts FOLDER CASES gzip|json`. */
const [folder = '', cases = '0', form] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })

let rows = 0
let bytes = 0
let seq = 0
const tables = new Map<string, number>()
const files: { table: string; name: string }[] = []
for (const page of snapshotPages({ cases: Number(cases), notesPerCase: 5 })) {
  const name = `${String(files.length).padStart(6, '0')}.json`
  files.push({ table: page.table, name })
  rows += page.rows
  seq += page.rows
  bytes += Buffer.byteLength(page.json)
  tables.set(page.table, (tables.get(page.table) ?? 0) + page.rows)
  writeFileSync(join(folder, name), page.json)
  if (form === 'gzip') writeFileSync(join(folder, `${name}.gz`), gzipSync(page.json, { level: 6 }))
}
writeFileSync(
  join(folder, 'index'),
  JSON.stringify({ seq, files, tables: [...tables].map(([table, count]) => ({ table, rows: count })) }),
)
answer({ rows, bytes })
