import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import { caseEvents, cases, notes, syncOp } from '#portal/db/schema.ts'
import { cancelOperations } from '#portal/server/sync/ledger.ts'
import { pushOperations } from '#portal/server/sync/push.ts'
import type { Conflict, Operation, OperationResult } from '#shared/portal-api/operations.ts'
import type { AgentRow } from '#shared/portal-api/rows.ts'
import type { World } from './world.ts'

export const ABSENT_ID = '018f0000-0000-7000-8000-00000000dead'

/** Ana's and Bor's desks past HTTP, and what the portal has in its tables. */
export function pushingIn(world: World) {
  const log = { warn: vi.fn(), error: vi.fn() }
  const { db } = world.deps

  const desk = ({ id }: AgentRow) => {
    const sender = { agentId: id, clientId: 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10' }
    const push = (...operations: Operation[]) => pushOperations(world.deps, sender, operations, log)
    return {
      push,
      one: async (operation: Operation): Promise<OperationResult> => {
        const [result] = await push(operation)
        if (!result) throw new Error('No result')
        return result
      },
      cancel: (...opIds: string[]) => cancelOperations(world.deps, sender, opIds, log),
    }
  }

  return {
    log,
    ana: desk(world.ana),
    bor: desk(world.bor),
    desk,
    storedCase: async (id: string) => {
      const [row] = await db.select().from(cases).where(eq(cases.id, id))
      if (!row) throw new Error('The case is not there')
      return row
    },
    notes: () => db.select().from(notes).orderBy(notes.createdAt, notes.id),
    events: () => db.select().from(caseEvents).orderBy(caseEvents.createdAt, caseEvents.id),
    ledger: () => db.select().from(syncOp),
  }
}
export type Pushing = ReturnType<typeof pushingIn>

export function statuses(results: OperationResult[]): string[] {
  return results.map((result) => (result.status === 'rejected' ? result.code : result.status))
}

export function conflictOf(result: OperationResult): Conflict {
  if (result.status !== 'conflict') throw new Error(`Expected a conflict, not ${result.status}`)
  return result.conflict
}
