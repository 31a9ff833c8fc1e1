import { connect, type Database, type Value } from '../database.ts'
import { StoreFault } from '../fault.ts'
import type { Outbox } from '../open.ts'
import { takeOverForms } from './forms.ts'
import { decideMissing, followChanges } from './since-copy.ts'
import { dropGivenFiles } from './staged-files.ts'

/** Tables whose rows a broken outbox may hold newer than its copy, the key by which each is read, and who wins. */
const TABLES = [
  { table: 'operation', key: 'ord', wins: 'copy' },
  { table: 'draft', key: 'rowid', wins: 'broken' },
  { table: 'recovered', key: 'rowid', wins: 'copy' },
  { table: 'staged_file', key: 'rowid', wins: 'broken' },
] as const

/**
 * Takes over what can still be read in a broken outbox and is not in the one that is made of a copy, all or nothing. An
 * operation that is in both stays as far as it is in the copy: sent once more, it is answered from the portal's ledger. One that
 * was given other words since has those, and one that is certainly no longer in the broken file is not sent by itself. Answers how
 * many rows.
 */
export function salvage(outbox: Outbox, brokenFile: string, key: Uint8Array): number {
  const broken = connect(brokenFile, key)
  try {
    if (broken.pragma('user_version') !== outbox.pragma('user_version')) return 0
    return outbox.transaction(() => {
      const { replaced, missing } = followChanges(outbox, broken)
      const rows = TABLES.reduce((sum, table) => sum + takeOver(outbox, broken, table), 0)
      // What was typed last; of the settings beside them the copy's hold.
      const forms = takeOverForms(outbox, broken, readable)
      linkOperations(outbox)
      decideMissing(outbox, missing)
      dropGivenFiles(outbox)
      return replaced + rows + forms
    })
  } catch (error) {
    if (error instanceof StoreFault && error.file === brokenFile) return 0
    throw error
  } finally {
    try {
      broken.close()
    } catch {
      // It was broken before.
    }
  }
}

function takeOver(outbox: Outbox, broken: Database, { table, key, wins }: (typeof TABLES)[number]): number {
  const columns = outbox.prepare<string>(`SELECT name FROM pragma_table_info('${table}')`, { pluck: true }).all()
  const list = columns.join(', ')
  const insert = outbox.prepare(
    `INSERT OR ${wins === 'broken' ? 'REPLACE' : 'IGNORE'} INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const take = (rows: Value[][]) => rows.reduce((sum, row) => sum + insert.run(...row), 0)
  // From both ends, row by row, as far as the damage lets: a page that is lost takes only its own rows along.
  return walk(broken, table, key, list, '>', 'ASC', take) + walk(broken, table, key, list, '<', 'DESC', take)
}

function walk(
  broken: Database,
  table: string,
  key: string,
  list: string,
  beyond: '<' | '>',
  order: 'ASC' | 'DESC',
  take: (rows: Value[][]) => number,
): number {
  let taken = 0
  for (let last: Value = beyond === '>' ? -1 : Number.MAX_SAFE_INTEGER; ; ) {
    const [row] = readable(() =>
      broken
        .prepare<Value[]>(
          `SELECT ${key}, ${list} FROM ${table} WHERE ${key} ${beyond} ? ORDER BY ${key} ${order} LIMIT 1`,
          {
            raw: true,
          },
        )
        .all(last),
    )
    if (!row) return taken
    const [at, ...values] = row
    taken += take([values])
    last = at ?? null
  }
}

/** What depends on what is in the operations themselves; the table of it only finds it. */
function linkOperations(outbox: Outbox): void {
  outbox.prepare('DELETE FROM operation_dependency').run()
  outbox
    .prepare(
      `INSERT OR IGNORE INTO operation_dependency (op_id, depends_on)
       SELECT op_id, first.value FROM operation, json_each(operation.operation, '$.dependsOn') first`,
    )
    .run()
}

function readable<T>(read: () => T[]): T[] {
  try {
    return read()
  } catch (error) {
    if (error instanceof StoreFault) return []
    throw error
  }
}
