import type { Language } from '#shared/domain/case.ts'
import { type Filter, type FilterTerm, parseFilter, printFilter, scopeFilter } from '#shared/domain/filter/index.ts'
import { CASE_STATUSES, isOpen } from '#shared/domain/status.ts'
import { positionAfter, type ViewContent } from '#shared/domain/view.ts'
import type { CaseListQuery, ViewView } from '#shared/rpc/models.ts'

/** The view that the list shows, whatever was changed in it since; null: a queue. */
export type ViewsState = {
  shownId: string | null
  /** The form that is open over the list of views, or over the list of cases. */
  form: { viewId: string | null; content: ViewContent; base: ViewContent | null } | null
}

export const NO_VIEWS: ViewsState = { shownId: null, form: null }

/** The order that a queue begins with. */
export const USUAL_ORDER = { sort: 'modified', direction: 'desc' } as const
/** What is due first, or has been longest. */
export const DUE_ORDER = { sort: 'due', direction: 'asc' } as const

/** What narrows the list, without what the queue does: as it stands in the field. */
export function shownFilter({ filter, caseType, ownerId, text }: CaseListQuery, language: Language): string {
  const terms: Filter = [
    ...(caseType ? scopeFilter('all', caseType) : []),
    ...(ownerId === null ? parseFilter('owner:none').filter : []),
    ...(text ? [{ field: 'text' as const, not: false, values: [{ text }] }] : []),
    ...parseFilter(filter ?? '').filter,
  ]
  return printFilter(terms, language)
}

/** The same stands in the filter already, or a narrower word about the status. */
function isSaid(term: FilterTerm, own: Filter): boolean {
  const narrower = own.some(
    ({ field, not, values }) =>
      field === 'status' && !not && values.every((value) => 'known' in value && OPEN_VALUES.has(value.known)),
  )
  const isOpenOnly = printFilter([term], 'en') === 'status:open'
  return (isOpenOnly && narrower) || own.some((one) => printFilter([one], 'en') === printFilter([term], 'en'))
}

const OPEN_VALUES: ReadonlySet<string> = new Set(['open', 'waiting', 'active', ...CASE_STATUSES.filter(isOpen)])

/** The list as it stands as the words of a new view: what the queue shows becomes part of the filter. */
export function contentOfList(query: CaseListQuery, views: readonly ViewView[]): ViewContent {
  const own = parseFilter(shownFilter(query, 'en')).filter
  return {
    name: '',
    filter: printFilter([...scopeFilter(query.queue).filter((term) => !isSaid(term, own)), ...own], 'en'),
    sort: query.sort,
    direction: query.direction,
    colour: 'plain',
    pinned: true,
    position: positionAfter(views.map(({ content }) => content.position)),
    shared: false,
  }
}

/** Whether the list shows something else than the view keeps. */
export function isChanged({ filter, sort, direction }: CaseListQuery, { content }: ViewView): boolean {
  const kept = printFilter(parseFilter(content.filter).filter, 'en')
  const shown = printFilter(parseFilter(filter ?? '').filter, 'en')
  return kept !== shown || content.sort !== sort || content.direction !== direction
}

/** As the agent reads it. */
export function filterIn(filter: string, language: Language): string {
  const { filter: terms, faults } = parseFilter(filter)
  return faults.length > 0 ? filter : printFilter(terms, language)
}
