import { MAX_FILTER_LENGTH, parseFilter } from './filter/index.ts'

/** What lists of cases can be put in order by. */
export const CASE_SORTS = [
  'modified',
  'created',
  'number',
  'waiting',
  'due',
  'status',
  'owner',
  'team',
  'type',
  'company',
  'customer',
  'entitlement',
  'title',
  'serial',
  'reference',
  'system',
] as const
export type CaseSort = (typeof CASE_SORTS)[number]
export const SORT_DIRECTIONS = ['desc', 'asc'] as const
export type SortDirection = (typeof SORT_DIRECTIONS)[number]

/** Never alone: a name stands beside it, and an icon of its own goes with each. */
export const VIEW_COLOURS = ['plain', 'blue', 'amber', 'green', 'red', 'violet'] as const
export type ViewColour = (typeof VIEW_COLOURS)[number]

export const MAX_VIEW_NAME = 60
/** Counters of so many are kept up to date. */
export const MAX_PINNED = 30

/** What agents make of a view. `filter` is kept as it is written, in either language. */
export type ViewContent = {
  name: string
  filter: string
  sort: CaseSort
  direction: SortDirection
  colour: ViewColour
  pinned: boolean
  /** Place among the others of its kind; equal ones go by name. */
  position: number
  /** Of the whole help desk; else its owner's alone. */
  shared: boolean
}
export const VIEW_FIELDS = [
  'name',
  'filter',
  'sort',
  'direction',
  'colour',
  'pinned',
  'position',
  'shared',
] as const satisfies readonly (keyof ViewContent)[]

export type ViewFault = 'view_name_empty' | 'view_name_too_long' | 'view_filter_wrong'

/** What is wrong with a view, the first of each kind; nothing: it may be kept. */
export function viewFaults({ name, filter }: Pick<ViewContent, 'name' | 'filter'>): ViewFault[] {
  const checks: [ViewFault, boolean][] = [
    ['view_name_empty', name.trim() === ''],
    ['view_name_too_long', name.length > MAX_VIEW_NAME],
    ['view_filter_wrong', filter.length > MAX_FILTER_LENGTH || parseFilter(filter).faults.length > 0],
  ]
  return checks.flatMap(([fault, wrong]) => (wrong ? [fault] : []))
}

export type Ordered = { id: string; content: Pick<ViewContent, 'name' | 'position'> }

/** As they are listed. */
export function compareViews(one: Ordered, other: Ordered): number {
  return (
    one.content.position - other.content.position ||
    one.content.name.localeCompare(other.content.name, 'sl') ||
    (one.id < other.id ? -1 : 1)
  )
}

const GAP = 1_024

/** The place of one that comes last. */
export function positionAfter(positions: readonly number[]): number {
  return positions.length === 0 ? GAP : Math.max(...positions) + GAP
}

/**
 * The new places when the view at `from` goes to `to` in a list that is in its order: as few as possible, since each is a
 * change for all who share it.
 */
export function movedPositions(positions: readonly number[], from: number, to: number): Map<number, number> {
  const order = positions.map((_, at) => at)
  const [moved] = order.splice(from, 1)
  if (moved === undefined || from === to) return new Map()
  order.splice(to, 0, moved)
  const before = order[to - 1]
  const after = order[to + 1]
  const low = before === undefined ? undefined : positions[before]!
  const high = after === undefined ? undefined : positions[after]!
  if (low === undefined) return new Map([[moved, (high ?? 0) - GAP]])
  if (high === undefined) return new Map([[moved, low + GAP]])
  const middle = Math.floor((low + high) / 2)
  if (middle > low && middle < high) return new Map([[moved, middle]])
  return new Map(
    order.map((view, at) => [view, (at + 1) * GAP] as const).filter(([view, place]) => positions[view] !== place),
  )
}
