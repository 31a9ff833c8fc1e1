import { laneOf, lanesOfCase, type Operation, otherCasesOf } from '#shared/portal-api/operations.ts'
import type { Outbox } from '../open.ts'
import { keepBegun } from './begun.ts'
import { returnToDraft, type StoredDraft } from './drafts.ts'
import type { Head } from './heads.ts'
import {
  isCreation,
  modeOf,
  operationById,
  operationsOfLane,
  readOperation,
  type StoredOperation,
} from './operations.ts'
import { addRecovered } from './recovered.ts'
import { giveBackToDraft } from './staged-files.ts'
import { wordsOf } from './words.ts'

export type Withdrawal = {
  closedAtPortal?: boolean
  /** False: a note's words were nobody's own, and are not made a draft. */
  keepWords?: boolean
  head?: Head | undefined
}
/** `others`: what went with a case that is not made now, done with that case or with another one that it names. */
export type Withdrawn = { operation: Operation; draft: StoredDraft | null; others: Operation[] }

/** It certainly has no effect at the portal and never will: it never left, or was refused. */
export function isHereAlone({ state, sent }: Pick<StoredOperation, 'state' | 'sent'>): boolean {
  return state === 'rejected' || ((state === 'waiting' || state === 'quarantined') && sent === 0)
}

/**
 * Takes back an operation that has no effect at the portal, in one transaction: a note's words are the draft again, before
 * what the draft holds by now; other words, and those of what depended on a case or a template that is not made now or was
 * begun for it, are kept in the recovery list. `closedAtPortal`: the portal has promised never to take it. Null: it cannot be
 * taken back any more.
 */
export function withdrawOperation(
  outbox: Outbox,
  opId: string,
  now: number,
  { closedAtPortal = false, keepWords = true, head }: Withdrawal = {},
): Withdrawn | null {
  return outbox.transaction(() => {
    const stored = operationById(outbox, opId)
    if (!stored || stored.state === 'settled' || stored.state === 'conflict') return null
    if (!closedAtPortal && !isHereAlone(stored)) return null
    const { operation } = stored
    if (isCreation(operation)) return { operation, draft: null, others: removeWithOthers(outbox, stored, now, head) }
    remove(outbox, opId)
    if (operation.kind === 'estimate.send') removeWithdrawalsOf(outbox, operation)
    for (const later of standingOn(outbox, stored)) {
      recover(outbox, later, now, head)
      remove(outbox, later.operation.opId)
    }
    const mode = modeOf(operation)
    if (operation.kind === 'note.create' && !keepWords) return { operation, draft: null, others: [] }
    if (operation.kind !== 'note.create' || !mode) {
      recover(outbox, stored, now, head)
      return { operation, draft: null, others: [] }
    }
    giveBackToDraft(outbox, operation, mode, now)
    const words = { caseId: operation.caseId, mode, body: operation.body, savedAt: now, beganSeq: stored.seenSeq }
    return { operation, draft: operation.body === '' ? null : returnToDraft(outbox, words), others: [] }
  })
}

/**
 * Other words in place of what has no effect at the portal: under a new id, at its old place in the lane. Null: there is no
 * such operation, or it cannot be replaced any more.
 */
export function replaceOperation(
  outbox: Outbox,
  opId: string,
  next: Operation,
  { holdUntil = 0, closedAtPortal = false }: { holdUntil?: number; closedAtPortal?: boolean } = {},
): boolean {
  return outbox.transaction(() => {
    const stored = operationById(outbox, opId)
    if (!stored || stored.state === 'settled' || stored.state === 'conflict') return false
    if (!closedAtPortal && !isHereAlone(stored)) return false
    outbox
      .prepare(
        `UPDATE operation SET op_id = @next, operation = @operation, state = 'waiting', sent = 0, attempts = 0,
           first_failed_at = NULL, next_at = 0, hold_until = @holdUntil, problem = NULL, settled_at = NULL, seq = NULL
         WHERE op_id = @opId`,
      )
      .run({ opId, next: next.opId, operation: JSON.stringify(next), holdUntil })
    outbox.prepare('UPDATE operation_dependency SET op_id = ? WHERE op_id = ?').run(next.opId, opId)
    replaceDependency(outbox, opId, next.opId)
    return true
  })
}

/** What waited for it waits for nothing. */
function remove(outbox: Outbox, opId: string): void {
  outbox.prepare('DELETE FROM operation WHERE op_id = ?').run(opId)
  outbox.prepare('DELETE FROM operation_dependency WHERE op_id = ?').run(opId)
  replaceDependency(outbox, opId, null)
}

/** Those that waited for `opId` wait for `next` instead, or for nothing. The portal reads it in the operation itself. */
function replaceDependency(outbox: Outbox, opId: string, next: string | null): void {
  for (const dependent of dependentsOf(outbox, opId)) {
    const dependsOn = dependent.dependsOn.flatMap((id) => (id !== opId ? [id] : next === null ? [] : [next]))
    outbox
      .prepare('UPDATE operation SET operation = ? WHERE op_id = ?')
      .run(JSON.stringify({ ...pointedAt(dependent, opId, next), dependsOn }), dependent.opId)
  }
  if (next === null) outbox.prepare('DELETE FROM operation_dependency WHERE depends_on = ?').run(opId)
  else outbox.prepare('UPDATE operation_dependency SET depends_on = ? WHERE depends_on = ?').run(next, opId)
}

/** An estimate is called by the operation that sends it. */
function pointedAt(dependent: Operation, opId: string, next: string | null): Operation {
  const isOfIt = dependent.kind === 'estimate.withdraw' && dependent.estimateId === opId && next !== null
  return isOfIt ? { ...dependent, estimateId: next } : dependent
}

/** There is no estimate that they could withdraw; they waited for it, so none has left. */
function removeWithdrawalsOf(outbox: Outbox, { opId, caseId }: Extract<Operation, { kind: 'estimate.send' }>): void {
  for (const { operation } of operationsOfLane(outbox, caseId)) {
    if (operation.kind === 'estimate.withdraw' && operation.estimateId === opId) remove(outbox, operation.opId)
  }
}

/**
 * What was done after it with an RMA or a line that is not made now, or from a state that the line does not come to. They go
 * in their order, so none of them has left.
 */
function standingOn(outbox: Outbox, { operation, ord }: StoredOperation): StoredOperation[] {
  if (!operation.kind.startsWith('rma.') || !('caseId' in operation)) return []
  return operationsOfLane(outbox, operation.caseId).filter(
    (later) =>
      later.ord > ord && later.state !== 'settled' && isHereAlone(later) && standsOn(later.operation, operation),
  )
}

function standsOn(later: Operation, earlier: Operation): boolean {
  if (earlier.kind === 'rma.create') return 'rmaId' in later && later.rmaId === earlier.rmaId
  if (!('lineId' in later)) return false
  if (earlier.kind === 'rma.addLine') return later.lineId === earlier.line.lineId
  const isStep = earlier.kind === 'rma.step' && later.kind === 'rma.step'
  return isStep && later.lineId === earlier.lineId
}

/** Removes an operation, and of a creation all that cannot be without what is not made now. Gives these others. */
function removeWithOthers(outbox: Outbox, stored: StoredOperation, now: number, head: Head | undefined): Operation[] {
  const { operation } = stored
  const standing = isCreation(operation) ? withoutBeing(outbox, operation) : []
  if (operation.kind === 'case.create' || operation.kind === 'case.split') {
    // First, because the files of what is taken back are put beside the drafts'. It has no number yet.
    keepBegun(outbox, operation.caseId, { caseNumber: '', title: operation.title }, 'withdrawn', now)
  }
  recover(outbox, stored, now, head)
  remove(outbox, operation.opId)
  const others: Operation[] = []
  for (const other of standing) {
    // Itself; or made out of what was made - a case that was split off - and so reached in two ways.
    if (operationById(outbox, other.operation.opId) === null) continue
    others.push(other.operation, ...removeWithOthers(outbox, other, now, head))
  }
  return others
}

/**
 * What was done with what is not made now, and of other cases what names it: one that was to be merged into it, linked with it
 * or split off from it. Nothing of them ever left: they waited for what does not exist.
 */
function withoutBeing(outbox: Outbox, creation: Operation): StoredOperation[] {
  if (creation.kind !== 'case.create' && creation.kind !== 'case.split') {
    return operationsOfLane(outbox, laneOf(creation))
  }
  const { caseId } = creation
  const lanes = new Set(dependentsOf(outbox, creation.opId).map(laneOf))
  const naming = [...lanes].flatMap((lane) =>
    operationsOfLane(outbox, lane).filter(({ operation }) => otherCasesOf(operation).includes(caseId)),
  )
  return [...lanesOfCase(caseId).flatMap((lane) => operationsOfLane(outbox, lane)), ...naming]
}

function dependentsOf(outbox: Outbox, opId: string): Operation[] {
  return outbox
    .prepare<string>(
      `SELECT o.operation FROM operation_dependency d JOIN operation o ON o.op_id = d.op_id WHERE d.depends_on = ? ORDER BY o.ord`,
      { pluck: true },
    )
    .all(opId)
    .map(readOperation)
}

function recover(outbox: Outbox, { operation }: StoredOperation, now: number, head: Head | undefined): void {
  const words = wordsOf(operation)
  if (words === null) return
  addRecovered(outbox, {
    id: operation.opId,
    caseId: 'caseId' in operation ? operation.caseId : null,
    caseNumber: head?.caseNumber ?? '',
    caseTitle: head?.title ?? '',
    ...words,
    reason: 'withdrawn',
    writtenAt: operation.authoredAt,
    lostAt: now,
  })
  giveBackToDraft(outbox, operation, modeOf(operation) ?? 'reply', now)
}
