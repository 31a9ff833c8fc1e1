import type { ComposerMode } from '#shared/domain/case.ts'
import type { Operation, StatusConflict } from '#shared/portal-api/operations.ts'
import { OPERATION_STATES, type OperationState } from '#shared/rpc/models.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'
import { getDraft, removeDraft, saveDraft } from './drafts.ts'

export type StoredOperation = {
  /** Place in the order of writing. */
  ord: number
  operation: Operation
  state: OperationState
  /** Failed sends. */
  attempts: number
  /** Epoch ms of the first failed send of the present series. */
  firstFailedAt: number | null
  /** Epoch ms before which it is not sent. */
  nextAt: number
  problem: Problem | null
  conflict: StatusConflict | null
  /** The feed's number that the cursor must pass before the operation leaves the overlay. */
  seq: number | null
  settledAt: number | null
  /** It never left this machine, or the portal refused it: its words can be taken back. */
  withdrawable: boolean
}

type OperationRecord = {
  ord: number
  operation: string
  state: OperationState
  sent: number
  attempts: number
  firstFailedAt: number | null
  nextAt: number
  problem: string | null
  conflict: string | null
  seq: number | null
  settledAt: number | null
}

const SELECT = `SELECT ord, operation, state, sent, attempts, first_failed_at AS firstFailedAt, next_at AS nextAt,
  problem, conflict, seq, settled_at AS settledAt FROM operation`

/** Durable when it returns. Removes the draft of the note's mode in the same transaction. */
export function appendOperation(outbox: Outbox, operation: Operation): void {
  outbox.transaction(() => {
    outbox
      .prepare(`INSERT INTO operation (op_id, case_id, operation, state) VALUES (?, ?, ?, 'waiting')`)
      .run(operation.opId, operation.caseId, JSON.stringify(operation))
    for (const dependency of operation.dependsOn) {
      outbox
        .prepare('INSERT OR IGNORE INTO operation_dependency (op_id, depends_on) VALUES (?, ?)')
        .run(operation.opId, dependency)
    }
    const mode = modeOf(operation)
    if (mode) removeDraft(outbox, operation.caseId, mode)
  })
}

export function operationById(outbox: Outbox, opId: string): StoredOperation | null {
  const record = outbox.prepare<OperationRecord>(`${SELECT} WHERE op_id = ?`).get(opId)
  return record ? toStored(record) : null
}

/** Those of one case, in order, settled ones included. */
export function operationsOfCase(outbox: Outbox, caseId: string): StoredOperation[] {
  return outbox.prepare<OperationRecord>(`${SELECT} WHERE case_id = ? ORDER BY ord`).all(caseId).map(toStored)
}

/** What waits or needs a person first, in order; then what was settled, newest first. `total` counts both. */
export function listOperations(outbox: Outbox, limit: number): { operations: StoredOperation[]; total: number } {
  const records = outbox.prepare<OperationRecord>(`${SELECT} WHERE state <> 'settled' ORDER BY ord LIMIT ?`).all(limit)
  const settled = outbox
    .prepare<OperationRecord>(`${SELECT} WHERE state = 'settled' ORDER BY settled_at DESC, ord DESC LIMIT ?`)
    .all(limit - records.length)
  const total = outbox.prepare<number>('SELECT count(*) FROM operation', { pluck: true }).get() ?? 0
  return { operations: [...records, ...settled].map(toStored), total }
}

export function countOperations(outbox: Outbox): Record<OperationState, number> {
  const counts = Object.fromEntries(OPERATION_STATES.map((state) => [state, 0])) as Record<OperationState, number>
  const rows = outbox
    .prepare<[OperationState, number]>(
      `SELECT state, count(*) FROM operation WHERE state <> 'settled' GROUP BY state
       UNION ALL SELECT 'settled', count(*) FROM operation WHERE state = 'settled'`,
      { raw: true },
    )
    .all()
  for (const [state, count] of rows) counts[state] = count
  return counts
}

/**
 * Takes back an operation that never left, or that the portal refused, in one transaction: its words are the draft
 * again, before what the draft holds by now. Null: it cannot be taken back any more.
 */
export function withdrawOperation(
  outbox: Outbox,
  opId: string,
  now: number,
): { operation: Operation; draft: { caseId: string; mode: ComposerMode; body: string } | null } | null {
  return outbox.transaction(() => {
    const stored = operationById(outbox, opId)
    if (!stored?.withdrawable) return null
    const { operation } = stored
    outbox.prepare('DELETE FROM operation WHERE op_id = ?').run(opId)
    outbox.prepare('DELETE FROM operation_dependency WHERE op_id = ?').run(opId)
    const mode = modeOf(operation)
    if (operation.kind !== 'note.create' || !mode) return { operation, draft: null }
    const draft = {
      caseId: operation.caseId,
      mode,
      body: joined(operation.body, getDraft(outbox, operation.caseId, mode)?.body),
    }
    saveDraft(outbox, { ...draft, savedAt: now })
    return { operation, draft }
  })
}

function joined(words: string, later: string | undefined): string {
  return later ? `${words}\n\n${later}` : words
}

function modeOf(operation: Operation): ComposerMode | null {
  if (operation.kind !== 'note.create') return null
  return operation.visibility === 'public' ? 'reply' : 'note'
}

function toStored({ sent, ...record }: OperationRecord): StoredOperation {
  return {
    ...record,
    operation: JSON.parse(record.operation) as Operation,
    problem: record.problem === null ? null : (JSON.parse(record.problem) as Problem),
    conflict: record.conflict === null ? null : (JSON.parse(record.conflict) as StatusConflict),
    withdrawable: record.state === 'rejected' || (record.state === 'waiting' && sent === 0),
  }
}
