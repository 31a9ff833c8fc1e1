import { z } from 'zod'
import { FOLLOWING } from '../domain/attention.ts'
import {
  CASE_TYPES,
  MAX_DESCRIPTION_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_TITLE_LENGTH,
  NOTE_VISIBILITIES,
} from '../domain/case.ts'
import { ESTIMATE_STATES, MAX_ESTIMATE_NOTE_LENGTH } from '../domain/estimate.ts'
import { CUSTOMER_ROLES } from '../domain/registration.ts'
import { MAX_RMA_LINES } from '../domain/rma.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { common, id, ofCase, theirs } from './operation-parts.ts'
import {
  linkCaseOperation,
  mergeCaseOperation,
  mergeConflict,
  mergedConflict,
  splitCaseOperation,
  unlinkCaseOperation,
  unmergeCaseOperation,
} from './relation-operations.ts'
import {
  addRmaLineOperation,
  createRmaOperation,
  lineFieldConflict,
  lineStepConflict,
  removeRmaLineOperation,
  stepRmaLineOperation,
  updateRmaLineOperation,
} from './rma-operations.ts'
import { estimateItems, macroContent, templateContent, viewContent } from './rows.ts'

export type { MergedConflict } from './relation-operations.ts'
export type { LineFieldConflict, LineStepConflict } from './rma-operations.ts'

/** Grows when the wire form of an operation changes; the outbox upgrades what it still holds. */
export const OPERATION_SCHEMA_VERSION = 2
export const MAX_PUSH_OPERATIONS = 50

const status = z.enum(CASE_STATUSES)

/** A new value together with what its author saw, so that the portal can tell a stale change from a fresh one. */
const change = <T extends z.ZodType>(value: T) =>
  z.object({ to: value, base: z.object({ value, version: z.number().int() }) })

export const statusChange = change(status)
export const ownerChange = change(id.nullable())
export const titleChange = change(z.string().min(1).max(MAX_TITLE_LENGTH))
export const descriptionChange = change(z.string().max(MAX_DESCRIPTION_LENGTH))
export const teamChange = change(id)

/** A file that goes with the words; its bytes are uploaded before, under their hash. `id` becomes the attachment's. */
export const newAttachment = z.object({
  id: z.uuid(),
  fileName: z.string().min(1).max(255),
  mediaType: z.string().max(100),
  /** Bytes. */
  size: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type NewAttachment = z.infer<typeof newAttachment>
export const MAX_ATTACHMENTS = 20
export const MAX_MENTIONS = 50
const attachments = z.array(newAttachment).max(MAX_ATTACHMENTS).default([])

/** A reply or internal note; its id is the operation's. `status` makes it "reply and …": two parts, the words always apply. */
export const createNoteOperation = z.object({
  ...ofCase,
  kind: z.literal('note.create'),
  visibility: z.enum(NOTE_VISIBILITIES),
  /** Empty only where files say it all. */
  body: z.string().max(MAX_NOTE_LENGTH),
  status: statusChange.optional(),
  attachments,
  /** Of an internal note: colleagues whom it names; left out where it names nobody. */
  mentions: z.array(id).max(MAX_MENTIONS).optional(),
})

/** Changes exactly one field, so that one conflict at most comes of it. */
export const updateCaseOperation = z.object({
  ...ofCase,
  kind: z.literal('case.update'),
  status: statusChange.optional(),
  ownerId: ownerChange.optional(),
  title: titleChange.optional(),
  description: descriptionChange.optional(),
  teamId: teamChange.optional(),
})

/** A case that an agent enters for a customer. `caseId` is the new case's id; its number is the portal's to give. */
export const createCaseOperation = z.object({
  ...ofCase,
  kind: z.literal('case.create'),
  caseType: z.enum(CASE_TYPES),
  title: z.string().min(1).max(MAX_TITLE_LENGTH),
  description: z.string().max(MAX_DESCRIPTION_LENGTH),
  contactId: id,
  teamId: id,
  ownerId: id.nullable(),
  entitlementId: id.nullable(),
  customerSystemId: z.string().max(100).nullable(),
  warrantyRepair: z.boolean().nullable(),
  serialNumber: z.string().max(100).nullable(),
  customerReference: z.string().max(100).nullable(),
  attachments,
})

/** Characters of what a person is told of a decision. */
export const MAX_REASON_LENGTH = 2000

export const REGISTRATION_DECISIONS = ['approved', 'rejected'] as const
export type RegistrationDecision = (typeof REGISTRATION_DECISIONS)[number]

/** The first decision wins. The same again is nothing; a different one is a conflict. */
export const decideRegistrationOperation = z.object({
  ...common,
  kind: z.literal('registration.decide'),
  registrationId: id,
  decision: z.enum(REGISTRATION_DECISIONS),
  reason: z.string().max(MAX_REASON_LENGTH).nullable(),
  /** Of an approval: the company that the person belongs to; null makes one from the request. Left out: found by tax number. */
  accountId: id.nullable().optional(),
  role: z.enum(CUSTOMER_ROLES).optional(),
})

/** Back to the applicant with a question; an answer makes the request wait for a decision again. */
export const askRegistrationOperation = z.object({
  ...common,
  kind: z.literal('registration.ask'),
  registrationId: id,
  question: z.string().min(1).max(MAX_REASON_LENGTH),
})

export const CONTACT_ACTIONS = [
  'resend_invitation',
  'send_reset_link',
  'disable',
  'enable',
  'set_role',
  'refuse_deletion',
  'erase',
] as const
export type ContactAction = (typeof CONTACT_ACTIONS)[number]

/**
 * What an agent does with a customer's access. `refuse_deletion`: the account stays although the person asked for its
 * deletion. `erase` makes the person unknown for good; the cases stay.
 */
export const contactOperation = z.object({
  ...common,
  kind: z.literal('contact.act'),
  contactId: id,
  action: z.enum(CONTACT_ACTIONS),
  /** With `set_role` alone. */
  role: z.enum(CUSTOMER_ROLES).optional(),
  /** With `refuse_deletion` alone; the person reads it. */
  reason: z.string().min(1).max(MAX_REASON_LENGTH).optional(),
})

/** Costs for the customer to approve; its id is the operation's. The case waits for details while it is open. */
export const sendEstimateOperation = z.object({
  ...ofCase,
  kind: z.literal('estimate.send'),
  items: estimateItems,
  note: z.string().max(MAX_ESTIMATE_NOTE_LENGTH),
  /** `YYYY-MM-DD`. */
  validUntil: z.iso.date(),
  /** Lines of the case's RMAs that wait for the answer: where they can, they wait for approval then. */
  rmaLineIds: z.array(id).max(MAX_RMA_LINES).optional(),
})

export const withdrawEstimateOperation = z.object({
  ...ofCase,
  kind: z.literal('estimate.withdraw'),
  estimateId: id,
})

/**
 * A template as its author wants it, over what they saw of it; `base` null makes a new one. Fields that only one of two
 * authors changed are put together.
 */
export const saveTemplateOperation = z.object({
  ...common,
  kind: z.literal('template.save'),
  templateId: id,
  content: templateContent,
  base: templateContent.nullable(),
})

export const deleteTemplateOperation = z.object({ ...common, kind: z.literal('template.delete'), templateId: id })

/** A saved view of the cases, over what its author saw of it; `base` null makes a new one. Merged as templates are. */
export const saveViewOperation = z.object({
  ...common,
  kind: z.literal('view.save'),
  viewId: id,
  content: viewContent,
  base: viewContent.nullable(),
})

export const deleteViewOperation = z.object({ ...common, kind: z.literal('view.delete'), viewId: id })

/** A macro, over what its author saw of it; `base` null makes a new one. Merged as templates are. */
export const saveMacroOperation = z.object({
  ...common,
  kind: z.literal('macro.save'),
  macroId: id,
  content: macroContent,
  base: macroContent.nullable(),
})

export const deleteMacroOperation = z.object({ ...common, kind: z.literal('macro.delete'), macroId: id })

export const snooze = z.object({ after: z.number().int(), until: z.number().int().nullable() })

/** Of the agent's own attention: the case leaves their lists for a while. Null ends the snooze `base`; another one stays. */
export const snoozeOperation = z.object({
  ...ofCase,
  kind: z.literal('case.snooze'),
  snooze: snooze.nullable(),
  base: snooze.nullable(),
})

/** `seen`: looked at up to there, never less than it was. `set`: so far and no further, which is how a case is made unread. */
export const readMarkOperation = z.object({
  ...ofCase,
  kind: z.literal('case.read'),
  mode: z.enum(['seen', 'set']),
  until: z.number().int(),
})

export const followOperation = z.object({ ...ofCase, kind: z.literal('case.follow'), following: z.enum(FOLLOWING) })

export const operation = z.discriminatedUnion('kind', [
  createNoteOperation,
  updateCaseOperation,
  createCaseOperation,
  decideRegistrationOperation,
  askRegistrationOperation,
  contactOperation,
  sendEstimateOperation,
  withdrawEstimateOperation,
  createRmaOperation,
  addRmaLineOperation,
  removeRmaLineOperation,
  updateRmaLineOperation,
  stepRmaLineOperation,
  saveTemplateOperation,
  deleteTemplateOperation,
  saveViewOperation,
  deleteViewOperation,
  saveMacroOperation,
  deleteMacroOperation,
  snoozeOperation,
  readMarkOperation,
  followOperation,
  mergeCaseOperation,
  unmergeCaseOperation,
  splitCaseOperation,
  linkCaseOperation,
  unlinkCaseOperation,
])
export type Operation = z.infer<typeof operation>
export type OperationKind = Operation['kind']
export type StatusChange = z.infer<typeof statusChange>
export type OwnerChange = z.infer<typeof ownerChange>
export type TextChange = z.infer<typeof descriptionChange>
export type TeamChange = z.infer<typeof teamChange>

/** What an agent keeps of a case for themselves waits for nothing that they write in it. */
export const READ_LANE = 'read:'
const MARK_LANES = { 'case.snooze': 'mark:', 'case.follow': 'mark:', 'case.read': READ_LANE } as const
export type MarkOperation = Extract<Operation, { kind: keyof typeof MARK_LANES }>

export function isMark(operation: Operation): operation is MarkOperation {
  return operation.kind in MARK_LANES
}

/** The lanes of all that is done with a case, its own first. */
export function lanesOfCase(caseId: string): string[] {
  return [caseId, `mark:${caseId}`, `${READ_LANE}${caseId}`]
}

/** Operations of one lane go in their order; lanes are independent. The id of what it is about, or beside it. */
export function laneOf(operation: Operation): string {
  return isMark(operation) ? `${MARK_LANES[operation.kind]}${operation.caseId}` : subjectOf(operation)
}

/** What an operation is about: the id of a case, a template, a view, a registration or a contact. */
export function subjectOf(operation: Operation): string {
  if ('caseId' in operation) return operation.caseId
  if ('templateId' in operation) return operation.templateId
  if ('viewId' in operation) return operation.viewId
  if ('macroId' in operation) return operation.macroId
  return 'registrationId' in operation ? operation.registrationId : operation.contactId
}

/** Cases that an operation on another one names; they show something of it. */
export function otherCasesOf(operation: Operation): string[] {
  switch (operation.kind) {
    case 'case.merge':
    case 'case.unmerge':
      return [operation.intoId]
    case 'case.split':
      return [operation.fromId]
    case 'case.link':
    case 'case.unlink':
      return [operation.otherId]
    default:
      return []
  }
}

/** Whether it may show in RMAs. */
export function concernsRmas(operation: Operation): boolean {
  return operation.kind.startsWith('rma.') || operation.kind.startsWith('estimate.')
}

export function statusOf(operation: Operation): StatusChange | undefined {
  return operation.kind === 'note.create' || operation.kind === 'case.update' ? operation.status : undefined
}

/** The part of an operation that was not applied because the row had moved on; it waits for a person. */
export const statusConflict = z.object({
  field: z.literal('status'),
  base: status,
  mine: status,
  theirs: status,
  theirsVersion: z.number().int(),
  reason: z.enum(['stale', 'illegal']),
  ...theirs,
})
export type StatusConflict = z.infer<typeof statusConflict>

/** Both changed the same words. Theirs stand in the case; mine are kept here, whole, until a person has chosen. */
export const textConflict = z.object({
  field: z.enum(['title', 'description']),
  base: z.string(),
  mine: z.string(),
  theirs: z.string(),
  theirsVersion: z.number().int(),
  ...theirs,
})
export type TextConflict = z.infer<typeof textConflict>

/** What an agent let somebody in as. */
export const approvedAs = z.object({ company: z.string(), newCompany: z.boolean(), role: z.enum(CUSTOMER_ROLES) })
export type ApprovedAs = z.infer<typeof approvedAs>

export const registrationConflict = z.object({
  field: z.literal('registration'),
  mine: z.enum(REGISTRATION_DECISIONS),
  theirs: z.enum(REGISTRATION_DECISIONS),
  /** Where both approved, with another company or another role. */
  approvals: z.object({ mine: approvedAs, theirs: approvedAs }).optional(),
  ...theirs,
})
export type RegistrationConflict = z.infer<typeof registrationConflict>

/** The customer answered, or it ran out, before it could be withdrawn. Nothing is left to choose; the agent is told. */
export const estimateConflict = z.object({
  field: z.literal('estimate'),
  mine: z.literal('withdrawn'),
  theirs: z.enum(ESTIMATE_STATES),
  ...theirs,
})

/** Both changed the same field of a template. `mine`: with what only they changed, as it would be if it stood. */
export const templateConflict = z.object({
  field: z.literal('template'),
  base: templateContent,
  mine: templateContent,
  theirs: templateContent,
  ...theirs,
})
export type TemplateConflict = z.infer<typeof templateConflict>

/** Both changed the same part of a view. `mine`: with what only they changed, as it would be if it stood. */
export const viewConflict = z.object({
  field: z.literal('view'),
  base: viewContent,
  mine: viewContent,
  theirs: viewContent,
  ...theirs,
})
export type ViewConflict = z.infer<typeof viewConflict>

/** Both changed the same part of a macro. `mine`: with what only they changed, as it would be if it stood. */
export const macroConflict = z.object({
  field: z.literal('macro'),
  base: macroContent,
  mine: macroContent,
  theirs: macroContent,
  ...theirs,
})
export type MacroConflict = z.infer<typeof macroConflict>

export const conflict = z.discriminatedUnion('field', [
  statusConflict,
  textConflict,
  registrationConflict,
  estimateConflict,
  lineStepConflict,
  lineFieldConflict,
  templateConflict,
  viewConflict,
  macroConflict,
  mergedConflict,
  mergeConflict,
])
export type Conflict = z.infer<typeof conflict>

export const operationResult = z.discriminatedUnion('status', [
  /** All parts took effect; `seq` is the feed's number that the desk's cursor must pass. */
  z.object({ status: z.literal('applied'), opId: z.uuid(), seq: z.number().int() }),
  /** The portal already had that value, or a later writer's owner was replaced and both are told. */
  z.object({ status: z.literal('merged'), opId: z.uuid(), seq: z.number().int() }),
  /** The words, if any, were applied; `conflict` waits for a person. */
  z.object({ status: z.literal('conflict'), opId: z.uuid(), seq: z.number().int(), conflict }),
  z.object({ status: z.literal('rejected'), opId: z.uuid(), code: z.string(), detail: z.string() }),
  /** `failed`: not because it waits for something, but because the portal failed with it and cannot say why. */
  z.object({
    status: z.literal('retry'),
    opId: z.uuid(),
    afterMs: z.number().int().nonnegative(),
    failed: z.boolean().optional(),
  }),
])
export type OperationResult = z.infer<typeof operationResult>

export const pushRequest = z.object({
  clientId: z.uuid(),
  operations: z.array(operation).min(1).max(MAX_PUSH_OPERATIONS),
})
export const pushResponse = z.object({ results: z.array(operationResult) })
export type PushRequest = z.infer<typeof pushRequest>
/**
 * POST of what is to be taken back although it may have left: each operation that has not taken effect is closed for ever
 * (a later push of it answers `rejected`, code `cancelled`) and answers null; the others answer their result.
 */
export const cancelRequest = z.object({ clientId: z.uuid(), opIds: z.array(z.uuid()).min(1).max(MAX_PUSH_OPERATIONS) })
export const cancelResponse = z.object({
  outcomes: z.array(z.object({ opId: z.uuid(), result: operationResult.nullable() })),
})
export type CancelRequest = z.infer<typeof cancelRequest>
export type CancelResponse = z.infer<typeof cancelResponse>
export type PushResponse = z.infer<typeof pushResponse>
