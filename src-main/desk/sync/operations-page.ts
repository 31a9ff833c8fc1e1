import { agentName } from '#main/store/mirror/agents.ts'
import { caseHeads } from '#main/store/mirror/cases.ts'
import { listOperations, type StoredOperation } from '#main/store/outbox/operations.ts'
import type { OperationView } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

type Head = { caseNumber: string; title: string }

/** What waits or needs a person, with the names that the screen shows. */
export function operationsPage(
  { outbox, mirror }: Stores,
  limit: number,
): { operations: OperationView[]; total: number } {
  const { operations, total } = listOperations(outbox, limit)
  const heads = caseHeads(mirror, [...new Set(operations.map(({ operation }) => operation.caseId))])
  const nameOf = (agentId: string | null) => agentId && agentName(mirror, agentId)
  return { operations: operations.map((stored) => view(stored, heads.get(stored.operation.caseId), nameOf)), total }
}

function view(
  stored: StoredOperation,
  head: Head | undefined,
  nameOf: (agentId: string | null) => string | null,
): OperationView {
  const { operation, state, conflict } = stored
  const isNote = operation.kind === 'note.create'
  const owner = operation.kind === 'case.update' ? operation.ownerId : undefined
  return {
    opId: operation.opId,
    kind: operation.kind,
    caseId: operation.caseId,
    caseNumber: head?.caseNumber ?? '',
    caseTitle: head?.title ?? '',
    state,
    visibility: isNote ? operation.visibility : null,
    body: isNote ? operation.body : null,
    status: operation.status?.to ?? null,
    owner: owner ? { id: owner.to, name: nameOf(owner.to) } : null,
    writtenAt: operation.authoredAt,
    attempts: stored.attempts,
    nextAttemptAt: state === 'waiting' && stored.attempts > 0 ? stored.nextAt : null,
    problem: stored.problem,
    conflict,
    changedByName: conflict ? nameOf(conflict.changedBy) : null,
  }
}
