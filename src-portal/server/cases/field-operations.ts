import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import { canMove } from '#shared/domain/status.ts'
import type { OwnerChange, StatusChange, TeamChange, TextChange } from '#shared/portal-api/operations.ts'
import type { CaseField } from '#shared/portal-api/rows.ts'
import type { Work } from '../deps.ts'
import { type Case, changeField, changeStatus, lastChange, versionOf } from './case-fields.ts'
import { mergeText } from './merge-text.ts'
import type { FieldOutcome } from './outcome.ts'

/** One field of a locked case, changed by an agent. Each writes at most that field. */
export type FieldWork = { work: Work; found: Case; agentId: string }
export type FieldResult = { case: Case; outcome: FieldOutcome }

/** Only from the status that the agent saw, and only along the state machine; else it waits for a person. */
export async function applyStatus(
  { work, found, agentId }: FieldWork,
  { to, base }: StatusChange,
): Promise<FieldResult> {
  if (found.status === to) return { case: found, outcome: { status: 'merged' } }
  const stale = !isCurrent(found, 'status', base)
  if (!stale && canMove(found.status, to, 'agent')) {
    return { case: await changeStatus(work, found, to, byAgent(agentId)), outcome: { status: 'applied' } }
  }
  const conflict = {
    field: 'status' as const,
    base: base.value,
    mine: to,
    theirs: found.status,
    reason: stale ? ('stale' as const) : ('illegal' as const),
    ...(await theirsOf(work, found, 'status')),
  }
  return { case: found, outcome: { status: 'conflict', conflict } }
}

/** The last writer wins, and the thread tells both. */
export async function applyLastWriter(
  { work, found, agentId }: FieldWork,
  field: 'ownerId' | 'teamId',
  { to, base }: OwnerChange | TeamChange,
): Promise<FieldResult> {
  if (found[field] === to) return { case: found, outcome: { status: 'merged' } }
  const after =
    field === 'ownerId'
      ? await changeField(work, found, 'ownerId', to, byAgent(agentId))
      : await changeField(work, found, 'teamId', to ?? found.teamId, byAgent(agentId))
  return { case: after, outcome: { status: base.version === versionOf(found, field) ? 'applied' : 'merged' } }
}

/** The number alone is not enough: a desk may only have expected it of a change that never came to be. */
function isCurrent(found: Case, field: CaseField, base: { value: string | null; version: number }): boolean {
  return base.version === versionOf(found, field) && base.value === found[field]
}

/** Changes of different words (title) or lines (description) are put together; else theirs stand and mine wait. */
export async function applyText(
  { work, found, agentId }: FieldWork,
  field: 'title' | 'description',
  change: TextChange,
): Promise<FieldResult> {
  const mine = change.to.toWellFormed()
  const base = change.base.value.toWellFormed()
  const theirs = found[field]
  if (mine === theirs) return { case: found, outcome: { status: 'merged' } }
  if (isCurrent(found, field, { ...change.base, value: base })) {
    return { case: await changeField(work, found, field, mine, byAgent(agentId)), outcome: { status: 'applied' } }
  }
  const merged = mergeText(base, mine, theirs, field === 'title' ? ' ' : '\n')
  if (!merged.clean || !fits(field, merged.text)) {
    const conflict = { field, base, mine, theirs, ...(await theirsOf(work, found, field)) }
    return { case: found, outcome: { status: 'conflict', conflict } }
  }
  const after = merged.text === theirs ? found : await changeField(work, found, field, merged.text, byAgent(agentId))
  return { case: after, outcome: { status: 'merged' } }
}

/** The case goes on in another one. Whether the change is meant for that one, too, is a person's to say. */
export async function changedAfterMerge(
  work: Work,
  root: Case,
  change: CaseField,
  mine: string | null,
): Promise<FieldOutcome> {
  if (root[change] === mine) return { status: 'merged' }
  const into = { caseId: root.id, caseNumber: root.caseNumber }
  const theirs = { theirs: root[change], ...(await theirsOf(work, root, change)) }
  return {
    status: 'conflict',
    conflict: { field: 'merged', change, mine: mine?.toWellFormed() ?? null, into, ...theirs },
  }
}

function fits(field: 'title' | 'description', text: string): boolean {
  return field === 'title'
    ? text.length <= MAX_TITLE_LENGTH && text.trim() !== ''
    : text.length <= MAX_DESCRIPTION_LENGTH
}

async function theirsOf(work: Work, found: Case, field: CaseField) {
  const last = await lastChange(work, found.id, field)
  return {
    theirsVersion: versionOf(found, field),
    changedBy: last?.actorId ?? null,
    changedAt: last?.createdAt ?? null,
  }
}

function byAgent(id: string) {
  return { kind: 'agent' as const, id }
}
