import { writtenByOthers } from '#main/store/mirror/others.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { asAttachments, stagedFiles } from '#main/store/outbox/staged-files.ts'
import { cursorSeq } from '#main/sync/context.ts'
import { type ComposerMode, MAX_DRAFT_LENGTH, MAX_NOTE_LENGTH, type NoteVisibility } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { MAX_ATTACHMENTS } from '#shared/portal-api/operations.ts'
import { mentionsOf } from '../attention/mentions.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, perform } from '../perform.ts'
import { readSettings } from '../settings/stored.ts'
import { ofCase, requireCase, statusChange } from './fields.ts'

export type NewNote = {
  caseId: string
  visibility: NoteVisibility
  body: string
  status?: CaseStatus | undefined
  evenSo?: boolean | undefined
}

/** Whatever is refused here stays as the draft: nothing that was written hangs on the screen alone. */
export function addNote(ctx: DeskContext, input: NewNote): Accepted {
  const { caseId, visibility, body, status } = input
  const row = requireCase(ctx, caseId)
  const attachments = asAttachments(stagedFiles(ctx.work().outbox, caseId, modeOf(visibility)))
  if (body.trim() === '' && attachments.length === 0) throw new DeskFault('note_empty')
  // Two drafts that became one have the files of both.
  if (attachments.length > MAX_ATTACHMENTS) throw new DeskFault('too_many_files', { max: MAX_ATTACHMENTS })
  if (body.length > MAX_NOTE_LENGTH) {
    keepAsDraft(ctx, input)
    throw new DeskFault('note_too_long', { length: body.length, max: MAX_NOTE_LENGTH })
  }
  const change = status === undefined ? {} : { status: statusChange(row, status) }
  if (!input.evenSo) requireUnchanged(ctx, input)
  const mentions = mentionsOf(ctx, { visibility, body, teamId: row.teamId })
  const operation = { ...ofCase(ctx, caseId), kind: 'note.create' as const, visibility, body, ...change, ...mentions }
  // From here on the author knows of everything that is on this machine.
  const seenSeq = seenBy(ctx)
  return perform(ctx, { ...operation, attachments }, { seenSeq, holdUntil: holdUntil(ctx, visibility) })
}

/** Until when a note of that kind stays here, so that it can be taken back; 0: it goes at once. */
export function holdUntil(ctx: DeskContext, visibility: NoteVisibility): number {
  return visibility === 'public' ? undoUntil(ctx) : 0
}

/** Until when what is done now stays here, as the agent has chosen; 0: it goes at once. */
export function undoUntil(ctx: DeskContext): number {
  const { undoSendSeconds } = readSettings(ctx.work().outbox)
  return undoSendSeconds > 0 ? ctx.deps.clock() + undoSendSeconds * 1000 : 0
}

/** The feed's number that this machine has reached; null before the first sync is complete. */
export function seenBy(ctx: DeskContext): number | null {
  const seq = cursorSeq(ctx.work().mirror)
  return seq === Number.MAX_SAFE_INTEGER ? null : seq
}

function requireUnchanged(ctx: DeskContext, input: NewNote): void {
  const { mirror, outbox, me } = ctx.work()
  const draft = getDraft(outbox, input.caseId, modeOf(input.visibility))
  if (draft === null) return
  const since = { seq: draft.beganSeq, at: draft.beganAt }
  const changed = writtenByOthers(mirror, { caseId: input.caseId, me, since })
  if (changed === null) return
  keepAsDraft(ctx, input)
  throw new DeskFault('case_changed', { byName: changed.byName ?? '', notes: changed.notes })
}

function keepAsDraft(ctx: DeskContext, note: NewNote): void {
  if (note.body.length > MAX_DRAFT_LENGTH) return
  const draft = { caseId: note.caseId, mode: modeOf(note.visibility), body: note.body, savedAt: ctx.deps.clock() }
  saveDraft(ctx.work().outbox, { ...draft, beganSeq: seenBy(ctx) })
}

const modeOf = (visibility: NoteVisibility): ComposerMode => (visibility === 'public' ? 'reply' : 'note')
