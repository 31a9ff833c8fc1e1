import { asAttachments, stagedFiles } from '#main/store/outbox/staged-files.ts'
import { MAX_NOTE_LENGTH, NEW_CASE } from '#shared/domain/case.ts'
import { mentionsOf } from '../attention/mentions.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, perform, UNDO_MS } from '../perform.ts'
import { seenBy } from './add-note.ts'
import { keepEntry } from './entry.ts'
import { ofCase, requireCase } from './fields.ts'

/**
 * What was entered as a new case is known already: it becomes an internal note of the case that it belongs to, with the form's
 * files. The form is forgotten in the same transaction; the case's own draft stays. Taken back, it is in that draft.
 */
export function addEntry(ctx: DeskContext, { caseId, body }: { caseId: string; body: string }): Accepted {
  const { teamId } = requireCase(ctx, caseId)
  const attachments = asAttachments(stagedFiles(ctx.work().outbox, NEW_CASE, 'reply'))
  if (body.trim() === '' && attachments.length === 0) throw new DeskFault('note_empty')
  if (body.length > MAX_NOTE_LENGTH) throw new DeskFault('note_too_long', { length: body.length, max: MAX_NOTE_LENGTH })
  const visibility = 'internal' as const
  const mentions = mentionsOf(ctx, { visibility, body, teamId })
  const note = { ...ofCase(ctx, caseId), kind: 'note.create' as const, visibility, body, ...mentions, attachments }
  const holdUntil = ctx.deps.clock() + UNDO_MS
  return perform(ctx, note, {
    ...{ holdUntil, seenSeq: seenBy(ctx), draftStays: true },
    forget: () => keepEntry(ctx, null),
  })
}
