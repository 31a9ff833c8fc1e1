import { expect, it } from 'vitest'
import { EventBuffer } from '#main/desk/event-buffer.ts'
import { createEventBus } from '#main/desk/event-bus.ts'
import type { Desk } from '#main/desk/index.ts'
import { eventStream } from '#main/rpc/event-stream.ts'
import type { DeskEvent, SyncState } from '#shared/rpc/models.ts'

const STATE: SyncState = {
  signedIn: true,
  workOffline: false,
  online: true,
  activity: 'idle',
  problem: null,
  retryAt: null,
  lastSyncedAt: null,
  waiting: 0,
  conflicts: 0,
  rejected: 0,
  quarantined: 0,
  recovered: 0,
  lastSyncMs: null,
  heldDeletions: null,
  firstSync: null,
  clockSkewMs: null,
}

function manualTimers() {
  const due = new Set<() => void>()
  return {
    fire: () => {
      const fns = [...due]
      due.clear()
      for (const fn of fns) fn()
    },
    pending: () => due.size,
    timers: {
      after: (_ms: number, fn: () => void) => {
        due.add(fn)
        return { cancel: () => void due.delete(fn) }
      },
      breathe: () => Promise.resolve(),
    },
  }
}

it('tells what happens also to whoever came while the state could not be read, and keeps nobody who is gone', () => {
  const { timers, fire, pending } = manualTimers()
  let broken = true
  const bus = createEventBus(timers, () => {
    if (broken) throw new Error('the database cannot be read')
    return STATE
  })
  const seen: DeskEvent[] = []
  const stop = bus.subscribe((event) => seen.push(event))
  broken = false
  bus.publish({ type: 'operations' })
  bus.syncChanged()
  fire()
  expect(seen).toEqual([{ type: 'operations' }, { type: 'sync', state: STATE }])
  stop()
  bus.publish({ type: 'operations' })
  expect(pending()).toBe(0)
})

it('gathers what happens into at most one event of each type', () => {
  const { timers, fire } = manualTimers()
  let waiting = 0
  const bus = createEventBus(timers, () => ({ ...STATE, waiting }))
  const seen: DeskEvent[] = []
  bus.subscribe((event) => seen.push(event))
  expect(seen).toEqual([{ type: 'sync', state: STATE }])
  for (let i = 1; i <= 5; i++) {
    waiting = i
    bus.syncChanged()
    bus.publish({ type: 'operations' })
    bus.publish({ type: 'cases', caseIds: [`case-${i % 2}`], newFromOthers: 1 })
  }
  expect(seen).toHaveLength(1)
  fire()
  expect(seen.slice(1)).toEqual([
    { type: 'operations' },
    { type: 'cases', caseIds: ['case-1', 'case-0'], newFromOthers: 5 },
    { type: 'sync', state: { ...STATE, waiting: 5 } },
  ])
})

it('costs nothing while nobody listens', () => {
  const { timers, pending } = manualTimers()
  const bus = createEventBus(timers, () => STATE)
  bus.syncChanged()
  bus.publish({ type: 'operations' })
  expect(pending()).toBe(0)
  const stop = bus.subscribe(() => {})
  bus.publish({ type: 'operations' })
  expect(pending()).toBe(1)
  stop()
  expect(pending()).toBe(0)
})

it('names no cases any more when they are too many', () => {
  const buffer = new EventBuffer()
  for (let i = 0; i < 501; i++) buffer.add({ type: 'cases', caseIds: [`${i}`], newFromOthers: 0 })
  buffer.add({ type: 'cases', caseIds: ['another'], newFromOthers: 2 })
  expect(buffer.take()).toEqual([{ type: 'cases', caseIds: null, newFromOthers: 2 }])
  expect(buffer.take()).toEqual([])
})

it('gathers the cases of files and of presence apart from those that changed', () => {
  const buffer = new EventBuffer()
  buffer.add({ type: 'attachments', caseIds: ['a'] })
  buffer.add({ type: 'presence', caseIds: ['b'] })
  buffer.add({ type: 'attachments', caseIds: ['c', 'a'] })
  buffer.add({ type: 'registrations' })
  expect(buffer.take()).toEqual([
    { type: 'registrations' },
    { type: 'attachments', caseIds: ['a', 'c'] },
    { type: 'presence', caseIds: ['b'] },
  ])
  expect(buffer.take()).toEqual([])
})

/** A desk of which only the subscription matters here. */
function listenable() {
  const listeners = new Set<(event: DeskEvent) => void>()
  const desk = {
    subscribe: (listener: (event: DeskEvent) => void) => {
      listeners.add(listener)
      listener({ type: 'sync', state: STATE })
      return () => void listeners.delete(listener)
    },
  } as Desk
  const tell = (event: DeskEvent) => {
    for (const listener of listeners) listener(event)
  }
  return { desk, tell, listeners }
}

it('a client that does not read gathers no queue', async () => {
  const { desk, tell } = listenable()
  const stream = eventStream(desk, undefined)
  expect((await stream.next()).value).toMatchObject({ type: 'sync' })
  for (let i = 0; i < 10_000; i++) tell({ type: 'cases', caseIds: ['one'], newFromOthers: 0 })
  expect((await stream.next()).value).toEqual({ type: 'cases', caseIds: ['one'], newFromOthers: 0 })
  const next = stream.next()
  tell({ type: 'session' })
  expect((await next).value).toEqual({ type: 'session' })
  await stream.return()
})

it('an idle client that goes away is forgotten at once', async () => {
  const { desk, listeners } = listenable()
  const gone = new AbortController()
  const stream = eventStream(desk, gone.signal)
  await stream.next()
  const waiting = stream.next()
  expect(listeners.size).toBe(1)
  gone.abort()
  expect(listeners.size).toBe(0)
  expect(await waiting).toEqual({ value: undefined, done: true })
})
