import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { closeDatabase, openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import type { PortalClient } from '#main/sync/portal-client.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { createScheduler, type Scheduler } from '#main/sync/scheduler.ts'
import type { Operation } from '#shared/portal-api/operations.ts'

const START = Date.UTC(2026, 2, 2, 8)

/** A scheduler over real databases whose time stands still unless the test lets it pass. */
function lab(overrides: Partial<PortalClient> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'spica-scheduler-'))
  const key = randomBytes(32)
  const outbox = openOutbox(join(folder, 'outbox.db'), key)
  const { mirror } = openMirror(join(folder, 'mirror.db'), key)
  // What timers go by, and how far the clock on the wall is from it.
  let elapsed = 0
  let offset = START
  const due = new Set<{ at: number; fn: () => void }>()
  const next = () => [...due].toSorted((a, b) => a.at - b.at)[0]
  const now = () => elapsed + offset
  const pushes: Operation[][] = []
  let ended = 0
  const client: PortalClient = {
    signIn: () => Promise.reject(new PortalFault('unreachable')),
    signOut: () => Promise.resolve(),
    push: ({ operations }) => {
      pushes.push(operations)
      return Promise.resolve({ results: operations.map(({ opId }) => ({ status: 'applied', opId, seq: 0 })) })
    },
    changes: (cursor) => Promise.resolve({ items: [], cursor: `${cursor.epoch}.${cursor.seq}`, head: 0, more: false }),
    snapshotHead: () => Promise.resolve({ cursor: 'epoch.0', tables: [] }),
    snapshotPage: () => Promise.reject(new PortalFault('bad_response')),
    events: (_handlers, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new PortalFault('aborted')))),
    disconnect: () => {},
    ...overrides,
  }
  const scheduler: Scheduler = createScheduler(
    {
      clock: now,
      timers: {
        after(ms, fn) {
          const timer = { at: elapsed + ms, fn }
          due.add(timer)
          return { cancel: () => due.delete(timer) }
        },
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
      },
      ids: uuidv7,
      random: () => 0.5,
      log: () => {},
      outbox,
      mirror,
      client,
      clientId: uuidv7(),
      agentId: 'agent',
      report: { cases: () => {}, operations: () => {}, state: () => {}, contact: () => scheduler.contact() },
    },
    { workOffline: false, onSessionEnded: () => void ended++, onMirrorBroken: () => {} },
  )
  /** Until nothing runs. */
  const rest = () => expect.poll(() => scheduler.state().activity, { interval: 1 }).toBe('idle')
  const open = {
    scheduler,
    pushes,
    ended: () => ended,
    rest,
    /** Somebody sets the clock on the wall. */
    setClockBy: (ms: number) => {
      offset += ms
    },
    /** Time in which the process is busy, so that no timer can fire. */
    busyFor: (ms: number) => {
      elapsed += ms
    },
    now,
    async pass(ms: number) {
      const until = elapsed + ms
      for (let timer = next(); timer && timer.at <= until; timer = next()) {
        elapsed = Math.max(elapsed, timer.at)
        due.delete(timer)
        timer.fn()
        await rest()
      }
      elapsed = until
    },
    write(): string {
      const opId = uuidv7()
      const common = { opId, caseId: 'case', schemaVersion: 1, authoredAt: now(), dependsOn: [] }
      appendOperation(outbox, { ...common, kind: 'note.create', visibility: 'public', body: 'Odgovor' })
      scheduler.wake()
      return opId
    },
    stateOf: (opId: string) => operationById(outbox, opId)?.state,
    async close() {
      await scheduler.stop()
      closeDatabase(mirror)
      closeDatabase(outbox)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  labs.push(open)
  return open
}

const labs: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const open of labs.splice(0)) await open.close()
})

it('what becomes due while a pull runs is sent soon after it, not at the next poll', async () => {
  let failing = true
  const desk = lab({
    push: ({ operations }) =>
      failing
        ? Promise.reject(new PortalFault('bad_response'))
        : Promise.resolve({ results: operations.map(({ opId }) => ({ status: 'applied', opId, seq: 0 })) }),
    changes: (cursor) => {
      // The time in which the pull is under way.
      if (!failing) desk.busyFor(2_000)
      return Promise.resolve({ items: [], cursor: `${cursor.epoch}.${cursor.seq}`, head: 0, more: false })
    },
  })
  desk.scheduler.start()
  await desk.rest()
  const opId = desk.write()
  await desk.rest()
  expect(desk.scheduler.state().problem?.code).toBe('bad_response')
  failing = false
  desk.scheduler.setWorkOffline(true)
  desk.scheduler.setWorkOffline(false)
  await desk.rest()
  await desk.pass(1_000)
  expect(desk.stateOf(opId)).toBe('settled')
})

it('polls about once a minute while the stream cannot be had', async () => {
  let asked = 0
  const desk = lab({
    changes: (cursor) => {
      asked += 1
      return Promise.resolve({ items: [], cursor: `${cursor.epoch}.${cursor.seq}`, head: 0, more: false })
    },
    events: () => Promise.reject(new PortalFault('bad_response')),
  })
  desk.scheduler.start()
  await desk.rest()
  asked = 0
  await desk.pass(10 * 60_000)
  expect(asked).toBeGreaterThanOrEqual(9)
  // With every try for the stream it also asks.
  expect(asked).toBeLessThan(40)
})

it('waits longer after each failure, at most five minutes', async () => {
  const tries: number[] = []
  const desk = lab({
    changes: () => {
      tries.push(desk.now())
      return Promise.reject(new PortalFault('unreachable'))
    },
  })
  desk.scheduler.start()
  await desk.rest()
  await desk.pass(60 * 60_000)
  const waits = tries.slice(1).map((at, i) => at - tries[i]!)
  expect(waits.slice(0, 9)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000])
  expect(new Set(waits.slice(9))).toEqual(new Set([150_000]))
})

it('a clock that is set back a day holds nothing back', async () => {
  let failing = true
  const desk = lab({
    push: ({ operations }) =>
      failing
        ? Promise.reject(new PortalFault('throttled', '', { retryAfterMs: 60_000 }))
        : Promise.resolve({ results: operations.map(({ opId }) => ({ status: 'applied', opId, seq: 0 })) }),
  })
  desk.scheduler.start()
  await desk.rest()
  const opId = desk.write()
  await desk.rest()
  expect(desk.scheduler.state().problem?.code).toBe('throttled')
  failing = false
  desk.setClockBy(-86_400_000)
  await desk.pass(65_000)
  expect(desk.stateOf(opId)).toBe('settled')
})

it('an ended session costs no attempt and stops everything', async () => {
  const desk = lab({ push: () => Promise.reject(new PortalFault('unauthorized', '', { nothingDone: true })) })
  desk.scheduler.start()
  await desk.rest()
  desk.write()
  await desk.rest()
  expect(desk.ended()).toBe(1)
  expect(desk.scheduler.state()).toMatchObject({ problem: { code: 'session_ended' }, retryAt: null, waiting: 1 })
  desk.scheduler.syncNow()
  await desk.pass(86_400_000)
  expect(desk.ended()).toBe(1)
})
