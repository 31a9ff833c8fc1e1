import { lookUpKey } from '#shared/domain/look-up.ts'
import { LISTED_STATES, type ListedNumber } from '#shared/rpc/devices.ts'

export const LIST_COLUMNS = ['number', 'state', 'serial', 'model', 'owner', 'warranty'] as const
export type ListColumn = (typeof LIST_COLUMNS)[number]
export type ListSort = { column: ListColumn; descending: boolean } | null
export type ListFilter = ListedNumber['state'] | 'all'

/** One line of the table. `at`: its place in the list as it was pasted. */
export type Line = { at: number; listed: ListedNumber; repeated: boolean }

export function linesOf(listed: readonly ListedNumber[]): Line[] {
  const counts = new Map<string, number>()
  const keys = listed.map(({ text }) => lookUpKey(text))
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return listed.map((one, at) => ({ at, listed: one, repeated: (counts.get(keys[at] ?? '') ?? 0) > 1 }))
}

/** The table's sortable values, dates as they sort. */
export function cellOf({ listed }: Line, column: ListColumn): string {
  const { text, state, hit, candidates } = listed
  switch (column) {
    case 'number':
      return text
    case 'state':
      return String(LISTED_STATES.indexOf(state))
    case 'serial':
      return hit?.device.serialNumber ?? candidates.map(({ device }) => device.serialNumber).join(', ')
    case 'model':
      return hit?.device.model ?? ''
    case 'owner':
      return hit?.accountName ?? ''
    case 'warranty':
      return hit?.device.warrantyUntil ?? ''
  }
}

/** What has no value comes last, whichever way it is sorted; equal ones stay in the list's own order. */
export function arrange(lines: readonly Line[], sort: ListSort, filter: ListFilter, locale: string): Line[] {
  const shown = lines.filter(({ listed }) => filter === 'all' || listed.state === filter)
  if (sort === null) return shown
  const collator = new Intl.Collator(locale, { numeric: true })
  const keyed = shown.map((line) => ({ line, value: cellOf(line, sort.column) }))
  keyed.sort((one, other) => {
    if ((one.value === '') !== (other.value === '')) return one.value === '' ? 1 : -1
    const order = collator.compare(one.value, other.value)
    return (sort.descending ? -order : order) || one.line.at - other.line.at
  })
  return keyed.map(({ line }) => line)
}

export function nextSort(sort: ListSort, column: ListColumn): ListSort {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}
