import { ORPCError } from '@orpc/client'
import { expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaCard, RmaScan, SteppedLine } from '#shared/rpc/rmas.ts'
import { createScanKeeper, parseScans } from '../../../src-renderer/features/rma-scan/scan-keeper.ts'
import { createScanSession } from '../../../src-renderer/features/rma-scan/scan-session.ts'
import {
  countsOf,
  judge,
  NO_SCANS,
  readScan,
  type ScanEntry,
  type ScanState,
  signalOf,
} from '../../../src-renderer/features/rma-scan/scanning.ts'
import { aCard } from './rma-card.ts'

/** A desk with these open lines; `refuse`: the steps of which it answers a problem. */
function aDesk(cards: RmaCard[], refuse: Partial<Record<string, string>> = {}) {
  const states = new Map(cards.map(({ id, state }) => [id, state]))
  const calls: unknown[] = []
  const key = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
  const shown = () => cards.map((card) => ({ ...card, state: states.get(card.id) as RmaLineState }))
  const desk = {
    rmas: {
      scan: async ({ text }: { text: string }): Promise<RmaScan> => {
        const lines = shown().filter((card) =>
          [card.serialNumber, card.rmaNumber].some((one) => key(one) === key(text)),
        )
        const near =
          lines.length > 0 ? [] : shown().filter(({ serialNumber }) => key(serialNumber).startsWith(key(text)))
        return { lines, nearLines: near, hits: [], near: [] }
      },
      stepMany: async (input: { lineIds: string[]; to: RmaLineState }): Promise<SteppedLine[]> => {
        calls.push(input)
        return input.lineIds.map((lineId) => {
          const code = refuse[lineId]
          if (code) return { lineId, opId: null, undoUntil: null, problem: { code: code as never, params: {} } }
          states.set(lineId, input.to)
          return { lineId, opId: `op-${lineId}`, undoUntil: 1, problem: null }
        })
      },
    },
    sync: { withdraw: vi.fn(async () => undefined) },
  }
  return { desk, calls }
}

function aSession(cards: RmaCard[], refuse?: Partial<Record<string, string>>) {
  const { desk, calls } = aDesk(cards, refuse)
  const state = createStore<ScanState>(() => NO_SCANS)
  const results: ScanEntry[] = []
  let ids = 0
  const session = createScanSession(
    {
      desk: desk as never,
      clock: () => 1_000,
      newId: () => `scan-${++ids}`,
      onTaken: () => {},
      onResult: (entry) => results.push(entry),
    },
    state,
  )
  const settled = (count: number) => vi.waitFor(() => expect(results).toHaveLength(count))
  return { session, state, results, settled, desk, calls }
}

const approved = (over: Partial<RmaCard> = {}) => aCard({ state: 'approved', ...over })

it('a scan takes its device one step, a second one finds it done, and what cannot be says why', async () => {
  const cards = [
    approved({ id: 'a', serialNumber: 'ZT-1001' }),
    aCard({ id: 'b', serialNumber: 'ZT-1002', state: 'requested' }),
    aCard({ id: 'c', serialNumber: 'ZT-1003', state: 'diagnosing', receivedAt: 5 }),
  ]
  const { session, state, settled, calls } = aSession(cards)
  for (const text of ['ZT-1001', 'zt 1002', 'ZT-1003', 'ZT-100', ' ']) session.take(text)
  expect(state.getState().entries.map(({ outcome }) => outcome)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  await settled(4)
  const [unknown, already, illegal, done] = state.getState().entries
  expect(done).toMatchObject({ outcome: 'found', lines: [{ lineId: 'a', result: 'done', opId: 'op-a' }] })
  expect(illegal).toMatchObject({ lines: [{ lineId: 'b', result: 'illegal', from: 'requested', opId: null }] })
  expect(already).toMatchObject({ lines: [{ lineId: 'c', result: 'already', from: 'diagnosing' }] })
  expect(unknown).toMatchObject({ outcome: 'unknown', choices: [{ lineId: 'a' }, { lineId: 'b' }, { lineId: 'c' }] })
  expect(state.getState().entries.map(signalOf)).toEqual(['bad', 'again', 'bad', 'good'])
  expect(calls).toEqual([{ lineIds: ['a'], to: 'received', undoable: true }])
  expect(countsOf(state.getState().entries)).toEqual({ devices: 3, done: 1, already: 1, open: 2 })
})

it('an RMA number takes all its devices, and carrier and tracking number go with what is shipped', async () => {
  const of = { rmaNumber: 'RMA-00041', receivedAt: 5 }
  const cards = [
    aCard({ ...of, id: 'a', serialNumber: 'ZT-1', state: 'repaired' }),
    aCard({ ...of, id: 'b', serialNumber: 'ZT-2', state: 'replaced' }),
    aCard({ ...of, id: 'c', serialNumber: 'ZT-3', state: 'repairing' }),
  ]
  const { session, state, settled, calls } = aSession(cards)
  state.setState({ mode: 'shipped', carrier: ' GLS ', trackingNumber: 'SI123' })
  session.take('rma-00041')
  await settled(1)
  expect(calls).toEqual([
    { lineIds: ['a', 'b'], to: 'shipped', carrier: 'GLS', trackingNumber: 'SI123', undoable: true },
  ])
  expect(state.getState().entries[0]?.lines.map(({ result }) => result)).toEqual(['done', 'done', 'illegal'])
})

it('of a number in several open repairs the agent chooses, unless one alone can take the step', async () => {
  const cards = [
    approved({ id: 'a', serialNumber: 'ZT-9', rmaNumber: 'RMA-1' }),
    approved({ id: 'b', serialNumber: 'ZT-9', rmaNumber: 'RMA-2' }),
  ]
  expect(readScan('ZT-9', [cards[0]!, { ...cards[1]!, state: 'requested' }], 'received')).toEqual([cards[0]])
  const { session, state, settled, calls } = aSession(cards)
  session.take('ZT-9')
  await settled(1)
  expect(state.getState().entries[0]).toMatchObject({ outcome: 'several', choices: [{ lineId: 'a' }, { lineId: 'b' }] })
  session.choose('scan-1', 'b')
  await settled(2)
  expect(calls).toEqual([{ lineIds: ['b'], to: 'received', undoable: true }])
  expect(state.getState().entries[0]).toMatchObject({ outcome: 'found', lines: [{ lineId: 'b', result: 'done' }] })
})

it('the device that came in the place of another one is shipped by its own number', () => {
  const card = aCard({ serialNumber: 'OLD-1', newSerialNumber: 'NEW-1', state: 'replaced', receivedAt: 1 })
  expect(readScan('new1', [card], 'shipped')).toEqual([card])
  expect(judge(card, 'shipped')).toBe('step')
})

it('what was done is taken back; what the portal has already is said', async () => {
  const { session, state, settled, desk } = aSession([approved({ id: 'a', serialNumber: 'ZT-1001' })])
  session.take('ZT-1001')
  await settled(1)
  expect(await session.takeBack('scan-1')).toBeNull()
  expect(state.getState().entries[0]?.lines[0]).toMatchObject({ result: 'back' })
  session.take('ZT-1001')
  await settled(2)
  session.again('scan-1')
  await settled(3)

  const second = aSession([approved({ id: 'b', serialNumber: 'ZT-2' })])
  second.session.take('ZT-2')
  await second.settled(1)
  const problem = new ORPCError('PROBLEM', { data: { code: 'cannot_withdraw', params: {} } })
  second.desk.sync.withdraw.mockRejectedValue(problem)
  expect(await second.session.takeBack('scan-1')).toBe('cannot_withdraw')
  expect(second.state.getState().entries[0]?.lines[0]).toMatchObject({ result: 'done', opId: null })
  expect(desk.sync.withdraw).toHaveBeenCalledWith({ opId: 'op-a' })
})

it('what the desk does not take says so, and can be looked at again', async () => {
  const cards = [approved({ id: 'a', serialNumber: 'ZT-1' })]
  const { session, state, settled } = aSession(cards, { a: 'disk_full' })
  session.take('ZT-1')
  await settled(1)
  expect(state.getState().entries[0]?.lines).toMatchObject([{ result: 'failed', problem: 'disk_full' }])
  expect(signalOf(state.getState().entries[0]!)).toBe('bad')
})

it('the list comes back as it was, with what was not looked at yet', async () => {
  const { session, state, settled } = aSession([approved({ id: 'a', serialNumber: 'ZT-1' })])
  session.take('ZT-1')
  await settled(1)
  state.setState({ mode: 'shipped', carrier: 'GLS', sound: false })
  session.take('ZT-2')
  const entry = JSON.stringify(state.getState())
  expect(parseScans(entry)).toEqual(state.getState())
  expect(parseScans('{"entries":[{"id":1},{"id":"x","text":"A","outcome":"found","lines":[{"result":"?"}]}]}')).toEqual(
    {
      ...NO_SCANS,
      entries: [
        {
          ...{ id: 'x', text: 'A', at: 0, mode: 'received', carrier: '', trackingNumber: '', outcome: 'found' },
          ...{ lines: [], choices: [], problem: null },
        },
      ],
    },
  )
  expect(parseScans('nothing')).toEqual(NO_SCANS)

  const kept: (string | null)[] = []
  const later = createStore<ScanState>(() => NO_SCANS)
  const keeper = createScanKeeper(
    { load: async () => entry, save: async (text) => void kept.push(text), schedule: () => () => {} },
    later,
  )
  await keeper.restore()
  expect(later.getState()).toEqual(parseScans(entry))
  later.setState({ entries: [] })
  keeper.flush()
  await vi.waitFor(() => expect(kept).toEqual([expect.stringContaining('"carrier":"GLS"')]))
})
