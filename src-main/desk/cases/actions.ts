import { listAgents } from '#main/store/mirror/agents.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import { saveDraft } from '#main/store/outbox/drafts.ts'
import { MAX_DRAFT_LENGTH, MAX_NOTE_LENGTH, type NoteVisibility } from '#shared/domain/case.ts'
import { type CaseStatus, canMove } from '#shared/domain/status.ts'
import { OPERATION_SCHEMA_VERSION, type StatusChange } from '#shared/portal-api/operations.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { perform } from '../perform.ts'

type Accepted = { opId: string }

export function setStatus(ctx: DeskContext, { caseId, status }: { caseId: string; status: CaseStatus }): Accepted {
  const row = requireCase(ctx, caseId)
  return perform(ctx, { ...newOperation(ctx, caseId), kind: 'case.update', status: statusChange(row, status) })
}

export function setOwner(ctx: DeskContext, { caseId, ownerId }: { caseId: string; ownerId: string | null }): Accepted {
  const row = requireCase(ctx, caseId)
  const known = ownerId === null || listAgents(ctx.work().mirror).some((agent) => agent.id === ownerId)
  if (!known) throw new DeskFault('not_found')
  const base = { value: row.ownerId, version: row.versions.ownerId }
  return perform(ctx, { ...newOperation(ctx, caseId), kind: 'case.update', ownerId: { to: ownerId, base } })
}

export function addNote(
  ctx: DeskContext,
  input: { caseId: string; visibility: NoteVisibility; body: string; status?: CaseStatus },
): Accepted {
  const { caseId, visibility, body, status } = input
  const row = requireCase(ctx, caseId)
  if (body.trim() === '') throw new DeskFault('note_empty')
  if (body.length > MAX_NOTE_LENGTH) {
    keepAsDraft(ctx, input)
    throw new DeskFault('note_too_long', { length: body.length, max: MAX_NOTE_LENGTH })
  }
  return perform(ctx, {
    ...newOperation(ctx, caseId),
    kind: 'note.create',
    visibility,
    body,
    ...(status === undefined ? {} : { status: statusChange(row, status) }),
  })
}

function requireCase(ctx: DeskContext, caseId: string): CaseRow {
  const row = findCase(ctx.work().mirror, caseId)
  if (row === null) throw new DeskFault('not_found')
  return row
}

/** The row counts what is pending already, so a second change offline does not contradict the first one. */
function statusChange(row: CaseRow, to: CaseStatus): StatusChange {
  if (!canMove(row.status, to)) throw new DeskFault('illegal_move', { from: row.status, to })
  return { to, base: { value: row.status, version: row.versions.status } }
}

function newOperation(ctx: DeskContext, caseId: string) {
  const schemaVersion = OPERATION_SCHEMA_VERSION
  return { opId: ctx.deps.ids(), caseId, schemaVersion, authoredAt: ctx.deps.clock(), dependsOn: [] }
}

/** Refused words must not hang on the screen alone. */
function keepAsDraft(ctx: DeskContext, note: { caseId: string; visibility: NoteVisibility; body: string }): void {
  if (note.body.length > MAX_DRAFT_LENGTH) return
  const mode = note.visibility === 'public' ? 'reply' : 'note'
  saveDraft(ctx.work().outbox, { caseId: note.caseId, mode, body: note.body, savedAt: ctx.deps.clock() })
}
