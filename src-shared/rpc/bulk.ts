import { z } from 'zod'
import { CASE_STATUSES } from '../domain/status.ts'
import { PLACEHOLDERS } from '../domain/template-placeholders.ts'
import { problem } from './problem.ts'

/** Cases that one command acts on at most. */
export const MAX_BULK = 1000

const id = z.string()

/** What stands where a case has no value, as the agent typed it. */
export const macroFills = z.partialRecord(z.enum(PLACEHOLDERS), z.string().max(500))
export type MacroFills = z.infer<typeof macroFills>

/** What is done to every selected case. */
export const bulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: z.enum(CASE_STATUSES) }),
  z.object({ kind: z.literal('owner'), ownerId: id.nullable() }),
  z.object({ kind: z.literal('team'), teamId: id }),
  /** Of the agent's own attention; null: until the customer answers. */
  z.object({ kind: z.literal('snooze'), until: z.number().int().nullable() }),
  /** `fills`: what the agent typed where a case has no value. */
  z.object({
    kind: z.literal('macro'),
    macroId: id,
    fills: macroFills.optional(),
  }),
])
export type BulkAction = z.infer<typeof bulkAction>

/** A case that it was not done to, and why. */
export const bulkRefusal = z.object({ caseId: id, problem })
export type BulkRefusal = z.infer<typeof bulkRefusal>

/** `done`: cases of which something is on its way. `undoUntil`: until then `bulk.undo` takes back the whole. */
export const bulkRun = z.object({
  groupId: id,
  action: bulkAction,
  at: z.number().int(),
  done: z.number().int(),
  undoUntil: z.number().int().nullable(),
  refused: z.array(bulkRefusal),
})
export type BulkRun = z.infer<typeof bulkRun>

/** What became of one case: nothing was possible, it waits, it is at the portal, or somebody came first. */
export const BULK_STATES = ['refused', 'waiting', 'done', 'conflict', 'rejected'] as const
export type BulkState = (typeof BULK_STATES)[number]

/** The command that was last given on this machine, as far as it has come. */
export const bulkProgress = bulkRun.omit({ refused: true }).extend({
  /** Cases that show it already, of those that it is done to. */
  shown: z.number().int(),
  counts: z.record(z.enum(BULK_STATES), z.number().int()),
})
export type BulkProgress = z.infer<typeof bulkProgress>

export const bulkResult = z.object({
  caseId: id,
  caseNumber: z.string(),
  title: z.string(),
  state: z.enum(BULK_STATES),
  problem: problem.nullable(),
})
export type BulkResult = z.infer<typeof bulkResult>
