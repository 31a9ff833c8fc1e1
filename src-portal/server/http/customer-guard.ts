import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CSRF_HEADER } from '#shared/customer-api/paths.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import {
  type FoundSession,
  findSession,
  isCsrfToken,
  LONG_SESSION_MS,
  type SignedInCustomer,
} from '../../customers/sessions.ts'
import type { CustomerSettings } from '../../customers/settings.ts'
import type { Database } from '../../db/open.ts'

/** The prefix makes browsers refuse it from another host, another path and without TLS. */
const SECURE_COOKIE = '__Host-spica_customer'
/** Where there is no TLS: on this machine alone. */
const PLAIN_COOKIE = 'spica_customer'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every customers' route behind it. */
    customer: (FoundSession & { token: string }) | null
  }
}

export type CustomerGuard = {
  /** For all that is the person's business with the portal: a live session, the present consents, CSRF on every change. */
  requireCustomer(request: FastifyRequest): Promise<void>
  /** The same without the consents: for giving them, and for what nobody may be kept from. */
  requireSession(request: FastifyRequest): Promise<void>
}

/** `onRequest` hooks. They throw `unauthorized`, `csrf_failed` and `consent_needed`. */
export function createCustomerGuard(deps: { db: Database; now(): number; settings: CustomerSettings }): CustomerGuard {
  const { db, now, settings } = deps
  const requireSession = async (request: FastifyRequest) => {
    const token = sessionTokenOf(request, settings)
    const found = token === undefined ? null : await findSession(db, { token, now: now(), settings })
    if (token === undefined || !found) throw new CustomerRefusal('unauthorized')
    if (changesAnything(request) && !isCsrfToken(token, request.headers[CSRF_HEADER])) {
      throw new CustomerRefusal('csrf_failed')
    }
    request.customer = { ...found, token }
  }
  return {
    requireSession,
    requireCustomer: async (request) => {
      await requireSession(request)
      if (settings.consentGate && request.customer?.consentsNeeded) throw new CustomerRefusal('consent_needed')
    },
  }
}

/** Only behind the guard. */
export function signedInCustomer(request: FastifyRequest): SignedInCustomer {
  if (!request.customer) throw new CustomerRefusal('unauthorized')
  const { contactId, accountId, role, sessionId } = request.customer
  return { contactId, accountId, role, sessionId }
}

export function changesAnything({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: CustomerSettings,
  session: { token: string; stay: boolean },
): void {
  const { name, options } = cookieOf(request, settings)
  reply.setCookie(name, session.token, { ...options, ...(session.stay ? { maxAge: LONG_SESSION_MS / 1000 } : {}) })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, settings: CustomerSettings): void {
  const { name, options } = cookieOf(request, settings)
  reply.clearCookie(name, options)
}

export function sessionTokenOf(request: FastifyRequest, settings: CustomerSettings): string | undefined {
  return request.cookies[cookieOf(request, settings).name] || undefined
}

function cookieOf(request: FastifyRequest, { publicUrl }: CustomerSettings) {
  const secure = request.protocol === 'https' || (publicUrl?.startsWith('https:') ?? false)
  return {
    name: secure ? SECURE_COOKIE : PLAIN_COOKIE,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure } as const,
  }
}
