import { z } from 'zod'
import { MAX_LINE_TEXT, MAX_LINE_VALUE, MAX_REJECTION_REASON, MAX_RMA_LINES } from '../domain/rma.ts'
import { RMA_LINE_STATES, WARRANTY_DECISIONS } from '../domain/rma-line.ts'
import { id, ofCase, theirs } from './operation-parts.ts'
import { LINE_FIELDS, newRmaLine } from './rma-rows.ts'

const lineState = z.enum(RMA_LINE_STATES)

/** `rmaId` is the new RMA's id; its number is the portal's to give. */
export const createRmaOperation = z.object({
  ...ofCase,
  kind: z.literal('rma.create'),
  rmaId: z.uuid(),
  lines: z.array(newRmaLine).min(1).max(MAX_RMA_LINES),
})

export const addRmaLineOperation = z.object({
  ...ofCase,
  kind: z.literal('rma.addLine'),
  rmaId: id,
  line: newRmaLine,
})

const ofLine = { ...ofCase, rmaId: id, lineId: id }

export const removeRmaLineOperation = z.object({ ...ofLine, kind: z.literal('rma.removeLine') })

/** One field; the base is the value that its author saw. Nothing is the empty string. */
export const updateRmaLineOperation = z.object({
  ...ofLine,
  kind: z.literal('rma.updateLine'),
  field: z.enum(LINE_FIELDS),
  to: z.string().max(MAX_LINE_TEXT),
  base: z.string().max(MAX_LINE_TEXT),
})

/** From the state that the author saw. What it says beside belongs to some steps alone (`LineStep`). */
export const stepRmaLineOperation = z.object({
  ...ofLine,
  kind: z.literal('rma.step'),
  from: lineState,
  to: lineState,
  warranty: z.enum(WARRANTY_DECISIONS).optional(),
  reason: z.string().max(MAX_REJECTION_REASON).optional(),
  newSerialNumber: z.string().max(MAX_LINE_VALUE).optional(),
  carrier: z.string().max(MAX_LINE_VALUE).optional(),
  trackingNumber: z.string().max(MAX_LINE_VALUE).optional(),
})

/** A line that two people moved to different places, or to the same one with different words. Theirs stands. */
export const lineStepConflict = z.object({
  field: z.literal('rmaStep'),
  rmaId: id,
  lineId: id,
  serialNumber: z.string(),
  base: lineState,
  mine: lineState,
  theirs: lineState,
  /** What came with the step: the reason, the new serial number, or carrier and tracking number. */
  mineDetail: z.string().nullable(),
  theirsDetail: z.string().nullable(),
  reason: z.enum(['stale', 'illegal']),
  ...theirs,
})
export type LineStepConflict = z.infer<typeof lineStepConflict>

/** Both changed the same field of a line. Theirs stands; mine is kept whole until a person has chosen. */
export const lineFieldConflict = z.object({
  field: z.literal('rmaLine'),
  rmaId: id,
  lineId: id,
  serialNumber: z.string(),
  of: z.enum(LINE_FIELDS),
  base: z.string(),
  mine: z.string(),
  theirs: z.string(),
  ...theirs,
})
export type LineFieldConflict = z.infer<typeof lineFieldConflict>
