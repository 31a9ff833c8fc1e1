import { eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { admit } from '../../customers/admit.ts'
import { writeAudit } from '../../customers/audit.ts'
import { type Approval, registrations } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { companyOf } from './company-of-registration.ts'
import { compareWithFirst } from './second-decision.ts'

type Decide = Extract<Operation, { kind: 'registration.decide' }>
type Registration = typeof registrations.$inferSelect

/** The first decision wins. The same again is nothing, a different one is a person's to look at. */
export async function decideRegistration(work: Work, operation: Decide, agentId: string): Promise<Outcome> {
  const { registrationId, decision } = operation
  const byId = eq(registrations.id, registrationId)
  const [found] = await work.tx.select().from(registrations).where(byId).for('update')
  if (!found) return rejected('not_found', 'There is no such registration')
  if (found.state === 'approved' || found.state === 'rejected') return compareWithFirst(work, operation, found)
  const reason = operation.reason?.trim().toWellFormed() || null
  const letIn = decision === 'approved' ? await letApplicantIn(work, { operation, found, agentId }) : null
  if (decision === 'approved' && letIn === null) return rejected('account_not_found', 'There is no such company')
  const contactId = letIn?.contactId ?? null
  await work.tx
    .update(registrations)
    .set({
      state: decision,
      decidedBy: agentId,
      decidedAt: work.now,
      decisionReason: reason,
      contactId,
      approval: letIn?.approval ?? null,
      history: [...found.history, { at: work.now, step: decision, agentId, text: reason }],
    })
    .where(byId)
  await tell(work, { found, decision, reason, contactId, agentId })
  return { status: 'applied' }
}

/** Null where the company that the agent has picked is not there. */
async function letApplicantIn(
  work: Work,
  { operation, found, agentId }: { operation: Decide; found: Registration; agentId: string },
): Promise<{ contactId: string; approval: Approval } | null> {
  const company = await companyOf(work, found, operation.accountId)
  if (company === null) return null
  const { accountId, isNew: newCompany } = company
  const by = { kind: 'agent', id: agentId } as const
  const { contactId, ...roles } = await admit(work, { applicant: found, accountId, role: operation.role, by })
  return { contactId, approval: { accountId, newCompany, ...roles } }
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
