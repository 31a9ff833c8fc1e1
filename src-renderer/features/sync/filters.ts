import type { OperationState, OperationView } from '#shared/rpc/models.ts'

export type Filter = OperationState | 'all'

/** What needs a person first, then what waits, then what is done. */
const ORDER: readonly OperationState[] = ['conflict', 'rejected', 'quarantined', 'waiting', 'sending', 'settled']

/** The filters that show something, and the chosen one. */
export function usefulFilters(operations: readonly OperationView[], chosen: Filter): Filter[] {
  const present = new Set(operations.map(({ state }) => state))
  const states = ORDER.filter((state) => present.has(state) || state === chosen)
  return ['all', ...states]
}
