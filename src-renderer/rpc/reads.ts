import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDesk } from './desk.tsx'

/** What the screen reads from the desk; each is kept fresh by the desk's events. */

export function useSession() {
  const { queries } = useDesk()
  return useQuery(queries.session.state.queryOptions())
}

export function useSettings() {
  const { queries } = useDesk()
  return useQuery(queries.settings.get.queryOptions())
}

export function useSyncState() {
  const { queries } = useDesk()
  return useQuery(queries.sync.state.queryOptions())
}

export function useCounters() {
  const { queries } = useDesk()
  return useQuery(queries.queues.counters.queryOptions({ placeholderData: keepPreviousData }))
}

export function useAgents() {
  const { queries } = useDesk()
  return useQuery(queries.agents.list.queryOptions())
}

export function useCase(caseId: string) {
  const { queries } = useDesk()
  return useQuery(queries.cases.get.queryOptions({ input: { caseId } }))
}

const THREAD_PAGE = 50

export function useThread(caseId: string) {
  const { queries } = useDesk()
  return useInfiniteQuery(
    queries.cases.thread.infiniteOptions({
      input: (before: [number, string] | undefined) => ({ caseId, before, limit: THREAD_PAGE }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.older ?? undefined,
    }),
  )
}

export const OPERATIONS_SHOWN = 200

export function useOperations() {
  const { queries } = useDesk()
  return useQuery(
    queries.sync.operations.queryOptions({ input: { limit: OPERATIONS_SHOWN }, placeholderData: keepPreviousData }),
  )
}

export function useDrafts(enabled: boolean) {
  const { queries } = useDesk()
  return useQuery(queries.drafts.list.queryOptions({ enabled }))
}
