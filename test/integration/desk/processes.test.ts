import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningProcess, startPortal } from '#test/support/process.ts'
import type { ProcessOrder } from './desk-process.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { killableDesks, preparedProfile } from './killable-desk.ts'
import { MAJA, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let folder: string

beforeAll(async () => {
  world = await startWorld({ cases: 40 })
  folder = mkdtempSync(join(tmpdir(), 'spica-processes-'))
})
afterAll(async () => {
  desks.killAll()
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Line = { opId?: string; refused?: string; draft?: string | null; reading?: string | null }
const desks = killableDesks<ProcessOrder, Line>(join(import.meta.dirname, 'desk-process.ts'))

const prepared = (workOffline: boolean) => preparedProfile(world, folder, { workOffline, queue: 'closed', cases: 5 })

it('a desk that is killed in mid-write loses nothing that it accepted, and sends nothing twice', async () => {
  const { profileDir, key, caseIds } = await prepared(false)
  const accepted = new Set<string>()
  for (const after of [1, 4, 9, 23, 50]) {
    const { child, lines, gone } = desks.start({
      profileDir,
      key: key.toString('hex'),
      portalUrl: world.url,
      caseIds,
      writes: 1_000,
      exits: false,
    })
    await expect
      .poll(() => lines.filter(({ opId }) => opId).length, { timeout: 20_000, interval: 1 })
      .toBeGreaterThanOrEqual(after)
    child.kill('SIGKILL')
    await gone
    expect(lines.find(({ refused }) => refused)).toBeUndefined()
    for (const { opId } of lines) if (opId) accepted.add(opId)
  }
  const desk = await world.openDesk({ autoSignIn: undefined, profileDir, key })
  await desk.settled()
  const notes = await Promise.all(caseIds.map((caseId) => world.notesOf(caseId)))
  const ids = notes.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const opId of accepted) expect(ids).toContain(opId)
  expect(accepted.size).toBeGreaterThan(80)
  // What was written but not yet told counts as well: once, not lost half-way.
  const bodies = notes
    .flat()
    .map(({ body }) => body)
    .filter((body) => /^\d+\/\d+ /.test(body))
  expect(new Set(bodies).size).toBe(bodies.length)
  expect((await desk.api.sync.operations({ limit: 1_000 })).operations.every(({ state }) => state === 'settled')).toBe(
    true,
  )
}, 120_000)

it('a portal that is killed in mid-work gets everything exactly once when it is back', async () => {
  const dataDir = join(folder, 'portal')
  let portal: RunningProcess = await startPortal(dataDir, { cases: 40 })
  const proxy: FaultProxy = await startFaultProxy(portal.ready[1]!)
  let desk: TestDesk | null = null
  try {
    desk = await world.openDesk({ portalUrl: proxy.url, autoSignIn: MAJA })
    await desk.settled()
    const { rows } = await desk.api.queues.page({
      queue: 'open',
      sort: 'number',
      direction: 'asc',
      anchor: { at: 'start' },
      limit: 4,
    })
    const opIds: string[] = []
    for (const round of [1, 2]) {
      await desk.api.sync.setWorkOffline({ workOffline: true })
      for (let i = 0; i < 80; i++) {
        const caseId = rows[i % rows.length]!.id
        opIds.push((await desk.api.cases.addNote({ caseId, visibility: 'internal', body: `krog ${round}, ${i}` })).opId)
      }
      const killed = new Promise<void>((resolve) => {
        let pushes = 0
        proxy.rewrite = null
        // While the answer to this push is on its way, or the next one is being worked on.
        proxy.losesAnswer = ({ path }) => {
          if (path !== '/sync/v1/push' || ++pushes < round) return false
          void portal.kill().then(resolve)
          return true
        }
      })
      await desk.api.sync.setWorkOffline({ workOffline: false })
      await killed
      proxy.losesAnswer = null
      portal = await startPortal(dataDir, { cases: 40 })
      proxy.target(portal.ready[1]!)
      await desk.api.sync.now(undefined)
      await desk.settled()
    }
    // A desk that has never seen any of it has each note once, in the order of each case.
    const fresh = await world.openDesk({ portalUrl: proxy.url, autoSignIn: MAJA })
    await fresh.settled()
    const seen: string[] = []
    for (const { id } of rows) {
      const { items } = await fresh.api.cases.thread({ caseId: id, limit: 200 })
      const mine = items.flatMap((item) => (item.type === 'note' && item.body.startsWith('krog') ? [item.id] : []))
      seen.push(...mine)
      expect(mine).toEqual(opIds.filter((opId) => mine.includes(opId)))
    }
    expect(seen.toSorted()).toEqual(opIds.toSorted())
    await fresh.close()
  } finally {
    await desk?.close()
    await proxy.close()
    await portal.stop()
  }
}, 180_000)

it('a full disk is said, reading goes on, and nothing that was accepted is lost', async () => {
  const { profileDir, key, caseIds } = await prepared(true)
  const largest = Math.max(...readdirSync(profileDir).map((name) => statSync(join(profileDir, name)).size))
  const { lines, gone } = desks.start(
    { profileDir, key: key.toString('hex'), portalUrl: world.url, caseIds, writes: 5_000, exits: true },
    { fileKiB: Math.ceil(largest / 1024) + 64 },
  )
  await gone
  const accepted = lines.flatMap(({ opId }) => (opId ? [opId] : []))
  expect(lines.find(({ refused }) => refused)).toEqual({ refused: 'disk_full' })
  expect(accepted.length).toBeGreaterThan(0)
  expect(lines.find((line) => 'draft' in line)).toEqual({ draft: 'disk_full' })
  expect(lines.find((line) => 'reading' in line)).toEqual({ reading: null })
  const desk = await world.openDesk({ autoSignIn: undefined, profileDir, key })
  expect((await desk.state()).waiting).toBe(accepted.length)
  await desk.api.sync.setWorkOffline({ workOffline: false })
  await desk.settled()
  const notes = (await Promise.all(caseIds.map((caseId) => world.notesOf(caseId)))).flat().map(({ id }) => id)
  for (const opId of accepted) expect(notes).toContain(opId)
}, 180_000)

it('a folder that cannot be written is said, and left as it was', async () => {
  const { profileDir, key, caseIds } = await prepared(true)
  // Also nobody must reach the folder to be refused inside it.
  const readOnly = mkdtempSync(join(tmpdir(), 'spica-read-only-'))
  try {
    cpSync(profileDir, readOnly, { recursive: true })
    for (const name of readdirSync(readOnly)) chmodSync(join(readOnly, name), 0o444)
    chmodSync(readOnly, 0o555)
    const { lines, gone } = desks.start(
      { profileDir: readOnly, key: key.toString('hex'), portalUrl: world.url, caseIds, writes: 3, exits: true },
      { nobody: process.getuid?.() === 0 },
    )
    await gone
    expect(lines).toEqual([{ refused: 'disk_read_only' }, { draft: 'disk_read_only' }, { reading: 'disk_read_only' }])
    expect(readdirSync(readOnly).toSorted()).toEqual(readdirSync(profileDir).toSorted())
  } finally {
    chmodSync(readOnly, 0o755)
    rmSync(readOnly, { recursive: true, force: true })
  }
})
