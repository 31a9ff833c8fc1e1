import { expect, it } from 'vitest'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { applied, lab } from './lab.ts'

it('what becomes due while a pull runs is sent soon after it, not at the next poll', async () => {
  let failing = true
  const desk = lab({
    push: ({ operations }) =>
      failing ? Promise.reject(new PortalFault('bad_response')) : Promise.resolve({ results: operations.map(applied) }),
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
        : Promise.resolve({ results: operations.map(applied) }),
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

it('a first load that is paused while the line is away holds no work back', async () => {
  let away = true
  const desk = lab({
    push: ({ operations }) =>
      away ? Promise.reject(new PortalFault('unreachable')) : Promise.resolve({ results: operations.map(applied) }),
    snapshotHead: () => Promise.reject(new PortalFault('unreachable')),
  })
  await desk.started()
  const opId = desk.write()
  await desk.rest()
  desk.scheduler.pauseFirstSync()
  await desk.rest()
  away = false
  await desk.pass(10 * 60_000)
  expect(desk.stateOf(opId)).toBe('settled')
})
