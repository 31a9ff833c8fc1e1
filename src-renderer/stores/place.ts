import { CASE_SORTS, type CaseListQuery, LIST_SCOPES, type ListScope } from '#shared/rpc/models.ts'
import { type RmasPlace, readRmas, writeRmas } from '../features/rma/rmas.ts'
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
  rmas: RmasPlace
}

const NONE = new URLSearchParams()

export function readPlace(hash: string): Place {
  const [path = '', more = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page, second, caseId] = path.split('/').map(decode)
  const part = new URLSearchParams(more)
  const [list, rmas] = page === 'rmas' ? [NONE, part] : [part, NONE]
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
    rmas: readRmas(page === 'rmas' ? second || null : null, rmas),
  }
}

export function writePlace(place: Place): string {
  if (place.page === 'customers' && place.contactId) return `#/customers/${encodeURIComponent(place.contactId)}`
  if (place.page === 'devices' && place.deviceId) return `#/devices/${encodeURIComponent(place.deviceId)}`
  if (place.page === 'rmas') return writeRmas(place.rmas)
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
