import { and, eq, inArray, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { registrationRequest } from '#shared/customer-api/access.ts'
import type { ProofResult } from '#shared/domain/registration.ts'
import { isTaxNumber, normaliseTaxNumber } from '#shared/domain/tax-number.ts'
import type { FailedAttempts } from '../auth/failed-attempts.ts'
import { contacts, registrationConsents, registrations } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { inTransaction, type ServiceDeps, type Work } from '../server/deps.ts'
import { admit } from './admit.ts'
import { type Actor, writeAudit } from './audit.ts'
import { type Captcha, takeCaptcha } from './captcha.ts'
import { tellKnownPerson } from './forgotten.ts'
import { findProof, proofKey } from './proofs.ts'
import { CustomerRefusal } from './refusal.ts'
import { type CustomerSettings, presentConsents } from './settings.ts'

export type Registration = Omit<z.output<typeof registrationRequest>, 'captcha'>
export type RegisterDeps = {
  captcha: Captcha
  settings: CustomerSettings
  /** Requests with one e-mail, whoever has it. */
  byEmail: FailedAttempts
  /** Wrong proofs of one customer code. */
  proofsByCode: FailedAttempts
}

/**
 * Takes a person's request for access. The answer is the same whoever has that e-mail; the mail says the rest. A proof that
 * matches is approved at once; one that does not is asked about once, then agents read the explanation.
 * Throws `invalid_fields`, `captcha_failed` and `too_many_requests`.
 */
export async function register(
  deps: ServiceDeps,
  { captcha, settings, byEmail, proofsByCode }: RegisterDeps,
  { request, captchaText, ip }: { request: Registration; captchaText: string; ip: string },
): Promise<'check_email' | 'needs_explanation'> {
  refuseWrongFields(request, settings)
  const solved = await captcha.check(captchaText)
  const wait = byEmail.begin(request.email.toLowerCase())
  if (wait !== null) throw new CustomerRefusal('too_many_requests', { retryAfterSeconds: wait })
  const typed = { ...request, taxNumber: normaliseTaxNumber(request.taxNumber, request.country) }
  return inTransaction(deps, async (work) => {
    await takeCaptcha(work, solved)
    const proof = settings.proof ? await prove(work, typed, proofsByCode) : { result: 'none' as const, accountId: null }
    const explained = typed.explanation !== null
    if (settings.proof && proof.result !== 'match' && !explained) return 'needs_explanation'
    await receive(work, typed, { proof, settings, ip })
    return 'check_email'
  })
}

function refuseWrongFields(request: Registration, settings: CustomerSettings): void {
  const fields: Record<string, string> = {}
  if (!isTaxNumber(request.taxNumber, request.country)) fields.taxNumber = 'invalid'
  for (const { kind, version } of presentConsents(settings)) {
    const given = request.consents.find((consent) => consent.kind === kind)
    // Another version is one that this person has not read.
    if (given?.version !== version) fields[kind] = given ? 'invalid' : 'required'
  }
  if (Object.keys(fields).length > 0) throw new CustomerRefusal('invalid_fields', { fields })
}

type Proof = { result: ProofResult; accountId: string | null }

async function prove(work: Work, request: Registration, proofsByCode: FailedAttempts): Promise<Proof> {
  const { customerCode, invoiceNumber } = request
  if (customerCode === null || invoiceNumber === null) return { result: 'none', accountId: null }
  const code = proofKey(customerCode)
  // Past the limit even a right number is for an agent to look at.
  if (proofsByCode.begin(code) !== null) return { result: 'mismatch', accountId: null }
  const accountId = await findProof(work.tx, { customerCode, invoiceNumber })
  if (accountId === null) return { result: 'mismatch', accountId }
  proofsByCode.succeed(code)
  return { result: 'match', accountId }
}

type Circumstances = { proof: Proof; settings: CustomerSettings; ip: string }

async function receive(work: Work, request: Registration, { proof, settings, ip }: Circumstances): Promise<void> {
  if (await tellKnownPerson(work, { email: request.email, by: { kind: 'applicant', id: null, ip } })) return
  if (await isRepeated(work, request)) return
  const id = work.newId()
  const by: Actor = { kind: 'applicant', id, ip }
  const { consents: _, ...fields } = request
  await work.tx.insert(registrations).values({
    ...fields,
    id,
    state: 'pending',
    createdAt: work.now,
    proof: proof.result,
    history: [sent(work, request)],
  })
  for (const { kind, version } of presentConsents(settings)) {
    await work.tx.insert(registrationConsents).values({ registrationId: id, kind, version, givenAt: work.now, ip })
  }
  const detail = { registrationId: id, proof: proof.result }
  await writeAudit(work, { by, event: 'registered', contactId: null, detail })
  // Whom an agent has shut out, an agent lets in again.
  const free = proof.accountId !== null && !(await isShutOut(work, request.email))
  if (proof.accountId !== null && free) await approveProved(work, { id, request, accountId: proof.accountId })
  else await enqueueMail(work, { kind: 'registration_received', registrationId: id })
}

async function isShutOut({ tx }: Work, email: string): Promise<boolean> {
  const [disabled] = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(sql`lower(${contacts.email})`, email.toLowerCase()), eq(contacts.signIn, 'disabled')))
    .limit(1)
  return disabled !== undefined
}

async function approveProved(
  work: Work,
  { id, request, accountId }: { id: string; request: Registration; accountId: string },
): Promise<void> {
  const by: Actor = { kind: 'system', id: null }
  const { contactId } = await admit(work, { applicant: { ...request, id }, accountId, by })
  const approved = { at: work.now, step: 'approved', agentId: null, text: null } as const
  await work.tx
    .update(registrations)
    .set({ state: 'approved', decidedAt: work.now, contactId, history: [sent(work, request), approved] })
    .where(eq(registrations.id, id))
  await writeAudit(work, { by, event: 'registration_approved', contactId, detail: { registrationId: id, accountId } })
}

function sent({ now }: Work, { explanation }: Registration) {
  return { at: now, step: 'sent', agentId: null, text: explanation } as const
}

/** Sent again after an answer that did not arrive: the same words wait already. */
async function isRepeated({ tx }: Work, request: Registration): Promise<boolean> {
  const waiting = await tx
    .select()
    .from(registrations)
    .where(
      and(
        eq(sql`lower(${registrations.email})`, request.email.toLowerCase()),
        inArray(registrations.state, ['pending', 'asked']),
      ),
    )
  const { consents: _, ...fields } = request
  return waiting.some((row) => Object.entries(fields).every(([name, value]) => row[name as keyof typeof row] === value))
}
