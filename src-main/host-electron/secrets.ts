import { randomBytes } from 'node:crypto'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writeJson } from './json-file.ts'

export const KEY_BYTES = 32
const KEY_FILE = 'desk-key.json'

/** What the operating system offers to keep a secret: Keychain, DPAPI, a keyring. */
export type SecretStore = {
  available(): Promise<boolean>
  encrypt(text: string): Promise<Buffer>
  /** Rejects when this is not this user's or the store is locked. `renew`: the store wants it encrypted again. */
  decrypt(secret: Buffer): Promise<{ text: string; renew: boolean }>
}

export type DeskKey = {
  key: Uint8Array
  /** The key lies unencrypted in a file that only its owner can read. */
  inFile: boolean
  /**
   * Set when there is a key file that cannot be read: it stays as it is, and `key` is a new one, kept nowhere, with
   * which an existing profile does not open. Keeps the new key and sets the unreadable file aside.
   */
  adopt: (() => Promise<void>) | null
}

type KeyFile = { kind: 'system' | 'file'; key: string }

/** The profile's key, made at the first start. */
export async function loadDeskKey(profileDir: string, store: SecretStore, now: () => number): Promise<DeskKey> {
  const file = join(profileDir, KEY_FILE)
  const stored = await readKey(file, store)
  if (stored.state === 'read') {
    const kind = stored.renew ? await renewKey(file, stored.key, store, stored.kind) : stored.kind
    return { key: stored.key, inFile: kind === 'file', adopt: null }
  }
  const key = randomBytes(KEY_BYTES)
  if (stored.state === 'none') {
    const kind = await keepKey(file, key, store)
    return { key, inFile: kind === 'file', adopt: null }
  }
  const adopt = async () => {
    renameSync(file, join(profileDir, `desk-key.unreadable-${now()}.json`))
    await keepKey(file, key, store)
  }
  return { key, inFile: false, adopt }
}

type StoredKey =
  | { state: 'none' }
  | { state: 'unreadable' }
  | { state: 'read'; key: Uint8Array; kind: KeyFile['kind']; renew: boolean }

async function readKey(file: string, store: SecretStore): Promise<StoredKey> {
  try {
    const json = readJson(file)
    if (json === null) return { state: 'none' }
    const { kind, key } = json as KeyFile
    const secret = Buffer.from(key, 'base64')
    if (kind === 'file') return checked(secret, kind, await store.available())
    if (kind !== 'system') return { state: 'unreadable' }
    const { text, renew } = await store.decrypt(secret)
    return checked(Buffer.from(text, 'base64'), kind, renew)
  } catch {
    return { state: 'unreadable' }
  }
}

function checked(key: Buffer, kind: KeyFile['kind'], renew: boolean): StoredKey {
  return key.length === KEY_BYTES ? { state: 'read', key, kind, renew } : { state: 'unreadable' }
}

/** The key was read, so failing to keep it better must not stop the start. */
async function renewKey(file: string, key: Uint8Array, store: SecretStore, kept: KeyFile['kind']) {
  return keepKey(file, key, store).catch(() => kept)
}

/** Writes the key file as safely as this system can, and says which way that was. */
async function keepKey(file: string, key: Uint8Array, store: SecretStore): Promise<KeyFile['kind']> {
  const text = Buffer.from(key).toString('base64')
  const secret = await encryptChecked(text, store)
  const content: KeyFile = secret ? { kind: 'system', key: secret.toString('base64') } : { kind: 'file', key: text }
  writeJson(file, content)
  return content.kind
}

/** Null when the store is not there, or cannot give back what it took: that would lock the agent out at the next start. */
async function encryptChecked(text: string, store: SecretStore): Promise<Buffer | null> {
  try {
    if (!(await store.available())) return null
    const secret = await store.encrypt(text)
    return (await store.decrypt(secret)).text === text ? secret : null
  } catch {
    return null
  }
}
