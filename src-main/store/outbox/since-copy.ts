import type { Problem } from '#shared/rpc/problem.ts'
import type { Database, Value } from '../database.ts'
import type { Outbox } from '../open.ts'
import { type Age, columnsOf, lookUp } from './broken-file.ts'
import { getDraft } from './drafts.ts'
import { quarantine } from './failing.ts'
import { modeOf, readOperation, type StoredOperation, unsettledOperations } from './operations.ts'
import { filesOf, stagedFileById } from './staged-files.ts'
import { replaceOperation, withdrawOperation } from './withdrawing.ts'

/** `replaced`: how many have other words by now. `missing`: those that the broken file certainly does not hold any more. */
export type SinceCopy = { replaced: number; missing: StoredOperation[] }

type Row = { opId: string; operation: string; sent: number }

/**
 * What became of the copy's unsettled operations after it was made, as far as the broken file tells. One that was given other
 * words has a new id at its old place; what is based on another one, or waits for it, says so anew; and what has left since
 * is not taken back any more without asking the portal.
 */
export function followChanges(outbox: Outbox, broken: Database, age: Age): SinceCopy {
  const missing: StoredOperation[] = []
  let replaced = 0
  for (const stored of unsettledOperations(outbox)) {
    const { opId } = stored.operation
    const found = lookUp(() =>
      broken.prepare<Row>('SELECT op_id AS opId, operation, sent FROM operation WHERE ord = ?').get(stored.ord),
    )
    if (found === 'unreadable') {
      // The index of the ids is on pages of its own.
      const known = lookUp(() => broken.prepare('SELECT 1 FROM operation WHERE op_id = ?').get(opId))
      if (known === undefined && stored.ord <= age.known) missing.push(stored)
    } else if (found === undefined) {
      if (stored.ord <= age.known) missing.push(stored)
    } else if (found.opId !== opId) {
      if (age.isNewer || isLater(found, stored)) replaced += takePlace(outbox, broken, stored, found)
    } else {
      // The portal remembers what has left as it was.
      const operation = stored.sent === 0 ? found.operation : null
      outbox
        .prepare('UPDATE operation SET operation = coalesce(?, operation), sent = max(sent, ?) WHERE op_id = ?')
        .run(operation, found.sent, opId)
    }
  }
  return { replaced, missing }
}

/** Where only the rows can tell. */
function isLater(row: Row, { sent, operation }: StoredOperation): boolean {
  return sent === 0 && readOperation(row.operation).authoredAt >= operation.authoredAt
}

/** The row with the other words, whole, in the old one's place; what named that one names this. */
function takePlace(outbox: Outbox, broken: Database, { ord, operation }: StoredOperation, row: Row): number {
  const next = readOperation(row.operation)
  if (!replaceOperation(outbox, operation.opId, next, { closedAtPortal: true })) return 0
  const columns = columnsOf(outbox, 'operation')
  const list = columns.join(', ')
  const values = broken.prepare<Value[]>(`SELECT ${list} FROM operation WHERE ord = ?`, { raw: true }).get(ord) ?? []
  return outbox.prepare(`REPLACE INTO operation (${list}) VALUES (${columns.map(() => '?').join(', ')})`).run(...values)
}

/**
 * They were withdrawn, or have other words that cannot be read. Those whose words are a draft again go; the others wait for a
 * person, as nobody may get what was taken back. The portal is asked before that person withdraws them: a broken file may
 * have lost more than it says.
 */
export function decideMissing(outbox: Outbox, missing: readonly StoredOperation[]): void {
  const problem: Problem = { code: 'perhaps_withdrawn', params: {} }
  for (const stored of missing) {
    const { opId } = stored.operation
    if (isNothingToKeep(outbox, stored)) {
      withdrawOperation(outbox, opId, 0, { closedAtPortal: true, keepWords: false })
      continue
    }
    outbox.prepare(`UPDATE operation SET sent = max(sent, 1) WHERE op_id = ? AND state = 'waiting'`).run(opId)
    quarantine(outbox, opId, problem)
  }
}

/** A note that never left and whose words and files are its case's draft; how far somebody has read, which a later one has replaced. */
function isNothingToKeep(outbox: Outbox, { operation, sent }: StoredOperation): boolean {
  if (operation.kind === 'case.read') return true
  const mode = modeOf(operation)
  if (sent > 0 || operation.kind !== 'note.create' || mode === null) return false
  const draft = getDraft(outbox, operation.caseId, mode)?.body ?? ''
  const isDraft = draft === operation.body || operation.body === '' || draft.startsWith(`${operation.body}\n\n`)
  return isDraft && filesOf(operation).every(({ id }) => stagedFileById(outbox, id) !== null)
}
