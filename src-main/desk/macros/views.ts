import { personName } from '#main/store/mirror/contact-row.ts'
import { listMacros } from '#main/store/mirror/macros.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { byLane, type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import { LOCALES } from '#shared/i18n/index.ts'
import type { MacroRow } from '#shared/portal-api/rows.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

type Work = Pick<Stores, 'outbox' | 'mirror'> & { me: string }
type Shown = Pick<MacroView, 'id' | 'content' | 'modifiedAt' | 'pending'> & { modifiedBy: string }

const byName = new Intl.Collator(LOCALES.sl, { numeric: true, sensitivity: 'base' })

/** The portal's macros with what the agent has done to them on top; those that are being deleted are gone. */
export function macroViews(work: Work): MacroView[] {
  const { mirror, outbox, me } = work
  const lanes = byLane(overlayOperations(outbox, shownSeq(mirror)))
  const rows = new Map(listMacros(mirror).map((row) => [row.id, row]))
  const ids = new Set([...rows.keys(), ...[...lanes].flatMap(([id, [first]]) => (isOfMacro(first) ? [id] : []))])
  const shown = [...ids].flatMap((id) => withOperations(id, rows.get(id), lanes.get(id) ?? [], me) ?? [])
  return shown
    .map(({ modifiedBy, ...view }) => ({
      ...view,
      modifiedByName: personName(mirror, modifiedBy),
      conflict: (lanes.get(view.id) ?? []).some(({ state }) => state === 'conflict') ? conflictOf(work, view.id) : null,
    }))
    .sort((one, other) => byName.compare(one.content.name, other.content.name) || (one.id < other.id ? -1 : 1))
}

const isOfMacro = (one: OverlayOperation | undefined): boolean => one !== undefined && 'macroId' in one.operation

function withOperations(
  id: string,
  row: MacroRow | undefined,
  operations: readonly OverlayOperation[],
  me: string,
): Shown | null {
  let shown: Shown | null = row ? ofRow(row) : null
  for (const { operation, state, passed } of operations) {
    const unsent = state === 'waiting' || state === 'sending'
    if (!unsent && !(state === 'settled' && !passed)) continue
    if (operation.kind === 'macro.delete') shown = null
    else if (operation.kind === 'macro.save') {
      // Deleted by somebody else meanwhile: the words go to the recovery list, not back among the macros.
      if (shown === null && operation.base !== null) continue
      const pending = unsent || (shown?.pending ?? false)
      shown = { id, content: operation.content, modifiedBy: me, modifiedAt: operation.authoredAt, pending }
    }
  }
  return shown
}

function ofRow({ id, ownerId, modifiedBy, modifiedAt, ...words }: MacroRow): Shown {
  const content = { ...words, shared: ownerId === null }
  return { id, content, modifiedBy, modifiedAt, pending: false }
}

function conflictOf({ outbox, mirror }: Work, macroId: string): MacroView['conflict'] {
  const open = operationsOfLane(outbox, macroId).findLast(({ state }) => state === 'conflict')
  if (!open?.conflict) return null
  const { operation, conflict } = open
  return { opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }
}
