import { personName } from '#main/store/mirror/contact-row.ts'
import { type ContentOf, contentOf, type Frame } from '#main/store/mirror/content.ts'
import type { Mirror } from '#main/store/open.ts'
import { byLane, type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import { LOCALES } from '#shared/i18n/index.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { conflictOf } from './open-conflict.ts'
import type { Stores } from './profile.ts'

type Save<Row extends Frame> = { content: ContentOf<Row>; base: ContentOf<Row> | null; authoredAt: number }
/** What an operation does to content of the kind; null: it is about something else. */
type StepOf<Row extends Frame> = (operation: Operation) => Save<Row> | 'delete' | null
type Shown<Row extends Frame> = {
  id: string
  content: ContentOf<Row>
  modifiedBy: string
  modifiedAt: number
  pending: boolean
}

export type Kind<Row extends Frame> = { list(mirror: Mirror): readonly Row[]; stepOf: StepOf<Row> }
export type Work = Pick<Stores, 'outbox' | 'mirror'> & { me: string }

/**
 * The portal's templates, macros or views with what the agent has done to them on top, in no order; those that are being
 * deleted are gone.
 */
export function keptContent<Row extends Frame>(work: Work, { list, stepOf }: Kind<Row>) {
  const { mirror, outbox } = work
  const lanes = byLane(overlayOperations(outbox, shownSeq(mirror)))
  const rows = new Map(list(mirror).map((row) => [row.id, row]))
  const isOfKind = (first: OverlayOperation | undefined) => first !== undefined && stepOf(first.operation) !== null
  const ids = new Set([...rows.keys(), ...[...lanes].flatMap(([id, [first]]) => (isOfKind(first) ? [id] : []))])
  const shown = [...ids].flatMap((id) => withOperations(id, rows.get(id), lanes.get(id) ?? [], stepOf, work.me) ?? [])
  return shown.map(({ modifiedBy, ...view }) => ({
    ...view,
    modifiedByName: personName(mirror, modifiedBy),
    conflict: (lanes.get(view.id) ?? []).some(({ state }) => state === 'conflict') ? conflictOf(work, view.id) : null,
  }))
}

function withOperations<Row extends Frame>(
  id: string,
  row: Row | undefined,
  operations: readonly OverlayOperation[],
  stepOf: StepOf<Row>,
  me: string,
): Shown<Row> | null {
  let shown: Shown<Row> | null = row ? ofRow(row) : null
  for (const { operation, state, passed } of operations) {
    const unsent = state === 'waiting' || state === 'sending'
    if (!unsent && !(state === 'settled' && !passed)) continue
    const step = stepOf(operation)
    if (step === 'delete') shown = null
    else if (step !== null) {
      // Deleted by somebody else meanwhile: the words go to the recovery list, not back among the others.
      if (shown === null && step.base !== null) continue
      const pending: boolean = unsent || (shown?.pending ?? false)
      shown = { id, content: step.content, modifiedBy: me, modifiedAt: step.authoredAt, pending }
    }
  }
  return shown
}

function ofRow<Row extends Frame>(row: Row): Shown<Row> {
  const { id, modifiedBy, modifiedAt } = row
  return { id, content: contentOf(row), modifiedBy, modifiedAt, pending: false }
}

const byName = new Intl.Collator(LOCALES.sl, { numeric: true, sensitivity: 'base' })
type Named = { id: string; content: { name: string } }

export function compareNames(one: Named, other: Named): number {
  return byName.compare(one.content.name, other.content.name) || (one.id < other.id ? -1 : 1)
}
