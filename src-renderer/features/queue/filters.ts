import { isDueQueue, kindOf, parseFilter } from '#shared/domain/filter/index.ts'
import type { CaseListQuery } from '#shared/rpc/models.ts'

export const NO_FILTERS = {
  caseType: undefined,
  ownerId: undefined,
  text: undefined,
  filter: undefined,
} satisfies Partial<CaseListQuery>

export function filtersOn(query: CaseListQuery): number {
  const terms = parseFilter(query.filter ?? '').filter.length
  return (
    terms + Number(query.caseType !== undefined) + Number(query.ownerId !== undefined) + Number(Boolean(query.text))
  )
}

/** Which cases are in it changes while nobody writes anything. */
export function goesByTime({ queue, filter }: CaseListQuery): boolean {
  if (isDueQueue(queue)) return true
  return parseFilter(filter ?? '').filter.some(
    ({ field }) => field === 'sla' || kindOf(field) === 'age' || kindOf(field) === 'due',
  )
}
