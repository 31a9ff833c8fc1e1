import { z } from 'zod'
import { LANGUAGES } from '../domain/case.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { PLACEHOLDERS } from '../domain/template-placeholders.ts'
import { bulkRefusal } from './bulk.ts'
import { problem } from './problem.ts'

/** One thing that a macro does, in the order in which it is done; what is so already is left out. */
export const macroPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply') }),
  z.object({ kind: z.literal('note') }),
  z.object({ kind: z.literal('status'), value: z.enum(CASE_STATUSES) }),
  z.object({ kind: z.literal('owner'), value: z.string().nullable() }),
  z.object({ kind: z.literal('snooze'), value: z.number().int().nullable() }),
  z.object({ kind: z.literal('team'), value: z.string() }),
])
export type MacroPart = z.infer<typeof macroPart>

export const macroPreview = z.object({
  /** What is missing stands in its braces. Null: the macro has no words. */
  body: z.string().nullable(),
  language: z.enum(LANGUAGES).nullable(),
  missing: z.array(z.enum(PLACEHOLDERS)),
  /** The customer who would get the words. */
  to: z.string().nullable(),
  parts: z.array(macroPart),
  /** Why it would do nothing. */
  problem: problem.nullable(),
})
export type MacroPreview = z.infer<typeof macroPreview>

export const macroCheck = z.object({
  cases: z.number().int(),
  /** Customers who would get words. */
  replies: z.number().int(),
  refused: z.array(bulkRefusal.extend({ caseNumber: z.string() })),
  samples: z.array(z.object({ caseNumber: z.string(), text: z.string() })),
})
export type MacroCheck = z.infer<typeof macroCheck>
