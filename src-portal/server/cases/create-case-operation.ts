import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Operation } from '#shared/portal-api/operations.ts'
import { cases, contacts, entitlements } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { isActiveAgent, isMember } from './access.ts'
import { recordChange } from './case-fields.ts'
import { createCase } from './create-case.ts'
import { checkAttachments, writeAttachments } from './new-attachments.ts'
import { type Outcome, rejected } from './outcome.ts'

type CreateCase = Extract<Operation, { kind: 'case.create' }>

const uuid = z.uuid()

/** A case that an agent enters for a customer, for one of the agent's own teams. */
export async function createCaseByAgent(work: Work, operation: CreateCase, agentId: string): Promise<Outcome> {
  const { caseId, contactId, teamId, ownerId, entitlementId } = operation
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('share')
  if (!contact) return rejected('contact_not_found', 'There is no such customer')
  if (contact.erasedAt !== null) return rejected('contact_erased', 'This person is no longer known')
  if (!(await isMember(work, agentId, teamId))) return rejected('team_not_found', 'There is no such team')
  const refused = await refuse(work, operation, contact.accountId)
  if (refused) return refused
  const checked = await checkAttachments(work, { caseId, noteId: null }, operation.attachments)
  if ('refused' in checked) return checked.refused

  await createCase(work, {
    id: caseId,
    title: operation.title,
    description: operation.description,
    caseType: operation.caseType,
    accountId: contact.accountId,
    contactId,
    teamId,
    ownerId,
    entitlementId,
    customerSystemId: operation.customerSystemId,
    warrantyRepair: operation.warrantyRepair,
    serialNumber: operation.serialNumber,
    customerReference: operation.customerReference,
  })
  if (ownerId !== null) {
    const actor = { kind: 'agent', id: agentId } as const
    await recordChange(work, { caseId, field: 'ownerId', from: null, to: ownerId, actor })
  }
  await writeAttachments(work, checked.files)
  await enqueueMail(work, { kind: 'new_case', caseId, openedBy: 'agent' })
  return { status: 'applied' }
}

async function refuse(work: Work, operation: CreateCase, accountId: string): Promise<Outcome | null> {
  const { caseId, ownerId, entitlementId } = operation
  if (operation.title.trim() === '') return rejected('title_empty', 'A case needs a title')
  if (!uuid.safeParse(caseId).success) return rejected('case_id', 'The id of a new case is a UUID')
  const [taken] = await work.tx.select({ id: cases.id }).from(cases).where(eq(cases.id, caseId))
  if (taken) return rejected('case_id', 'Another case has this id')
  if (ownerId !== null && !(await isActiveAgent(work, ownerId))) {
    return rejected('agent_not_found', 'There is no such active agent')
  }
  if (entitlementId === null) return null
  const [entitlement] = await work.tx
    .select({ id: entitlements.id })
    .from(entitlements)
    .where(and(eq(entitlements.id, entitlementId), eq(entitlements.accountId, accountId)))
  return entitlement ? null : rejected('entitlement_not_found', "The customer's company has no such entitlement")
}
