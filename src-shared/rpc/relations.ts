import { z } from 'zod'
import { COMPOSER_MODES } from '../domain/case.ts'
import { LINK_KINDS } from '../domain/case-links.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { caseSummary } from './case-summary.ts'

/** What a case has to do with others, as the screen shows it. */

export const caseRef = z.object({ id: z.string(), caseNumber: z.string(), title: z.string() })

export const linkView = z.object({
  otherId: z.string(),
  otherNumber: z.string(),
  /** Null where the other case is not on this machine. */
  title: z.string().nullable(),
  status: z.enum(CASE_STATUSES).nullable(),
  kind: z.enum(LINK_KINDS),
  /** It has not reached the portal yet. */
  pending: z.boolean(),
})
export type LinkView = z.infer<typeof linkView>

/** Perhaps the same matter. */
export const duplicateHit = caseSummary.extend({ why: z.enum(['serial', 'title']) })
export type DuplicateHit = z.infer<typeof duplicateHit>

export const relations = z.object({
  caseId: z.string(),
  /** The case that carries this one on, at the end of the chain; `directId`: into which it was merged itself. */
  mergedInto: caseRef.extend({ directId: z.string() }).nullable(),
  /** What was merged into it. `otherCustomer`: whose customer does not read what is written here. */
  parts: z.array(
    caseRef.extend({ contactName: z.string().nullable(), otherCustomer: z.boolean(), direct: z.boolean() }),
  ),
  links: z.array(linkView),
  duplicates: z.array(duplicateHit),
  /** Words that were begun in the merged cases. */
  partDrafts: z.array(caseRef.omit({ title: true }).extend({ mode: z.enum(COMPOSER_MODES), body: z.string() })),
})
export type Relations = z.infer<typeof relations>
