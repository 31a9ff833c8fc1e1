import { expect, test } from 'vitest'
import {
  attentionOf,
  hasAsleep,
  newestInstant,
  readingOf,
  setOwnId,
  snoozeOfCase,
  unreadFrom,
  wake,
} from '#main/store/mirror/attention.ts'
import { caseKey } from '#main/store/mirror/case-key.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import { conditionOf } from '#main/store/mirror/filter-sql.ts'
import { keysStatement } from '#main/store/mirror/filtered-list.ts'
import { type QueueQuery, queueCounters, queueIndexOf, queuePage } from '#main/store/mirror/queues.ts'
import { summariesOfIds } from '#main/store/mirror/summaries.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { countOperations, listOperations, unsettledOperations } from '#main/store/outbox/operations.ts'
import { nextBatch, recordResults } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { parseFilter } from '#shared/domain/filter/index.ts'
import type { NoteRow } from '#shared/portal-api/rows.ts'
import { aCase, aCaseEvent, aCaseMark, aNote, anAgent } from '#test/factories/rows.ts'
import { aCreation, aRead, aSnooze, aWorld, firstSync, NOTHING_DUE, NOW } from './support.ts'

const me = anAgent({ id: 'me' })
const HOUR = 3_600_000

function withCases() {
  const cases = Array.from({ length: 12 }, (_, at) =>
    aCase({ ownerId: at % 2 === 0 ? 'me' : null, status: 'in_progress', createdAt: NOW, modifiedAt: NOW + at }),
  )
  return { cases, world: aWorld({ agents: [me], cases }) }
}

const QUERY: QueueQuery = { queue: 'open', sort: 'modified', direction: 'desc', me: 'me', now: NOW }

test('S71: a snoozed case leaves every queue and its counter, and is in the queue of snoozed ones', () => {
  const { cases, world } = withCases()
  const [first, , third] = cases
  world.act(aSnooze(first!.id, { snooze: { after: NOW, until: NOW + HOUR } }))
  world.act(aSnooze(third!.id))
  const ids = (query: Partial<QueueQuery>) =>
    queuePage(world.mirror, { ...QUERY, ...query, anchor: { at: 'start' }, limit: 50 }).rows.map(({ id }) => id)
  const awake = cases.filter((row) => row !== first && row !== third).map(({ id }) => id)
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE)).toMatchObject({
    open: 10,
    mine: 4,
    unassigned: 6,
    active: 10,
    snoozed: 2,
  })
  expect(ids({}).toSorted()).toEqual(awake.toSorted())
  expect(ids({ queue: 'active', sort: 'created' }).toSorted()).toEqual(awake.toSorted())
  // An order that no index keeps, and a filter, are read over the facts.
  expect(ids({ queue: 'mine', sort: 'title' })).toHaveLength(4)
  expect(ids({ queue: 'mine', filter: 'type:support' }).length).toBeLessThanOrEqual(4)
  expect(ids({ queue: 'snoozed' })).toEqual([third!.id, first!.id])
  expect(ids({ queue: 'all', filter: 'is:snoozed' })).toEqual([third!.id, first!.id])
  // A search for everything finds it still.
  expect(ids({ queue: 'all' })).toHaveLength(12)
  expect(queueIndexOf(world.mirror, { ...QUERY, caseId: first!.id })).toBeNull()
  expect(queueIndexOf(world.mirror, { ...QUERY, queue: 'snoozed', caseId: first!.id })).toBe(1)
  const page = queuePage(world.mirror, { ...QUERY, anchor: { index: 3 }, limit: 50 })
  expect([page.total, page.rows.length]).toEqual([10, 7])
})

test('S71: it comes back at its time, marked, and once a clock was set back it sleeps on', () => {
  const { cases, world } = withCases()
  const { id } = cases[0]!
  world.act(aSnooze(id, { snooze: { after: NOW, until: NOW + HOUR } }))
  expect(wake(world.mirror, NOW)).toEqual({ caseIds: [], nextAt: NOW + HOUR })
  expect(snoozeOfCase(world.mirror, id)).toMatchObject({ asleep: true, back: null })
  expect(wake(world.mirror, NOW + HOUR)).toEqual({ caseIds: [id], nextAt: null })
  expect(wake(world.mirror, NOW + HOUR)).toEqual({ caseIds: [], nextAt: null })
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE)).toMatchObject({ open: 12, snoozed: 0 })
  const [row] = queuePage(world.mirror, {
    ...QUERY,
    queue: 'all',
    filter: 'is:back',
    anchor: { at: 'start' },
    limit: 5,
  }).rows
  expect(row).toMatchObject({ id, asleep: false, back: 'time', snoozedUntil: NOW + HOUR })
  // Something else in the case makes it anew, and it is still awake.
  world.change({ table: 'notes', row: aNote({ caseId: id, authorKind: 'agent', createdAt: NOW + 5 }) })
  expect(snoozeOfCase(world.mirror, id)).toMatchObject({ asleep: false, back: 'time' })
  expect(wake(world.mirror, NOW)).toEqual({ caseIds: [id], nextAt: NOW + HOUR })
  expect(hasAsleep(world.mirror)).toBe(true)
})

test('S71: whatever the customer does later than what the agent knew ends it, words and answers alike', () => {
  const { cases, world } = withCases()
  const [one, other] = cases
  world.act(aSnooze(one!.id))
  world.act(aSnooze(other!.id, { snooze: { after: NOW, until: NOW + HOUR } }))
  world.change({ table: 'notes', row: aNote({ caseId: one!.id, authorKind: 'customer', createdAt: NOW }) })
  world.change({ table: 'notes', row: aNote({ caseId: one!.id, authorKind: 'agent', createdAt: NOW + 1 }) })
  expect(snoozeOfCase(world.mirror, one!.id)).toMatchObject({ asleep: true })
  world.change({ table: 'notes', row: aNote({ caseId: one!.id, authorKind: 'customer', createdAt: NOW + 1 }) })
  expect(snoozeOfCase(world.mirror, one!.id)).toMatchObject({ asleep: false, back: 'answer' })
  world.change({
    table: 'caseEvents',
    row: aCaseEvent({ caseId: other!.id, actorKind: 'customer', createdAt: NOW + 1 }),
  })
  expect(snoozeOfCase(world.mirror, other!.id)).toMatchObject({ asleep: false, back: 'answer' })
})

test('S70: the row of another desk of the agent says the same, and what is pending here stands on top', () => {
  const { cases, world } = withCases()
  const { id } = cases[0]!
  const mark = aCaseMark({ ownerId: 'me', caseId: id, snoozedAfter: NOW, snoozedUntil: NOW + HOUR, following: 'yes' })
  expect(world.change({ table: 'caseMarks', row: mark }).caseIds).toEqual([id])
  expect(snoozeOfCase(world.mirror, id)).toEqual({ after: NOW, until: NOW + HOUR, asleep: true, back: null })
  const ended = world.act(aSnooze(id, { snooze: null, base: { after: NOW, until: NOW + HOUR } }))
  expect(snoozeOfCase(world.mirror, id)).toBeNull()
  // Meanwhile another desk put it off anew: the end was of the former one.
  const anew = { ...mark, snoozedUntil: NOW + 2 * HOUR }
  world.change({ table: 'caseMarks', row: anew })
  expect(snoozeOfCase(world.mirror, id)).toMatchObject({ until: NOW + 2 * HOUR, asleep: true })
  recordResults(world.outbox, [{ status: 'merged', opId: ended.opId, seq: world.seq() + 1 }], NOW)
  world.change({ table: 'agents', row: me })
  expect(snoozeOfCase(world.mirror, id)).toMatchObject({ until: NOW + 2 * HOUR })
  world.change({ table: 'caseMarks', gone: mark.id })
  expect(snoozeOfCase(world.mirror, id)).toBeNull()
})

test('S70: a mark changes nothing of the case itself, neither its row nor the sign that something waits', () => {
  const { cases, world } = withCases()
  const before = findCase(world.mirror, cases[0]!.id)
  world.act(aSnooze(cases[0]!.id))
  expect(findCase(world.mirror, cases[0]!.id)).toEqual(before)
  const { rows } = queuePage(world.mirror, { ...QUERY, queue: 'snoozed', anchor: { at: 'start' }, limit: 5 })
  expect(rows[0]).toMatchObject({ pending: false, asleep: true })
})

test('S70: marks are there after a first sync, and stay when the case leaves the agent’s teams for a while', () => {
  const row = aCase()
  const world = aWorld({
    agents: [me],
    cases: [row],
    caseMarks: [aCaseMark({ ownerId: 'me', caseId: row.id, snoozedAfter: NOW })],
  })
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE).snoozed).toBe(1)
  world.change({ table: 'cases', gone: row.id, kind: 'eviction' })
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE).snoozed).toBe(0)
  world.change({ table: 'cases', row })
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE).snoozed).toBe(1)
})

test('S70: marks of a case that was entered here go with it when it is taken back', () => {
  const world = aWorld({ agents: [me] })
  const creation = world.act(aCreation())
  world.act(aSnooze(creation.caseId, { dependsOn: [creation.opId] }))
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE).snoozed).toBe(1)
  withdrawOperation(world.outbox, creation.opId, NOW)
  world.show(creation.caseId)
  expect(unsettledOperations(world.outbox)).toEqual([])
  expect(hasAsleep(world.mirror)).toBe(false)
})

test('S72: what others wrote since the agent looked is unread; own words, and what is older than the agent, are not', () => {
  const agent = { ...me, newSince: NOW }
  const [old, fresh] = [aCase({ createdAt: NOW - 5 }), aCase({ createdAt: NOW + 1 })]
  const world = aWorld({})
  setOwnId(world.mirror, 'me')
  firstSync(world.mirror, { agents: [agent], cases: [old, fresh] })
  const unread = () =>
    queuePage(world.mirror, {
      ...QUERY,
      queue: 'all',
      filter: 'is:unread',
      anchor: { at: 'start' },
      limit: 9,
    }).rows.map((row) => row.id)
  expect(unread()).toEqual([fresh.id])
  const note = (by: Partial<NoteRow>, at: number) =>
    aNote({ caseId: old.id, createdAt: at, authorKind: 'agent', ...by })
  world.change({ table: 'notes', row: note({ authorId: 'me' }, NOW + 1) })
  expect(unread()).toEqual([fresh.id])
  world.change({ table: 'notes', row: note({ authorId: 'bor', visibility: 'internal' }, NOW + 2) })
  expect(unread().toSorted()).toEqual([old.id, fresh.id].toSorted())
  expect(readingOf(world.mirror, caseKey(world.mirror, old.id))).toEqual({ unread: true, readUntil: null })

  world.act(aRead(old.id, 'seen', newestInstant(world.mirror, old.id)))
  world.act(aRead(fresh.id, 'seen', NOW + 9))
  expect(unread()).toEqual([])
  // An older look never makes it unread; somebody who wants that does.
  world.act(aRead(old.id, 'seen', NOW))
  expect(unread()).toEqual([])
  expect(unreadFrom(world.mirror, old.id)).toEqual({ caseId: old.id, until: NOW + 1 })
  world.act(aRead(old.id, 'set', NOW + 1))
  expect(unread()).toEqual([old.id])
  world.change({ table: 'caseMarks', row: aCaseMark({ ownerId: 'me', caseId: fresh.id, readUntil: NOW + 9 }) })
  const given = { caseId: fresh.id, field: 'ownerId', actorKind: 'agent', actorId: 'bor', createdAt: NOW + 20 } as const
  world.change({ table: 'caseEvents', row: aCaseEvent({ ...given, to: 'somebody' }) })
  expect(unread()).toEqual([old.id])
  world.change({ table: 'caseEvents', row: aCaseEvent({ ...given, to: 'me' }) })
  expect(unread().toSorted()).toEqual([old.id, fresh.id].toSorted())
})

test('S88: what was merged into a case is read or not by itself, and its news is news of the case that carries it on', () => {
  const agent = anAgent({ id: 'me', newSince: NOW })
  const root = aCase({ createdAt: NOW - 10 })
  const part = aCase({ createdAt: NOW - 10, mergedIntoId: root.id, status: 'resolved' })
  const deep = aCase({ createdAt: NOW - 10, mergedIntoId: part.id, status: 'resolved' })
  const world = aWorld({})
  setOwnId(world.mirror, 'me')
  firstSync(world.mirror, { agents: [agent], cases: [root, part, deep] })
  const attention = () => attentionOf(world.mirror, caseKey(world.mirror, root.id))
  const listed = () => summariesOfIds(world.mirror, [root.id])[0]?.unread
  const filtered = (filter: string) =>
    queuePage(world.mirror, { ...QUERY, queue: 'all', filter, anchor: { at: 'start' }, limit: 9 }).rows.map(
      ({ id }) => id,
    )
  world.act(aRead(root.id, 'seen', NOW + 50))
  expect(attention()).toMatchObject({ unread: false, readUntil: NOW + 50 })

  // Written before the agent has looked at the one case, but in the other.
  const note = aNote({ caseId: deep.id, createdAt: NOW + 20, authorKind: 'customer' })
  world.change({ table: 'notes', row: note })
  expect(attention()).toMatchObject({
    unread: true,
    readUntil: NOW + 50,
    readParts: expect.arrayContaining([
      { caseId: part.id, readUntil: NOW },
      { caseId: deep.id, readUntil: NOW },
    ]),
  })
  expect(listed()).toBe(true)
  expect(filtered('is:unread').toSorted()).toEqual([root.id, part.id, deep.id].toSorted())
  expect(filtered('-is:unread')).toEqual([])
  expect(unreadFrom(world.mirror, root.id)).toEqual({ caseId: deep.id, until: NOW + 19 })

  world.act(aRead(deep.id, 'seen', NOW + 20))
  expect([attention().unread, listed(), filtered('is:unread')]).toEqual([false, false, []])
  // Apart from it, its news is its own.
  world.change({ table: 'notes', row: { ...note, id: 'later', createdAt: NOW + 60 } })
  expect(listed()).toBe(true)
  world.change({ table: 'cases', row: { ...deep, mergedIntoId: null } })
  expect([attention().unread, listed(), filtered('is:unread')]).toEqual([false, false, [deep.id]])
})

test('S88: unread parts are looked for by the index of merged cases', () => {
  const { mirror } = aWorld({ cases: [aCase()] })
  const where = conditionOf(mirror, parseFilter('is:unread').filter, { me: 'me', now: NOW })
  const range = { beside: null, backwards: false, offset: 0, limit: 100 }
  const { sql, values } = keysStatement({ sort: 'modified', direction: 'desc' }, where, range)
  const plan = mirror.prepareOnce<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  const reads = plan.map(({ detail }) => detail).filter((line) => /^(SCAN|SEARCH)/.test(line))
  expect(reads).toContainEqual(expect.stringMatching(/^SEARCH m USING COVERING INDEX case_merged/))
  expect(
    reads.filter((line) => /^SCAN (?!up$|h$|case_attention USING COVERING INDEX attention_unread$)/.test(line)),
  ).toEqual([])
})

test('S72: how far somebody has read is not among their unsent work', () => {
  const { cases, world } = withCases()
  world.act(aRead(cases[0]!.id, 'seen', NOW))
  world.act(aSnooze(cases[0]!.id))
  expect(countOperations(world.outbox).waiting).toBe(1)
  expect(listOperations(world.outbox, 9)).toMatchObject({
    total: 1,
    operations: [{ operation: { kind: 'case.snooze' } }],
  })
  expect(nextBatch(world.outbox, NOW, 9).operations.map(({ kind }) => kind)).toEqual(['case.read', 'case.snooze'])
})

test('S73: names of colleagues come with the note, the agent’s own marked', () => {
  const { cases, world } = withCases()
  const { id: caseId } = cases[0]!
  const note = aNote({ caseId, visibility: 'internal', authorKind: 'agent', mentions: ['me', 'gone'] })
  world.change({ table: 'notes', row: note })
  const [item] = caseThread(world.mirror, { caseId, limit: 5, me: 'me' }).items
  expect(item).toMatchObject({ mentions: [{ name: me.name, me: true }] })
})
