import { listAgents } from '#main/store/mirror/agents.ts'
import { caseWithPending } from '#main/store/mirror/overlay.ts'
import { findTeam } from '#main/store/mirror/teams.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import { type CaseStatus, canMove } from '#shared/domain/status.ts'
import type { StatusChange } from '#shared/portal-api/operations.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, afterCreation, perform } from '../perform.ts'

/** Each changes one field: on top of what the agent sees, which counts what is pending already. */
export function setStatus(ctx: DeskContext, { caseId, status }: { caseId: string; status: CaseStatus }): Accepted {
  const row = changeableCase(ctx, caseId)
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.update', status: statusChange(row, status) })
}

export function setOwner(ctx: DeskContext, { caseId, ownerId }: { caseId: string; ownerId: string | null }): Accepted {
  const row = changeableCase(ctx, caseId)
  const known = ownerId === null || listAgents(ctx.work().mirror).some((agent) => agent.id === ownerId)
  if (!known) throw new DeskFault('not_found')
  const base = { value: row.ownerId, version: row.versions.ownerId }
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.update', ownerId: { to: ownerId, base } })
}

export function setTitle(ctx: DeskContext, { caseId, title }: { caseId: string; title: string }): Accepted {
  const row = changeableCase(ctx, caseId)
  const base = { value: row.title, version: row.versions.title }
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.update', title: { to: checkedTitle(title), base } })
}

export function setDescription(
  ctx: DeskContext,
  { caseId, description }: { caseId: string; description: string },
): Accepted {
  const row = changeableCase(ctx, caseId)
  const base = { value: row.description, version: row.versions.description }
  const to = checkedDescription(description)
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.update', description: { to, base } })
}

export function setTeam(ctx: DeskContext, { caseId, teamId }: { caseId: string; teamId: string }): Accepted {
  const row = changeableCase(ctx, caseId)
  if (findTeam(ctx.work().mirror, teamId) === null) throw new DeskFault('not_found')
  const base = { value: row.teamId, version: row.versions.teamId }
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.update', teamId: { to: teamId, base } })
}

/** Of a merged case nothing is changed any more: its work goes on in another one. */
export function changeableCase(ctx: DeskContext, caseId: string): CaseRow {
  const row = requireCase(ctx, caseId)
  if (row.mergedIntoId !== null) throw new DeskFault('already_merged')
  return row
}

export function requireCase(ctx: DeskContext, caseId: string): CaseRow {
  const { mirror, outbox } = ctx.work()
  const row = caseWithPending(mirror, caseId, (seq) => overlayOperations(outbox, seq, [caseId]))
  if (row === null) throw new DeskFault('not_found')
  return row
}

/** What an operation on a case begins with. */
export function ofCase(ctx: DeskContext, caseId: string) {
  return { ...afterCreation(ctx, caseId), caseId }
}

/** The row counts what is pending already, so a second change offline does not contradict the first one. */
export function statusChange(row: CaseRow, to: CaseStatus): StatusChange {
  if (!canMove(row.status, to)) throw new DeskFault('illegal_move', { from: row.status, to })
  return { to, base: { value: row.status, version: row.versions.status } }
}

export function checkedTitle(title: string): string {
  const text = title.trim()
  if (text === '') throw new DeskFault('invalid_input')
  if (text.length > MAX_TITLE_LENGTH)
    throw new DeskFault('note_too_long', { length: text.length, max: MAX_TITLE_LENGTH })
  return text
}

export function checkedDescription(description: string): string {
  if (description.length > MAX_DESCRIPTION_LENGTH) {
    throw new DeskFault('note_too_long', { length: description.length, max: MAX_DESCRIPTION_LENGTH })
  }
  return description
}
