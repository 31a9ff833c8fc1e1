import { basename } from 'node:path'
import type { Random } from '#portal/demo/random.ts'

/** What a process did to the outbox's files, and what it told the world, in order. */
export type DiskEvent =
  | { kind: 'write'; file: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; file: string; length: number }
  | { kind: 'sync'; file: string }
  | { kind: 'told'; text: string }

/** Contents by file name. */
export type Files = Map<string, Buffer>

const CALL = /^(pwrite64|write|fsync|fdatasync|ftruncate)\((\d+)<((?:\\x[0-9a-f]{2})*)>(?:, (.*))?\) += (-?\d+)/

/** Of one thread, as `strace -ff -y -xx` writes it. */
export function parseTrace(log: string): DiskEvent[] {
  return log.split('\n').flatMap((line): DiskEvent[] => {
    const match = CALL.exec(line)
    if (!match) return []
    const [, call, fd, path = '', rest = '', answer] = match
    if (fd === '1' && call === 'write') return [{ kind: 'told', text: decoded(quoted(rest)).toString() }]
    const file = basename(decoded(path).toString())
    if (!/^outbox\.db(-wal)?$/.test(file) || Number(answer) < 0) return []
    switch (call) {
      case 'pwrite64': {
        const offset = Number(rest.slice(rest.lastIndexOf(',') + 1))
        return [{ kind: 'write', file, offset, bytes: decoded(quoted(rest)).subarray(0, Number(answer)) }]
      }
      case 'ftruncate':
        return [{ kind: 'truncate', file, length: Number(rest) }]
      case 'fsync':
      case 'fdatasync':
        return [{ kind: 'sync', file }]
      default:
        throw new Error(`${call} on ${file} is not understood`)
    }
  })
}

const quoted = (text: string) => text.slice(text.indexOf('"') + 1, text.lastIndexOf('"'))
const decoded = (text: string) => Buffer.from(text.replaceAll('\\x', ''), 'hex')

/**
 * The files after a power cut at the end of `events`. Of what was not fsynced nothing has reached the disk, or some of it:
 * any of the writes, in any order, in sectors of 512 bytes.
 */
export function replay(before: Files, events: readonly DiskEvent[], unsynced: 'none' | 'some', random: Random): Files {
  const files: Files = new Map([...before].map(([name, bytes]) => [name, Buffer.from(bytes)]))
  const waiting = new Map<string, DiskEvent[]>()
  for (const event of events) {
    if (event.kind === 'told') continue
    if (event.kind === 'sync') {
      for (const done of waiting.get(event.file) ?? []) apply(files, done)
      waiting.delete(event.file)
      continue
    }
    waiting.set(event.file, [...(waiting.get(event.file) ?? []), event])
  }
  if (unsynced === 'none') return files
  for (const event of [...waiting.values()].flat()) {
    if (event.kind === 'truncate' && random.chance(0.5)) apply(files, event)
    if (event.kind !== 'write') continue
    for (let at = 0; at < event.bytes.length; at += 512) {
      if (random.chance(0.5)) continue
      apply(files, { ...event, offset: event.offset + at, bytes: event.bytes.subarray(at, at + 512) })
    }
  }
  return files
}

function apply(files: Files, event: DiskEvent): void {
  if (event.kind !== 'write' && event.kind !== 'truncate') return
  const now = files.get(event.file) ?? Buffer.alloc(0)
  if (event.kind === 'truncate') {
    files.set(
      event.file,
      Buffer.concat([now, Buffer.alloc(Math.max(0, event.length - now.length))]).subarray(0, event.length),
    )
    return
  }
  const end = event.offset + event.bytes.length
  const grown = end > now.length ? Buffer.concat([now, Buffer.alloc(end - now.length)]) : now
  event.bytes.copy(grown, event.offset)
  files.set(event.file, grown)
}
