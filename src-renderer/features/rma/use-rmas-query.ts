import { useStore } from 'zustand'
import type { RmaListQuery } from '#shared/rpc/rmas.ts'
import { useScreen } from '../../stores/screen.ts'

/** How board and list are narrowed, and the list is sorted. */
export function useRmasQuery() {
  const { rmas } = useScreen()
  const query = useStore(rmas, (state) => state.query)
  const setQuery = (change: Partial<RmaListQuery>) =>
    rmas.setState((before) => ({ query: { ...before.query, ...change } }))
  return { query, setQuery }
}
