import { teamIdsOf } from '#main/store/mirror/agents.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import { belongings, findContact } from '#main/store/mirror/contacts.ts'
import { asAttachments, stagedFiles } from '#main/store/outbox/staged-files.ts'
import { type CaseType, NEW_CASE } from '#shared/domain/case.ts'
import type { Link } from '#shared/domain/case-links.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, newOperation, performAll } from '../perform.ts'
import { keepEntry } from './entry.ts'
import { checkedDescription, checkedTitle, ofCase } from './fields.ts'

export type NewLink = { otherId: string; link: Exclude<Link, 'not_duplicate'> }

export type NewCase = {
  caseType: CaseType
  title: string
  description: string
  contactId: string
  teamId?: string | undefined
  entitlementId: string | null
  customerSystemId: string | null
  warrantyRepair: boolean | null
  serialNumber: string | null
  customerReference: string | null
  /** Another case, and what the new one is to it. */
  link?: NewLink | undefined
}

const MAX_SHORT = 100

/**
 * A case for a customer on the phone: the agent's own, in the agent's first team unless told otherwise. Its link is durable
 * with it, and leaves right after it. The form that was begun is forgotten.
 */
export function createCase(ctx: DeskContext, input: NewCase): Accepted & { caseId: string } {
  const { mirror, outbox, me } = ctx.work()
  const contact = findContact(mirror, input.contactId)
  if (contact === null) throw new DeskFault('not_found')
  const teamIds = teamIdsOf(mirror, me)
  const teamId = input.teamId ?? teamIds[0]
  // The portal lets nobody enter a case that they could not see.
  if (teamId === undefined || !teamIds.includes(teamId)) throw new DeskFault('not_found')
  const { entitlementId } = input
  const { entitlements } = belongings(mirror, contact.accountId)
  if (entitlementId !== null && !entitlements.some(({ id }) => id === entitlementId)) throw new DeskFault('not_found')
  if (input.link && findCase(mirror, input.link.otherId) === null) throw new DeskFault('not_found')
  const caseId = ctx.deps.ids()
  const operation = {
    ...newOperation(ctx),
    kind: 'case.create' as const,
    caseId,
    caseType: input.caseType,
    title: checkedTitle(input.title),
    description: checkedDescription(input.description),
    contactId: contact.id,
    teamId,
    ownerId: me,
    entitlementId,
    customerSystemId: short(input.customerSystemId),
    warrantyRepair: input.warrantyRepair,
    serialNumber: short(input.serialNumber),
    customerReference: short(input.customerReference),
    attachments: asAttachments(stagedFiles(outbox, NEW_CASE, 'reply')),
  }
  const operations = input.link ? [operation, linkOf(ctx, operation, input.link)] : [operation]
  const [accepted] = performAll(ctx, operations, { forget: () => keepEntry(ctx, null) })
  return { ...(accepted as Accepted), caseId }
}

function linkOf(ctx: DeskContext, { opId, caseId }: { opId: string; caseId: string }, { otherId, link }: NewLink) {
  const dependsOn = [opId, ...ofCase(ctx, otherId).dependsOn]
  return { ...newOperation(ctx), dependsOn, kind: 'case.link' as const, caseId, otherId, link }
}

function short(value: string | null): string | null {
  const text = value?.trim() ?? ''
  if (text.length > MAX_SHORT) throw new DeskFault('note_too_long', { length: text.length, max: MAX_SHORT })
  return text === '' ? null : text
}
