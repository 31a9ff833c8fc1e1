import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeDatabase, openOutbox } from '#main/store/open.ts'
import { listBackups } from '#main/store/outbox/backup.ts'
import { getDraft, listDrafts } from '#main/store/outbox/drafts.ts'
import { OUTBOX_MIGRATIONS } from '#main/store/outbox/migrations.ts'
import { operationById, unsettledOperations } from '#main/store/outbox/operations.ts'
import { nextBatch } from '#main/store/outbox/sending.ts'
import { clientId, getSetting } from '#main/store/outbox/settings.ts'
import { operation as wireForm } from '#shared/portal-api/operations.ts'
import { opId, RELEASED, RELEASED_1, RELEASED_OPERATIONS, releasedOutbox } from './released.ts'
import { KEY, tempFolder } from './support.ts'

test('S29: the outbox of the first release opens with everything in it as it was', () => {
  const folder = tempFolder()
  const file = releasedOutbox(folder, 1)
  const outbox = openOutbox(file, KEY)
  expect(outbox.pragma('user_version')).toBe(OUTBOX_MIGRATIONS.length)
  expect(outbox.pragma('synchronous')).toBe(2)
  for (const { number, caseId, state, body } of RELEASED_OPERATIONS) {
    const stored = operationById(outbox, opId(number))
    expect(stored, `operation ${number}`).toMatchObject({
      ord: number,
      state,
      operation: { caseId, authoredAt: RELEASED_1.writtenAt + number * 60_000, ...(body === null ? {} : { body }) },
    })
    // In the form in which it can be sent to the present portal.
    expect(wireForm.parse(stored!.operation)).toEqual(stored!.operation)
  }
  expect(unsettledOperations(outbox)).toHaveLength(8)
  expect(operationById(outbox, opId(2))).toMatchObject({ seq: 900_000 })
  expect(operationById(outbox, opId(3))?.conflict).toMatchObject({
    mine: 'resolved',
    theirs: 'researching',
    theirsVersion: 2,
  })
  expect(operationById(outbox, opId(4))?.problem).toEqual({ code: 'rejected', params: { reason: 'not_found' } })
  expect(operationById(outbox, opId(5))).toMatchObject({ sent: 1, problem: { code: 'timeout', params: {} } })
  expect(operationById(outbox, opId(6))?.operation).toMatchObject({
    status: { to: 'waiting_for_details' },
    attachments: [],
  })
  // Number 9 waits for number 8, and number 10 for its place in the lane.
  expect(nextBatch(outbox, RELEASED_1.writtenAt + 86_400_000, 50).operations.map((one) => one.opId)).toEqual(
    [5, 6, 7, 8].map(opId),
  )
  expect(getDraft(outbox, RELEASED_1.caseA, 'reply')).toMatchObject({ body: 'Osnutek odgovora' })
  expect(getDraft(outbox, RELEASED_1.caseB, 'note')).toMatchObject({ body: 'Osnutek opombe' })
  expect(listDrafts(outbox)).toHaveLength(2)
  expect(getSetting(outbox, 'settings')).toMatchObject({ language: 'sl', shortcuts: false, layout: { list: 38 } })
  expect(clientId(outbox, () => 'another')).toBe(RELEASED_1.clientId)
  closeDatabase(outbox)
})

test('S29: before the upgrade the outbox is copied as it was', () => {
  const folder = tempFolder()
  const file = releasedOutbox(folder, 1)
  closeDatabase(openOutbox(file, KEY))
  const [copy, ...others] = listBackups(file)
  expect(others).toEqual([])
  const before = openOutbox(copy!.path, KEY, { migrations: OUTBOX_MIGRATIONS.slice(0, 1) })
  expect(before.pragma('user_version')).toBe(1)
  expect(before.prepare('SELECT count(*) FROM operation', { pluck: true }).get()).toBe(RELEASED_OPERATIONS.length)
  before.close()
  // The next open finds nothing to upgrade.
  closeDatabase(openOutbox(file, KEY))
  expect(listBackups(file)).toHaveLength(1)
})

test('S29: the released schemas are the first steps, and each has its file', () => {
  expect(readdirSync(join(import.meta.dirname, 'fixtures')).filter((name) => name.endsWith('.db'))).toEqual(
    RELEASED.map((version) => `outbox-${version}.db`),
  )
  expect(Math.max(...RELEASED)).toBeLessThanOrEqual(OUTBOX_MIGRATIONS.length)
})
