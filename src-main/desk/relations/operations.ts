import { findCase } from '#main/store/mirror/cases.ts'
import { rootCase } from '#main/store/mirror/merged.ts'
import { noteIdsAtPortal } from '#main/store/mirror/threads.ts'
import { isSaid, type Link } from '#shared/domain/case-links.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { checkedTitle, ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, perform, UNDO_MS } from '../perform.ts'
import { relationsOf } from './views.ts'

type Merge = { caseId: string; intoId: string; otherCompany: boolean }

/** Into the case that carries the other one on. What the portal would refuse is refused at once, as far as it is known here. */
export function mergeCase(ctx: DeskContext, { caseId, intoId, otherCompany }: Merge): Accepted {
  const row = requireCase(ctx, caseId)
  const into = rootCase(ctx.work().mirror, intoId)
  if (into === null) throw new DeskFault('not_found')
  if (into.id === caseId) throw new DeskFault('merge_crossed')
  if (row.mergedIntoId !== null) throw new DeskFault('already_merged')
  if (row.accountId !== into.accountId && !otherCompany) throw new DeskFault('other_company')
  if (!isOpen(into.status) && isOpen(row.status)) throw new DeskFault('merge_closed')
  const operation = { ...ofBoth(ctx, row, into), kind: 'case.merge' as const, intoId: into.id, otherCompany }
  return perform(ctx, operation, { holdUntil: ctx.deps.clock() + UNDO_MS })
}

export function unmergeCase(ctx: DeskContext, caseId: string): Accepted {
  const row = requireCase(ctx, caseId)
  const intoId = row.mergedIntoId
  if (intoId === null) throw new DeskFault('not_found')
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.unmerge', intoId })
}

type Split = { caseId: string; title: string; noteIds: readonly string[] }

/** Only notes that the portal has. The new case is at work at once. */
export function splitCase(ctx: DeskContext, { caseId, title, noteIds }: Split): Accepted & { caseId: string } {
  const from = requireCase(ctx, caseId)
  const known = noteIdsAtPortal(ctx.work().mirror, noteIds)
  if (known.size < noteIds.length || noteIds.length === 0) throw new DeskFault('invalid_input')
  const notes = noteIds.map((noteId) => ({ noteId, newId: ctx.deps.ids() }))
  const newCaseId = ctx.deps.ids()
  const { dependsOn, ...common } = ofCase(ctx, from.id)
  const operation = { ...common, dependsOn, kind: 'case.split' as const, caseId: newCaseId, fromId: from.id, notes }
  const holdUntil = ctx.deps.clock() + UNDO_MS
  const accepted = perform(ctx, { ...operation, title: checkedTitle(title) }, { holdUntil })
  return { ...accepted, caseId: newCaseId }
}

export function linkCase(
  ctx: DeskContext,
  { caseId, otherId, link }: { caseId: string; otherId: string; link: Link },
): Accepted {
  const row = requireCase(ctx, caseId)
  const other = findCase(ctx.work().mirror, otherId)
  if (other === null || otherId === caseId) throw new DeskFault('not_found')
  const before = relationsOf(ctx, caseId).links.find((one) => one.otherId === otherId)
  if (before && !isSaid(before.kind)) throw new DeskFault('link_known')
  return perform(ctx, { ...ofBoth(ctx, row, other), kind: 'case.link', otherId, link })
}

export function unlinkCase(ctx: DeskContext, { caseId, otherId }: { caseId: string; otherId: string }): Accepted {
  requireCase(ctx, caseId)
  return perform(ctx, { ...ofCase(ctx, caseId), kind: 'case.unlink', otherId })
}

/** Waits for either of the two where it was entered here. */
function ofBoth(ctx: DeskContext, row: CaseRow, other: CaseRow) {
  const common = ofCase(ctx, row.id)
  return { ...common, dependsOn: [...new Set([...common.dependsOn, ...ofCase(ctx, other.id).dependsOn])] }
}
