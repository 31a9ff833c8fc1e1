import { CASE_SORTS, type CaseListQuery, LIST_SCOPES, type ListScope } from '#shared/rpc/models.ts'
import { PAGES, type Page } from './screen.ts'

/** Where the window is, as kept in the address: it survives a reload. */
export type Place = {
  page: Page
  queue: ListScope
  /** How that list is narrowed and in which order it stands. */
  list: Pick<CaseListQuery, 'filter' | 'sort' | 'direction'>
  /** The view that it comes from. */
  viewId: string | null
  caseId: string | null
  contactId: string | null
  deviceId: string | null
}

export function readPlace(hash: string): Place {
  const [path = '', more = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page, second, caseId] = path.split('/').map(decode)
  const list = new URLSearchParams(more)
  return {
    page: PAGES.find((known) => known === page) ?? 'queue',
    queue: LIST_SCOPES.find((known) => known === second) ?? 'open',
    list: {
      ...(list.get('filter') ? { filter: list.get('filter')! } : {}),
      sort: CASE_SORTS.find((known) => known === list.get('sort')) ?? 'modified',
      direction: list.get('direction') === 'asc' ? 'asc' : 'desc',
    },
    viewId: list.get('view'),
    caseId: caseId || null,
    contactId: page === 'customers' ? second || null : null,
    deviceId: page === 'devices' ? second || null : null,
  }
}

export function writePlace(place: Place): string {
  if (place.page === 'customers' && place.contactId) return `#/customers/${encodeURIComponent(place.contactId)}`
  if (place.page === 'devices' && place.deviceId) return `#/devices/${encodeURIComponent(place.deviceId)}`
  if (place.page !== 'queue') return `#/${place.page}`
  return `#/queue/${place.queue}${place.caseId ? `/${encodeURIComponent(place.caseId)}` : ''}${listPart(place)}`
}

/** Nothing where the list is as its queue has it. */
function listPart({ list: { filter, sort, direction }, viewId }: Place): string {
  const part = new URLSearchParams()
  if (filter) part.set('filter', filter)
  if (sort !== 'modified') part.set('sort', sort)
  if (direction !== 'desc') part.set('direction', direction)
  if (viewId) part.set('view', viewId)
  return part.size === 0 ? '' : `?${part}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
