import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KEY_BYTES, loadDeskKey, type SecretStore } from '#main/host-electron/secrets.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spica-key-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** A store that can be there or not, belongs to a user, and may want renewal. */
function fakeStore(state: { available?: boolean; user?: string; renew?: boolean; broken?: boolean } = {}): SecretStore {
  const { available = true, user = 'ana', renew = false, broken = false } = state
  return {
    available: async () => available,
    encrypt: async (text) => Buffer.from(`${user}|${text}`),
    decrypt: async (secret) => {
      const [owner, text] = secret.toString().split('|')
      if (!available || owner !== user || text === undefined) throw new Error('cannot decrypt')
      return { text: broken ? 'other' : text, renew }
    },
  }
}

const load = (store: SecretStore) => loadDeskKey(dir, store, () => 1_700_000_000_000)
const keyFile = () => readFileSync(join(dir, 'desk-key.json'), 'utf8')
const kind = () => (JSON.parse(keyFile()) as { kind: string }).kind

describe('loadDeskKey', () => {
  it('makes a key once and finds it again', async () => {
    const first = await load(fakeStore())
    const second = await load(fakeStore())
    expect(first.key).toHaveLength(KEY_BYTES)
    expect(Buffer.from(second.key)).toEqual(Buffer.from(first.key))
    expect([first.inFile, second.inFile, first.adopt, second.adopt]).toEqual([false, false, null, null])
  })

  it('never writes the key itself while the system can keep it', async () => {
    const { key } = await load(fakeStore())
    expect(kind()).toBe('system')
    expect(keyFile()).not.toContain(Buffer.from(key).toString('base64'))
  })

  it('gives every profile its own key', async () => {
    const { key } = await load(fakeStore())
    rmSync(join(dir, 'desk-key.json'))
    expect(Buffer.from((await load(fakeStore())).key)).not.toEqual(Buffer.from(key))
  })

  it('falls back to a file of the owner only, and says so', async () => {
    const { key, inFile } = await load(fakeStore({ available: false }))
    expect(inFile).toBe(true)
    expect(statSync(join(dir, 'desk-key.json')).mode & 0o077).toBe(0)
    const again = await load(fakeStore({ available: false }))
    expect(Buffer.from(again.key)).toEqual(Buffer.from(key))
    expect(again.inFile).toBe(true)
  })

  it('moves the key into the system store when there is one at last', async () => {
    const { key } = await load(fakeStore({ available: false }))
    const moved = await load(fakeStore())
    expect(moved.inFile).toBe(false)
    expect(kind()).toBe('system')
    expect(Buffer.from((await load(fakeStore())).key)).toEqual(Buffer.from(key))
  })

  it('does not trust a store that gives back something else', async () => {
    expect((await load(fakeStore({ broken: true }))).inFile).toBe(true)
  })

  it('encrypts again when the store asks', async () => {
    const { key } = await load(fakeStore())
    const renewing: SecretStore = {
      ...fakeStore({ renew: true }),
      encrypt: async (text) => Buffer.from(`ana|${text}|2`),
    }
    await load(renewing)
    const stored = Buffer.from((JSON.parse(keyFile()) as { key: string }).key, 'base64').toString()
    expect(stored.endsWith('|2')).toBe(true)
    expect(Buffer.from((await load(fakeStore())).key)).toEqual(Buffer.from(key))
  })
})

describe('a key file that cannot be read', () => {
  it.each([
    ['another user’s', async () => void (await load(fakeStore({ user: 'bojan' })))],
    ['not JSON', async () => writeFileSync(join(dir, 'desk-key.json'), '{"kind":"sys')],
    ['of a kind unknown', async () => writeFileSync(join(dir, 'desk-key.json'), '{"kind":"card","key":"AAAA"}')],
    ['too short', async () => writeFileSync(join(dir, 'desk-key.json'), '{"kind":"file","key":"AAAA"}')],
    ['empty', async () => writeFileSync(join(dir, 'desk-key.json'), '')],
  ])('stays as it is: %s', async (_what, prepare) => {
    await prepare()
    const before = keyFile()
    const { key, adopt } = await load(fakeStore())
    expect(key).toHaveLength(KEY_BYTES)
    expect(adopt).not.toBeNull()
    expect(keyFile()).toBe(before)
    expect(readdirSync(dir)).toEqual(['desk-key.json'])
  })

  it('is readable again when the keyring is unlocked', async () => {
    const { key } = await load(fakeStore())
    const locked = await load(fakeStore({ available: false }))
    expect(Buffer.from(locked.key)).not.toEqual(Buffer.from(key))
    expect(Buffer.from((await load(fakeStore())).key)).toEqual(Buffer.from(key))
  })

  it('is set aside, not lost, when the agent starts anew', async () => {
    await load(fakeStore({ user: 'bojan' }))
    const before = keyFile()
    const { key, adopt } = await load(fakeStore())
    await adopt?.()
    expect(Buffer.from((await load(fakeStore())).key)).toEqual(Buffer.from(key))
    expect(readFileSync(join(dir, 'desk-key.unreadable-1700000000000.json'), 'utf8')).toBe(before)
  })
})
