import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openOutbox } from '#main/store/open.ts'
import { countBegun } from '#main/store/outbox/begun.ts'
import { getDraft, listDrafts, saveDraft } from '#main/store/outbox/drafts.ts'
import { keepEstimateForm, keepRmaForm } from '#main/store/outbox/forms.ts'
import { appendOperation, operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import { listRecovered } from '#main/store/outbox/recovered.ts'
import { markSending, nextBatch, recordResults, retryAllWaiting, returnToWaiting } from '#main/store/outbox/sending.ts'
import { replaceOperation, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { anId } from '#test/factories/ids.ts'
import { aCreation, aDecision, aMerge, anUnmerge, anUpdate, aReply, KEY, NOW, tempFolder } from './support.ts'

const anOutbox = () => openOutbox(join(tempFolder(), 'outbox.db'), KEY)
const due = (outbox: ReturnType<typeof anOutbox>, now = NOW) => nextBatch(outbox, now, 50)
const head = { caseNumber: 'CAS-1', title: 'Naslov' }

test('a reply that is held does not go before its time, nor does what follows it in its case', () => {
  const outbox = anOutbox()
  const held = aReply('a')
  const [later, other] = [anUpdate('a'), aReply('b')]
  appendOperation(outbox, held, { holdUntil: NOW + 10_000, seenSeq: 7 })
  for (const operation of [later, other]) appendOperation(outbox, operation)
  expect(due(outbox)).toMatchObject({ operations: [other], dueAt: NOW + 10_000 })
  // "Sync now" hurries what waits for the line, not what its author may still take back.
  retryAllWaiting(outbox)
  expect(due(outbox, NOW + 9_999)).toMatchObject({ operations: [other], dueAt: NOW + 10_000 })
  expect(due(outbox, NOW + 10_000).operations).toEqual([held, later, other])
  expect(operationById(outbox, held.opId)).toMatchObject({ holdUntil: NOW + 10_000, seenSeq: 7 })
})

test('a clock that was set back does not hold a reply for a day', () => {
  const outbox = anOutbox()
  const held = aReply('a')
  appendOperation(outbox, held, { holdUntil: NOW + 10_000 })
  expect(due(outbox, NOW - 86_400_000).operations).toEqual([held])
})

test('a held reply is there after the program ended in its time, and goes out', () => {
  const file = join(tempFolder(), 'outbox.db')
  const before = openOutbox(file, KEY)
  const held = aReply('a')
  appendOperation(before, held, { holdUntil: NOW + 10_000 })
  before.close()
  const outbox = openOutbox(file, KEY)
  expect(due(outbox, NOW + 60_000).operations).toEqual([held])
  outbox.close()
})

test('words that come back to a draft keep what their author had not seen', () => {
  const outbox = anOutbox()
  const reply = aReply('a', { body: 'Prvo' })
  appendOperation(outbox, reply, { seenSeq: 5 })
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: 'Drugo', savedAt: NOW, beganSeq: 9 })
  withdrawOperation(outbox, reply.opId, NOW + 1)
  expect(getDraft(outbox, 'a', 'reply')).toMatchObject({ body: 'Prvo\n\nDrugo', beganSeq: 5 })
  // Saving on does not move the beginning.
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: 'Prvo in drugo', savedAt: NOW + 2, beganSeq: 30 })
  expect(getDraft(outbox, 'a', 'reply')).toMatchObject({ beganSeq: 5 })
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: '', savedAt: NOW + 3 })
  saveDraft(outbox, { caseId: 'a', mode: 'reply', body: 'Znova', savedAt: NOW + 4, beganSeq: 30 })
  expect(getDraft(outbox, 'a', 'reply')).toMatchObject({ beganSeq: 30, beganAt: NOW + 4 })
})

test('a case that was entered here is taken back with all that waits for it, and no word is lost', () => {
  const outbox = anOutbox()
  const creation = aCreation()
  const { caseId } = creation
  const dependsOn = [creation.opId]
  const reply = aReply(caseId, { dependsOn, body: 'Takoj pridemo' })
  const status = anUpdate(caseId, { dependsOn })
  const other = aReply('b')
  for (const operation of [creation, reply, status, other]) appendOperation(outbox, operation)
  expect(withdrawOperation(outbox, creation.opId, NOW, { head })).toMatchObject({ draft: null })
  expect(operationsOfLane(outbox, caseId)).toEqual([])
  expect(listRecovered(outbox).map(({ kind, text, reason }) => [kind, text, reason])).toEqual([
    ['reply', 'Takoj pridemo', 'withdrawn'],
    ['case', `${creation.title}\n\n${creation.description}`, 'withdrawn'],
  ])
  expect(due(outbox).operations).toEqual([other])
})

test('what was begun for a case that is taken back is with its words in the recovery list, and nowhere else', () => {
  const outbox = anOutbox()
  const creation = aCreation()
  const { caseId } = creation
  appendOperation(outbox, creation)
  saveDraft(outbox, { caseId, mode: 'reply', body: 'Začet odgovor', savedAt: NOW - 5 })
  keepEstimateForm(outbox, { caseId, agentId: 'maja', entry: '{"note":"Začeta ponudba"}', savedAt: NOW - 4 })
  keepRmaForm(outbox, { caseId, agentId: 'maja', entry: '{"lines":[{"serialNumber":"SN-1"}]}', savedAt: NOW - 3 })
  saveDraft(outbox, { caseId: 'b', mode: 'reply', body: 'Od drugod', savedAt: NOW })
  withdrawOperation(outbox, creation.opId, NOW, { head })
  const kept = listRecovered(outbox)
  expect(new Set(kept.map(({ kind, text, reason }) => [kind, text, reason].join(': ')))).toEqual(
    new Set([
      'draft: Začet odgovor: withdrawn',
      'estimate: Začeta ponudba: withdrawn',
      'note: SN-1: withdrawn',
      `case: ${creation.title}\n\n${creation.description}: withdrawn`,
    ]),
  )
  expect(kept.map((words) => words.caseTitle)).toContain(creation.title)
  expect(listDrafts(outbox)).toMatchObject([{ caseId: 'b' }])
  expect(countBegun(outbox)).toBe(1)
})

test('what names a case that is not made now goes with it, also by a case that was to be split off from it', () => {
  const outbox = anOutbox()
  const creation = aCreation()
  const { caseId } = creation
  const dependsOn = [creation.opId]
  const about = { schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: NOW, dependsOn }
  const notes = [{ noteId: anId(), newId: anId() }]
  const splitOff = anId()
  const split: Operation = {
    ...about,
    opId: anId(),
    kind: 'case.split',
    caseId: splitOff,
    fromId: caseId,
    title: 'Drugo',
    notes,
  }
  const merge = { ...aMerge('a', caseId), dependsOn }
  const unmerge = anUnmerge('a', caseId)
  const link: Operation = {
    ...about,
    opId: anId(),
    kind: 'case.link',
    caseId: 'b',
    otherId: splitOff,
    link: 'relates_to',
    dependsOn: [split.opId],
  }
  const written = aReply(splitOff, { dependsOn: [split.opId], body: 'V odcepljenem' })
  const stays = [aReply('a'), anUpdate('b')] as const
  const all = [creation, split, merge, unmerge, link, written]
  for (const operation of [...all, ...stays]) appendOperation(outbox, operation)
  const withdrawn = withdrawOperation(outbox, creation.opId, NOW, { head })
  expect(new Set(withdrawn?.others)).toEqual(new Set(all.slice(1)))
  expect(due(outbox).operations).toEqual(stays)
  expect(listRecovered(outbox).map(({ text }) => text)).toContain('V odcepljenem')
})

test.each<[string, Operation, string | null]>([
  ['title', anUpdate('a', { status: undefined, title: change('Nov naslov') }), 'Nov naslov'],
  ['description', anUpdate('a', { status: undefined, description: change('Nov opis') }), 'Nov opis'],
  ['reason of a decision', aDecision('r', { reason: 'Podatki se ne ujemajo' }), 'Podatki se ne ujemajo'],
  ['status', anUpdate('a'), null],
])('a %s that is taken back leaves no words behind but in the recovery list', (_, operation, words) => {
  const outbox = anOutbox()
  appendOperation(outbox, operation)
  expect(withdrawOperation(outbox, operation.opId, NOW, { head })?.operation).toEqual(operation)
  expect(operationById(outbox, operation.opId)).toBeNull()
  expect(listRecovered(outbox).map(({ text }) => text)).toEqual(words === null ? [] : [words])
})

test('what may have left is taken back only when the portal has closed it', () => {
  const outbox = anOutbox()
  const reply = aReply('a', { body: 'Morda že tam' })
  appendOperation(outbox, reply)
  markSending(outbox, [reply.opId])
  returnToWaiting(outbox, [reply.opId], { nextAt: 0, problem: null })
  expect(withdrawOperation(outbox, reply.opId, NOW)).toBeNull()
  expect(withdrawOperation(outbox, reply.opId, NOW, { closedAtPortal: true })?.draft?.body).toBe('Morda že tam')
  const settled = aReply('a')
  appendOperation(outbox, settled)
  markSending(outbox, [settled.opId])
  recordResults(outbox, [{ status: 'applied', opId: settled.opId, seq: 3 }], NOW)
  expect(withdrawOperation(outbox, settled.opId, NOW, { closedAtPortal: true })).toBeNull()
})

test('what depended on an operation that was taken back waits for nothing, here and at the portal', () => {
  const outbox = anOutbox()
  const first = aReply('a')
  const second = aReply('b', { dependsOn: [first.opId] })
  for (const operation of [first, second]) appendOperation(outbox, operation)
  withdrawOperation(outbox, first.opId, NOW)
  expect(due(outbox).operations).toEqual([{ ...second, dependsOn: [] }])
})

test('other words take the old place in the lane under a new id, and what depended on them follows', () => {
  const outbox = anOutbox()
  const [first, second] = [aReply('a', { body: 'Prej' }), aReply('a')]
  const dependent = aReply('b', { dependsOn: [first.opId] })
  for (const operation of [first, second, dependent]) appendOperation(outbox, operation)
  const next = { ...first, opId: anId(), body: 'Potem' }
  expect(replaceOperation(outbox, first.opId, next, { holdUntil: NOW + 5 })).toBe(true)
  expect(operationById(outbox, first.opId)).toBeNull()
  expect(due(outbox, NOW + 5).operations).toEqual([next, second])
  expect(operationById(outbox, dependent.opId)?.operation.dependsOn).toEqual([next.opId])
  markSending(outbox, [next.opId])
  expect(replaceOperation(outbox, next.opId, { ...next, opId: anId() })).toBe(false)
  recordResults(outbox, [{ status: 'applied', opId: next.opId, seq: 3 }], NOW)
  expect(due(outbox, NOW + 5).operations.map(({ opId }) => opId)).toEqual([second.opId, dependent.opId])
})

test('what the portal has refused goes anew with its counters reset', () => {
  const outbox = anOutbox()
  const reply = aReply('a')
  appendOperation(outbox, reply)
  markSending(outbox, [reply.opId])
  recordResults(outbox, [{ status: 'rejected', opId: reply.opId, code: 'forbidden', detail: '' }], NOW)
  const next = { ...reply, opId: anId() }
  expect(replaceOperation(outbox, reply.opId, next)).toBe(true)
  expect(operationById(outbox, next.opId)).toMatchObject({ state: 'waiting', sent: 0, attempts: 0, problem: null })
})

function change(to: string) {
  return { to, base: { value: 'prej', version: 1 } }
}
