import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDesk } from '../../rpc/desk.tsx'

const TYPING_MS = 80
export const SEARCH_LIMIT = 50

/** Hits for what is typed; the answer always belongs to the newest text, older ones are dropped. */
export function useSearch(text: string) {
  const { queries } = useDesk()
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  const enabled = wanted.length > 0
  const query = useQuery(
    queries.search.queryOptions({
      input: { text: wanted, limit: SEARCH_LIMIT },
      enabled,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  return {
    hits: enabled && text.trim() ? (query.data ?? null) : null,
    error: query.error,
    /** True until the shown hits are those of the text in the field. */
    stale: query.isPlaceholderData || wanted !== text.trim() || query.isFetching,
    searchedFor: wanted,
  }
}
