import { personName } from '#main/store/mirror/contact-row.ts'
import { listTemplates } from '#main/store/mirror/templates.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { byLane, type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import { LOCALES } from '#shared/i18n/index.ts'
import type { TemplateRow } from '#shared/portal-api/rows.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

type Work = Pick<Stores, 'outbox' | 'mirror'> & { me: string }
type Shown = Pick<TemplateView, 'id' | 'content' | 'modifiedAt' | 'pending'> & { modifiedBy: string }

const byName = new Intl.Collator(LOCALES.sl, { numeric: true, sensitivity: 'base' })

/** The portal's templates with what the agent has done to them on top; those that are being deleted are gone. */
export function templateViews(work: Work): TemplateView[] {
  const { mirror, outbox, me } = work
  const lanes = byLane(overlayOperations(outbox, shownSeq(mirror)))
  const rows = new Map(listTemplates(mirror).map((row) => [row.id, row]))
  const ids = new Set([...rows.keys(), ...[...lanes].flatMap(([id, [first]]) => (isOfTemplate(first) ? [id] : []))])
  const shown = [...ids].flatMap((id) => withOperations(id, rows.get(id), lanes.get(id) ?? [], me) ?? [])
  return shown
    .map(({ modifiedBy, ...view }) => ({
      ...view,
      modifiedByName: personName(mirror, modifiedBy),
      conflict: (lanes.get(view.id) ?? []).some(({ state }) => state === 'conflict') ? conflictOf(work, view.id) : null,
    }))
    .sort((one, other) => byName.compare(one.content.name, other.content.name) || (one.id < other.id ? -1 : 1))
}

const isOfTemplate = (one: OverlayOperation | undefined): boolean => one !== undefined && 'templateId' in one.operation

function withOperations(
  id: string,
  row: TemplateRow | undefined,
  operations: readonly OverlayOperation[],
  me: string,
): Shown | null {
  let shown: Shown | null = row ? ofRow(row) : null
  for (const { operation, state, passed } of operations) {
    const unsent = state === 'waiting' || state === 'sending'
    if (!unsent && !(state === 'settled' && !passed)) continue
    if (operation.kind === 'template.delete') shown = null
    else if (operation.kind === 'template.save') {
      // Deleted by somebody else meanwhile: the words go to the recovery list, not back among the templates.
      if (shown === null && operation.base !== null) continue
      const pending = unsent || (shown?.pending ?? false)
      shown = { id, content: operation.content, modifiedBy: me, modifiedAt: operation.authoredAt, pending }
    }
  }
  return shown
}

function ofRow({ id, ownerId, name, shortcut, bodySl, bodyEn, modifiedBy, modifiedAt }: TemplateRow): Shown {
  const content = { name, shortcut, bodySl, bodyEn, shared: ownerId === null }
  return { id, content, modifiedBy, modifiedAt, pending: false }
}

function conflictOf({ outbox, mirror }: Work, templateId: string): TemplateView['conflict'] {
  const open = operationsOfLane(outbox, templateId).findLast(({ state }) => state === 'conflict')
  if (!open?.conflict) return null
  const { operation, conflict } = open
  return { opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }
}
