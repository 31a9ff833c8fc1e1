import type { CaseListQuery } from '#shared/rpc/models.ts'

export const NO_FILTERS = { caseType: undefined, ownerId: undefined, text: undefined } satisfies Partial<CaseListQuery>

export function filtersOn(query: CaseListQuery): number {
  return Number(query.caseType !== undefined) + Number(query.ownerId !== undefined) + Number(Boolean(query.text))
}
