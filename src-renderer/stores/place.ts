import { QUEUES, type Queue } from '#shared/rpc/models.ts'
import { PAGES, type Page } from './screen.ts'

/** Where the window is, as kept in the address: it survives a reload. */
export type Place = {
  page: Page
  queue: Queue
  caseId: string | null
  contactId: string | null
  deviceId: string | null
}

export function readPlace(hash: string): Place {
  const [page, second, caseId] = hash.replace(/^#\/?/, '').split('/').map(decode)
  return {
    page: PAGES.find((known) => known === page) ?? 'queue',
    queue: QUEUES.find((known) => known === second) ?? 'open',
    caseId: caseId || null,
    contactId: page === 'customers' ? second || null : null,
    deviceId: page === 'devices' ? second || null : null,
  }
}

export function writePlace(place: Place): string {
  if (place.page === 'customers' && place.contactId) return `#/customers/${encodeURIComponent(place.contactId)}`
  if (place.page === 'devices' && place.deviceId) return `#/devices/${encodeURIComponent(place.deviceId)}`
  if (place.page !== 'queue') return `#/${place.page}`
  return `#/queue/${place.queue}${place.caseId ? `/${encodeURIComponent(place.caseId)}` : ''}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
