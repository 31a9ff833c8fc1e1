import { expect, test } from 'vitest'
import {
  INDEXED_QUEUES,
  INDEXED_SORTS,
  type IndexedQuery,
  type QueueQuery,
  queueCounters,
  queueIndexOf,
  queuePage,
} from '#main/store/mirror/queues.ts'
import { dueBounds } from '#main/store/mirror/service-levels.ts'
import { CASE_STATUSES, isOpen, statusGroup } from '#shared/domain/status.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { PageAnchor } from '#shared/rpc/models.ts'
import { aCase, aCaseMark, aContact, anAccount, anAgent, FACTORY_NOW, serviceLevelsOf } from '#test/factories/rows.ts'
import { aReply, aWorld, NOTHING_DUE } from './support.ts'

const me = anAgent({ name: 'Maja Kotnik' })
const colleague = anAgent()
const account = anAccount({ name: 'Steklarna Hrastnik' })
const contact = aContact({ accountId: account.id, firstName: 'Jan', lastName: 'Šuštar' })

/** Many equal sort values, numbers beyond five digits, every status, owner and type. */
const rows: CaseRow[] = Array.from({ length: 240 }, (_, at) =>
  aCase({
    caseNumber: `CAS-${99_900 + ((at * 7) % 240)}-A1B2C3`,
    status: CASE_STATUSES[at % CASE_STATUSES.length]!,
    ownerId: [me.id, colleague.id, null][at % 3]!,
    caseType: at % 4 === 0 ? 'rma' : 'support',
    title: at % 5 === 0 ? `Čakalna vrsta ${at}` : `Terminal ${at}`,
    accountId: account.id,
    contactId: contact.id,
    createdAt: FACTORY_NOW + Math.floor(at / 3) * 1000,
    modifiedAt: FACTORY_NOW + ((at * 31) % 50) * 1000,
  }),
)
const aFullWorld = () => aWorld({ agents: [me, colleague], accounts: [account], contacts: [contact], cases: rows })

const number = (row: CaseRow) => Number(row.caseNumber.split('-')[1])
const SORT_OF = { modified: (row: CaseRow) => row.modifiedAt, created: (row: CaseRow) => row.createdAt, number }

/** What a list must hold, by the plain rules. Local keys are in the order of loading. */
function expected(query: IndexedQuery): string[] {
  const inQueue = (row: CaseRow) => {
    if (query.queue === 'open') return isOpen(row.status)
    if (query.queue === 'mine') return isOpen(row.status) && row.ownerId === query.me
    if (query.queue === 'unassigned') return isOpen(row.status) && row.ownerId === null
    return statusGroup(row.status) === query.queue
  }
  const kept = rows.filter(
    (row) =>
      inQueue(row) &&
      (query.caseType === undefined || row.caseType === query.caseType) &&
      (query.ownerId === undefined || row.ownerId === query.ownerId) &&
      (!query.text || row.title.startsWith('Čakalna')),
  )
  const by = SORT_OF[query.sort]
  const sorted = kept.toSorted((a, b) => by(a) - by(b) || rows.indexOf(a) - rows.indexOf(b))
  return (query.direction === 'asc' ? sorted : sorted.toReversed()).map(({ id }) => id)
}

const FILTERS: Partial<Pick<QueueQuery, 'caseType' | 'ownerId' | 'text'>>[] = [
  {},
  { caseType: 'rma' },
  { ownerId: null },
  { ownerId: colleague.id },
  { caseType: 'support', ownerId: me.id, text: 'cakalna' },
  { text: 'cakal' },
]
const LISTS: IndexedQuery[] = INDEXED_QUEUES.flatMap((queue) =>
  INDEXED_SORTS.flatMap((sort) =>
    (['asc', 'desc'] as const).flatMap((direction) =>
      FILTERS.map((filter) => ({ queue, sort, direction, me: me.id, ...filter })),
    ),
  ),
)

test('every list, walked forwards and backwards by keys, is the sorted and filtered rows', () => {
  const { mirror } = aFullWorld()
  const page = (query: IndexedQuery, anchor: PageAnchor, limit = 17) => queuePage(mirror, { ...query, anchor, limit })
  for (const query of LISTS) {
    const all = expected(query)
    const forwards: string[] = []
    let next = page(query, { at: 'start' })
    expect(next).toMatchObject({ total: all.length, startIndex: 0 })
    while (next.rows.length > 0) {
      forwards.push(...next.rows.map(({ id }) => id))
      next = page(query, { after: next.rows.at(-1)!.key })
    }
    expect(forwards, JSON.stringify(query)).toEqual(all)
    const backwards: string[] = []
    let before = page(query, { at: 'end' })
    expect(before.startIndex).toBe(Math.max(0, all.length - 17))
    while (before.rows.length > 0) {
      backwards.unshift(...before.rows.map(({ id }) => id))
      before = page(query, { before: before.rows[0]!.key })
    }
    expect(backwards, JSON.stringify(query)).toEqual(all)
  }
})

test('a jump to any row number answers the rows from there on', () => {
  const { mirror } = aFullWorld()
  for (const query of LISTS) {
    const all = expected(query)
    for (const index of [
      0,
      1,
      Math.floor(all.length / 2),
      all.length - 3,
      all.length - 1,
      all.length,
      all.length + 50,
    ]) {
      if (index < 0) continue
      const { rows: found, startIndex } = queuePage(mirror, { ...query, anchor: { index }, limit: 10 })
      expect(found.map(({ id }) => id)).toEqual(all.slice(index, index + 10))
      expect(startIndex).toBe(Math.min(index, all.length))
    }
  }
})

test('the row number of a case is its place in the list, or null', () => {
  const { mirror } = aFullWorld()
  for (const query of LISTS.filter((_, at) => at % 5 === 0)) {
    const all = expected(query)
    for (const { id } of rows.filter((_, at) => at % 40 === 0)) {
      expect(queueIndexOf(mirror, { ...query, caseId: id })).toBe(all.includes(id) ? all.indexOf(id) : null)
    }
  }
  expect(queueIndexOf(mirror, { ...LISTS[0]!, caseId: 'unknown' })).toBeNull()
})

test('counters are the lengths of the lists', () => {
  const { mirror } = aFullWorld()
  const lengths = Object.fromEntries(
    INDEXED_QUEUES.map((queue) => [queue, expected({ queue, sort: 'modified', direction: 'asc', me: me.id }).length]),
  )
  const others = { snoozed: 0, breached: 0, at_risk: 0 }
  expect(queueCounters(mirror, me.id, NOTHING_DUE)).toEqual({ ...lengths, ...others })
  expect(queueCounters(mirror, null, NOTHING_DUE)).toEqual({ ...lengths, ...others, mine: 0 })
})

test('what is overdue or at risk is counted by the time that it is, and listed with what is due first', () => {
  const HOUR = 3_600_000
  const now = FACTORY_NOW
  const running = (dueAt: number) => aCase({ firstResponse: { state: 'running', dueAt } })
  const overdue = [
    running(now - HOUR),
    running(now - 1),
    aCase({ resolution: { state: 'missed', dueAt: now - 3 * HOUR } }),
  ]
  const soon = [running(now), running(now + 4 * HOUR)]
  const others = [
    running(now + 4 * HOUR + 1),
    aCase({ resolution: { state: 'paused', left: HOUR } }),
    aCase({ firstResponse: { state: 'late', at: now, dueAt: now - HOUR } }),
    aCase(),
  ]
  const { mirror } = aWorld({ cases: [...others, ...soon, ...overdue], serviceLevels: [serviceLevelsOf()] })
  const riskMs = 4 * HOUR
  expect(queueCounters(mirror, null, dueBounds(mirror, now, riskMs))).toMatchObject({ breached: 3, at_risk: 2 })
  const listed = (queue: 'breached' | 'at_risk', at: number) =>
    queuePage(mirror, {
      ...{ queue, sort: 'due', direction: 'asc', me: null, now: at, riskMs },
      ...{ anchor: { at: 'start' }, limit: 10 },
    }).rows.map(({ id }) => id)
  expect(listed('breached', now)).toEqual([overdue[2]!.id, overdue[0]!.id, overdue[1]!.id])
  expect(listed('at_risk', now)).toEqual(soon.map(({ id }) => id))
  // What the agent has put off is in no queue but its own.
  const mark = aCaseMark({ ownerId: me.id, caseId: overdue[0]!.id, snoozedAfter: now })
  const { mirror: snoozing } = aWorld({ cases: overdue, caseMarks: [mark], serviceLevels: [serviceLevelsOf()] })
  expect(queueCounters(snoozing, me.id, dueBounds(snoozing, now, riskMs))).toMatchObject({ breached: 2, snoozed: 1 })
  // An hour on nobody has written anything.
  const later = now + HOUR
  expect(queueCounters(mirror, null, dueBounds(mirror, later, riskMs))).toMatchObject({ breached: 4, at_risk: 2 })
  expect(listed('breached', later)).toContain(soon[0]!.id)
  expect(listed('at_risk', later)).toEqual([soon[1]!.id, others[0]!.id])
})

test('a row carries the names that the list shows', () => {
  const world = aFullWorld()
  const row = rows.find(({ status, ownerId }) => status === 'in_progress' && ownerId === me.id)!
  world.act(aReply(row.id))
  const { rows: found } = queuePage(world.mirror, { ...LISTS[0]!, queue: 'mine', anchor: { at: 'start' }, limit: 500 })
  expect(found.find(({ id }) => id === row.id)).toMatchObject({
    caseNumber: row.caseNumber,
    title: row.title,
    ownerId: me.id,
    ownerName: 'Maja Kotnik',
    accountName: 'Steklarna Hrastnik',
    contactName: 'Jan Šuštar',
    pending: true,
    conflict: false,
  })
})

test('nobody signed in has no cases of their own', () => {
  const { mirror } = aFullWorld()
  const mine = { ...LISTS[0]!, queue: 'mine' as const, me: null }
  expect(queuePage(mirror, { ...mine, anchor: { at: 'start' }, limit: 10 })).toEqual({
    rows: [],
    total: 0,
    startIndex: 0,
  })
  expect(queueIndexOf(mirror, { ...mine, caseId: rows[0]!.id })).toBeNull()
})

test.each(['   ', ''])('a text filter of nothing but blanks (%j) is none', (text) => {
  const { mirror } = aFullWorld()
  const query: IndexedQuery = { queue: 'open', sort: 'modified', direction: 'desc', me: null }
  expect(queuePage(mirror, { ...query, text, anchor: { at: 'start' }, limit: 5 }).total).toBe(expected(query).length)
})

test.each(['"', '* OR', '🙂', '---'])('a text filter without a word (%j) finds nothing', (text) => {
  const { mirror } = aFullWorld()
  const query: IndexedQuery = { queue: 'open', sort: 'modified', direction: 'desc', me: null, text }
  expect(queuePage(mirror, { ...query, anchor: { at: 'start' }, limit: 5 }).rows).toEqual([])
})
