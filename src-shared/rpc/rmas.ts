import { z } from 'zod'
import { RMA_STATES } from '../domain/rma.ts'
import { RMA_LINE_STATES } from '../domain/rma-line.ts'
import { conflict } from '../portal-api/operations.ts'
import { newRmaLine, rmaLineRow, rmaRow } from '../portal-api/rma-rows.ts'
import { accountRow, contactRow, deviceRow } from '../portal-api/rows.ts'
import { caseSummary } from './case-summary.ts'
import { deviceHit } from './devices.ts'
import { problem } from './problem.ts'
import { rmaFlags as flags, rmaCard, rmaCardPage, rmaKey } from './rma-card.ts'

export { type RmaCard, type RmaCardPage, type RmaKey, rmaCard, rmaCardPage, rmaKey } from './rma-card.ts'

/** RMAs as the screen shows them: with what is pending on top. Instants are epoch ms. */

const id = z.string()
const instant = z.number().int()

/** `mine`: of the agent's own cases. `text`: part of an RMA's or a serial number, or words of the company. */
export const rmaFilter = z.object({ mine: z.boolean().default(false), text: z.string().max(200).default('') })
export type RmaFilter = z.infer<typeof rmaFilter>

/** All states in their order. Longest waiting first; of `closed` the newest first. */
export const rmaBoard = z.object({
  columns: z.array(
    rmaCardPage.extend({ state: z.enum(RMA_LINE_STATES), count: z.number().int(), overdue: z.number().int() }),
  ),
})
export type RmaBoard = z.infer<typeof rmaBoard>

export const RMA_LISTS = ['open', 'overdue', 'closed', 'all'] as const
export type RmaList = (typeof RMA_LISTS)[number]
export const RMA_SORTS = ['created', 'due', 'number'] as const
export type RmaSort = (typeof RMA_SORTS)[number]

export const rmaListQuery = rmaFilter.extend({
  list: z.enum(RMA_LISTS).default('open'),
  state: z.enum(RMA_STATES).optional(),
  sort: z.enum(RMA_SORTS).default('created'),
  direction: z.enum(['desc', 'asc']).default('desc'),
})
export type RmaListQuery = z.infer<typeof rmaListQuery>

export const rmaSummary = z.object({
  id,
  rmaNumber: z.string(),
  state: z.enum(RMA_STATES),
  createdAt: instant,
  caseId: id,
  caseNumber: z.string(),
  caseTitle: z.string(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  accountName: z.string(),
  contactName: z.string(),
  lineCount: z.number().int(),
  /** The first five. */
  lines: z.array(rmaLineRow.pick({ id: true, serialNumber: true, model: true, state: true })),
  ...flags,
})
export type RmaSummary = z.infer<typeof rmaSummary>

export const rmaPage = z.object({
  rows: z.array(rmaSummary),
  total: z.number().int(),
  /** Pass as `after` for more; null at the end. */
  next: rmaKey.nullable(),
})
export type RmaPage = z.infer<typeof rmaPage>

/** By list and, of the open ones, by state. */
export const rmaCounters = z.object({
  open: z.number().int(),
  overdue: z.number().int(),
  closed: z.number().int(),
  byState: z.array(z.object({ state: z.enum(RMA_STATES), count: z.number().int() })),
})
export type RmaCounters = z.infer<typeof rmaCounters>

export const rmaLineView = rmaLineRow.extend({
  ...flags,
  /** In the registry, by the serial number. */
  device: deviceRow.nullable(),
  replacement: deviceRow.nullable(),
  /** Where it may go from here. */
  steps: z.array(z.enum(RMA_LINE_STATES)),
  removable: z.boolean(),
  /** Oldest first; from the request on. `actorName` null: the portal itself, or somebody who is not known here. */
  history: z.array(
    z.object({ state: z.enum(RMA_LINE_STATES), at: instant, actorName: z.string().nullable(), pending: z.boolean() }),
  ),
  conflicts: z.array(z.object({ opId: id, conflict, changedByName: z.string().nullable() })),
  /** What the portal refused, or failed with again and again; the sync page tries it again or takes it back. */
  refused: z.array(
    z.object({ opId: id, kind: z.string(), state: z.enum(['rejected', 'quarantined']), problem: problem.nullable() }),
  ),
})
export type RmaLineView = z.infer<typeof rmaLineView>

export const rmaDetail = z.object({
  rma: rmaRow.extend({ createdByName: z.string().nullable(), state: z.enum(RMA_STATES), ...flags }),
  case: caseSummary,
  account: accountRow.nullable(),
  contact: contactRow.nullable(),
  lines: z.array(rmaLineView),
  /** The same of the RMA as a whole: its creation, and lines that were to be added. */
  refused: rmaLineView.shape.refused,
})
export type RmaDetail = z.infer<typeof rmaDetail>

/**
 * `lines`: of open RMAs, the exact number first. Where there is no such line: `nearLines` differ by one slip from what was
 * read, `hits` and `near` are devices.
 */
export const rmaScan = z.object({
  lines: z.array(rmaCard),
  nearLines: z.array(rmaCard),
  hits: z.array(deviceHit),
  near: z.array(deviceHit),
})
export type RmaScan = z.infer<typeof rmaScan>

export const newLineInput = newRmaLine.omit({ lineId: true })
export type NewLineInput = z.infer<typeof newLineInput>

/** What a step says beside where it goes. */
export const stepWords = z.object({
  to: z.enum(RMA_LINE_STATES),
  warranty: rmaLineRow.shape.warranty.optional(),
  /** Of `rejected`; the customer reads it. */
  reason: z.string().optional(),
  /** Of `replaced`. */
  newSerialNumber: z.string().optional(),
  /** Of `in_transit` and `shipped`. */
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
})
export type StepWords = z.infer<typeof stepWords>

/** What became of each line of a batch: an operation, or why none. `undoUntil`: until then it stays here. */
export const steppedLine = z.object({
  lineId: id,
  opId: id.nullable(),
  undoUntil: instant.nullable(),
  problem: problem.nullable(),
})
export type SteppedLine = z.infer<typeof steppedLine>
