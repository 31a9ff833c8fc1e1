import type { SyncRow } from '#shared/portal-api/rows.ts'
import { type ChangeItem, parseCursor } from '#shared/portal-api/sync.ts'
import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'
import { caseIdOf } from './case-key.ts'
import { applyItem, type Effects } from './change-items.ts'
import { checkpointIfDue } from './checkpoint.ts'
import { overlaysDue, reapplyCases } from './overlay.ts'
import { indexCases, refreshStale } from './search-index.ts'
import { getMirrorValue, putMirrorValue, SHOWN_SEQ } from './state.ts'

export type NewNote = Pick<SyncRow<'notes'>, 'id' | 'caseId' | 'authorKind' | 'authorId' | 'visibility'>

export type AppliedChanges = {
  /** Cases whose row, notes, events or attachments changed. */
  caseIds: string[]
  /** Notes that were not on this machine before (the agent's own local ones were). */
  newNotes: NewNote[]
  /** An agent, company or contact changed: names on any row may differ. */
  namesChanged: boolean
  registrationsChanged: boolean
  /** A person, a company, or what belongs to them. */
  customersChanged: boolean
  /** RMAs or their lines. */
  rmasChanged: boolean
  templatesChanged: boolean
  viewsChanged: boolean
  macrosChanged: boolean
}

/** The outbox's operations of these cases that the overlay needs when the rows show everything up to `shownSeq`. */
export type PendingOf = (caseIds: readonly string[], shownSeq: number) => readonly OverlayOperation[]

export type Change = {
  items: readonly ChangeItem[]
  cursor: string
  /** The feed goes on behind these: what the outbox settled stays on top of the rows until all of it is here. */
  more?: boolean
  pendingOf: PendingOf
}

const SLICE_MS = 12
const MIN_SLICE = 5
const FIRST_SLICE = 25
const MAX_SLICE = 200
/** Steps of upkeep of the full text after a page; the rest follows after the next one. */
const MAX_UPKEEP = 40
const NOTHING: AppliedChanges = {
  caseIds: [],
  newNotes: [],
  namesChanged: false,
  registrationsChanged: false,
  customersChanged: false,
  rmasChanged: false,
  templatesChanged: false,
  viewsChanged: false,
  macrosChanged: false,
}

/**
 * Applies items (ascending by seq) in one transaction: rows, tombstones, evictions, full text, counters, overlay, cursor.
 * `cursor`: that of the last item. What the cursor has already passed, or a row that is newer here, is left alone.
 * Throws when there is no complete first sync or when the cursor is of another epoch.
 */
export function applyChanges(mirror: Mirror, { items, cursor, more = false, pendingOf }: Change): AppliedChanges {
  return mirror.transaction(() => {
    const known = getMirrorValue<string>(mirror, 'cursor')
    if (known === null) throw new Error('Changes came before the first sync was complete')
    const from = parseCursor(known)
    const to = parseCursor(cursor)
    if (from.epoch !== to.epoch) throw new Error(`The feed's epoch changed from ${from.epoch} to ${to.epoch}`)
    const effects: Effects = {
      touched: new Set(),
      reindex: new Set(),
      gone: new Set(),
      newNotes: [],
      namesChanged: false,
      registrationsChanged: false,
      customersChanged: false,
      rmasChanged: false,
      templatesChanged: false,
      viewsChanged: false,
      macrosChanged: false,
    }
    for (const item of items) if (item.seq > from.seq) applyItem(mirror, item, effects)
    if (to.seq > from.seq) putMirrorValue(mirror, 'cursor', cursor)
    const shown = more ? (getMirrorValue<number>(mirror, SHOWN_SEQ) ?? from.seq) : Math.max(from.seq, to.seq)
    putMirrorValue(mirror, SHOWN_SEQ, shown)
    cover(mirror, shown, pendingOf, effects)
    indexCases(mirror, [...effects.reindex])
    return {
      caseIds: [...idsOf(mirror, effects.touched), ...effects.gone],
      newNotes: effects.newNotes,
      namesChanged: effects.namesChanged,
      registrationsChanged: effects.registrationsChanged,
      customersChanged: effects.customersChanged,
      rmasChanged: effects.rmasChanged,
      templatesChanged: effects.templatesChanged,
      viewsChanged: effects.viewsChanged,
      macrosChanged: effects.macrosChanged,
    }
  })
}

function cover(mirror: Mirror, shownSeq: number, pendingOf: PendingOf, { touched, reindex }: Effects): void {
  for (const pk of overlaysDue(mirror, shownSeq)) touched.add(pk)
  if (touched.size === 0) return
  const caseIds = idsOf(mirror, touched)
  for (const pk of reapplyCases(mirror, caseIds, pendingOf(caseIds, shownSeq))) reindex.add(pk)
}

function idsOf(mirror: Mirror, pks: Iterable<number>): string[] {
  return [...pks].flatMap((pk) => caseIdOf(mirror, pk) ?? [])
}

/**
 * The same for a whole page, cut by itself into transactions of about 12 ms; let the event loop live between two steps.
 * Some steps only do upkeep and answer that nothing changed.
 */
export function* applyChangesInSlices(
  mirror: Mirror,
  { items, cursor, more = false, pendingOf }: Change,
  clock: { now(): number },
): Generator<AppliedChanges, void, void> {
  const { epoch } = parseCursor(cursor)
  let size = FIRST_SLICE
  let at = 0
  do {
    const slice = items.slice(at, at + size)
    at += slice.length
    const last = slice.at(-1)
    const begun = clock.now()
    const isLast = at >= items.length || !last
    const applied = applyChanges(mirror, {
      items: slice,
      cursor: isLast ? cursor : `${epoch}.${last.seq}`,
      more: more || !isLast,
      pendingOf,
    })
    const took = Math.max(clock.now() - begun, 1)
    yield applied
    if (checkpointIfDue(mirror)) yield NOTHING
    size = Math.round(Math.min(MAX_SLICE, Math.max(MIN_SLICE, (slice.length * SLICE_MS) / took)))
  } while (at < items.length)
  for (let step = 0; step < MAX_UPKEEP && refreshStale(mirror, clock); step++) {
    yield NOTHING
    if (checkpointIfDue(mirror)) yield NOTHING
  }
}

/** Brings the full text of cases up to date that had to wait (a company was renamed); one short slice. False: nothing left. */
export function refreshSearch(mirror: Mirror, clock: { now(): number }): boolean {
  return refreshStale(mirror, clock)
}
