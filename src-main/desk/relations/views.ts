import { knownCaseKey } from '#main/store/mirror/case-key.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { findDuplicates } from '#main/store/mirror/duplicates.ts'
import { linksOf } from '#main/store/mirror/links.ts'
import { mergedParts, rootCase } from '#main/store/mirror/merged.ts'
import { getDraft } from '#main/store/outbox/drafts.ts'
import { type OverlayOperation, overlayOfKinds } from '#main/store/outbox/overlay.ts'
import { stagedFiles } from '#main/store/outbox/staged-files.ts'
import { shownSeq } from '#main/sync/context.ts'
import { COMPOSER_MODES } from '#shared/domain/case.ts'
import { fromTheOther } from '#shared/domain/case-links.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { LinkView, Relations } from '#shared/rpc/relations.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

/** From local data: merged cases, links with what waits of them on top, cases that look alike, begun words. */
export function relationsOf(ctx: DeskContext, caseId: string): Relations {
  const { mirror, outbox } = ctx.work()
  const row = findCase(mirror, caseId)
  if (row === null) throw new DeskFault('not_found')
  const root = row.mergedIntoId === null ? null : rootCase(mirror, caseId)
  const into = root && root.id !== caseId ? root : null
  const parts = partsOf(ctx, row)
  const links = linkViews(ctx, caseId)
  return {
    caseId,
    mergedInto: into && { ...refOf(into), directId: row.mergedIntoId ?? into.id },
    parts,
    links: links.filter(({ kind }) => kind !== 'not_duplicate'),
    duplicates:
      row.mergedIntoId === null
        ? duplicatesOf(
            ctx,
            row,
            links,
            parts.map(({ id }) => id),
          )
        : [],
    partDrafts: parts.flatMap(({ id, caseNumber }) =>
      COMPOSER_MODES.flatMap((mode) => {
        const draft = getDraft(outbox, id, mode)
        const files = stagedFiles(outbox, id, mode).map(({ fileName }) => fileName)
        if (draft === null && files.length === 0) return []
        // What is of files alone is told by their names.
        return [{ id, caseNumber, mode, body: draft?.body ?? files.join(', ') }]
      }),
    ),
  }
}

const refOf = ({ id, caseNumber, title }: CaseRow) => ({ id, caseNumber, title })

function partsOf(ctx: DeskContext, row: CaseRow): Relations['parts'] {
  const { mirror } = ctx.work()
  const pk = knownCaseKey(mirror, row.id)
  if (pk === undefined) return []
  return mergedParts(mirror, pk).flatMap(({ id }) => {
    const part = findCase(mirror, id)
    if (part === null) return []
    const otherCustomer = part.contactId !== row.contactId
    const direct = part.mergedIntoId === row.id
    return [{ ...refOf(part), contactName: personName(mirror, part.contactId), otherCustomer, direct }]
  })
}

function linkViews(ctx: DeskContext, caseId: string): LinkView[] {
  const { mirror, outbox } = ctx.work()
  const links = new Map<string, Pick<LinkView, 'otherId' | 'otherNumber' | 'kind' | 'pending'>>(
    linksOf(mirror, caseId).map(({ otherId, otherNumber, kind }) => [
      otherId,
      { otherId, otherNumber, kind, pending: false },
    ]),
  )
  for (const { operation } of effective(
    overlayOfKinds(outbox, shownSeq(mirror), ['case.link', 'case.unlink', 'case.split']),
  )) {
    if (operation.kind === 'case.split') {
      const other = otherOf(caseId, operation.caseId, operation.fromId)
      if (other === null) continue
      const kind = operation.caseId === caseId ? 'split_from' : 'split_into'
      links.set(other, { otherId: other, otherNumber: '', kind, pending: true })
    } else if (operation.kind === 'case.link' || operation.kind === 'case.unlink') {
      const other = otherOf(caseId, operation.caseId, operation.otherId)
      if (other === null) continue
      if (operation.kind === 'case.unlink') links.delete(other)
      else {
        const kind = operation.caseId === caseId ? operation.link : fromTheOther(operation.link)
        links.set(other, { otherId: other, otherNumber: '', kind, pending: true })
      }
    }
  }
  return [...links.values()].map((link) => {
    const other = findCase(mirror, link.otherId)
    return {
      ...link,
      otherNumber: other?.caseNumber ?? link.otherNumber,
      title: other?.title ?? null,
      status: other?.status ?? null,
    }
  })
}

/** Whose effects the portal's rows do not show yet. */
function effective(operations: readonly OverlayOperation[]): OverlayOperation[] {
  return operations.filter(({ state, passed }) => !passed && ['waiting', 'sending', 'settled'].includes(state))
}

function otherOf(caseId: string, one: string, other: string): string | null {
  if (one === caseId) return other
  return other === caseId ? one : null
}

function duplicatesOf(ctx: DeskContext, row: CaseRow, links: readonly LinkView[], parts: readonly string[]) {
  const without = new Set([row.id, ...parts, ...links.map(({ otherId }) => otherId)])
  const { accountId, title, serialNumber } = row
  const now = ctx.deps.clock()
  return findDuplicates(ctx.work().mirror, { accountId, title, serialNumber, now, without })
}

/** Notes that are on their way into a new case: by id, and where to. */
export function notesLeaving(ctx: DeskContext): Map<string, string> {
  const { mirror, outbox } = ctx.work()
  const splits = effective(overlayOfKinds(outbox, shownSeq(mirror), ['case.split']))
  return new Map(
    splits.flatMap(({ operation }) =>
      operation.kind === 'case.split'
        ? operation.notes.map(({ noteId }): [string, string] => [noteId, operation.caseId])
        : [],
    ),
  )
}
