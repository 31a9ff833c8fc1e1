import { z } from 'zod'
import { MAX_LINE_TEXT, MAX_LINE_VALUE } from '../domain/rma.ts'
import { RMA_LINE_STATES, WARRANTY_DECISIONS } from '../domain/rma-line.ts'

const id = z.string().min(1).max(64)
const instant = z.number().int()

/** Belongs to a case and is seen with it. Its state is that of its lines (`rmaStateOf`). */
export const rmaRow = z.object({ id, caseId: id, rmaNumber: z.string(), createdBy: id, createdAt: instant })

/** One device of an RMA. Diagnosis, work and parts are for agents alone. */
export const rmaLineRow = z.object({
  id,
  rmaId: id,
  /** The RMA's. */
  caseId: id,
  /** Lines of an RMA are shown in this order, then by id. */
  position: z.number().int(),
  /** As on the sticker; the registry is asked by its look-up key. */
  serialNumber: z.string(),
  model: z.string(),
  fault: z.string(),
  accessories: z.string(),
  diagnosis: z.string(),
  work: z.string(),
  parts: z.string(),
  warranty: z.enum(WARRANTY_DECISIONS),
  state: z.enum(RMA_LINE_STATES),
  stateSince: instant,
  receivedAt: instant.nullable(),
  shippedAt: instant.nullable(),
  newSerialNumber: z.string().nullable(),
  /** For the customer's eyes. */
  rejectionReason: z.string().nullable(),
  inboundCarrier: z.string().nullable(),
  inboundTracking: z.string().nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  /** The estimate of the case that asks the customer about this device, or last did. */
  estimateId: id.nullable(),
  createdAt: instant,
  /** Counts every change of the line; its events are called `<line>:<version>` and `<line>:<field>:<version>`. */
  version: z.number().int(),
})

/** Words that two people's changes are put together of, where they touch different lines. */
export const LINE_TEXTS = ['fault', 'accessories', 'diagnosis', 'work', 'parts'] as const
/** Values of which one stands. */
export const LINE_VALUES = ['serialNumber', 'model', 'warranty', 'carrier', 'trackingNumber'] as const
export const LINE_FIELDS = [...LINE_TEXTS, ...LINE_VALUES] as const
export type LineText = (typeof LINE_TEXTS)[number]
export type LineValue = (typeof LINE_VALUES)[number]
export type LineField = (typeof LINE_FIELDS)[number]

/** A line as an agent enters it. `lineId` is minted on the desk. */
export const newRmaLine = z.object({
  lineId: z.uuid(),
  serialNumber: z.string().min(1).max(MAX_LINE_VALUE),
  model: z.string().max(MAX_LINE_VALUE),
  fault: z.string().max(MAX_LINE_TEXT),
  accessories: z.string().max(MAX_LINE_TEXT),
  warranty: z.enum(WARRANTY_DECISIONS),
})
export type NewRmaLine = z.infer<typeof newRmaLine>
