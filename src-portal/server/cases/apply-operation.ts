import { and, eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import { canMove } from '#shared/domain/status.ts'
import type { Operation, OwnerChange, StatusChange, StatusConflict } from '#shared/portal-api/operations.ts'
import { agents, notes } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { type Case, changeOwner, changeStatus, lastChange, lockCase, touch } from './case-fields.ts'

export type Outcome =
  | { status: 'applied' }
  | { status: 'merged' }
  | { status: 'conflict'; conflict: StatusConflict }
  | { status: 'rejected'; code: string; detail: string }

type Part = { case: Case; outcome: Exclude<Outcome, { status: 'rejected' }> }

/**
 * Carries out one operation of an agent. Notes always apply; the status must still be what the agent saw, else it waits
 * as a conflict; of two owners the later wins. A refused operation has changed nothing.
 */
export async function applyOperation(work: Work, operation: Operation, agentId: string): Promise<Outcome> {
  const found = await lockCase(work, operation.caseId)
  if (!found) return rejected('case_not_found', 'There is no such case')
  switch (operation.kind) {
    case 'note.create': {
      // PostgreSQL cannot hold this character in a text.
      if (operation.body.includes('\0')) return rejected('text_not_storable', 'The text contains a NUL character')
      await work.tx.insert(notes).values({
        id: operation.opId,
        caseId: found.id,
        visibility: operation.visibility,
        authorKind: 'agent',
        authorId: agentId,
        body: operation.body,
        createdAt: work.now,
      })
      if (!operation.status) {
        await touch(work, found)
        return { status: 'applied' }
      }
      const part = await applyStatus(work, found, operation.status, agentId)
      if (part.outcome.status !== 'applied') await touch(work, found)
      // The words are new whatever became of the status.
      return part.outcome.status === 'conflict' ? part.outcome : { status: 'applied' }
    }
    case 'case.update': {
      if (!operation.status && !operation.ownerId) return rejected('nothing_to_do', 'The operation changes nothing')
      if (operation.ownerId?.to && !(await isActiveAgent(work, operation.ownerId.to))) {
        return rejected('agent_not_found', 'There is no such active agent')
      }
      const owner = operation.ownerId && (await applyOwner(work, found, operation.ownerId, agentId))
      const status = operation.status && (await applyStatus(work, owner?.case ?? found, operation.status, agentId))
      const outcomes = [status?.outcome, owner?.outcome].filter((outcome) => outcome !== undefined)
      return (
        outcomes.find((outcome) => outcome.status === 'conflict') ??
        outcomes.find((outcome) => outcome.status === 'merged') ?? { status: 'applied' }
      )
    }
    default:
      return assertNever(operation)
  }
}

async function applyStatus(work: Work, found: Case, { to, base }: StatusChange, agentId: string): Promise<Part> {
  if (found.status === to) return { case: found, outcome: { status: 'merged' } }
  const stale = base.version !== found.statusVersion
  if (stale || !canMove(found.status, to, 'agent')) {
    const last = await lastChange(work, found.id, 'status')
    const conflict: StatusConflict = {
      field: 'status',
      base: base.value,
      mine: to,
      theirs: found.status,
      theirsVersion: found.statusVersion,
      reason: stale ? 'stale' : 'illegal',
      changedBy: last?.actorId ?? null,
      changedAt: last?.createdAt ?? null,
    }
    return { case: found, outcome: { status: 'conflict', conflict } }
  }
  return {
    case: await changeStatus(work, found, to, { kind: 'agent', id: agentId }),
    outcome: { status: 'applied' },
  }
}

async function applyOwner(work: Work, found: Case, { to, base }: OwnerChange, agentId: string): Promise<Part> {
  if (found.ownerId === to) return { case: found, outcome: { status: 'merged' } }
  return {
    case: await changeOwner(work, found, to, { kind: 'agent', id: agentId }),
    outcome: { status: base.version === found.ownerVersion ? 'applied' : 'merged' },
  }
}

async function isActiveAgent({ tx }: Work, id: string): Promise<boolean> {
  const [agent] = await tx
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.id, id), eq(agents.active, true)))
  return agent !== undefined
}

function rejected(code: string, detail: string): Outcome {
  return { status: 'rejected', code, detail }
}
