import { eq } from 'drizzle-orm'
import type { Operation } from '#shared/portal-api/operations.ts'
import { registrations } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { type Outcome, rejected } from './outcome.ts'

/** The first decision wins. The same again is nothing, a different one is a person's to look at. */
export async function decideRegistration(
  { tx, now }: Work,
  { registrationId, decision, reason }: Extract<Operation, { kind: 'registration.decide' }>,
  agentId: string,
): Promise<Outcome> {
  const byId = eq(registrations.id, registrationId)
  const [found] = await tx.select().from(registrations).where(byId).for('update')
  if (!found) return rejected('not_found', 'There is no such registration')
  const { state, decidedBy, decidedAt } = found
  if (state === decision) return { status: 'merged' }
  if (state === 'approved' || state === 'rejected') {
    const conflict = { field: 'registration', mine: decision, theirs: state } as const
    return { status: 'conflict', conflict: { ...conflict, changedBy: decidedBy, changedAt: decidedAt } }
  }
  const decisionReason = reason?.trim() || null
  await tx
    .update(registrations)
    .set({ state: decision, decidedBy: agentId, decidedAt: now, decisionReason })
    .where(byId)
  return { status: 'applied' }
}
