import { z } from 'zod'
import { MAX_TITLE_LENGTH } from '../domain/case.ts'
import { LINKS } from '../domain/case-links.ts'
import { id, ofCase, theirs } from './operation-parts.ts'
import { CASE_FIELDS } from './rows.ts'

/** What is done with two cases at once. */

/** The case goes on in `intoId`. `otherCompany`: its author was told that the other case is of another company, and went on. */
export const mergeCaseOperation = z.object({
  ...ofCase,
  kind: z.literal('case.merge'),
  intoId: id,
  otherCompany: z.boolean(),
})

/** Takes the case out of the one that its author saw it in. */
export const unmergeCaseOperation = z.object({ ...ofCase, kind: z.literal('case.unmerge'), intoId: id })

export const MAX_SPLIT_NOTES = 100

/** Makes a case of notes of another one. `caseId` is the new case's; each note has another id there. */
export const splitCaseOperation = z.object({
  ...ofCase,
  kind: z.literal('case.split'),
  fromId: id,
  title: z.string().min(1).max(MAX_TITLE_LENGTH),
  notes: z
    .array(z.object({ noteId: id, newId: z.uuid() }))
    .min(1)
    .max(MAX_SPLIT_NOTES),
})

/** Says what two cases have to do with each other; what was said of them before is said no more. */
export const linkCaseOperation = z.object({ ...ofCase, kind: z.literal('case.link'), otherId: id, link: z.enum(LINKS) })

export const unlinkCaseOperation = z.object({ ...ofCase, kind: z.literal('case.unlink'), otherId: id })

/** A change of a case that was merged meanwhile; a person says whether it is meant for the one that carries it on. */
export const mergedConflict = z.object({
  field: z.literal('merged'),
  change: z.enum(CASE_FIELDS),
  mine: z.string().nullable(),
  /** Of the other case. */
  theirs: z.string().nullable(),
  theirsVersion: z.number().int(),
  into: z.object({ caseId: id, caseNumber: z.string() }),
  ...theirs,
})
export type MergedConflict = z.infer<typeof mergedConflict>

/** The case was merged into another one meanwhile: their numbers. Nothing is left to choose; the agent is told. */
export const mergeConflict = z.object({
  field: z.literal('merge'),
  mine: z.string(),
  theirs: z.string(),
  ...theirs,
})
