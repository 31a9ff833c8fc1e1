import type { CaseView } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'

/** The order in which the page offers them; `mine` only for those who see the whole company's. The archive is a page of its own. */
export const VIEWS = ['open', 'closed', 'all', 'mine'] as const satisfies readonly CaseView[]
export const MAX_SEARCH_LENGTH = 200

/** Which list the page shows, as its address tells it. */
export type ListAddress = {
  view: CaseView
  text: string
  /** Where the page of the list begins; null for the first. */
  after: string | null
}

export const FIRST_LIST: ListAddress = { view: 'open', text: '', after: null }

export function readListAddress(path: string, search: string): ListAddress {
  const params = new URLSearchParams(search)
  const named = VIEWS.find((one) => one === params.get('view')) ?? FIRST_LIST.view
  return {
    view: path === CUSTOMER_PAGES.archive ? 'archive' : named,
    text: (params.get('q') ?? '').slice(0, MAX_SEARCH_LENGTH),
    after: params.get('after')?.slice(0, MAX_SEARCH_LENGTH) || null,
  }
}

/** Of the page that shows it; short for the open cases. */
export function listAddress({ view, text, after }: ListAddress): string {
  const params = new URLSearchParams()
  if (view !== FIRST_LIST.view && view !== 'archive') params.set('view', view)
  if (text.trim() !== '') params.set('q', text.trim())
  if (after) params.set('after', after)
  const search = params.toString()
  return (view === 'archive' ? CUSTOMER_PAGES.archive : CUSTOMER_PAGES.cases) + (search === '' ? '' : `?${search}`)
}

/** The list that a case was opened from, as history keeps it beside the case's address; null where it was not one. */
export function readOrigin(state: unknown): string | null {
  const { from } = Object(state)
  if (typeof from !== 'string') return null
  const [path] = from.split('?', 1)
  return path === CUSTOMER_PAGES.cases || path === CUSTOMER_PAGES.archive ? from : null
}

/** Beginnings of the pages before this one, oldest first: the list's cursors only lead onwards. */
export type Trail = readonly (string | null)[]

/** What history keeps beside the address; a link from elsewhere brings none. */
export function readTrail(state: unknown, { after }: ListAddress): Trail {
  if (after === null) return []
  const trail: unknown = Object(state).trail
  if (!Array.isArray(trail) || trail.length === 0 || trail[0] !== null) return [null]
  return trail.every((one) => one === null || typeof one === 'string') ? trail : [null]
}

export function nextPage(address: ListAddress, trail: Trail, after: string): { address: ListAddress; trail: Trail } {
  return { address: { ...address, after }, trail: [...trail, address.after] }
}

/** Null on the first page. */
export function previousPage(address: ListAddress, trail: Trail): { address: ListAddress; trail: Trail } | null {
  if (trail.length === 0) return null
  return { address: { ...address, after: trail.at(-1) ?? null }, trail: trail.slice(0, -1) }
}
