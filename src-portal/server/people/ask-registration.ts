import { eq } from 'drizzle-orm'
import type { Operation } from '#shared/portal-api/operations.ts'
import { writeAudit } from '../../customers/audit.ts'
import { issueQuestionCode } from '../../customers/questions.ts'
import { registrations } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'

type Ask = Extract<Operation, { kind: 'registration.ask' }>

/** A question to the applicant, by mail with a link to answer; another question takes the place of one without an answer. */
export async function askRegistration(work: Work, operation: Ask, agentId: string): Promise<Outcome> {
  const { registrationId } = operation
  const byId = eq(registrations.id, registrationId)
  const [found] = await work.tx.select().from(registrations).where(byId).for('update')
  if (!found) return rejected('not_found', 'There is no such registration')
  if (found.state === 'approved' || found.state === 'rejected') {
    return rejected('registration_decided', 'The registration is decided')
  }
  const question = operation.question.trim().toWellFormed()
  if (question === '') return rejected('question_empty', 'A question needs words')
  const step = { at: work.now, step: 'asked', agentId, text: question } as const
  await work.tx
    .update(registrations)
    .set({ state: 'asked', history: [...found.history, step] })
    .where(byId)
  const issued = await issueQuestionCode(work, registrationId)
  await enqueueMail(work, { kind: 'registration_question', registrationId, question, ...issued })
  const by = { kind: 'agent', id: agentId } as const
  await writeAudit(work, { by, event: 'registration_asked', contactId: null, detail: { registrationId } })
  return { status: 'applied' }
}
