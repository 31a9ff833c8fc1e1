import { eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { admit } from '../../customers/admit.ts'
import { writeAudit } from '../../customers/audit.ts'
import { registrations } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { companyOf } from './company-of-registration.ts'

type Decide = Extract<Operation, { kind: 'registration.decide' }>
type Registration = typeof registrations.$inferSelect

/** The first decision wins. The same again is nothing, a different one is a person's to look at. */
export async function decideRegistration(work: Work, operation: Decide, agentId: string): Promise<Outcome> {
  const { registrationId, decision } = operation
  const byId = eq(registrations.id, registrationId)
  const [found] = await work.tx.select().from(registrations).where(byId).for('update')
  if (!found) return rejected('not_found', 'There is no such registration')
  const { state, decidedBy, decidedAt } = found
  if (state === decision) return { status: 'merged' }
  if (state === 'approved' || state === 'rejected') {
    const conflict = { field: 'registration', mine: decision, theirs: state } as const
    return { status: 'conflict', conflict: { ...conflict, changedBy: decidedBy, changedAt: decidedAt } }
  }
  const reason = operation.reason?.trim().toWellFormed() || null
  const contactId = decision === 'approved' ? await letIn(work, { operation, found, agentId }) : null
  if (decision === 'approved' && contactId === null) return rejected('account_not_found', 'There is no such company')
  await work.tx
    .update(registrations)
    .set({
      state: decision,
      decidedBy: agentId,
      decidedAt: work.now,
      decisionReason: reason,
      contactId,
      history: [...found.history, { at: work.now, step: decision, agentId, text: reason }],
    })
    .where(byId)
  await tell(work, { found, decision, reason, contactId, agentId })
  return { status: 'applied' }
}

/** The new contact's id; null where the company that the agent has picked is not there. */
async function letIn(
  work: Work,
  { operation, found, agentId }: { operation: Decide; found: Registration; agentId: string },
): Promise<string | null> {
  const accountId = await companyOf(work, found, operation.accountId)
  if (accountId === null) return null
  return admit(work, { applicant: found, accountId, role: operation.role ?? 'own', by: { kind: 'agent', id: agentId } })
}

type Decided = {
  found: Registration
  decision: Decide['decision']
  reason: string | null
  contactId: string | null
  agentId: string
}

/** Whoever is let in hears it by the invitation. */
async function tell(work: Work, { found, decision, reason, contactId, agentId }: Decided): Promise<void> {
  const by = { kind: 'agent', id: agentId } as const
  const detail = { registrationId: found.id }
  switch (decision) {
    case 'approved':
      return writeAudit(work, { by, event: 'registration_approved', contactId, detail })
    case 'rejected':
      await enqueueMail(work, { kind: 'registration_rejected', registrationId: found.id, reason })
      return writeAudit(work, { by, event: 'registration_rejected', contactId, detail })
    default:
      return assertNever(decision)
  }
}
