import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeDatabase, openOutbox, StoreFault } from '#main/store/open.ts'
import { getDraft } from '#main/store/outbox/drafts.ts'
import { OUTBOX_MIGRATIONS } from '#main/store/outbox/migrations.ts'
import { appendOperation, operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import { addRecovered, listRecovered, type StoredWords } from '#main/store/outbox/recovered.ts'
import { nextBatch } from '#main/store/outbox/sending.ts'
import { getSetting } from '#main/store/outbox/settings.ts'
import { aReply, KEY, NOW, tempFolder } from './support.ts'

const later = 'ALTER TABLE draft ADD COLUMN language TEXT'

test('the steps run in order, once each, and the file says which was the last', () => {
  const file = join(tempFolder(), 'outbox.db')
  const steps = [...OUTBOX_MIGRATIONS, later, `INSERT INTO setting VALUES ('step', '3')`]
  for (let time = 0; time < 2; time++) {
    const outbox = openOutbox(file, KEY, { migrations: steps })
    expect(outbox.pragma('user_version')).toBe(steps.length)
    expect(outbox.prepare('SELECT language FROM draft').all()).toEqual([])
    closeDatabase(outbox)
  }
})

/** The JSON as the first released version wrote it: without what was added since. */
const released = (opId: string, body: string) => ({
  opId,
  caseId: 'a',
  schemaVersion: 1,
  authoredAt: NOW,
  dependsOn: [] as string[],
  kind: 'note.create' as const,
  visibility: 'public' as const,
  body,
})

test('work written with the first released schema is all there after the upgrade, with its states and its words', () => {
  const file = join(tempFolder(), 'outbox.db')
  const old = openOutbox(file, KEY, { migrations: OUTBOX_MIGRATIONS.slice(0, 1) })
  const states = ['waiting', 'settled', 'conflict', 'rejected', 'sending', 'waiting']
  for (const [at, state] of states.entries()) {
    const operation = released(`op-${at}`, `Besedilo ${at}`)
    old
      .prepare(
        `INSERT INTO operation (op_id, case_id, operation, state, sent, attempts, first_failed_at, next_at, problem, seq, settled_at)
         VALUES (?, 'a', ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
      )
      .run(
        operation.opId,
        JSON.stringify(operation),
        state,
        at,
        at,
        at || null,
        '{"code":"rejected","params":{}}',
        at,
        NOW,
      )
  }
  old.prepare(`INSERT INTO operation_dependency VALUES ('op-5', 'op-4')`).run()
  old.prepare(`INSERT INTO draft (case_id, mode, body, saved_at) VALUES ('b', 'note', 'osnutek', ?)`).run(NOW)
  old.prepare(`INSERT INTO setting VALUES ('client_id', '"machine"')`).run()
  closeDatabase(old)

  const outbox = openOutbox(file, KEY)
  const upgraded = operationsOfLane(outbox, 'a')
  expect(upgraded.map(({ state }) => state)).toEqual(states.map((state) => (state === 'sending' ? 'waiting' : state)))
  for (const [at, { operation, sent, attempts, seq, holdUntil, seenSeq }] of upgraded.entries()) {
    expect(operation).toEqual({ ...released(`op-${at}`, `Besedilo ${at}`), attachments: [] })
    expect({ sent, attempts, seq, holdUntil, seenSeq }).toEqual({
      sent: at,
      attempts: at,
      seq: at,
      holdUntil: 0,
      seenSeq: null,
    })
  }
  expect(nextBatch(outbox, NOW, 50).operations.map(({ opId }) => opId)).toEqual(['op-0', 'op-4'])
  expect(getDraft(outbox, 'b', 'note')).toMatchObject({ body: 'osnutek', beganSeq: null, beganAt: null })
  expect(getSetting(outbox, 'client_id')).toBe('machine')
  // New work comes after the old.
  const reply = aReply('a')
  appendOperation(outbox, reply)
  expect(operationsOfLane(outbox, 'a').at(-1)?.operation).toEqual(reply)
  outbox.close()
})

test('a step that fails leaves the file at the step before, with everything in it', () => {
  const file = join(tempFolder(), 'outbox.db')
  const before = openOutbox(file, KEY)
  const reply = aReply('a')
  appendOperation(before, reply)
  closeDatabase(before)
  const broken = [...OUTBOX_MIGRATIONS, 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)']
  expect(() => openOutbox(file, KEY, { migrations: broken })).toThrow(/nowhere/)
  const outbox = openOutbox(file, KEY)
  expect(outbox.pragma('user_version')).toBe(OUTBOX_MIGRATIONS.length)
  expect(operationById(outbox, reply.opId)?.operation).toEqual(reply)
  expect(() => outbox.prepare('SELECT * FROM half')).toThrow(/no such table/)
  outbox.close()
})

test('a file that knows more steps than the program is refused', () => {
  const file = join(tempFolder(), 'outbox.db')
  closeDatabase(openOutbox(file, KEY, { migrations: [...OUTBOX_MIGRATIONS, later] }))
  expect(() => openOutbox(file, KEY)).toThrow(StoreFault)
})

test('words that were recovered before estimates were known are there after the upgrade, in their order', () => {
  const file = join(tempFolder(), 'outbox.db')
  const old = openOutbox(file, KEY, { migrations: OUTBOX_MIGRATIONS.slice(0, 4) })
  const words = (id: string, kind: StoredWords['kind']): StoredWords => ({
    id,
    caseId: 'a',
    caseNumber: 'CAS-1',
    caseTitle: 'Naslov',
    kind,
    text: `Besedilo ${id}`,
    reason: 'deleted',
    writtenAt: NOW,
    lostAt: NOW,
  })
  for (const id of ['z', 'a', 'm']) addRecovered(old, words(id, 'reply'))
  closeDatabase(old)
  const outbox = openOutbox(file, KEY)
  expect(listRecovered(outbox)).toEqual(['m', 'a', 'z'].map((id) => words(id, 'reply')))
  addRecovered(outbox, words('e', 'estimate'))
  addRecovered(outbox, words('q', 'question'))
  expect(listRecovered(outbox).map(({ id }) => id)).toEqual(['q', 'e', 'm', 'a', 'z'])
  outbox.close()
})
