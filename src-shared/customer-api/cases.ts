import { z } from 'zod'
import { CASE_TYPES, MAX_DESCRIPTION_LENGTH, MAX_NOTE_LENGTH, MAX_TITLE_LENGTH } from '../domain/case.ts'
import { ESTIMATE_STATES } from '../domain/estimate.ts'
import { RMA_STATES } from '../domain/rma.ts'
import { RMA_LINE_STATES, WARRANTY_DECISIONS } from '../domain/rma-line.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { day, id, instant, line, optionalLine } from './common.ts'

/** `mine`: the own ones alone, for those who see the whole company's. `archive`: closed longer ago than may be reopened. */
export const CASE_VIEWS = ['open', 'closed', 'all', 'mine', 'archive'] as const
export type CaseView = (typeof CASE_VIEWS)[number]

export const caseListRequest = z.object({
  view: z.enum(CASE_VIEWS).default('open'),
  text: z.string().max(200).optional(),
  /** From the page before. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export const customerCase = z.object({
  id,
  caseNumber: z.string(),
  title: z.string(),
  caseType: z.enum(CASE_TYPES),
  customerReference: z.string().nullable(),
  /** Null while nobody has it. */
  ownerName: z.string().nullable(),
  contactName: z.string(),
  status: z.enum(CASE_STATUSES),
  createdAt: instant,
  modifiedAt: instant,
  /** An estimate waits for the customer's answer. */
  estimateOpen: z.boolean(),
})
export type CustomerCase = z.infer<typeof customerCase>
export const casePage = z.object({
  /** Newest change first. */
  cases: z.array(customerCase),
  after: z.string().nullable(),
  counts: z.object({ open: z.number().int(), closed: z.number().int() }),
})

export const customerAttachment = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
})

/** Public words, changes of status, estimates and steps of repairs; oldest first. */
export const customerThreadItem = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('note'),
    id,
    createdAt: instant,
    from: z.enum(['you', 'colleague', 'agent', 'system']),
    name: z.string().nullable(),
    body: z.string(),
    attachments: z.array(customerAttachment),
  }),
  z.object({
    type: z.literal('status'),
    id,
    createdAt: instant,
    from: z.enum(['you', 'colleague', 'agent', 'system']),
    name: z.string().nullable(),
    status: z.enum(CASE_STATUSES),
  }),
  z.object({
    type: z.literal('estimate'),
    id,
    createdAt: instant,
    from: z.enum(['you', 'colleague', 'agent', 'system']),
    name: z.string().nullable(),
    estimateId: id,
    /** What it became then: `open` is its arrival. */
    state: z.enum(ESTIMATE_STATES),
  }),
  z.object({
    type: z.literal('rma'),
    id,
    createdAt: instant,
    from: z.enum(['you', 'colleague', 'agent', 'system']),
    name: z.string().nullable(),
    /** What became of a device; or the RMA was made, or a device taken out of it. */
    step: z.enum([...RMA_LINE_STATES, 'created', 'removed']),
    /** Null where it is not known any more. */
    rmaNumber: z.string().nullable(),
    /** Null of a whole RMA. */
    serialNumber: z.string().nullable(),
  }),
])
export type CustomerThreadItem = z.infer<typeof customerThreadItem>

export const customerEstimate = z.object({
  id,
  state: z.enum(ESTIMATE_STATES),
  items: z.array(
    z.object({ description: z.string(), quantity: z.number(), unitPrice: z.number(), vatRate: z.number() }),
  ),
  note: z.string(),
  validUntil: day,
  createdAt: instant,
  agentName: z.string().nullable(),
  endedAt: instant.nullable(),
  /** The case that it was made for, where that was merged into this one; null: this one. */
  ofMerged: z.object({ id, caseNumber: z.string() }).nullable(),
})
export type CustomerEstimate = z.infer<typeof customerEstimate>

/** Diagnosis, work and parts are the agents' own. */
export const customerRma = z.object({
  id,
  rmaNumber: z.string(),
  state: z.enum(RMA_STATES),
  createdAt: instant,
  lines: z.array(
    z.object({
      id,
      serialNumber: z.string(),
      model: z.string(),
      fault: z.string(),
      accessories: z.string(),
      warranty: z.enum(WARRANTY_DECISIONS),
      state: z.enum(RMA_LINE_STATES),
      newSerialNumber: z.string().nullable(),
      rejectionReason: z.string().nullable(),
      /** On its way to us, and back. */
      inboundCarrier: z.string().nullable(),
      inboundTracking: z.string().nullable(),
      carrier: z.string().nullable(),
      trackingNumber: z.string().nullable(),
      /** Oldest first; begins with the request. */
      steps: z.array(z.object({ state: z.enum(RMA_LINE_STATES), at: instant })),
    }),
  ),
})
export type CustomerRma = z.infer<typeof customerRma>

export const customerCaseDetail = z.object({
  case: customerCase.extend({
    description: z.string(),
    entitlementName: z.string().nullable(),
    customerSystemId: z.string().nullable(),
    warrantyRepair: z.boolean().nullable(),
    serialNumber: z.string().nullable(),
    deviceModel: z.string().nullable(),
    closedAt: instant.nullable(),
    /** A note reopens it; false: it begins a follow-up case. Always true for an open one. */
    reopens: z.boolean(),
    mayClose: z.boolean(),
    /** It goes on in another case: `mergedInto`, or null where that is not for this customer's eyes. */
    merged: z.boolean(),
    mergedInto: z.object({ id, caseNumber: z.string() }).nullable(),
  }),
  /** Files that came with the case itself. */
  attachments: z.array(customerAttachment),
  thread: z.array(customerThreadItem),
  /** Newest first. */
  estimates: z.array(customerEstimate),
  /** Newest first. */
  rmas: z.array(customerRma),
})
export type CustomerCaseDetail = z.infer<typeof customerCaseDetail>

/** Ids of files that were uploaded before and belong to nothing yet. */
const files = z.array(id).max(20).default([])

export const newCaseRequest = z.object({
  caseType: z.enum(CASE_TYPES),
  title: line(MAX_TITLE_LENGTH),
  description: line(MAX_DESCRIPTION_LENGTH),
  entitlementId: id.nullable(),
  customerSystemId: optionalLine(100),
  warrantyRepair: z.boolean().nullable(),
  serialNumber: optionalLine(100),
  customerReference: optionalLine(100),
  files,
  /** Minted by the page once a form: sent again after a lost answer, it makes no second case. */
  requestId: z.uuid(),
})
export const newCaseResponse = z.object({ caseId: id, caseNumber: z.string() })

export const newCaseOptions = z.object({
  entitlements: z.array(z.object({ id, name: z.string(), validUntil: day, valid: z.boolean() })),
})

/** Of one answer. */
export const MAX_DEVICES = 8
export const ownDevicesRequest = z.object({ text: z.string().max(100).default('') })
/** The company's devices whose number or model has the text; `total` of all that have it. */
export const ownDevices = z.object({
  devices: z
    .array(
      z.object({
        serialNumber: z.string(),
        model: z.string(),
        warrantyUntil: day.nullable(),
        underWarranty: z.boolean().nullable(),
      }),
    )
    .max(MAX_DEVICES),
  total: z.number().int(),
})

export const noteRequest = z.object({
  body: z.string().trim().max(MAX_NOTE_LENGTH),
  files,
  requestId: z.uuid(),
})
/** `caseId`: where the words are now, which is another case when a follow-up had to be begun. */
export const noteResponse = z.object({ caseId: id, caseNumber: z.string(), followUp: z.boolean() })

export const estimateAnswer = z.object({ answer: z.enum(['approve', 'decline']), reason: optionalLine(2000) })

/** POST of a file as the body, its name in the query. */
export const uploadResponse = z.object({
  fileId: id,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
})
