import { and, asc, eq, sql } from 'drizzle-orm'
import { consents, registrationConsents, registrations } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'

/**
 * What was agreed to in the requests that led to an invitation becomes the person's who has redeemed it, and so has shown
 * to read that e-mail. What the person has agreed to before stays as it is.
 */
export async function takeConsents(
  { tx, newId }: Work,
  { contactId, email }: { contactId: string; email: string },
): Promise<void> {
  const agreed = await tx
    .select({
      kind: registrationConsents.kind,
      version: registrationConsents.version,
      givenAt: registrationConsents.givenAt,
      ip: registrationConsents.ip,
    })
    .from(registrationConsents)
    .innerJoin(registrations, eq(registrations.id, registrationConsents.registrationId))
    .where(and(eq(registrations.contactId, contactId), eq(sql`lower(${registrations.email})`, email.toLowerCase())))
    .orderBy(asc(registrationConsents.givenAt), asc(registrationConsents.kind))
  const known = await tx.select().from(consents).where(eq(consents.contactId, contactId))
  const held = new Set(known.map(({ kind, version }) => `${kind} ${version}`))
  for (const consent of agreed) {
    const name = `${consent.kind} ${consent.version}`
    if (held.has(name)) continue
    held.add(name)
    await tx.insert(consents).values({ id: newId(), contactId, ...consent })
  }
}
