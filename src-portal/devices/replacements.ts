import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceColumn, DeviceRowError } from '#shared/portal-api/device-import.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { Known } from './known.ts'
import { errorIn, type ImportRow } from './read-rows.ts'

type Made = Map<string, { row: number; device: DeviceRow }>
/** `by`: the device in its place, as the file writes it; null: none any more. */
type Link = { row: number; column: DeviceColumn; by: string | null; stateSaid: boolean }

/** The serial numbers that a file names beside those of its rows. */
export function namedElsewhere(rows: readonly ImportRow[]): string[] {
  return rows.flatMap(({ replacedBy, replaces }) =>
    [replacedBy, replaces].flatMap((text) => lookUpKey(text ?? '') || []),
  )
}

/** Gives the devices of `made` their replacements, from both ends; a device that only a `replaces` names comes to them. */
export function planReplacements(rows: readonly ImportRow[], known: Known, made: Made, errors: DeviceRowError[]): void {
  const links = collect(rows, known, made, errors)
  for (const [key, { row, column, by, stateSaid }] of links) {
    const own = made.get(key) ?? copyOf(known, key, row)
    if (!own) continue
    const successor = by === null ? null : deviceBy(made, known, lookUpKey(by))
    if (successor === undefined) {
      errors.push(errorIn(row, column, 'replacement_unknown', by ?? ''))
      continue
    }
    own.device.replacedById = successor?.id ?? null
    if (successor && !stateSaid) own.device.state = 'replaced'
    made.set(key, own)
  }
  refuseCircles(links, known, made, errors)
}

function collect(rows: readonly ImportRow[], known: Known, made: Made, errors: DeviceRowError[]): Map<string, Link> {
  const links = new Map<string, Link>()
  const link = (key: string, next: Link) => {
    const before = links.get(key)
    if (next.by !== null && lookUpKey(next.by) === key) {
      errors.push(errorIn(next.row, next.column, 'replacement_itself', next.by))
    } else if (before && lookUpKey(before.by ?? '') !== lookUpKey(next.by ?? '')) {
      errors.push(errorIn(next.row, next.column, 'replacement_twice', next.by ?? '', String(before.row)))
    } else links.set(key, next)
  }
  const stated = new Set(rows.filter(({ state }) => state !== undefined).map(({ key }) => key))
  for (const { row, key, serialNumber, replacedBy, replaces } of rows) {
    if (replacedBy !== undefined) {
      link(key, { row, column: 'replacedBy', by: replacedBy, stateSaid: stated.has(key) })
    }
    if (replaces === undefined) continue
    const other = lookUpKey(replaces)
    if (deviceBy(made, known, other)) {
      link(other, { row, column: 'replaces', by: serialNumber, stateSaid: stated.has(other) })
    } else errors.push(errorIn(row, 'replaces', 'replacement_unknown', replaces))
  }
  return links
}

function deviceBy(made: Made, known: Known, key: string): DeviceRow | undefined {
  return made.get(key)?.device ?? known.devices.get(key)
}

function copyOf(known: Known, key: string, row: number): { row: number; device: DeviceRow } | undefined {
  const device = known.devices.get(key)
  return device && { row, device: { ...device } }
}

function refuseCircles(links: Map<string, Link>, known: Known, made: Made, errors: DeviceRowError[]): void {
  const next = new Map(known.replacements)
  for (const { device } of made.values()) {
    if (device.replacedById === null) next.delete(device.id)
    else next.set(device.id, device.replacedById)
  }
  // Each device is walked over once: whatever a walk ends at without coming back is safe for all before it.
  const safe = new Set<string>()
  for (const [key, { row, column, by }] of links) {
    const start = made.get(key)?.device.id
    const path = new Set<string>()
    let at = start
    while (at !== undefined && !safe.has(at) && !path.has(at)) {
      path.add(at)
      at = next.get(at)
    }
    if (at !== undefined && path.has(at)) errors.push(errorIn(row, column, 'replacement_circle', by ?? ''))
    else for (const id of path) safe.add(id)
  }
}
