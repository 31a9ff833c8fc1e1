/** Status reasons of a case, in the order in which the screen offers them (source: the portal guide's legend). */
export const CASE_STATUSES = [
  'in_progress',
  'researching',
  'field_service',
  'waiting_for_details',
  'resolved',
  'cancelled',
] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

/** The three colours of the guide's legend. */
export const STATUS_GROUPS = ['waiting', 'active', 'closed'] as const
export type StatusGroup = (typeof STATUS_GROUPS)[number]

/** Who asks for a change; the portal runs these rules whoever it is. */
export type ActorKind = 'agent' | 'customer' | 'system'

const GROUP_OF: Record<CaseStatus, StatusGroup> = {
  in_progress: 'active',
  researching: 'active',
  field_service: 'active',
  waiting_for_details: 'waiting',
  resolved: 'closed',
  cancelled: 'closed',
}

const OPEN_STATUSES: readonly CaseStatus[] = CASE_STATUSES.filter((status) => GROUP_OF[status] !== 'closed')

export const INITIAL_STATUS: CaseStatus = 'in_progress'

export function statusGroup(status: CaseStatus): StatusGroup {
  return GROUP_OF[status]
}

export function isOpen(status: CaseStatus): boolean {
  return GROUP_OF[status] !== 'closed'
}

export function statusesIn(group: StatusGroup): CaseStatus[] {
  return CASE_STATUSES.filter((status) => GROUP_OF[status] === group)
}

/**
 * The statuses that `actor` may move a case to from `from`, without `from` itself.
 * An agent moves freely between open statuses and closes; a closed case can only be reopened.
 * A customer may only close a case (their notes reopen or wake it, see `statusAfterCustomerNote`).
 */
export function legalMoves(from: CaseStatus, actor: ActorKind = 'agent'): CaseStatus[] {
  if (actor === 'customer') return isOpen(from) ? ['resolved'] : []
  if (!isOpen(from)) return [INITIAL_STATUS]
  return CASE_STATUSES.filter((to) => to !== from)
}

export function canMove(from: CaseStatus, to: CaseStatus, actor: ActorKind = 'agent'): boolean {
  return legalMoves(from, actor).includes(to)
}

export type CustomerNoteOutcome = { kind: 'keep' } | { kind: 'move'; to: CaseStatus } | { kind: 'follow_up' }

/**
 * What a customer's note does to the case: it wakes a waiting one, reopens one that was closed within the window,
 * and after the window asks for a linked follow-up case. `closedAt`, `now` in epoch ms; `windowDays` in days.
 */
export function statusAfterCustomerNote(
  status: CaseStatus,
  closedAt: number | null,
  now: number,
  windowDays: number,
): CustomerNoteOutcome {
  if (status === 'waiting_for_details') return { kind: 'move', to: INITIAL_STATUS }
  if (OPEN_STATUSES.includes(status)) return { kind: 'keep' }
  const closedFor = now - (closedAt ?? now)
  return closedFor <= windowDays * 86_400_000 ? { kind: 'move', to: INITIAL_STATUS } : { kind: 'follow_up' }
}
