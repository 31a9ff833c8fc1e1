import { expect, test } from 'vitest'
import { caseDetail, findCase } from '#main/store/mirror/cases.ts'
import { applyChanges } from '#main/store/mirror/changes.ts'
import { reapplyAll } from '#main/store/mirror/overlay.ts'
import { queueCounters, queuePage } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { markSending, recordResults, rejectOperation, resolveConflict } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { StatusConflict } from '#shared/portal-api/operations.ts'
import { aCase, aNote, anAgent } from '#test/factories/rows.ts'
import { anUpdate, aReply, aWorld, firstSync, itemOf, NOTHING_DUE, NOW, type World } from './support.ts'

const me = anAgent({ name: 'Maja Kotnik' })
const summary = (world: World, id: string) =>
  queuePage(world.mirror, {
    queue: 'open',
    sort: 'modified',
    direction: 'desc',
    me: me.id,
    anchor: { at: 'start' },
    limit: 50,
  }).rows.find((row) => row.id === id)
const notes = (world: World, caseId: string) => caseThread(world.mirror, { caseId, limit: 50, me: me.id }).items
const found = (world: World, text: string) => searchCases(world.mirror, text, 50).map(({ id }) => id)
const send = (world: World, opId: string, seq: number) => {
  markSending(world.outbox, [opId])
  recordResults(world.outbox, [{ status: 'applied', opId, seq }], NOW)
}

test('a change of status is seen at once by every list and counter', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.act(anUpdate(row.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } }))
  expect(findCase(world.mirror, row.id)).toMatchObject({
    status: 'resolved',
    closedAt: NOW,
    versions: { status: 2, ownerId: 1 },
  })
  expect(queueCounters(world.mirror, me.id, NOTHING_DUE)).toMatchObject({ open: 0, unassigned: 0, closed: 1 })
})

test('two changes in a row build on each other', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.act(anUpdate(row.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } }))
  world.act(anUpdate(row.id, { status: { to: 'in_progress', base: { value: 'resolved', version: 2 } } }))
  expect(findCase(world.mirror, row.id)).toMatchObject({
    status: 'in_progress',
    closedAt: null,
    versions: { status: 3 },
  })
  expect(summary(world, row.id)).toMatchObject({ pending: true, conflict: false })
})

test('a new owner moves the case between the queues', () => {
  const row = aCase()
  const world = aWorld({ cases: [row], agents: [me] })
  world.act(anUpdate(row.id, { status: undefined, ownerId: { to: me.id, base: { value: null, version: 1 } } }))
  expect(queueCounters(world.mirror, me.id, NOTHING_DUE)).toMatchObject({ mine: 1, unassigned: 0 })
  expect(summary(world, row.id)).toMatchObject({ ownerName: 'Maja Kotnik', pending: true })
})

test('words that are only here are in the thread, last, and can be found', () => {
  const row = aCase()
  const later = aNote({ caseId: row.id, createdAt: NOW + 5_000_000 })
  const world = aWorld({ cases: [row], notes: [later], agents: [me] })
  const reply = world.act(aReply(row.id, { body: 'Zamenjali smo čitalnik.' }))
  expect(notes(world, row.id)).toMatchObject([
    { id: later.id, sending: null, mine: false },
    {
      id: reply.opId,
      mine: true,
      authorName: 'Maja Kotnik',
      authorKind: 'agent',
      visibility: 'public',
      sending: { opId: reply.opId, state: 'waiting' },
    },
  ])
  expect(found(world, 'citalnik')).toEqual([row.id])
  markSending(world.outbox, [reply.opId])
  world.show(row.id)
  expect(notes(world, row.id)[1]).toMatchObject({ sending: { state: 'sending' } })
})

test("the portal's row takes the place of the local note, once, and is nobody's news", () => {
  const row = aCase()
  const world = aWorld({ cases: [row], agents: [me] })
  const reply = world.act(aReply(row.id))
  markSending(world.outbox, [reply.opId])
  // The answer to the push was lost: the row comes first.
  const note = aNote({
    id: reply.opId,
    caseId: row.id,
    authorKind: 'agent',
    authorId: me.id,
    body: 'Pozdravljeni, preverimo.',
  })
  expect(world.change({ table: 'notes', row: note }).newNotes).toEqual([])
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId, mine: true, sending: null }])
  recordResults(world.outbox, [{ status: 'applied', opId: reply.opId, seq: world.seq() }], NOW)
  world.show(row.id)
  expect(notes(world, row.id)).toHaveLength(1)
  expect(summary(world, row.id)).toMatchObject({ pending: false })
})

test('between the answer and the pull the words stay, as sent', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id))
  send(world, reply.opId, world.seq() + 2)
  world.show(row.id)
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId, sending: null, mine: true }])
  expect(summary(world, row.id)).toMatchObject({ pending: false })
})

test('a change of the portal under a pending one is kept for later', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const update = world.act(anUpdate(row.id))
  world.change({
    table: 'cases',
    row: { ...row, status: 'field_service', title: 'Nov naslov', versions: { ...row.versions, status: 2 } },
  })
  expect(findCase(world.mirror, row.id)).toMatchObject({
    status: 'researching',
    title: 'Nov naslov',
    versions: { status: 2 },
  })
  expect(withdrawOperation(world.outbox, update.opId, NOW)).not.toBeNull()
  world.show(row.id)
  expect(findCase(world.mirror, row.id)).toMatchObject({ status: 'field_service', title: 'Nov naslov' })
  expect(summary(world, row.id)).toMatchObject({ pending: false })
})

test('a settled change leaves the overlay when the cursor passes it, also without a row of its case', () => {
  const row = aCase()
  const other = aCase()
  const world = aWorld({ cases: [row, other] })
  const update = world.act(anUpdate(row.id))
  send(world, update.opId, world.seq() + 1)
  world.show(row.id)
  expect(findCase(world.mirror, row.id)?.status).toBe('researching')
  world.change({ table: 'cases', row: other })
  // The portal had reason not to change it ("merged"), so what counts is its row.
  expect(findCase(world.mirror, row.id)).toEqual(row)
})

test("a colleague's later change is shown although the cursor has not passed the agent's own yet", () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const update = world.act(anUpdate(row.id))
  send(world, update.opId, world.seq() + 3)
  world.show(row.id)
  // As after a first sync, whose pages may be newer than its cursor.
  world.mirror.exec('DELETE FROM overlay')
  world.mirror.exec(`UPDATE cases SET status = 'resolved', open = 0, status_group = 'closed', seq = ${world.seq() + 5}`)
  world.show(row.id)
  expect(findCase(world.mirror, row.id)?.status).toBe('resolved')
})

test('a conflict shows the status of the portal and a flag; the words of a reply stay', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id, { status: { to: 'researching', base: { value: 'in_progress', version: 1 } } }))
  const conflict: StatusConflict = {
    field: 'status',
    base: 'in_progress',
    mine: 'researching',
    theirs: 'field_service',
    theirsVersion: 2,
    reason: 'stale',
    changedBy: null,
    changedAt: null,
  }
  markSending(world.outbox, [reply.opId])
  recordResults(world.outbox, [{ status: 'conflict', opId: reply.opId, seq: world.seq() + 1, conflict }], NOW)
  world.show(row.id)
  expect(summary(world, row.id)).toMatchObject({ status: 'in_progress', pending: false, conflict: true })
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId, sending: null }])
  const note = aNote({ id: reply.opId, caseId: row.id, authorKind: 'agent', authorId: me.id })
  world.change({ table: 'notes', row: note })
  expect(summary(world, row.id)).toMatchObject({ conflict: true })
  // Deleted by the portal, the words do not come back although the conflict is still open.
  world.change({ table: 'notes', gone: note.id })
  expect(notes(world, row.id)).toEqual([])
  resolveConflict(world.outbox, reply.opId, null, NOW)
  world.show(row.id)
  expect(summary(world, row.id)).toMatchObject({ conflict: false })
})

test('a conflict that is decided as theirs shows theirs at once, before anything is pulled; the words stay', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const status = { to: 'resolved', base: { value: 'in_progress', version: 1 } } as const
  const reply = world.act(aReply(row.id, { status }))
  const conflict: StatusConflict = {
    ...{ field: 'status', base: 'in_progress', mine: 'resolved', theirs: 'waiting_for_details', theirsVersion: 2 },
    ...{ reason: 'stale', changedBy: null, changedAt: null },
  }
  markSending(world.outbox, [reply.opId])
  recordResults(world.outbox, [{ status: 'conflict', opId: reply.opId, seq: world.seq() + 5, conflict }], NOW)
  resolveConflict(world.outbox, reply.opId, null, NOW)
  world.show(row.id)
  expect(summary(world, row.id)).toMatchObject({ status: 'in_progress', conflict: false })
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId, sending: null }])
})

test('a deletion that comes before the answer to the push leaves the words that still wait', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id, { body: 'čakajoče' }))
  world.change({ table: 'notes', gone: reply.opId })
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId, sending: { state: 'waiting' } }])
  expect(found(world, 'cakajoce')).toEqual([row.id])
})

test('refused words stay in the thread until they are taken back', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(
    aReply(row.id, { body: 'zavrnjeno', status: { to: 'researching', base: { value: 'in_progress', version: 1 } } }),
  )
  rejectOperation(world.outbox, reply.opId, { code: 'rejected', params: {} }, NOW)
  world.show(row.id)
  expect(findCase(world.mirror, row.id)?.status).toBe('in_progress')
  expect(notes(world, row.id)).toMatchObject([{ sending: { state: 'rejected' } }])
  withdrawOperation(world.outbox, reply.opId, NOW)
  world.show(row.id)
  expect(notes(world, row.id)).toEqual([])
  expect(found(world, 'zavrnjeno')).toEqual([])
})

test('after a first sync, or with a new mirror, everything pending is shown again', () => {
  const rows = [aCase(), aCase(), aCase()]
  const world = aWorld({ cases: rows })
  world.act(anUpdate(rows[0]!.id))
  const reply = world.act(aReply(rows[1]!.id))
  const gone = world.act(aReply('not-here'))
  firstSync(world.mirror, { cases: rows })
  expect(notes(world, rows[1]!.id)).toEqual([])
  reapplyAll(world.mirror, overlayOperations(world.outbox, world.seq()))
  expect(findCase(world.mirror, rows[0]!.id)?.status).toBe('researching')
  expect(notes(world, rows[1]!.id)).toMatchObject([{ id: reply.opId }])
  expect(summary(world, rows[2]!.id)).toMatchObject({ pending: false })
  expect(caseDetail(world.mirror, gone.caseId)).toBeNull()
})

test('what was left behind by a crash between the two databases is put right at start', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const update = world.act(anUpdate(row.id))
  const reply = world.act(aReply(row.id))
  // The outbox lost them (taken back), the mirror did not hear of it.
  withdrawOperation(world.outbox, update.opId, NOW)
  withdrawOperation(world.outbox, reply.opId, NOW)
  reapplyAll(world.mirror, overlayOperations(world.outbox, world.seq()))
  expect(findCase(world.mirror, row.id)).toEqual(row)
  expect(notes(world, row.id)).toEqual([])
})

test('a case that is deleted under pending work goes; the work is still in the outbox', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id))
  world.act(anUpdate(row.id))
  world.change({ table: 'cases', gone: row.id })
  expect(caseDetail(world.mirror, row.id)).toBeNull()
  expect(queueCounters(world.mirror, null, NOTHING_DUE)).toMatchObject({ open: 0, active: 0 })
  expect(overlayOperations(world.outbox, world.seq())).toHaveLength(2)
  world.change({ table: 'cases', row })
  expect(findCase(world.mirror, row.id)?.status).toBe('researching')
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId }])
})

test('showing again what is shown already writes nothing', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.act(aReply(row.id))
  const docs = () => world.mirror.prepare('SELECT doc FROM search_doc').all()
  const before = docs()
  world.show(row.id)
  reapplyAll(world.mirror, overlayOperations(world.outbox, world.seq()))
  expect(docs()).toEqual(before)
})

test('S11: what was settled stays until the head is reached, as its row may come later than its own number', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id))
  send(world, reply.opId, 5)
  world.show(row.id)
  const pendingOf = (caseIds: readonly string[], shown: number) => overlayOperations(world.outbox, shown, caseIds)
  const other = itemOf({ table: 'cases', row: { ...row, title: 'Premaknjen' } }, 8)
  applyChanges(world.mirror, { items: [other], cursor: 'e.8', more: true, pendingOf })
  expect(shownSeq(world.mirror)).toBe(1)
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId }])
  const note = aNote({ id: reply.opId, caseId: row.id, body: reply.body })
  applyChanges(world.mirror, { items: [itemOf({ table: 'notes', row: note }, 9)], cursor: 'e.9', pendingOf })
  expect(shownSeq(world.mirror)).toBe(9)
  expect(notes(world, row.id)).toMatchObject([{ id: reply.opId }])
})

test('S11: a note that is not there any more goes when the head is reached', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id))
  send(world, reply.opId, 5)
  world.show(row.id)
  const pendingOf = (caseIds: readonly string[], shown: number) => overlayOperations(world.outbox, shown, caseIds)
  applyChanges(world.mirror, { items: [], cursor: 'e.9', pendingOf })
  expect(notes(world, row.id)).toEqual([])
})
