import type { CaseType } from '../case.ts'
import type { Filter, FilterTerm, KnownValue } from './fields.ts'

/** The lists that stand in the window's side without anybody making them; `all` is what a view looks at. */
export const QUEUES = ['open', 'mine', 'unassigned', 'waiting', 'active', 'closed'] as const
export type Queue = (typeof QUEUES)[number]
export const LIST_SCOPES = [...QUEUES, 'all'] as const
export type ListScope = (typeof LIST_SCOPES)[number]

const term = (field: FilterTerm['field'], known: KnownValue): FilterTerm => ({ field, not: false, values: [{ known }] })

const TERMS: Record<ListScope, Filter> = {
  all: [],
  open: [term('status', 'open')],
  mine: [term('status', 'open'), term('owner', 'me')],
  unassigned: [term('status', 'open'), term('owner', 'none')],
  waiting: [term('status', 'waiting')],
  active: [term('status', 'active')],
  closed: [term('status', 'closed')],
}

/** The filter that shows the same as a queue; with a type that it is narrowed to. */
export function scopeFilter(scope: ListScope, caseType?: CaseType): Filter {
  return caseType === undefined ? TERMS[scope] : [...TERMS[scope], term('type', caseType)]
}
