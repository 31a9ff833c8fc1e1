import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Me } from '#shared/customer-api/access.ts'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import type { PasswordHasher } from '../../auth/passwords.ts'
import type { Captcha } from '../../customers/captcha.ts'
import { readMe } from '../../customers/profile.ts'
import type { CustomerSettings } from '../../customers/settings.ts'
import type { ServiceDeps } from '../deps.ts'
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
}

export const NO_CONTENT = z.null().describe('Done')

/** A route's limit by the caller's address. */
export function perAddress({ max, windowMs }: AttemptLimit) {
  return { rateLimit: { max, timeWindow: windowMs } }
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
