import { eq } from 'drizzle-orm'
import { tokenHash } from '../auth/hashed-tokens.ts'
import type { Database } from '../db/open.ts'
import { customerCodes, registrations } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { writeAudit } from './audit.ts'
import { type IssuedCode, issueCode, takeCode } from './codes.ts'
import { CustomerRefusal } from './refusal.ts'

const DAY_MS = 86_400_000

/** The code by which an applicant answers an agent's question; for the link in the mail that asks it. */
export async function issueQuestionCode(work: Work, registrationId: string): Promise<IssuedCode> {
  const [registration] = await work.tx
    .select({ email: registrations.email })
    .from(registrations)
    .where(eq(registrations.id, registrationId))
  if (!registration) throw new Error(`There is no registration ${registrationId}`)
  const lifeMs = work.invitationDays * DAY_MS
  return issueCode(work, { purpose: 'question', registrationId, email: registration.email, lifeMs })
}

/** Throws `code_unknown` and `code_expired`. */
export async function readQuestion(
  db: Database,
  { code, now }: { code: string; now: number },
): Promise<{ firstName: string; question: string; answered: boolean }> {
  const [found] = await db
    .select({
      purpose: customerCodes.purpose,
      expiresAt: customerCodes.expiresAt,
      usedAt: customerCodes.usedAt,
      firstName: registrations.firstName,
      history: registrations.history,
    })
    .from(customerCodes)
    .innerJoin(registrations, eq(registrations.id, customerCodes.registrationId))
    .where(eq(customerCodes.codeHash, tokenHash(code)))
  if (found?.purpose !== 'question') throw new CustomerRefusal('code_unknown')
  if (found.usedAt === null && found.expiresAt <= now) throw new CustomerRefusal('code_expired')
  const question = found.history.findLast(({ step }) => step === 'asked')?.text ?? ''
  return { firstName: found.firstName, question, answered: found.usedAt !== null }
}

/**
 * The applicant's words become part of the request, which waits for an agent again. Throws as `takeCode` does, and
 * `no_longer_possible` when it was decided meanwhile.
 */
export async function answerQuestion(
  work: Work,
  { code, answer, ip }: { code: string; answer: string; ip: string },
): Promise<void> {
  const { registrationId } = await takeCode(work, { purpose: 'question', code })
  if (registrationId === null) throw new CustomerRefusal('code_unknown')
  const byId = eq(registrations.id, registrationId)
  const [found] = await work.tx.select().from(registrations).where(byId).for('update')
  if (found?.state !== 'asked') throw new CustomerRefusal('no_longer_possible')
  const answered = { at: work.now, step: 'answered', agentId: null, text: answer } as const
  await work.tx
    .update(registrations)
    .set({ state: 'pending', history: [...found.history, answered] })
    .where(byId)
  await writeAudit(work, {
    by: { kind: 'applicant', id: registrationId, ip },
    event: 'registration_answered',
    contactId: null,
    detail: { registrationId },
  })
}
