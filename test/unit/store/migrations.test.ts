import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeDatabase, openOutbox, StoreFault } from '#main/store/open.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { OUTBOX_MIGRATIONS } from '#main/store/outbox/migrations.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import { nextBatch } from '#main/store/outbox/sending.ts'
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

/** For every schema that was ever released: work written with it is all there after the upgrade to the present one. */
test.each(OUTBOX_MIGRATIONS.map((_, at) => at + 1))('work written with schema %i survives the upgrade', (version) => {
  const file = join(tempFolder(), 'outbox.db')
  const old = openOutbox(file, KEY, { migrations: OUTBOX_MIGRATIONS.slice(0, version) })
  const reply = aReply('a', { body: 'Besedilo iz stare različice' })
  appendOperation(old, reply)
  saveDraft(old, { caseId: 'b', mode: 'note', body: 'osnutek', savedAt: NOW })
  closeDatabase(old)
  const outbox = openOutbox(file, KEY, { migrations: [...OUTBOX_MIGRATIONS, later] })
  expect(nextBatch(outbox, NOW, 50).operations).toEqual([reply])
  expect(getDraft(outbox, 'b', 'note')?.body).toBe('osnutek')
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
