import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openOutbox } from '#main/store/open.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import { rebaseField, rebaseValue } from '#main/store/outbox/rebase.ts'
import { markSending, returnToWaiting } from '#main/store/outbox/sending.ts'
import { valueChangesOf } from '#main/store/outbox/value-changes.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { anId } from '#test/factories/ids.ts'
import { aLineChange } from '#test/factories/rma-operations.ts'
import { anUpdate, aReply, KEY, NOW, tempFolder } from './support.ts'

const anOutbox = () => openOutbox(join(tempFolder(), 'outbox.db'), KEY)
const seen = { name: 'Zahvala', shortcut: 'hvala', bodySl: 'Hvala.', bodyEn: '', shared: true }
const aSave = (base: typeof seen | null): Operation => ({
  ...{ opId: anId(), schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: NOW, dependsOn: [] },
  ...{ kind: 'template.save', templateId: 'template', content: { ...seen, name: 'Pozdrav' }, base },
})
const aChange = () =>
  aLineChange({ caseId: 'a', rmaId: 'rma', lineId: 'line' }, { field: 'carrier', base: 'DHL', to: 'GLS' })

test('a whole changes the fields in which it differs from what its author saw; a new one changes nothing', () => {
  expect(valueChangesOf(aSave(seen))).toEqual([{ field: 'name', base: 'Zahvala', to: 'Pozdrav' }])
  expect(valueChangesOf(aChange())).toMatchObject([{ lineId: 'line', field: 'carrier', base: 'DHL', to: 'GLS' }])
  for (const operation of [aSave(null), aReply('a'), anUpdate('a')]) expect(valueChangesOf(operation)).toEqual([])
})

test('the base of one field is set right, and nothing else', () => {
  const outbox = anOutbox()
  const [line, whole] = [aChange(), aSave(seen)]
  for (const operation of [line, whole]) appendOperation(outbox, operation)
  expect(rebaseValue(outbox, line.opId, 'carrier', '')).toBe(true)
  expect(rebaseValue(outbox, whole.opId, 'name', 'Prej')).toBe(true)
  expect(operationById(outbox, line.opId)?.operation).toEqual({ ...line, base: '' })
  expect(operationById(outbox, whole.opId)?.operation).toEqual({ ...whole, base: { ...seen, name: 'Prej' } })
})

test('what has left stays as the portal may remember it', () => {
  const outbox = anOutbox()
  const [line, update] = [aChange(), anUpdate('a')]
  for (const operation of [line, update]) appendOperation(outbox, operation)
  const opIds = [line.opId, update.opId]
  markSending(outbox, opIds)
  const rebased = () => [
    rebaseValue(outbox, line.opId, 'carrier', ''),
    rebaseField(outbox, update.opId, 'status', { value: 'resolved', version: 7 }),
  ]
  expect(rebased()).toEqual([false, false])
  returnToWaiting(outbox, opIds, { nextAt: 0, problem: null })
  expect(rebased()).toEqual([false, false])
  expect(opIds.map((opId) => operationById(outbox, opId)?.operation)).toEqual([line, update])
})
