import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Outbox, openOutbox } from '#main/store/open.ts'
import { getDraft, listDrafts, saveDraft } from '#main/store/outbox/drafts.ts'
import {
  appendOperation,
  countOperations,
  listOperations,
  operationById,
  operationsOfLane,
} from '#main/store/outbox/operations.ts'
import { overlayOperations, pendingFieldsOf } from '#main/store/outbox/overlay.ts'
import { forgetResultSeqs, keepUntilLoaded, resultsBeyond } from '#main/store/outbox/result-seqs.ts'
import {
  markSending,
  nextBatch,
  purgeSettled,
  recordResults,
  rejectOperation,
  resolveConflict,
  retryAllWaiting,
  retryOperation,
  returnToWaiting,
} from '#main/store/outbox/sending.ts'
import { clientId, getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import { isHereAlone, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import type { Operation, OperationResult, StatusConflict } from '#shared/portal-api/operations.ts'
import { anUpdate, aReply, KEY, NOW, tempFolder } from './support.ts'

const DAY = 86_400_000
const failed = {
  now: NOW,
  nextAt: NOW + 1000,
  countAttempt: true,
  problem: { code: 'unreachable' as const, params: {} },
}

const anOutbox = (): Outbox => openOutbox(join(tempFolder(), 'outbox.db'), KEY)
const append = <T extends Operation>(outbox: Outbox, ...operations: T[]): T[] => {
  for (const operation of operations) appendOperation(outbox, operation)
  return operations
}
const ids = (operations: readonly { opId: string }[]) => operations.map(({ opId }) => opId)
const due = (outbox: Outbox, now = NOW, limit = 50) => ids(nextBatch(outbox, now, limit).operations)
const applied = (opId: string, seq: number): OperationResult => ({ status: 'applied', opId, seq })
const conflict: StatusConflict = {
  field: 'status',
  base: 'in_progress',
  mine: 'researching',
  theirs: 'resolved',
  theirsVersion: 3,
  reason: 'stale',
  changedBy: 'agent',
  changedAt: NOW,
}

test('operations go out in the order in which they were written, those of one case together', () => {
  const outbox = anOutbox()
  const all = append(outbox, aReply('a'), aReply('b'), aReply('a'), aReply('c'))
  expect(due(outbox)).toEqual(ids(all))
  expect(due(outbox, NOW, 2)).toEqual(ids(all.slice(0, 2)))
})

test('an operation on its way holds back the later ones of its case only', () => {
  const outbox = anOutbox()
  const [first, , other] = append(outbox, aReply('a'), aReply('a'), aReply('b'))
  markSending(outbox, [first!.opId])
  expect(due(outbox)).toEqual([other!.opId])
})

test('an operation that waits for its next try holds back its case until then', () => {
  const outbox = anOutbox()
  const [first, second, other] = append(outbox, aReply('a'), aReply('a'), aReply('b'))
  markSending(outbox, [first!.opId])
  returnToWaiting(outbox, [first!.opId], failed)
  expect(nextBatch(outbox, NOW, 50)).toMatchObject({ operations: [other], dueAt: NOW + 1000 })
  expect(due(outbox, NOW + 1000)).toEqual(ids([first!, second!, other!]))
  expect(operationById(outbox, first!.opId)).toMatchObject({ problem: failed.problem })
  retryAllWaiting(outbox)
  expect(nextBatch(outbox, NOW, 1)).toMatchObject({ operations: [first] })
})

test('an operation waits for those that it depends on, in another case too', () => {
  const outbox = anOutbox()
  const [first] = append(outbox, aReply('a'))
  const [second, third] = append(outbox, aReply('b', { dependsOn: [first!.opId] }), aReply('b'))
  expect(due(outbox)).toEqual([first!.opId])
  markSending(outbox, [first!.opId])
  recordResults(outbox, [applied(first!.opId, 5)], NOW)
  expect(due(outbox)).toEqual(ids([second!, third!]))
})

test('a conflict of a status does not hold back later notes of its case', () => {
  const outbox = anOutbox()
  const [change, note] = append<Operation>(outbox, anUpdate('a'), aReply('a'))
  markSending(outbox, ids([change!, note!]))
  recordResults(outbox, [{ status: 'conflict', opId: change!.opId, seq: 9, conflict }], NOW)
  returnToWaiting(outbox, [note!.opId], { ...failed, nextAt: 0 })
  expect(due(outbox)).toEqual([note!.opId])
  expect(operationById(outbox, change!.opId)).toMatchObject({ state: 'conflict', conflict, seq: 9 })
})

test('a refused operation takes those that depend on it along and lets the case go on', () => {
  const outbox = anOutbox()
  const [first] = append(outbox, aReply('a'))
  const [second] = append(outbox, aReply('b', { dependsOn: [first!.opId] }))
  const [third] = append(outbox, aReply('c', { dependsOn: [second!.opId] }))
  const [free] = append(outbox, aReply('a'))
  markSending(outbox, [first!.opId])
  recordResults(outbox, [{ status: 'rejected', opId: first!.opId, code: 'forbidden', detail: 'secret' }], NOW)
  for (const { opId } of [first!, second!, third!]) {
    expect(operationById(outbox, opId)).toMatchObject({
      state: 'rejected',
      problem: { code: 'rejected', params: { reason: 'forbidden' } },
    })
  }
  expect(due(outbox)).toEqual([free!.opId])
  expect(retryOperation(outbox, first!.opId)).toBe(true)
  expect(due(outbox)).toEqual(ids([first!, free!]))
})

test('the portal may ask for a later try, which costs no attempt', () => {
  const outbox = anOutbox()
  const [first] = append(outbox, aReply('a'))
  markSending(outbox, [first!.opId])
  recordResults(outbox, [{ status: 'retry', opId: first!.opId, afterMs: 3000 }], NOW)
  expect(nextBatch(outbox, NOW, 50)).toEqual({ operations: [], attempts: [], dueAt: NOW + 3000 })
  expect(operationById(outbox, first!.opId)).toMatchObject({ state: 'waiting', attempts: 0 })
})

test('a repeated result changes nothing', () => {
  const outbox = anOutbox()
  const [first] = append(outbox, aReply('a'))
  markSending(outbox, [first!.opId])
  recordResults(outbox, [applied(first!.opId, 5)], NOW)
  recordResults(
    outbox,
    [{ status: 'rejected', opId: first!.opId, code: 'x', detail: '' }, applied(first!.opId, 9)],
    NOW + 1,
  )
  expect(operationById(outbox, first!.opId)).toMatchObject({ state: 'settled', seq: 5, settledAt: NOW })
  expect(retryOperation(outbox, first!.opId)).toBe(false)
})

test('what never left can be taken back, and its words come before the newer draft', () => {
  const outbox = anOutbox()
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: 'prvi osnutek', savedAt: NOW })
  const [reply] = append(outbox, aReply('a', { body: 'Poslano besedilo' }))
  expect(getDraft(outbox, 'a', 'reply')).toBeNull()
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: 'novejši osnutek', savedAt: NOW })
  expect(withdrawOperation(outbox, reply!.opId, NOW + 1)?.draft).toMatchObject({
    caseId: 'a',
    mode: 'reply',
    body: 'Poslano besedilo\n\nnovejši osnutek',
  })
  expect(operationById(outbox, reply!.opId)).toBeNull()
  expect(getDraft(outbox, 'a', 'reply')).toMatchObject({
    body: 'Poslano besedilo\n\nnovejši osnutek',
    savedAt: NOW + 1,
  })
})

test('what may have reached the portal cannot be taken back', () => {
  const outbox = anOutbox()
  const [first, second] = append(outbox, aReply('a'), aReply('b'))
  markSending(outbox, ids([first!, second!]))
  expect(withdrawOperation(outbox, first!.opId, NOW)).toBeNull()
  returnToWaiting(outbox, [first!.opId], failed)
  returnToWaiting(outbox, [second!.opId], { ...failed, neverLeft: true })
  expect(withdrawOperation(outbox, first!.opId, NOW)).toBeNull()
  expect(withdrawOperation(outbox, second!.opId, NOW)?.operation).toEqual(second)
  markSending(outbox, [first!.opId])
  returnToWaiting(outbox, [first!.opId], { ...failed, neverLeft: true })
  expect(isHereAlone(operationById(outbox, first!.opId)!)).toBe(false)
})

test('only the draft of the mode that was sent goes', () => {
  const outbox = anOutbox()
  for (const mode of ['reply', 'note'] as const) saveDraft(outbox, { caseId: 'a', mode, body: mode, savedAt: NOW })
  append(outbox, aReply('a', { visibility: 'internal' }))
  expect(listDrafts(outbox)).toEqual([{ caseId: 'a', mode: 'reply', savedAt: NOW }])
  append<Operation>(outbox, anUpdate('a'))
  expect(getDraft(outbox, 'a', 'reply')?.body).toBe('reply')
})

test('an operation with a known id is not taken twice, and the draft stays', () => {
  const outbox = anOutbox()
  const [reply] = append(outbox, aReply('a'))
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: 'nov', savedAt: NOW })
  expect(() => appendOperation(outbox, { ...reply!, body: 'drugo' })).toThrow(/UNIQUE/)
  expect(getDraft(outbox, 'a', 'reply')?.body).toBe('nov')
  expect(operationsOfLane(outbox, 'a')).toHaveLength(1)
})

test('an empty draft is no draft; a draft of five million characters is', () => {
  const outbox = anOutbox()
  const body = 'š'.repeat(5_000_000)
  saveDraft(outbox, { caseId: 'a', mode: 'note', body, savedAt: NOW })
  saveDraft(outbox, { caseId: 'b', mode: 'note', body: 'x', savedAt: NOW + 1 })
  expect(getDraft(outbox, 'a', 'note')?.body).toBe(body)
  expect(listDrafts(outbox).map(({ caseId }) => caseId)).toEqual(['b', 'a'])
  saveDraft(outbox, { caseId: 'a', mode: 'note', body: '', savedAt: NOW })
  expect(getDraft(outbox, 'a', 'note')).toBeNull()
})

test('the list has what waits or needs a person in order, then what was settled lately', () => {
  const outbox = anOutbox()
  const [a, b, c, d] = append<Operation>(outbox, aReply('a'), aReply('b'), anUpdate('c'), aReply('d'))
  markSending(outbox, ids([a!, b!, c!]))
  recordResults(outbox, [applied(a!.opId, 1)], NOW)
  recordResults(outbox, [applied(b!.opId, 2), { status: 'conflict', opId: c!.opId, seq: 3, conflict }], NOW + 1)
  const { operations, total } = listOperations(outbox, 3)
  expect(operations.map(({ operation }) => operation.opId)).toEqual(ids([c!, d!, b!]))
  expect(total).toBe(4)
  expect(countOperations(outbox)).toEqual({
    waiting: 1,
    sending: 0,
    settled: 2,
    conflict: 1,
    rejected: 0,
    quarantined: 0,
  })
})

test('a decided conflict is settled and followed by mine in one step', () => {
  const outbox = anOutbox()
  const [change] = append<Operation>(outbox, anUpdate('a'))
  markSending(outbox, [change!.opId])
  recordResults(outbox, [{ status: 'conflict', opId: change!.opId, seq: 3, conflict }], NOW)
  const mine = anUpdate('a')
  expect(resolveConflict(outbox, change!.opId, mine, NOW)).toBe(true)
  expect(operationById(outbox, change!.opId)).toMatchObject({ state: 'settled', seq: 3 })
  expect(due(outbox)).toEqual([mine.opId])
  expect(resolveConflict(outbox, change!.opId, anUpdate('a'), NOW)).toBe(false)
  expect(operationsOfLane(outbox, 'a')).toHaveLength(2)
})

test('a settled operation stays in the overlay until the cursor passes it, its text for 30 days more', () => {
  const outbox = anOutbox()
  const [reply] = append(outbox, aReply('a'))
  markSending(outbox, [reply!.opId])
  recordResults(outbox, [applied(reply!.opId, 7)], NOW)
  expect(overlayOperations(outbox, 6, ['a'])).toMatchObject([{ state: 'settled', seq: 7, passed: false }])
  expect(overlayOperations(outbox, 6)).toHaveLength(1)
  expect(overlayOperations(outbox, 7, ['a'])).toEqual([])
  expect(overlayOperations(outbox, 7)).toEqual([])
  expect(purgeSettled(outbox, 7, NOW + 30 * DAY)).toBe(0)
  expect(purgeSettled(outbox, 6, NOW + 31 * DAY)).toBe(0)
  expect(purgeSettled(outbox, 7, NOW + 31 * DAY)).toBe(1)
  expect(operationById(outbox, reply!.opId)).toBeNull()
})

test('after a new epoch of the feed nothing that was settled covers the rows any more', () => {
  const outbox = anOutbox()
  const [settled, waiting] = append(outbox, aReply('a'), aReply('a'))
  markSending(outbox, [settled!.opId])
  recordResults(outbox, [applied(settled!.opId, 7000)], NOW)
  forgetResultSeqs(outbox)
  expect(overlayOperations(outbox, 3, ['a']).map(({ operation }) => operation)).toEqual([waiting])
})

test('what was answered since then stays on top of the rows until its number is forgotten', () => {
  const outbox = anOutbox()
  const [before, reply, words, status, closed] = append<Operation>(
    outbox,
    ...[aReply('a'), aReply('a'), aReply('a'), anUpdate('a'), aReply('a')],
  )
  recordResults(outbox, [applied(before!.opId, 3)], NOW)
  recordResults(
    outbox,
    [
      applied(reply!.opId, 4),
      { status: 'conflict', opId: words!.opId, seq: 5, conflict },
      { status: 'conflict', opId: status!.opId, seq: 6, conflict },
      applied(closed!.opId, 0),
    ],
    NOW + 1,
  )
  expect(keepUntilLoaded(outbox, NOW + 1)).toBe(true)
  expect(keepUntilLoaded(outbox, NOW + 1)).toBe(false)
  // A status that waits for a person, or that a person has decided, is not to be shown as if it had been written.
  resolveConflict(outbox, status!.opId, null, NOW + 2)
  expect(keepUntilLoaded(outbox, NOW + 1)).toBe(false)
  expect(resultsBeyond(outbox, 6)).toEqual([reply!.opId, words!.opId])
  expect(overlayOperations(outbox, 1000, ['a']).map(({ operation, passed }) => [operation.opId, passed])).toEqual([
    [reply!.opId, false],
    [words!.opId, false],
  ])
  expect(forgetResultSeqs(outbox, 6, [before!.opId])).toBe(false)
  expect(forgetResultSeqs(outbox, 6)).toBe(true)
  expect(resultsBeyond(outbox, 0)).toEqual([before!.opId, status!.opId])
})

test('the fields that are not at the portal yet are those of unsent operations', () => {
  const outbox = anOutbox()
  const owner = anUpdate('a', { status: undefined, ownerId: { to: null, base: { value: 'x', version: 1 } } })
  const [status] = append<Operation>(outbox, anUpdate('a'), owner)
  expect(pendingFieldsOf(overlayOperations(outbox, 0, ['a']))).toEqual(['status', 'ownerId'])
  markSending(outbox, [status!.opId])
  recordResults(outbox, [applied(status!.opId, 7)], NOW)
  rejectOperation(outbox, owner.opId, { code: 'rejected', params: {} }, NOW)
  expect(pendingFieldsOf(overlayOperations(outbox, 0, ['a']))).toEqual([])
})

test('settings keep JSON values; the client id is minted once', () => {
  const outbox = anOutbox()
  expect(getSetting(outbox, 'session')).toBeNull()
  putSetting(outbox, 'session', { token: 'abc' })
  expect(getSetting(outbox, 'session')).toEqual({ token: 'abc' })
  removeSetting(outbox, 'session')
  expect(getSetting(outbox, 'session')).toBeNull()
  expect(clientId(outbox, () => 'first')).toBe('first')
  expect(clientId(outbox, () => 'second')).toBe('first')
})

test('10,000 pending operations: a batch, the counters and the list still come at once', () => {
  const outbox = anOutbox()
  outbox.transaction(() => {
    for (let at = 0; at < 10_000; at++) appendOperation(outbox, aReply(`case-${at % 3000}`))
  })
  const took = (work: () => unknown) => {
    const begun = performance.now()
    work()
    return performance.now() - begun
  }
  expect(nextBatch(outbox, NOW, 50).operations).toHaveLength(50)
  // Far above what they take (a few ms), far below what a scan of all the texts for each operation would.
  expect(took(() => nextBatch(outbox, NOW, 50))).toBeLessThan(150)
  expect(took(() => countOperations(outbox))).toBeLessThan(150)
  expect(took(() => listOperations(outbox, 200))).toBeLessThan(150)
  expect(took(() => overlayOperations(outbox, 0, ['case-7']))).toBeLessThan(150)
})
