import type { FastifyRequest } from 'fastify'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import { signedInCustomer } from './customer-guard.ts'
import { holdsNul } from './holds-nul.ts'

/** `preHandler`: PostgreSQL cannot hold a NUL character in a text. Names the fields of a body. */
export async function storableText({ body, query }: FastifyRequest): Promise<void> {
  const fields = Object.entries(Object(body) as object)
    .filter(([, value]) => holdsNul(value))
    .map(([name]) => [name, 'invalid'])
  if (fields.length > 0) throw new CustomerRefusal('invalid_fields', { fields: Object.fromEntries(fields) })
  if (holdsNul(query)) throw new CustomerRefusal('invalid_request')
}

/** A route's limit; it counts behind the guard. */
export function perCustomer({ max, windowMs }: AttemptLimit) {
  return {
    max,
    timeWindow: windowMs,
    keyGenerator: (request: FastifyRequest) => signedInCustomer(request).contactId,
  }
}

/** What cannot be an id is nobody's, and never comes to the database. Throws `not_found`. */
export function known(id: string): string {
  if (!/^[\w-]{1,64}$/.test(id)) throw new CustomerRefusal('not_found')
  return id
}
