import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { newCaseRequest } from '#shared/customer-api/cases.ts'
import { lockPerson } from '../customers/lock-person.ts'
import { CustomerRefusal } from '../customers/refusal.ts'
import { entitlements } from '../db/schema.ts'
import type { Case } from '../server/cases/case-fields.ts'
import { createCase } from '../server/cases/create-case.ts'
import { announceNewCase } from '../server/cases/customer-actions.ts'
import type { Work } from '../server/deps.ts'
import type { Customer } from './scope.ts'
import { attachUploads } from './uploads.ts'

export type NewCustomerCase = Omit<z.output<typeof newCaseRequest>, 'requestId'>

/** A case of the customer's own company. Throws `invalid_fields` for a contract or a file of others, and `unauthorized`. */
export async function openCase(work: Work, { contactId, accountId }: Customer, input: NewCustomerCase): Promise<Case> {
  const { files, entitlementId, ...fields } = input
  await lockPerson(work, contactId, 'share')
  if (entitlementId !== null && !(await isOwnEntitlement(work, accountId, entitlementId))) {
    throw new CustomerRefusal('invalid_fields', { fields: { entitlementId: 'invalid' } })
  }
  const created = await createCase(work, { ...fields, entitlementId, accountId, contactId })
  await attachUploads(work, { contactId, files, caseId: created.id, noteId: null })
  await announceNewCase(work, created.id)
  return created
}

async function isOwnEntitlement({ tx }: Work, accountId: string, id: string): Promise<boolean> {
  const own = and(eq(entitlements.id, id), eq(entitlements.accountId, accountId))
  return (await tx.select({ id: entitlements.id }).from(entitlements).where(own)).length > 0
}
