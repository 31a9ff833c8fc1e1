import type { ComposerMode } from '#shared/domain/case.ts'
import { type Conflict, laneOf, type Operation, READ_LANE } from '#shared/portal-api/operations.ts'
import { OPERATION_STATES, type OperationState } from '#shared/rpc/models.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'
import { removeDraft } from './drafts.ts'
import { giveToOperation } from './staged-files.ts'

export type StoredOperation = {
  /** Place in the order of writing. */
  ord: number
  operation: Operation
  state: OperationState
  /** Sends that may have reached the portal. */
  sent: number
  /** Failed sends. */
  attempts: number
  /** Epoch ms of the first failed send of the present series. */
  firstFailedAt: number | null
  /** Epoch ms before which it is not sent. */
  nextAt: number
  /** Epoch ms until which it stays here so that it can be taken back; 0 where there is no such time. */
  holdUntil: number
  /** The feed's number up to which its author knew the case; null where that is not known. */
  seenSeq: number | null
  problem: Problem | null
  conflict: Conflict | null
  /** The feed's number that the cursor must pass before the operation leaves the overlay. */
  seq: number | null
  settledAt: number | null
}

type OperationRecord = Omit<StoredOperation, 'operation' | 'problem' | 'conflict'> & {
  operation: string
  problem: string | null
  conflict: string | null
}

const SELECT = `SELECT ord, operation, state, sent, attempts, first_failed_at AS firstFailedAt, next_at AS nextAt,
  hold_until AS holdUntil, seen_seq AS seenSeq, problem, conflict, seq, settled_at AS settledAt FROM operation`

export type AppendOptions = {
  holdUntil?: number
  seenSeq?: number | null
  /** Those that one command made. Their words were not typed into a draft, so drafts stay. */
  groupId?: string | null
  /** A note's words were typed elsewhere than in the draft of its case, which stays. */
  draftStays?: boolean
}

/** Durable when it returns. Removes the draft of the note's mode, and takes its files over, in the same transaction. */
export function appendOperation(outbox: Outbox, operation: Operation, options: AppendOptions = {}): void {
  appendOperations(outbox, [operation], options)
}

/** The same for several, all or none. */
export function appendOperations(outbox: Outbox, operations: readonly Operation[], options: AppendOptions = {}): void {
  outbox.transaction(() => {
    for (const operation of operations) append(outbox, operation, options)
  })
}

function append(
  outbox: Outbox,
  operation: Operation,
  { holdUntil = 0, seenSeq = null, groupId = null, draftStays = false }: AppendOptions,
): void {
  const stopped = operation.dependsOn.length === 0 ? null : stoppedDependency(outbox, operation)
  outbox
    .prepare(
      `INSERT INTO operation (op_id, lane, operation, state, problem, hold_until, seen_seq, group_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      operation.opId,
      laneOf(operation),
      JSON.stringify(operation),
      stopped?.state ?? 'waiting',
      stopped?.problem ?? null,
      holdUntil,
      seenSeq,
      groupId,
    )
  for (const dependency of operation.dependsOn) {
    outbox
      .prepare('INSERT OR IGNORE INTO operation_dependency (op_id, depends_on) VALUES (?, ?)')
      .run(operation.opId, dependency)
  }
  giveToOperation(outbox, operation)
  const mode = modeOf(operation)
  if (mode && operation.kind === 'note.create' && groupId === null && !draftStays)
    removeDraft(outbox, operation.caseId, mode)
}

/** What depends on something that a person must decide about first shares its fate, and so has a reason to be named. */
function stoppedDependency(outbox: Outbox, { dependsOn }: Operation): { state: string; problem: string | null } | null {
  return (
    outbox
      .prepare<{ state: string; problem: string | null }>(
        `SELECT state, problem FROM operation
         WHERE op_id IN (SELECT value FROM json_each(?)) AND state IN ('rejected', 'quarantined') LIMIT 1`,
      )
      .get(JSON.stringify(dependsOn)) ?? null
  )
}

export function operationById(outbox: Outbox, opId: string): StoredOperation | null {
  const record = outbox.prepare<OperationRecord>(`${SELECT} WHERE op_id = ?`).get(opId)
  return record ? toStored(record) : null
}

/** Those of one case or registration, in order, settled ones included. */
export function operationsOfLane(outbox: Outbox, lane: string): StoredOperation[] {
  return outbox.prepare<OperationRecord>(`${SELECT} WHERE lane = ? ORDER BY ord`).all(lane).map(toStored)
}

/** How far somebody has read is nothing that they would look for among their work. */
const WORK = `substr(lane, 1, ${READ_LANE.length}) <> '${READ_LANE}'`

/** What waits or needs a person first, in order; then what was settled, newest first. `total` counts both. */
export function listOperations(outbox: Outbox, limit: number): { operations: StoredOperation[]; total: number } {
  const records = outbox
    .prepare<OperationRecord>(`${SELECT} WHERE state <> 'settled' AND ${WORK} ORDER BY ord LIMIT ?`)
    .all(limit)
  const settled = outbox
    .prepare<OperationRecord>(
      `${SELECT} WHERE state = 'settled' AND ${WORK} ORDER BY settled_at DESC, ord DESC LIMIT ?`,
    )
    .all(limit - records.length)
  const total = outbox.prepare<number>(`SELECT count(*) FROM operation WHERE ${WORK}`, { pluck: true }).get() ?? 0
  return { operations: [...records, ...settled].map(toStored), total }
}

/** All that is not settled, in order. */
export function unsettledOperations(outbox: Outbox): StoredOperation[] {
  return outbox.prepare<OperationRecord>(`${SELECT} WHERE state <> 'settled' ORDER BY ord`).all().map(toStored)
}

export function countOperations(outbox: Outbox): Record<OperationState, number> {
  const counts = Object.fromEntries(OPERATION_STATES.map((state) => [state, 0])) as Record<OperationState, number>
  const rows = outbox
    .prepare<[OperationState, number]>(
      `SELECT state, count(*) FROM operation WHERE state <> 'settled' AND ${WORK} GROUP BY state
       UNION ALL SELECT 'settled', count(*) FROM operation WHERE state = 'settled'`,
      { raw: true },
    )
    .all()
  for (const [state, count] of rows) counts[state] = count
  return counts
}

/** The draft that the words of an operation come from and go back to. */
export function modeOf(operation: Operation): ComposerMode | null {
  if (operation.kind !== 'note.create') return null
  return operation.visibility === 'public' ? 'reply' : 'note'
}

/** It makes what the later operations of its lane are about. */
export function isCreation(operation: Operation): boolean {
  if (operation.kind === 'template.save' || operation.kind === 'view.save' || operation.kind === 'macro.save')
    return operation.base === null
  return operation.kind === 'case.create' || operation.kind === 'case.split'
}

/** The stored wire form; one that an older version of the program wrote may lack what was added since. */
export function readOperation(text: string): Operation {
  const stored = JSON.parse(text) as Operation
  return stored.kind === 'note.create' || stored.kind === 'case.create'
    ? { ...stored, attachments: stored.attachments ?? [] }
    : stored
}

function toStored(record: OperationRecord): StoredOperation {
  return {
    ...record,
    operation: readOperation(record.operation),
    problem: record.problem === null ? null : (JSON.parse(record.problem) as Problem),
    conflict: record.conflict === null ? null : (JSON.parse(record.conflict) as Conflict),
  }
}
