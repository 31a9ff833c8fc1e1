import { lookUpKey } from '#shared/domain/look-up.ts'
import { createNearFinder } from '#shared/domain/near-keys.ts'
import { MIN_NEAR } from '#shared/domain/serial-number.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { DeviceHit, ListedNumber } from '#shared/rpc/devices.ts'
import type { Mirror } from '../open.ts'
import { withOwners } from './device-hits.ts'
import { DEVICE_FIELDS } from './devices.ts'

/** Devices offered for one number that is not there. */
const CANDIDATES = 3
/** Shorter parts are in too many numbers to be offered. */
const MIN_PART = 3
const EXACT_AT_ONCE = 1_000
const PARTS_AT_ONCE = 500
const KEYS_AT_ONCE = 5_000

export const BY_KEYS = `SELECT ${DEVICE_FIELDS} FROM devices WHERE serial_key IN (SELECT value FROM json_each(?))`
export const BEGINNING = `SELECT serial_key FROM devices WHERE serial_key >= ? AND serial_key < ? ORDER BY serial_key LIMIT ${CANDIDATES}`
export const INSIDE = `SELECT d.serial_key FROM device_suffixes s JOIN devices d ON d.pk = s.device_pk
  WHERE s.suffix >= ? AND s.suffix < ? LIMIT ${CANDIDATES}`

/**
 * What the registry knows of each number, in the order given: the device itself, devices that contain it or differ by one slip,
 * or nothing. In steps of a few milliseconds.
 */
export function* lookUpList(mirror: Mirror, texts: readonly string[]): Generator<void, ListedNumber[], void> {
  const keys = texts.map((text) => lookUpKey(text.slice(0, 200)))
  const found = new Map<string, DeviceHit>()
  yield* readDevices(mirror, [...new Set(keys)], found)

  const unknown = [...new Set(keys)].filter((key) => key !== '' && !found.has(key))
  const near = new Map<string, string[]>()
  const parts = new Map<string, string[]>()
  yield* findNear(mirror, unknown, near)
  yield* findParts(
    mirror,
    unknown.filter((key) => !near.has(key)),
    parts,
  )
  const candidatesOf = (key: string) =>
    [...new Set([...(near.get(key) ?? []), ...(parts.get(key) ?? [])])].slice(0, CANDIDATES)
  const offered = new Map<string, DeviceHit>()
  yield* readDevices(mirror, [...new Set(unknown.flatMap(candidatesOf))], offered)

  return texts.map((text, at) => {
    const key = keys[at] ?? ''
    const hit = found.get(key)
    if (hit) return { text, state: 'found' as const, hit, candidates: [] }
    const candidates = candidatesOf(key).flatMap((candidate) => offered.get(candidate) ?? [])
    const state = candidates.length > 0 ? ('doubtful' as const) : ('unknown' as const)
    return { text, state, hit: null, candidates }
  })
}

function* readDevices(mirror: Mirror, keys: readonly string[], into: Map<string, DeviceHit>): Generator<void> {
  const select = mirror.prepare<DeviceRow>(BY_KEYS)
  for (let at = 0; at < keys.length; at += EXACT_AT_ONCE) {
    const rows = select.all(JSON.stringify(keys.slice(at, at + EXACT_AT_ONCE)))
    for (const hit of withOwners(mirror, rows)) into.set(lookUpKey(hit.device.serialNumber), hit)
    yield
  }
}

/** Numbers of which only a part was given. */
function* findParts(mirror: Mirror, unknown: readonly string[], parts: Map<string, string[]>): Generator<void> {
  const beginning = mirror.prepare<string>(BEGINNING, { pluck: true })
  const inside = mirror.prepare<string>(INSIDE, { pluck: true })
  for (const [at, key] of unknown.entries()) {
    if (at % PARTS_AT_ONCE === PARTS_AT_ONCE - 1) yield
    if (key.length < MIN_PART) continue
    const first = beginning.all(key, `${key}~`)
    const all = first.length < CANDIDATES ? [...first, ...inside.all(key, `${key}~`)] : first
    if (all.length > 0) parts.set(key, all)
  }
}

/** One walk over all keys, however many numbers are looked for. */
function* findNear(mirror: Mirror, unknown: readonly string[], near: Map<string, string[]>): Generator<void> {
  const wanted = unknown.filter((key) => key.length >= MIN_NEAR)
  if (wanted.length === 0) return
  const finder = createNearFinder(wanted)
  yield
  const select = mirror.prepare<string>(
    'SELECT serial_key FROM devices WHERE serial_key > ? ORDER BY serial_key LIMIT ?',
    { pluck: true },
  )
  for (let last = ''; ; ) {
    const keys = select.all(last, KEYS_AT_ONCE)
    for (const known of keys) {
      for (const key of finder.near(known)) near.set(key, [...(near.get(key) ?? []), known].slice(0, CANDIDATES))
    }
    if (keys.length < KEYS_AT_ONCE) return
    last = keys.at(-1) ?? last
    yield
  }
}
