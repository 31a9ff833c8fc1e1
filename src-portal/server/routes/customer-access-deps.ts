import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Me } from '#shared/customer-api/access.ts'
import type { AttemptLimit, FailedAttempts } from '../../auth/failed-attempts.ts'
import type { PasswordHasher } from '../../auth/passwords.ts'
import { type Captcha, takeCaptcha } from '../../customers/captcha.ts'
import { readMe } from '../../customers/profile.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import type { CustomerSettings } from '../../customers/settings.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'
import { type CustomerGuard, setSessionCookie } from '../http/customer-guard.ts'
import type { CustomerAccessLimits } from '../http/customer-limits.ts'

/** What the routes of customers' access share. */
export type CustomerAccess = {
  deps: ServiceDeps
  guard: CustomerGuard
  settings: CustomerSettings
  passwords: PasswordHasher
  captcha: Captcha
  limits: CustomerAccessLimits
  /** Mails that anybody may have sent to one address, whatever they say; links for a forgotten password are not among them. */
  mailsByEmail: FailedAttempts
}

/** A route's limit by the caller's address. */
export function perAddress({ max, windowMs }: AttemptLimit) {
  return { rateLimit: { max, timeWindow: windowMs } }
}

/** Throws `too_many_requests`. */
export function countOne(attempts: FailedAttempts, of: string): void {
  const wait = attempts.begin(of)
  if (wait !== null) throw new CustomerRefusal('too_many_requests', { retryAfterSeconds: wait })
}

type MailRequest = { email: string; captcha: string }

/** The handler of a request for mail by somebody who is not signed in; answered alike whoever has that address. */
export function mailOnRequest(
  access: CustomerAccess,
  mails: FailedAttempts,
  send: (work: Work, to: { email: string; ip: string }) => Promise<unknown>,
) {
  return async ({ body, ip }: { body: MailRequest; ip: string }, reply: FastifyReply) => {
    const solved = await access.captcha.check(body.captcha)
    countOne(mails, body.email.toLowerCase())
    await inTransaction(access.deps, async (work) => {
      await takeCaptcha(work, solved)
      await send(work, { email: body.email, ip })
    })
    return reply.code(204).send(null)
  }
}

/** What the browser says it is, for the list of sessions. */
export function deviceOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').replaceAll('\0', '')
}

/** The answer to whoever has just come in. */
export async function welcome(
  { deps, settings }: CustomerAccess,
  request: FastifyRequest,
  reply: FastifyReply,
  session: { token: string; contactId: string; stay: boolean },
): Promise<Me> {
  const me = await readMe(deps.db, { ...session, now: deps.now(), settings })
  setSessionCookie(request, reply, settings, session)
  return me
}
