import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32

/**
 * The profile's key, made at its first use: 64 hexadecimal digits in a file that only its owner can read. A damaged file
 * is put aside, never overwritten; the databases then say themselves that the new key is not theirs.
 */
export function profileKey(profileDir: string): Uint8Array {
  const file = join(profileDir, 'key')
  const known = readKey(file)
  if (known === 'damaged') renameSync(file, `${file}.damaged-${Date.now()}`)
  else if (known !== null) return known
  writeKey(profileDir, file)
  const made = readKey(file)
  if (made === null || made === 'damaged') throw new Error('the new key cannot be read back')
  return made
}

function readKey(file: string): Uint8Array | 'damaged' | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  if (!/^[0-9a-f]{64}$/.test(text)) return 'damaged'
  chmodSync(file, 0o600)
  return Buffer.from(text, 'hex')
}

/** Whole or not at all: written and flushed under another name first, then linked to a name that must be free. */
function writeKey(profileDir: string, file: string): void {
  const draft = join(profileDir, `key.new-${process.pid}`)
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, `${randomBytes(KEY_BYTES).toString('hex')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    linkSync(draft, file)
  } finally {
    unlinkSync(draft)
  }
}
