import { expect, test } from 'vitest'
import { findCase } from '#main/store/mirror/cases.ts'
import { estimatesOf, findEstimate } from '#main/store/mirror/estimates.ts'
import { reapplyAll } from '#main/store/mirror/overlay.ts'
import { queueCounters } from '#main/store/mirror/queues.ts'
import { countRemovals, noRemovals } from '#main/store/mirror/removals.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { retryOperation } from '#main/store/outbox/failing.ts'
import { operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import { overlayOperations, pendingFieldsOf } from '#main/store/outbox/overlay.ts'
import { listRecovered } from '#main/store/outbox/recovered.ts'
import { markSending, recordResults, rejectOperation } from '#main/store/outbox/sending.ts'
import { replaceOperation, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { anId } from '#test/factories/ids.ts'
import { aCase, aCaseEvent, aContact, anEstimate } from '#test/factories/rows.ts'
import {
  anEstimateToSend,
  anEstimateToWithdraw,
  anUpdate,
  aWorld,
  firstSync,
  itemOf,
  NOTHING_DUE,
  NOW,
  type World,
} from './support.ts'

const shown = (world: World, caseId: string) => findCase(world.mirror, caseId)
const applied = (world: World, opId: string, seq: number) => {
  markSending(world.outbox, [opId])
  recordResults(world.outbox, [{ status: 'applied', opId, seq }], NOW)
}
const pendingFields = (world: World, caseId: string) =>
  pendingFieldsOf(overlayOperations(world.outbox, world.seq(), [caseId]))

test('estimates come whole, newest first, and go with their case', () => {
  const row = aCase()
  const [older, newer, elsewhere] = [
    anEstimate({ caseId: row.id, state: 'declined', endedBy: 'somebody', endedAt: 9 }),
    anEstimate({
      caseId: row.id,
      items: [
        { description: 'Čitalnik "M2"', quantity: 150, unitPrice: 12_000, vatRate: 22 },
        { description: 'Prevoz', quantity: 100, unitPrice: 0, vatRate: 9.5 },
      ],
      note: 'Dobava v 14 dneh.',
    }),
    anEstimate(),
  ]
  const world = aWorld({ cases: [row], estimates: [older!, newer!, elsewhere!] })
  expect(estimatesOf(world.mirror, row.id)).toEqual([newer, older])
  expect(findEstimate(world.mirror, newer!.id)).toEqual(newer)
  expect(estimatesOf(world.mirror, 'nothing')).toEqual([])

  const answered = { ...newer!, state: 'approved' as const, endedBy: 'jana', endedAt: 12 }
  expect(world.change({ table: 'estimates', row: answered }).caseIds).toEqual([row.id])
  expect(estimatesOf(world.mirror, row.id)[0]).toEqual(answered)

  const count = noRemovals()
  countRemovals(world.mirror, [itemOf({ table: 'cases', gone: row.id }, world.seq() + 1)], count)
  countRemovals(world.mirror, [itemOf({ table: 'estimates', gone: older!.id }, world.seq() + 2)], count)
  expect(count.rows).toBe(3)
  world.change({ table: 'estimates', gone: older!.id, kind: 'eviction' })
  expect(estimatesOf(world.mirror, row.id)).toEqual([answered])
  world.change({ table: 'cases', gone: row.id, kind: 'eviction' })
  expect(findEstimate(world.mirror, newer!.id)).toBeNull()
  expect(findEstimate(world.mirror, elsewhere!.id)).toEqual(elsewhere)
})

test('what becomes of an estimate is a line of the thread with its states', () => {
  const row = aCase()
  const contact = aContact({ firstName: 'Jana', lastName: 'Bizjak' })
  const event = aCaseEvent({
    id: 'estimate:approved',
    caseId: row.id,
    field: 'estimate',
    from: 'open',
    to: 'approved',
    actorKind: 'customer',
    actorId: contact.id,
  })
  const { mirror } = aWorld({ cases: [row], contacts: [contact], caseEvents: [event] })
  expect(caseThread(mirror, { caseId: row.id, limit: 5, me: null }).items).toMatchObject([
    {
      type: 'event',
      id: 'estimate:approved',
      field: 'estimate',
      from: 'open',
      to: 'approved',
      authorName: 'Jana Bizjak',
    },
  ])
})

test('a case with an estimate that waits to be sent waits for details, for every list and counter', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.act(anEstimateToSend(row.id))
  expect(shown(world, row.id)).toMatchObject({
    status: 'waiting_for_details',
    versions: { status: 2 },
    modifiedAt: Math.max(NOW, row.modifiedAt),
  })
  expect(queueCounters(world.mirror, 'me', NOTHING_DUE)).toMatchObject({ waiting: 1, active: 0, open: 1 })
  expect(pendingFields(world, row.id)).toEqual(['status'])
})

test('a case that waits already, or is closed, stays as it is', () => {
  const waiting = aCase({ status: 'waiting_for_details' })
  const closed = aCase({ status: 'resolved', closedAt: 5 })
  const world = aWorld({ cases: [waiting, closed] })
  for (const { id } of [waiting, closed]) world.act(anEstimateToSend(id))
  expect(shown(world, waiting.id)).toMatchObject({ status: 'waiting_for_details', versions: { status: 1 } })
  expect(shown(world, closed.id)).toMatchObject({ status: 'resolved', closedAt: 5, versions: { status: 1 } })
})

test('what waits to be withdrawn puts the case back to work, unless another one is open', () => {
  const row = aCase({ status: 'waiting_for_details' })
  const open = anEstimate({ caseId: row.id })
  const world = aWorld({ cases: [row], estimates: [open] })
  world.act(anEstimateToWithdraw(row.id, open.id))
  expect(shown(world, row.id)).toMatchObject({ status: 'in_progress', versions: { status: 2 } })
  world.act(anEstimateToSend(row.id))
  expect(shown(world, row.id)).toMatchObject({ status: 'waiting_for_details', versions: { status: 3 } })

  const answered = aCase({ status: 'waiting_for_details' })
  const past = anEstimate({ caseId: answered.id, state: 'declined' })
  const other = aWorld({ cases: [answered], estimates: [past] })
  other.act(anEstimateToWithdraw(answered.id, past.id))
  expect(shown(other, answered.id)).toMatchObject({ status: 'waiting_for_details', versions: { status: 1 } })
})

test('the portal has the last word once its rows are here', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id))
  applied(world, sent.opId, world.seq() + 2)
  world.show(row.id)
  expect(shown(world, row.id)).toMatchObject({ status: 'waiting_for_details' })
  expect(pendingFields(world, row.id)).toEqual([])
  const moved = { ...row, status: 'researching' as const, versions: { ...row.versions, status: 3 } }
  world.change(
    { table: 'estimates', row: anEstimate({ id: sent.opId, caseId: row.id, state: 'withdrawn' }) },
    { table: 'cases', row: moved },
  )
  expect(shown(world, row.id)).toEqual(moved)
  expect(world.mirror.prepare('SELECT count(*) FROM overlay', { pluck: true }).get()).toBe(0)
})

test('one that was refused or set aside moves nothing', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id))
  rejectOperation(world.outbox, sent.opId, { code: 'rejected', params: {} }, NOW)
  world.show(row.id)
  expect(shown(world, row.id)).toEqual(row)
})

test('after a start and after everything was loaded anew it is shown again', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.act(anEstimateToSend(row.id))
  firstSync(world.mirror, { cases: [row] })
  expect(shown(world, row.id)?.status).toBe('in_progress')
  reapplyAll(world.mirror, overlayOperations(world.outbox, world.seq()))
  expect(shown(world, row.id)?.status).toBe('waiting_for_details')
})

test('an estimate that is taken back keeps its words, and nothing asks for its withdrawal any more', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id, { note: 'Dobava v 14 dneh.' }))
  const withdrawal = world.act(anEstimateToWithdraw(row.id, sent.opId, { dependsOn: [sent.opId] }))
  const later = world.act(anUpdate(row.id, { dependsOn: [sent.opId] }))
  const head = { caseNumber: row.caseNumber, title: row.title }
  expect(withdrawOperation(world.outbox, sent.opId, NOW, { head })).toMatchObject({ draft: null })
  world.show(row.id)
  expect(operationById(world.outbox, withdrawal.opId)).toBeNull()
  expect(operationsOfLane(world.outbox, row.id).map(({ operation }) => [operation.opId, operation.dependsOn])).toEqual([
    [later.opId, []],
  ])
  expect(listRecovered(world.outbox)).toMatchObject([
    {
      kind: 'estimate',
      caseId: row.id,
      caseNumber: row.caseNumber,
      reason: 'withdrawn',
      text: 'Delo serviserja (ura): 2 × 65.00 € + 22 %\n\nDobava v 14 dneh.',
    },
  ])
})

test('one that goes out anew under another id is withdrawn by that id, and shares its fate', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id))
  const withdrawal = world.act(anEstimateToWithdraw(row.id, sent.opId, { dependsOn: [sent.opId] }))
  rejectOperation(world.outbox, sent.opId, { code: 'rejected', params: { reason: 'case_closed' } }, NOW)
  expect(operationById(world.outbox, withdrawal.opId)?.state).toBe('rejected')
  const again = { ...sent, opId: anId() }
  expect(replaceOperation(world.outbox, sent.opId, again)).toBe(true)
  retryOperation(world.outbox, again.opId)
  expect(operationById(world.outbox, withdrawal.opId)).toMatchObject({
    state: 'waiting',
    operation: { estimateId: again.opId, dependsOn: [again.opId] },
  })
})
