import { eq } from 'drizzle-orm'
import { registrations } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { type IssuedCode, issueCode } from './codes.ts'

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
