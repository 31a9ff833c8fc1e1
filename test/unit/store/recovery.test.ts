import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { caseDetail } from '#main/store/mirror/cases.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { allEstimateForms, editsForm, keepEstimateForm, wordsOfForm } from '#main/store/outbox/forms.ts'
import { countOperations, operationById } from '#main/store/outbox/operations.ts'
import { addRecovered, countRecovered, listRecovered, removeRecovered } from '#main/store/outbox/recovered.ts'
import { markSending, nextBatch, recordResults } from '#main/store/outbox/sending.ts'
import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import { addStagedFile, stagedFilesOfCase } from '#main/store/outbox/staged-files.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { keepOrphanedWords, keepWordsOfRefused, keepWordsOfRemoved, rememberHeads } from '#main/store/recovery.ts'
import { NEW_CASE } from '#shared/domain/case.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { aCase, aContact, aRegistration } from '#test/factories/rows.ts'
import {
  aCreation,
  aDecision,
  anAction,
  anEstimateToSend,
  anUpdate,
  aQuestion,
  aReply,
  aWorld,
  firstSync,
  itemOf,
  NOW,
  type World,
} from './support.ts'

const gone = (world: World, id: string, kind: 'tombstone' | 'eviction') => [
  itemOf({ table: 'cases', gone: id, kind }, world.seq() + 1),
]
const refuse = (world: World, { opId }: Operation) => {
  markSending(world.outbox, [opId])
  recordResults(world.outbox, [{ status: 'rejected', opId, code: 'not_found', detail: '' }], NOW)
}
const titled = (caseId: string, to: string) =>
  anUpdate(caseId, { status: undefined, title: { to, base: { value: 'prej', version: 1 } } })

test('the words of a deleted case go to the recovery list, whatever they were, and its operations are closed', () => {
  const row = aCase({ title: 'Zadeva, ki izgine' })
  const other = aCase()
  const world = aWorld({ cases: [row, other] })
  const reply = world.act(aReply(row.id, { body: 'Odgovor' }))
  const note = world.act(aReply(row.id, { body: 'Opomba', visibility: 'internal' }))
  const title = world.act(titled(row.id, 'Nov naslov'))
  const status = world.act(anUpdate(row.id))
  const refused = world.act(aReply(row.id, { body: 'Zavrnjeno' }))
  const elsewhere = world.act(aReply(other.id))
  refuse(world, refused)
  saveDraft(world.outbox, { caseId: row.id, mode: 'note', body: 'Osnutek', savedAt: NOW - 5 })

  const items = gone(world, row.id, 'tombstone')
  expect(keepWordsOfRemoved(world, items, NOW)).toBe(1)
  const kept = listRecovered(world.outbox)
  expect(new Set(kept.map(({ kind, text }) => `${kind}: ${text}`))).toEqual(
    new Set(['reply: Odgovor', 'note: Opomba', 'title: Nov naslov', 'reply: Zavrnjeno', 'draft: Osnutek']),
  )
  for (const words of kept) {
    expect(words).toMatchObject({
      caseId: row.id,
      caseNumber: row.caseNumber,
      // As the agent saw it last.
      caseTitle: 'Nov naslov',
      reason: 'deleted',
      lostAt: NOW,
    })
  }
  expect(getDraft(world.outbox, row.id, 'note')).toBeNull()
  for (const { opId } of [reply, note, title, status, refused]) {
    expect(operationById(world.outbox, opId)).toMatchObject({
      state: 'settled',
      problem: { code: 'rejected', params: { reason: 'deleted' } },
    })
  }
  expect(nextBatch(world.outbox, NOW, 50).operations).toEqual([elsewhere])

  // The program may end before the page is applied: the same page again changes nothing.
  expect(keepWordsOfRemoved(world, items, NOW + 1)).toBe(0)
  expect(listRecovered(world.outbox)).toEqual(kept)
})

test('what the cursor has passed, or a row that is newer here, takes no words away', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.mirror.exec('UPDATE cases SET seq = 40')
  const reply = world.act(aReply(row.id))
  const passed = itemOf({ table: 'cases', gone: row.id, kind: 'tombstone' }, world.seq())
  const older = itemOf({ table: 'cases', gone: row.id, kind: 'tombstone' }, 30)
  expect(keepWordsOfRemoved(world, [passed, older], NOW)).toBe(0)
  expect(operationById(world.outbox, reply.opId)).toMatchObject({ state: 'waiting' })
})

test('what arrived before the case was deleted is not lost, so it is not recovered', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const sent = world.act(aReply(row.id, { body: 'Prispelo' }))
  const halfSent = world.act(aReply(row.id, { body: 'Prispelo, stanje ne' }))
  markSending(world.outbox, [sent.opId, halfSent.opId])
  const conflict = {
    field: 'status' as const,
    base: 'in_progress' as const,
    mine: 'researching' as const,
    theirs: 'resolved' as const,
    theirsVersion: 2,
    reason: 'stale' as const,
    changedBy: null,
    changedAt: null,
  }
  recordResults(
    world.outbox,
    [
      { status: 'applied', opId: sent.opId, seq: 5 },
      { status: 'conflict', opId: halfSent.opId, seq: 6, conflict },
    ],
    NOW,
  )
  keepWordsOfRemoved(world, gone(world, row.id, 'tombstone'), NOW)
  expect(listRecovered(world.outbox)).toEqual([])
  expect(countOperations(world.outbox)).toMatchObject({ settled: 2, conflict: 0 })
})

test('of a case that left the scope drafts are kept at once, operations are tried and kept when they are refused', () => {
  const row = aCase({ title: 'Odide k drugim' })
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id, { body: 'Še poskusim' }))
  saveDraft(world.outbox, { caseId: row.id, mode: 'reply', body: 'Osnutek', savedAt: NOW })
  const items = gone(world, row.id, 'eviction')
  expect(keepWordsOfRemoved(world, items, NOW)).toBe(1)
  world.change({ table: 'cases', gone: row.id, kind: 'eviction' })
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'draft', text: 'Osnutek', reason: 'out_of_scope' }])
  expect(nextBatch(world.outbox, NOW, 50).operations).toEqual([reply])

  refuse(world, reply)
  expect(keepWordsOfRefused(world, [reply.opId], NOW)).toBe(1)
  expect(listRecovered(world.outbox)).toMatchObject([
    { kind: 'reply', text: 'Še poskusim', caseNumber: row.caseNumber, caseTitle: 'Odide k drugim' },
    { kind: 'draft' },
  ])
  expect(operationById(world.outbox, reply.opId)).toMatchObject({ state: 'settled' })
})

test('what was refused before the eviction is heard of is kept when it comes', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const reply = world.act(aReply(row.id, { body: 'Prepozno' }))
  refuse(world, reply)
  expect(keepWordsOfRefused(world, [reply.opId], NOW)).toBe(0)
  expect(keepWordsOfRemoved(world, gone(world, row.id, 'eviction'), NOW)).toBe(1)
  expect(listRecovered(world.outbox)).toMatchObject([{ text: 'Prepozno', reason: 'out_of_scope' }])
})

test('what is refused of a case that is here stays where it is', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const creation = world.act(aCreation())
  const replies = [world.act(aReply(row.id)), world.act(aReply(creation.caseId, { dependsOn: [creation.opId] }))]
  for (const operation of [replies[0]!, creation]) refuse(world, operation)
  const all = [creation, ...replies].map(({ opId }) => opId)
  expect(keepWordsOfRefused(world, all, NOW)).toBe(0)
  expect(keepOrphanedWords(world, NOW)).toBe(0)
  for (const opId of all) expect(operationById(world.outbox, opId)).toMatchObject({ state: 'rejected' })
  world.show(creation.caseId)
  expect(caseDetail(world.mirror, creation.caseId)?.case.title).toBe(creation.title)
})

test('after everything was loaded anew the words of cases that did not come again are kept, with their names', () => {
  const [stays, goes] = [aCase(), aCase({ title: 'Brez slovesa' })]
  const world = aWorld({ cases: [stays, goes] })
  const creation = world.act(aCreation())
  for (const caseId of [stays.id, goes.id, creation.caseId]) {
    saveDraft(world.outbox, { caseId, mode: 'reply', body: `Osnutek ${caseId}`, savedAt: NOW })
  }
  const refused = world.act(aReply(goes.id, { body: 'Zavrnjeno', visibility: 'internal' }))
  refuse(world, refused)
  rememberHeads(world)
  firstSync(world.mirror, { cases: [stays] })
  expect(keepOrphanedWords(world, NOW)).toBe(2)
  expect(new Set(listRecovered(world.outbox).map(({ text }) => text))).toEqual(
    new Set([`Osnutek ${goes.id}`, 'Zavrnjeno']),
  )
  for (const { caseTitle } of listRecovered(world.outbox)) expect(caseTitle).toBe('Brez slovesa')
  expect(getDraft(world.outbox, stays.id, 'reply')).not.toBeNull()
  expect(getDraft(world.outbox, creation.caseId, 'reply')).not.toBeNull()
})

test('what was being changed of a case that goes is in the recovery list, and what is changed of others stays', () => {
  const [stays, deleted, moved] = [aCase(), aCase(), aCase()]
  const world = aWorld({ cases: [stays, deleted, moved] })
  const edits = {
    [`description:${deleted.id}`]: { text: 'Nov opis', base: 'Prej' },
    [`title:${moved.id}`]: { text: 'Nov naslov', base: 'Prej' },
    [`title:${stays.id}`]: { text: 'Ostane', base: 'Prej' },
  }
  const splits = { [moved.id]: { title: 'Odcepljeno', noteIds: [] } }
  const rewrites = { op: { text: 'Drugače', open: true } }
  const name = editsForm('maja')
  putSetting(world.outbox, name, JSON.stringify({ edits, rewrites, merged: {}, splits }))

  expect(keepWordsOfRemoved(world, gone(world, deleted.id, 'tombstone'), NOW)).toBe(1)
  expect(keepWordsOfRemoved(world, gone(world, moved.id, 'eviction'), NOW)).toBe(1)
  const kept = listRecovered(world.outbox).map(({ caseId, kind, text, reason }) => [caseId, kind, text, reason])
  expect(new Set(kept.map(String))).toEqual(
    new Set(
      [
        [deleted.id, 'description', 'Nov opis', 'deleted'],
        [moved.id, 'title', 'Nov naslov', 'out_of_scope'],
        [moved.id, 'title', 'Odcepljeno', 'out_of_scope'],
      ].map(String),
    ),
  )
  expect(JSON.parse(getSetting<string>(world.outbox, name) ?? '')).toEqual({
    edits: { [`title:${stays.id}`]: { text: 'Ostane', base: 'Prej' } },
    ...{ rewrites, merged: {}, splits: {} },
  })
  expect(keepWordsOfRemoved(world, gone(world, deleted.id, 'tombstone'), NOW + 1)).toBe(0)
})

test('recovered words stay until they are removed', () => {
  const { outbox } = aWorld()
  const words = {
    id: 'one',
    caseId: null,
    caseNumber: '',
    caseTitle: '',
    kind: 'reply' as const,
    text: 'Besede',
    reason: 'deleted' as const,
    writtenAt: NOW,
    lostAt: NOW,
  }
  addRecovered(outbox, words)
  addRecovered(outbox, { ...words, text: 'Iste še enkrat' })
  addRecovered(outbox, { ...words, id: 'nothing', text: '' })
  expect(listRecovered(outbox)).toEqual([words])
  expect(removeRecovered(outbox, 'one')).toBe(true)
  expect(removeRecovered(outbox, 'one')).toBe(false)
  expect(countRecovered(outbox)).toBe(0)
})

test('words of an estimate, and of the form of one, are kept when their case is deleted', () => {
  const row = aCase({ title: 'Popravilo' })
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id, { note: 'Dobava v 14 dneh.' }))
  const entry = JSON.stringify({
    items: [{ description: 'Baterija', price: '12,00' }, {}],
    note: 'Še pišem',
    valid: null,
  })
  keepEstimateForm(world.outbox, { caseId: row.id, agentId: 'maja', entry, savedAt: NOW - 9 })
  keepEstimateForm(world.outbox, { caseId: 'other', agentId: 'maja', entry, savedAt: NOW })
  expect(keepWordsOfRemoved(world, gone(world, row.id, 'tombstone'), NOW)).toBe(1)
  const kept = listRecovered(world.outbox).filter(({ caseId }) => caseId === row.id)
  expect(kept.map(({ kind, text, writtenAt }) => [kind, text, writtenAt]).toSorted()).toEqual([
    ['estimate', 'Delo serviserja (ura): 2 × 65.00 € + 22 %\n\nDobava v 14 dneh.', sent.authoredAt],
    ['estimate', 'Še pišem\nBaterija · 12,00', NOW - 9],
  ])
  for (const words of kept) expect(words).toMatchObject({ caseTitle: 'Popravilo', reason: 'deleted' })
  expect(allEstimateForms(world.outbox).map(({ caseId }) => caseId)).toEqual(['other'])
  expect(operationById(world.outbox, sent.opId)?.state).toBe('settled')
})

test('a form of a case that left the scope is kept, the estimate that was sent off is still tried', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id))
  keepEstimateForm(world.outbox, { caseId: row.id, agentId: 'maja', entry: '"Samo to"', savedAt: NOW })
  keepWordsOfRemoved(world, gone(world, row.id, 'eviction'), NOW)
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'estimate', text: 'Samo to', reason: 'out_of_scope' }])
  expect(operationById(world.outbox, sent.opId)?.state).toBe('waiting')
  world.change({ table: 'cases', gone: row.id, kind: 'eviction' })
  refuse(world, sent)
  expect(keepWordsOfRefused(world, [sent.opId], NOW)).toBe(1)
  expect(listRecovered(world.outbox)).toHaveLength(2)
})

test('a form of a case that went without a word is found at the next start', () => {
  const world = aWorld({ cases: [aCase()] })
  keepEstimateForm(world.outbox, { caseId: 'gone', agentId: 'maja', entry: 'not JSON', savedAt: NOW })
  expect(keepOrphanedWords(world, NOW)).toBe(1)
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'estimate', caseId: 'gone', text: 'not JSON' }])
})

test('a question and a reason outlive their registration, under the name of the applicant and of no case', () => {
  const registration = aRegistration({ firstName: 'Petra', lastName: 'Zupan', company: 'Pekarna' })
  const world = aWorld({ registrations: [registration] })
  const question = world.act(aQuestion(registration.id, 'Čigav je račun?'))
  const decision = world.act(aDecision(registration.id, { decision: 'rejected', reason: 'Ni stranka' }))
  const removal = itemOf({ table: 'registrations', gone: registration.id }, world.seq() + 1)
  expect(keepWordsOfRemoved(world, [removal], NOW)).toBe(1)
  const kept = listRecovered(world.outbox)
  expect(kept.map(({ kind, text }) => `${kind}: ${text}`).toSorted()).toEqual([
    'note: Ni stranka',
    'question: Čigav je račun?',
  ])
  for (const words of kept) {
    expect(words).toMatchObject({ caseId: null, caseNumber: '', caseTitle: 'Petra Zupan, Pekarna', reason: 'deleted' })
  }
  for (const { opId } of [question, decision]) expect(operationById(world.outbox, opId)?.state).toBe('settled')
  expect(keepWordsOfRemoved(world, [removal], NOW)).toBe(0)
})

test('what was refused for a person who is no longer here is closed; of one who is, it waits for the agent', () => {
  const [here, away] = [aContact(), aContact()]
  const world = aWorld({ contacts: [here, away] })
  const [kept, closed] = [world.act(anAction(here.id, 'disable')), world.act(anAction(away.id, 'disable'))]
  for (const action of [kept, closed]) refuse(world, action!)
  world.change({ table: 'contacts', gone: away.id })
  expect(keepOrphanedWords(world, NOW)).toBe(1)
  expect(operationById(world.outbox, kept!.opId)?.state).toBe('rejected')
  expect(operationById(world.outbox, closed!.opId)?.state).toBe('settled')
  expect(countRecovered(world.outbox)).toBe(0)
})

test('what registrations and people were called is remembered while everything is loaded anew', () => {
  const registration = aRegistration({ firstName: 'Petra', lastName: 'Zupan', company: 'Pekarna' })
  const world = aWorld({ registrations: [registration] })
  const question = world.act(aQuestion(registration.id))
  rememberHeads(world)
  firstSync(world.mirror, {})
  refuse(world, question)
  expect(keepOrphanedWords(world, NOW)).toBe(1)
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'question', caseTitle: 'Petra Zupan, Pekarna' }])
})

test.each([
  ['{"a":"ena","b":{"c":"dve"},"d":[" tri ",4,true,null,""]}', 'ena\ndve\n tri  · 4'],
  ['[]', ''],
  ['"beseda"', 'beseda'],
  ['{', '{'],
])('the words of a form %s', (entry, words) => {
  expect(wordsOfForm(entry)).toBe(words)
})

const staged = (world: World, caseId: string, fileName: string) =>
  addStagedFile(world.outbox, { ...aFile(fileName), caseId, mode: 'note', stagedAt: NOW })
const aFile = (fileName: string) => ({
  id: randomUUID(),
  fileName,
  mediaType: 'image/png',
  size: 10,
  sha256: fileName.length.toString(16).padStart(64, '0'),
})
const filesOf = (world: World, caseId: string) =>
  stagedFilesOfCase(world.outbox, caseId).map(({ fileName }) => fileName)

test.each(['tombstone', 'eviction'] as const)('%s: files of a draft without words are kept, once', (kind) => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  staged(world, row.id, 'slika.png')
  const items = gone(world, row.id, kind)
  expect(keepWordsOfRemoved(world, items, NOW)).toBe(1)
  world.change({ table: 'cases', gone: row.id, kind })
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'draft', text: '', caseNumber: row.caseNumber }])
  expect(filesOf(world, row.id)).toEqual(['slika.png'])
  expect(keepOrphanedWords(world, NOW + 1)).toBe(0)
  expect(countRecovered(world.outbox)).toBe(1)
})

test('the files of an unsent note and of a new case stay on the machine when those are closed or taken back', () => {
  const row = aCase()
  const world = aWorld({ cases: [row] })
  world.act(aReply(row.id, { body: '', visibility: 'internal', attachments: [aFile('zapisnik.pdf')] }))
  keepWordsOfRemoved(world, gone(world, row.id, 'tombstone'), NOW)
  world.change({ table: 'cases', gone: row.id })
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'note', text: 'zapisnik.pdf' }])
  expect(filesOf(world, row.id)).toEqual(['zapisnik.pdf'])

  const creation = world.act({ ...aCreation(), attachments: [aFile('nalepka.png')] })
  const caseId = creation.kind === 'case.create' ? creation.caseId : ''
  expect(caseDetail(world.mirror, caseId)?.attachments).toMatchObject([{ fileName: 'nalepka.png' }])
  expect(withdrawOperation(world.outbox, creation.opId, NOW)).not.toBeNull()
  expect(filesOf(world, caseId)).toEqual(['nalepka.png'])
})

test('files of the form of a new case have no case to lose', () => {
  const world = aWorld({ cases: [aCase()] })
  staged(world, NEW_CASE, 'slika.png')
  expect(keepOrphanedWords(world, NOW)).toBe(0)
  expect(filesOf(world, NEW_CASE)).toEqual(['slika.png'])
})
