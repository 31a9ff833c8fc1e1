import type { Mirror } from '../open.ts'

/**
 * The ends of a serial number's key, each found by its beginning: any part of the number in one short range, however many
 * devices there are. The whole key has an index of its own.
 */
export function addSuffixes(mirror: Mirror, devicePk: number, serialKey: string): void {
  const insert = mirror.prepare('INSERT OR IGNORE INTO device_suffixes (suffix, device_pk) VALUES (?, ?)')
  for (let at = 1; at < serialKey.length; at++) insert.run(serialKey.slice(at), devicePk)
}

/** After a device was written. */
export function indexDevice(mirror: Mirror, id: string): void {
  const device = find(mirror, id)
  if (device) addSuffixes(mirror, ...device)
}

/** Before a device is written or removed: its number may be another one afterwards. */
export function unindexDevice(mirror: Mirror, id: string): void {
  const device = find(mirror, id)
  if (!device) return
  const [pk, serialKey] = device
  const remove = mirror.prepare('DELETE FROM device_suffixes WHERE suffix = ? AND device_pk = ?')
  for (let at = 1; at < serialKey.length; at++) remove.run(serialKey.slice(at), pk)
}

function find(mirror: Mirror, id: string): [number, string] | undefined {
  return mirror.prepare<[number, string]>('SELECT pk, serial_key FROM devices WHERE id = ?', { raw: true }).get(id)
}
