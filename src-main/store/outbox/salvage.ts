import { connect, type Database, type Value } from '../database.ts'
import { StoreFault } from '../fault.ts'
import type { Outbox } from '../open.ts'
import { takeOverForms } from './forms.ts'

/** Tables whose rows a broken outbox may hold newer than its copy, and the key by which each is read. */
const TABLES = [
  { table: 'operation', key: 'ord' },
  { table: 'operation_dependency', key: null },
  { table: 'draft', key: 'rowid' },
  { table: 'recovered', key: 'rowid' },
] as const

/**
 * Takes over what can still be read in a broken outbox and is not in the one that was restored from a copy. An operation
 * that is in both stays as it is in the copy: sent once more, it is answered from the portal's ledger. Answers how many rows.
 */
export function salvage(outbox: Outbox, brokenFile: string, key: Uint8Array): number {
  const broken = connect(brokenFile, key)
  try {
    if (broken.pragma('user_version') !== outbox.pragma('user_version')) return 0
    return outbox.transaction(
      () =>
        TABLES.reduce((sum, { table, key: by }) => sum + takeOver(outbox, broken, table, by), 0) +
        // What was typed last; of the settings beside them the copy's hold.
        takeOverForms(outbox, broken, readable),
    )
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

function takeOver(outbox: Outbox, broken: Database, table: string, key: string | null): number {
  const columns = outbox.prepare<string>(`SELECT name FROM pragma_table_info('${table}')`, { pluck: true }).all()
  const list = columns.join(', ')
  const insert = outbox.prepare(
    `INSERT OR ${table === 'draft' ? 'REPLACE' : 'IGNORE'} INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const take = (rows: Value[][]) => rows.reduce((sum, row) => sum + insert.run(...row), 0)
  if (key === null)
    return take(readable(() => broken.prepare<Value[]>(`SELECT ${list} FROM ${table}`, { raw: true }).all()))
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

function readable<T>(read: () => T[]): T[] {
  try {
    return read()
  } catch (error) {
    if (error instanceof StoreFault) return []
    throw error
  }
}
