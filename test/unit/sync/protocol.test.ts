import { expect, it } from 'vitest'
import { PortalFault } from '#main/sync/portal-fault.ts'
import type { PresenceRequest } from '#shared/portal-api/sync.ts'
import { applied, lab } from './lab.ts'

const MINUTE = 60_000

it('S25: a portal that finds this desk too old gets no more words, and what it takes again goes out', async () => {
  let tooOld = true
  const pushed: number[] = []
  const asked: number[] = []
  const refuse = () => Promise.reject(new PortalFault('client_too_old', 'HTTP 426'))
  const desk = lab({
    push: ({ operations }) => {
      pushed.push(operations.length)
      return tooOld ? refuse() : Promise.resolve({ results: operations.map(applied) })
    },
    changes: (cursor) => {
      asked.push(desk.now())
      if (tooOld) return refuse()
      return Promise.resolve({ items: [], cursor: `${cursor.epoch}.${cursor.seq}`, head: 0, more: false })
    },
  })
  await desk.started()
  const opId = desk.write()
  desk.write('another case')
  await desk.pass(60 * MINUTE)
  expect(desk.scheduler.state()).toMatchObject({ problem: { code: 'client_too_old' }, waiting: 2, online: true })
  expect(pushed).toEqual([])
  // It is asked now and then whether that has changed.
  expect(asked.length).toBeGreaterThan(5)
  tooOld = false
  await desk.pass(10 * MINUTE)
  expect(desk.stateOf(opId)).toBe('settled')
  expect(desk.stored(opId)?.attempts).toBe(0)
  expect(desk.scheduler.state().problem).toBeNull()
})

it('tells how long the last whole sync took, also after a restart', async () => {
  const desk = lab({
    changes: (cursor) => {
      desk.busyFor(1_234)
      return Promise.resolve({ items: [], cursor: `${cursor.epoch}.${cursor.seq}`, head: 0, more: false })
    },
  })
  expect(desk.scheduler.state().lastSyncMs).toBeNull()
  await desk.started()
  expect(desk.scheduler.state().lastSyncMs).toBe(1_234)
})

it('presence: says where the agent is, repeats it every 20 s, and says once when in no case', async () => {
  const told: PresenceRequest[] = []
  const desk = await lab({
    presence: (request) => {
      told.push(request)
      return Promise.resolve()
    },
  }).started()
  desk.scheduler.presence.moveTo({ caseId: 'a', mode: 'viewing' })
  desk.scheduler.presence.moveTo({ caseId: 'a', mode: 'writing' })
  await desk.pass(61_000)
  expect(told.map(({ caseId, mode }) => `${caseId} ${mode}`)).toEqual([
    'a viewing',
    ...Array.from({ length: 4 }, () => 'a writing'),
  ])
  told.length = 0
  desk.scheduler.presence.moveTo({ caseId: null, mode: 'viewing' })
  await desk.pass(5 * MINUTE)
  expect(told.map(({ caseId }) => caseId)).toEqual([null])
})

it('presence: fails in silence, and says nothing while offline', async () => {
  let told = 0
  const desk = await lab({
    presence: () => {
      told += 1
      return Promise.reject(new PortalFault('unavailable'))
    },
  }).started()
  desk.scheduler.presence.moveTo({ caseId: 'a', mode: 'viewing' })
  await desk.pass(30_000)
  expect(told).toBe(2)
  expect(desk.scheduler.state()).toMatchObject({ problem: null, online: true })
  desk.scheduler.setWorkOffline(true)
  await desk.pass(5 * MINUTE)
  expect(told).toBe(2)
})

it('presence: shows the colleagues, not the agent, and forgets them when the line is gone', async () => {
  const desk = await lab().started()
  const mode = 'writing' as const
  desk.stream().onPresence({
    present: [
      { agentId: 'agent', caseId: 'a', mode },
      { agentId: 'bor', caseId: 'a', mode },
      { agentId: 'eva', caseId: 'b', mode },
    ],
  })
  expect(desk.scheduler.presence.present().map(({ agentId }) => agentId)).toEqual(['bor', 'eva'])
  expect(desk.presenceOf).toEqual([['a', 'b']])
  desk.stream().onPresence({ present: [{ agentId: 'bor', caseId: 'a', mode }] })
  expect(desk.presenceOf.at(-1)).toEqual(['b'])
  desk.scheduler.setWorkOffline(true)
  expect(desk.scheduler.presence.present()).toEqual([])
  expect(desk.presenceOf.at(-1)).toEqual(['a'])
})
