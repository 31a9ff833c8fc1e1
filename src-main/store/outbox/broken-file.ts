import type { Database } from '../database.ts'
import { StoreFault } from '../fault.ts'

/** How often the outbox was copied, in itself and so in each copy. */
const COPIES = 'outbox-copies'

/** Before a copy is made: a file that says so holds at least what the copy holds. */
export function countCopy(outbox: Database): void {
  outbox
    .prepare(
      `INSERT INTO setting (name, value) VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT)`,
    )
    .run(COPIES)
}

/**
 * A broken file that lost its journal may be older than the copy of it. Neither: its age is not known. `copied`: the copy's last
 * operation. `known`: the last one that the broken file knew of, those included that it does not hold any more.
 */
export type Age = { isNewer: boolean; isOlder: boolean; copied: number; known: number }

export function ageOf(broken: Database, copy: Database): Age {
  const [marked, mark] = [copiesOf(broken), copiesOf(copy) ?? 0]
  const [last, copied] = [lastOrd(broken), lastOrd(copy) ?? 0]
  const signs = [
    marked === null ? 0 : marked === mark && mark > 0 ? 1 : Math.sign(marked - mark),
    last === null ? 0 : Math.sign(last - copied),
  ]
  const isNewer = signs.includes(1) && !signs.includes(-1)
  const isOlder = signs.includes(-1) && !signs.includes(1)
  return { isNewer, isOlder, copied, known: isNewer ? Number.MAX_SAFE_INTEGER : (last ?? 0) }
}

function copiesOf(database: Database): number | null {
  return numberIn(() =>
    database.prepare<string>('SELECT value FROM setting WHERE name = ?', { pluck: true }).get(COPIES),
  )
}

/** Numbers are never given twice, so it says what was there although it is gone. */
function lastOrd(database: Database): number | null {
  return numberIn(() =>
    database.prepare<number>(`SELECT seq FROM sqlite_sequence WHERE name = 'operation'`, { pluck: true }).get(),
  )
}

/** Null: it cannot be read. */
function numberIn(read: () => string | number | undefined): number | null {
  const found = lookUp(read)
  return found === 'unreadable' ? null : Number(found ?? 0)
}

/** Undefined: it is certainly not there, as every page on the way to it was read. */
export function lookUp<T>(read: () => T | undefined): T | undefined | 'unreadable' {
  try {
    return read()
  } catch (error) {
    if (error instanceof StoreFault) return 'unreadable'
    throw error
  }
}

export function columnsOf(database: Database, table: string): string[] {
  return database.prepare<string>(`SELECT name FROM pragma_table_info('${table}')`, { pluck: true }).all()
}
