import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { rmaDigits } from '#shared/domain/rma-number.ts'
import type { SearchHit } from '#shared/rpc/models.ts'
import type { RmaSummary } from '#shared/rpc/rmas.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { SEARCH_LIMIT } from './found-words.ts'

const TYPING_MS = 80
const RMAS_SHOWN = 4

/** A case, or an RMA whose number was typed. */
export type Found = { id: string; hit: SearchHit; rma?: never } | { id: string; rma: RmaSummary; hit?: never }

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
  const numbered = useQuery(
    queries.rmas.numbered.queryOptions({
      input: { text: wanted, limit: RMAS_SHOWN },
      enabled: enabled && rmaDigits(wanted) !== null,
      gcTime: 5_000,
    }),
  )
  const rmas = rmaDigits(text) === null ? [] : (numbered.data ?? [])
  return {
    hits: enabled && text.trim() ? (query.data ?? null) : null,
    /** The same with RMAs of that number before them. */
    found: enabled && text.trim() ? foundOf(rmas, query.data) : null,
    error: query.error,
    /** True until the shown hits are those of the text in the field. */
    stale: query.isPlaceholderData || wanted !== text.trim() || query.isFetching || numbered.isLoading,
    searchedFor: wanted,
  }
}

function foundOf(rmas: readonly RmaSummary[], hits: readonly SearchHit[] | undefined): Found[] | null {
  if (hits === undefined) return null
  return [...rmas.map((rma) => ({ id: rma.id, rma })), ...hits.map((hit) => ({ id: hit.id, hit }))]
}
