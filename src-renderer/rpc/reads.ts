import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ComposerMode } from '#shared/domain/case.ts'
import { type Desk, useDesk } from './desk.tsx'

const REGISTRATIONS_SHOWN = 500

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

export function useOpeningHours() {
  const { queries } = useDesk()
  return useQuery(queries.openingHours.queryOptions())
}

export function useAgents() {
  const { queries } = useDesk()
  return useQuery(queries.agents.list.queryOptions())
}

export function useTeams() {
  const { queries } = useDesk()
  return useQuery(queries.teams.list.queryOptions())
}

export function useRegistrations() {
  const { queries } = useDesk()
  return useQuery(
    queries.registrations.list.queryOptions({
      input: { limit: REGISTRATIONS_SHOWN },
      placeholderData: keepPreviousData,
    }),
  )
}

export function useTemplates() {
  const { queries } = useDesk()
  return useQuery(queries.templates.list.queryOptions({ placeholderData: keepPreviousData }))
}

export function useNotices() {
  const { queries } = useDesk()
  return useQuery(queries.notices.list.queryOptions({ placeholderData: keepPreviousData }))
}

export function useMacros() {
  const { queries } = useDesk()
  return useQuery(queries.macros.list.queryOptions({ placeholderData: keepPreviousData }))
}

export function useViews() {
  const { queries } = useDesk()
  return useQuery(queries.views.list.queryOptions({ placeholderData: keepPreviousData }))
}

/** Ages go on while nothing else happens. */
const COUNT_AGAIN_MS = 60_000

export function useViewCounters() {
  const { queries } = useDesk()
  return useQuery(
    queries.views.counters.queryOptions({ placeholderData: keepPreviousData, refetchInterval: COUNT_AGAIN_MS }),
  )
}

export function useDeletionRequests() {
  const { queries } = useDesk()
  return useQuery(
    queries.customers.deletionRequests.queryOptions({
      input: { limit: REGISTRATIONS_SHOWN },
      placeholderData: keepPreviousData,
    }),
  )
}

/** What is due goes on while nothing else happens. */
export function useRmaCounters() {
  const { queries } = useDesk()
  return useQuery(
    queries.rmas.counters.queryOptions({ placeholderData: keepPreviousData, refetchInterval: COUNT_AGAIN_MS }),
  )
}

export function useCase(caseId: string) {
  const { queries } = useDesk()
  return useQuery(queries.cases.get.queryOptions({ input: { caseId }, placeholderData: keepPreviousData }))
}

export function useHistory(caseId: string) {
  const { queries } = useDesk()
  return useQuery(queries.cases.history.queryOptions({ input: { caseId } }))
}

/** Links, merged parts and likely duplicates of a case. */
export function useRelations(caseId: string) {
  const { queries } = useDesk()
  return useQuery(queries.relations.ofCase.queryOptions({ input: { caseId } }))
}

const THREAD_PAGE = 50

function threadOptions({ queries }: Desk, caseId: string) {
  return queries.cases.thread.infiniteOptions({
    input: (before: [number, string] | undefined) => ({ caseId, before, limit: THREAD_PAGE }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.older ?? undefined,
  })
}

export function useThread(caseId: string) {
  return useInfiniteQuery(threadOptions(useDesk(), caseId))
}

/** Reads the conversation while the case itself is on its way. */
export function usePrefetchThread(caseId: string): void {
  const desk = useDesk()
  useEffect(() => {
    void desk.queryClient.prefetchInfiniteQuery(threadOptions(desk, caseId))
  }, [desk, caseId])
}

export const OPERATIONS_SHOWN = 200

export function useOperations() {
  const { queries } = useDesk()
  return useQuery(
    queries.sync.operations.queryOptions({ input: { limit: OPERATIONS_SHOWN }, placeholderData: keepPreviousData }),
  )
}

export function useRecovered() {
  const { queries } = useDesk()
  return useQuery(queries.sync.recovered.queryOptions({ placeholderData: keepPreviousData }))
}

/** What the desk knows about a draft beside its words; those are read once, by the composer. */
export function useDraftFacts(caseId: string, mode: ComposerMode) {
  const { queries } = useDesk()
  return useQuery(queries.drafts.get.queryOptions({ input: { caseId, mode }, staleTime: 0 })).data ?? null
}

export function useDrafts(enabled: boolean) {
  const { queries } = useDesk()
  return useQuery(queries.drafts.list.queryOptions({ enabled }))
}
