import type { CaseType } from '../case.ts'
import type { Filter, FilterTerm, KnownValue } from './fields.ts'

/**
 * The lists that stand in the window's side without anybody making them; `all` is what a view looks at. What an agent has
 * snoozed has left their queues but for its own.
 */
export const QUEUES = [
  'open',
  'mine',
  'unassigned',
  'breached',
  'at_risk',
  'snoozed',
  'waiting',
  'active',
  'closed',
] as const
export type Queue = (typeof QUEUES)[number]
export const LIST_SCOPES = [...QUEUES, 'all'] as const
export type ListScope = (typeof LIST_SCOPES)[number]

/** Cases come into these as time goes by. */
export const DUE_QUEUES = ['breached', 'at_risk'] as const satisfies readonly Queue[]
export type DueQueue = (typeof DUE_QUEUES)[number]

export function isDueQueue(scope: ListScope): scope is DueQueue {
  return (DUE_QUEUES as readonly ListScope[]).includes(scope)
}

const term = (field: FilterTerm['field'], known: KnownValue): FilterTerm => ({ field, not: false, values: [{ known }] })

const TERMS: Record<ListScope, Filter> = {
  all: [],
  open: [term('status', 'open')],
  mine: [term('status', 'open'), term('owner', 'me')],
  unassigned: [term('status', 'open'), term('owner', 'none')],
  breached: [term('sla', 'breached')],
  at_risk: [term('sla', 'risk')],
  snoozed: [term('is', 'snoozed')],
  waiting: [term('status', 'waiting')],
  active: [term('status', 'active')],
  closed: [term('status', 'closed')],
}

/** The filter that shows the same as a queue; with a type that it is narrowed to. */
export function scopeFilter(scope: ListScope, caseType?: CaseType): Filter {
  return caseType === undefined ? TERMS[scope] : [...TERMS[scope], term('type', caseType)]
}
