import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sha256Of } from '#test/factories/files.ts'
import type { StagingOrder } from './attachments-process.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { killableDesks, preparedProfile } from './killable-desk.ts'
import { startWorld, type World } from './world.ts'

type Line = { staged?: string; sha256?: string; opId?: string; refused?: string }

let world: World
let folder: string
const desks = killableDesks<StagingOrder, Line>(join(import.meta.dirname, 'attachments-process.ts'))

beforeAll(async () => {
  world = await startWorld({ cases: 60 })
  folder = mkdtempSync(join(tmpdir(), 'spica-staging-'))
})
afterAll(async () => {
  desks.killAll()
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

const prepared = (options: { portalUrl?: string; workOffline: boolean }) =>
  preparedProfile(world, folder, { ...options, queue: 'open', cases: 20 })

it('a desk that is killed while it stages loses no file that it accepted, and keeps no half of one', async () => {
  const { profileDir, key, caseIds } = await prepared({ workOffline: true })
  const accepted: Line[] = []
  for (const after of [1, 3, 6]) {
    const order = { profileDir, key: key.toString('hex'), portalUrl: world.url, caseIds, size: 400_000, sends: false }
    const { child, lines, gone } = desks.start(order)
    await expect.poll(() => lines.length, { timeout: 20_000, interval: 1 }).toBeGreaterThanOrEqual(after)
    child.kill('SIGKILL')
    await gone
    expect(lines.find(({ refused }) => refused)).toBeUndefined()
    accepted.push(...lines)
  }
  const desk = await world.openDesk({ autoSignIn: undefined, profileDir, key })
  for (const { staged, sha256 } of accepted) {
    const file = await desk.api.attachments.read({ attachmentId: staged! })
    expect(sha256Of(Buffer.from(await file.arrayBuffer()))).toBe(sha256)
  }
  expect(accepted.length).toBeGreaterThanOrEqual(10)
  expect(readdirSync(join(profileDir, 'files')).filter((name) => name.includes('.'))).toEqual([])
  await desk.close()
}, 120_000)

it('a desk that is killed in mid-upload goes on where it was, and each file arrives once', async () => {
  const proxy = await startFaultProxy(world.url)
  const { profileDir, key, caseIds } = await prepared({ portalUrl: proxy.url, workOffline: false })
  const chunks = () => proxy.seen.filter(({ method }) => method === 'PATCH')
  const size = 3_000_000
  const order = {
    profileDir,
    key: key.toString('hex'),
    portalUrl: proxy.url,
    caseIds: caseIds.slice(0, 3),
    size,
    sends: true,
  }
  const { child, lines, gone } = desks.start(order)
  // The third chunk is on its way when it happens.
  proxy.swallows = ({ method }) => method === 'PATCH' && chunks().length === 3
  await expect.poll(() => [chunks().length, lines.length], { timeout: 30_000, interval: 5 }).toEqual([3, 6])
  child.kill('SIGKILL')
  await gone
  proxy.swallows = null

  const desk = await world.openDesk({ autoSignIn: undefined, portalUrl: proxy.url, profileDir, key })
  await desk.settled()
  const files = await world.query<{ sha256: string }>('SELECT sha256 FROM attachments ORDER BY sha256')
  expect(files.map(({ sha256 }) => sha256)).toEqual(lines.flatMap(({ sha256 }) => sha256 ?? []).toSorted())
  const sent = chunks().reduce((sum, { headers }) => sum + Number(headers['content-length']), 0)
  expect(sent).toBeLessThanOrEqual(3 * size + 1024 * 1024)
  await desk.close()
  await proxy.close()
}, 120_000)

it('a full disk is said, and the file is not half kept', async () => {
  const { profileDir, key, caseIds } = await prepared({ workOffline: true })
  const order = { profileDir, key: key.toString('hex'), portalUrl: world.url, caseIds, size: 9_000_000, sends: false }
  const { lines, gone } = desks.start(order, { fileKiB: 8 * 1024 })
  await gone
  expect(lines).toEqual([{ refused: 'disk_full' }])
  expect(readdirSync(join(profileDir, 'files'))).toEqual([])
}, 60_000)
