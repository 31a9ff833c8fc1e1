import { connect, type Database, type Value } from '../database.ts'
import { StoreFault } from '../fault.ts'
import type { Outbox } from '../open.ts'
import { type Age, ageOf, columnsOf, lookUp } from './broken-file.ts'
import { takeOverForms } from './forms.ts'
import { removeGone } from './gone.ts'
import { decideMissing, followChanges } from './since-copy.ts'
import { dropGivenFiles, ownDraftFiles } from './staged-files.ts'

/**
 * Tables whose rows a broken outbox may hold newer than its copy, and the key by which each is read. A row that is in both is the
 * copy's; where it has a time, the broken file's, unless that one may be the older of the two.
 */
const TABLES = [
  { table: 'operation', key: 'ord', time: null },
  { table: 'draft', key: 'rowid', time: 'saved_at' },
  { table: 'recovered', key: 'rowid', time: null },
  { table: 'staged_file', key: 'rowid', time: 'staged_at' },
] as const

/** Keys that are tried one after the other where nothing can be read: more than are on some pages side by side. */
const MOST_MISSED = 1000

/**
 * Takes over what can still be read in a broken outbox and is not in the one that is made of a copy, all or nothing. An
 * operation that is in both stays as far as it is in the copy: sent once more, it is answered from the portal's ledger. One that
 * was given other words since has those, and one that is certainly no longer in the broken file is not sent by itself. An older
 * file holds nothing that the copy has not, but much that is gone since. Answers how many rows.
 */
export function salvage(outbox: Outbox, brokenFile: string, key: Uint8Array): number {
  const broken = connect(brokenFile, key)
  try {
    if (broken.pragma('user_version') !== outbox.pragma('user_version')) return 0
    return outbox.transaction(() => {
      const age = ageOf(broken, outbox)
      if (age.isOlder) return 0
      const { replaced, missing } = followChanges(outbox, broken, age)
      const taken = TABLES.map((table) => takeOver(outbox, broken, table, age))
      // What was typed last; of the settings beside them the copy's hold.
      const forms = takeOverForms(outbox, broken, age)
      if (age.isNewer) removeGone(outbox, broken, { after: age.copied, isAllRead: taken.every(({ isAll }) => isAll) })
      linkOperations(outbox)
      decideMissing(outbox, missing)
      ownDraftFiles(outbox, missing)
      dropGivenFiles(outbox)
      return taken.reduce((sum, { rows }) => sum + rows, replaced + forms)
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

/** `isAll`: of operations at least all that were written after the copy. */
type Taken = { rows: number; isAll: boolean }

function takeOver(outbox: Outbox, broken: Database, { table, key, time }: (typeof TABLES)[number], age: Age): Taken {
  const columns = columnsOf(outbox, table)
  const list = columns.join(', ')
  const values = columns.map(() => '?').join(', ')
  const update = columns.map((column) => `${column} = excluded.${column}`).join(', ')
  const insert = outbox.prepare(
    time === null
      ? `INSERT OR IGNORE INTO ${table} (${list}) VALUES (${values})`
      : `INSERT INTO ${table} (${list}) VALUES (${values})
         ON CONFLICT DO UPDATE SET ${update} WHERE ${age.isNewer} OR excluded.${time} >= ${table}.${time}`,
  )
  let rows = 0
  // Row by row, past what cannot be read, and from both ends: a page that is lost takes only its own rows along.
  const isRead = (beyond: '<' | '>', order: 'ASC' | 'DESC', enough?: number) => {
    let isEnough = false
    let isWhole = true
    let missed = 0
    for (let last: Value = beyond === '>' ? -1 : Number.MAX_SAFE_INTEGER; ; ) {
      const row = lookUp(() =>
        broken
          .prepare<Value[]>(
            `SELECT ${key}, ${list} FROM ${table} WHERE ${key} ${beyond} ? ORDER BY ${key} ${order} LIMIT 1`,
            { raw: true },
          )
          .get(last),
      )
      if (row === undefined) return isWhole || isEnough
      if (row === 'unreadable') {
        isWhole = false
        if (++missed > MOST_MISSED) return isEnough
        last = Number(last) + (beyond === '>' ? 1 : -1)
        continue
      }
      const [at, ...fields] = row
      rows += insert.run(...fields)
      last = at ?? null
      missed = 0
      isEnough ||= isWhole && enough !== undefined && Number(at) <= enough
    }
  }
  const ends = [isRead('>', 'ASC'), isRead('<', 'DESC', table === 'operation' ? age.copied : undefined)]
  return { rows, isAll: ends.includes(true) }
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
