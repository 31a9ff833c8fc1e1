import { describe, expect, it, vi } from 'vitest'
import type { DeskEvent, SyncState, ThreadItem } from '#shared/rpc/models.ts'
import { byDay, joinThread, newFromOthers } from '../../../src-renderer/features/case/thread-items.ts'
import { validityOn } from '../../../src-renderer/features/context/validity.ts'
import { readRmas } from '../../../src-renderer/features/rma/rmas.ts'
import { isPortalUrl } from '../../../src-renderer/features/session/portal-url.ts'
import { lookOf, SYNC_LOOKS, toneOf } from '../../../src-renderer/features/sync/indicator-state.ts'
import { foldEvents } from '../../../src-renderer/rpc/coalesce.ts'
import { createConnection, reconnectDelay } from '../../../src-renderer/rpc/connection.ts'
import { toFailure } from '../../../src-renderer/rpc/problem.ts'
import { readPlace, writePlace } from '../../../src-renderer/stores/place.ts'

const SYNCED: SyncState = {
  signedIn: true,
  workOffline: false,
  online: true,
  activity: 'idle',
  problem: null,
  retryAt: null,
  lastSyncedAt: 1,
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

const NO_RMAS_PLACE = readRmas(null, new URLSearchParams())

describe('events in a batch', () => {
  const cases = (caseIds: string[] | null, newFromOthers = 0): DeskEvent => ({ type: 'cases', caseIds, newFromOthers })

  it('become one reading of each thing', () => {
    const batch = foldEvents([cases(['a'], 1), cases(['a', 'b'], 2), { type: 'operations' }, { type: 'operations' }])
    expect(batch.cases).toEqual({ caseIds: ['a', 'b'], newFromOthers: 3 })
    expect([batch.operations, batch.session, batch.sync]).toEqual([true, false, null])
  })

  it('name no cases once one of them could not', () => {
    expect(foldEvents([cases(['a']), cases(null), cases(['b'])]).cases?.caseIds).toBeNull()
  })

  it('gather the cases whose files and colleagues changed', () => {
    const batch = foldEvents([
      { type: 'attachments', caseIds: ['a'] },
      { type: 'attachments', caseIds: ['a', 'b'] },
      { type: 'presence', caseIds: ['c'] },
      { type: 'registrations' },
    ])
    expect(batch).toMatchObject({ attachments: ['a', 'b'], present: ['c'], registrations: true, cases: null })
  })

  it('keep the newest state of sync', () => {
    const batch = foldEvents([
      { type: 'sync', state: SYNCED },
      { type: 'sync', state: { ...SYNCED, waiting: 3 } },
    ])
    expect(batch.sync?.waiting).toBe(3)
  })
})

describe('the sync corner', () => {
  it('says the worst first', () => {
    expect(lookOf(SYNCED)).toBe('online')
    expect(lookOf({ ...SYNCED, activity: 'pushing' })).toBe('pushing')
    expect(lookOf({ ...SYNCED, conflicts: 1, activity: 'pulling' })).toBe('needsDecision')
    expect(lookOf({ ...SYNCED, online: false, conflicts: 1 })).toBe('offline')
    expect(lookOf({ ...SYNCED, workOffline: true, online: false })).toBe('workingOffline')
    expect(lookOf({ ...SYNCED, problem: { code: 'bad_response', params: {} } })).toBe('trouble')
    expect(new Set(SYNC_LOOKS.map(toneOf)).size).toBe(4)
  })
})

describe('the conversation', () => {
  const note = (id: string, createdAt: number, mine = false): ThreadItem => ({
    type: 'note',
    id,
    createdAt,
    authorKind: mine ? 'agent' : 'customer',
    authorName: null,
    mine,
    visibility: 'public',
    body: id,
    attachments: [],
    mentions: [],
    sending: null,
  })

  it('puts pages that were read newest first into order', () => {
    const joined = joinThread([
      { items: [note('c', 3), note('d', 4)], older: [3, 'c'] },
      { items: [note('a', 1), note('b', 2)], older: null },
    ])
    expect(joined.map((item) => item.id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('is divided by calendar days', () => {
    const at = (day: number, hour: number) => new Date(2026, 0, day, hour).getTime()
    const days = byDay([note('a', at(1, 8)), note('b', at(1, 23)), note('c', at(2, 0))])
    expect(days.map((day) => day.items.map((item) => item.id))).toEqual([['a', 'b'], ['c']])
  })

  it('tells what others wrote after an item', () => {
    const items = [note('a', 1), note('b', 2, true), note('c', 3)]
    expect(newFromOthers(items, 'a').map((item) => item.id)).toEqual(['c'])
    expect(newFromOthers(items, 'c')).toEqual([])
    expect(newFromOthers(items, null).map((item) => item.id)).toEqual(['a', 'c'])
    expect(newFromOthers(items, 'gone')).toEqual([])
  })
})

describe('validity', () => {
  it('includes both ends', () => {
    expect(validityOn('2026-01-01', '2026-01-01', '2026-12-31')).toBe('valid')
    expect(validityOn('2026-12-31', '2026-01-01', '2026-12-31')).toBe('valid')
    expect(validityOn('2027-01-01', null, '2026-12-31')).toBe('expired')
    expect(validityOn('2025-12-31', '2026-01-01', '2026-12-31')).toBe('future')
  })
})

describe('the place in the address', () => {
  it('survives a reload, and nonsense leads home', () => {
    const list = { sort: 'modified', direction: 'desc' } as const
    const home = {
      page: 'queue',
      queue: 'open',
      list,
      viewId: null,
      caseId: null,
      contactId: null,
      deviceId: null,
      rmas: NO_RMAS_PLACE,
    } as const
    const place = { ...home, queue: 'mine', caseId: 'a/b č' } as const
    expect(readPlace(writePlace(place))).toEqual(place)
    const card = { ...home, page: 'customers', contactId: 'c/1' } as const
    expect(readPlace(writePlace(card))).toEqual(card)
    const repairs = {
      rmaId: 'r/1',
      view: 'list',
      query: { mine: true, text: 'RMA 12', list: 'overdue', state: 'received', sort: 'due', direction: 'asc' },
    } as const
    expect(readPlace(writePlace({ ...home, page: 'rmas', rmas: repairs }))).toEqual({
      ...home,
      page: 'rmas',
      rmas: repairs,
    })
    expect(readPlace('#/sync')).toEqual({ ...home, page: 'sync' })
    expect(readPlace('#/%E0%A4%A/nothing')).toEqual(home)
    const filtered = { filter: 'status:waiting company:"Novak & sin?"', sort: 'waiting', direction: 'asc' } as const
    const view = { ...home, queue: 'all', list: filtered, viewId: 'v/1', caseId: 'c1' } as const
    expect(readPlace(writePlace(view))).toEqual(view)
  })
})

describe('the portal address', () => {
  it('is https, or plain http on this machine', () => {
    expect(['https://portal.spica.com', 'http://127.0.0.1:4000', ' http://localhost '].every(isPortalUrl)).toBe(true)
    expect(['http://portal.spica.com', 'portal.spica.com', 'ftp://a', ''].some(isPortalUrl)).toBe(false)
  })
})

describe('the connection', () => {
  it('waits longer each time, up to five seconds', () => {
    const waits = [0, 1, 2, 3, 4, 5, 10].map((attempt) => reconnectDelay(attempt, () => 1))
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000])
    expect(reconnectDelay(10, () => 0)).toBe(3750)
  })

  it('refuses calls while the desk is away, opens again, and tells each state', async () => {
    const seen: string[] = []
    const lives = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let opened = 0
    let tries = 0
    const link = { call: () => Promise.resolve('answer') }
    const connection = createConnection(
      () => {
        if (tries++ === 0) return Promise.reject(new Error('not yet'))
        return Promise.resolve({ link, closed: lives[opened++]!.promise })
      },
      () => Promise.resolve(),
    )
    connection.state.subscribe((state) => seen.push(`${state.status} ${state.generation}`))
    const refused = await connection.client.sync.now().catch((error: unknown) => error)
    expect(toFailure(refused)).toEqual({ kind: 'lost' })

    connection.start()
    await vi.waitFor(() => expect(connection.state.getState().status).toBe('open'))
    await expect(connection.client.sync.now()).resolves.toBe('answer')
    lives[0]!.resolve()
    await vi.waitFor(() => expect(connection.state.getState().generation).toBe(2))
    expect(seen).toEqual(['lost 0', 'open 1', 'lost 1', 'open 2'])
  })
})
