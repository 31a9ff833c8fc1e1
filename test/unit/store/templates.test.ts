import { expect, test } from 'vitest'
import { laneHeads } from '#main/store/mirror/lane-heads.ts'
import { listTemplates } from '#main/store/mirror/templates.ts'
import { listOperations } from '#main/store/outbox/operations.ts'
import { listRecovered } from '#main/store/outbox/recovered.ts'
import { recordResults } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { keepWordsOfRefused, keepWordsOfRemoved } from '#main/store/recovery.ts'
import type { TemplateContent } from '#shared/domain/template.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { anId } from '#test/factories/ids.ts'
import { aTemplate } from '#test/factories/rows.ts'
import { aWorld, NOW } from './support.ts'

const CONTENT: TemplateContent = { name: 'Zahvala', shortcut: 'hvala', bodySl: 'Hvala.', bodyEn: '', shared: true }

function aSave(
  templateId: string,
  content: Partial<TemplateContent> = {},
  base: TemplateContent | null = CONTENT,
): Extract<Operation, { kind: 'template.save' }> {
  const common = { opId: anId(), schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: NOW, dependsOn: [] }
  return { ...common, kind: 'template.save', templateId, content: { ...CONTENT, ...content }, base }
}

test('rows come, change and go, and each is told', () => {
  const [mine, shared] = [aTemplate({ ownerId: 'me' }), aTemplate()]
  const world = aWorld({ templates: [mine, shared] })
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
  expect(listTemplates(world.mirror)).toEqual([mine, shared].sort(byId))
  const changed = { ...shared, ownerId: null, name: 'Nova' }
  expect(world.change({ table: 'templates', row: changed })).toMatchObject({ templatesChanged: true, caseIds: [] })
  expect(listTemplates(world.mirror)).toEqual([mine, changed].sort(byId))
  expect(world.change({ table: 'templates', gone: mine.id })).toMatchObject({ templatesChanged: true })
  expect(listTemplates(world.mirror)).toEqual([changed])
  expect(laneHeads(world.mirror, [changed.id]).get(changed.id)).toEqual({ caseNumber: '', title: 'Nova' })
})

test('words for a template that is deleted go to the recovery list before it goes, and are sent no more', () => {
  const row = aTemplate({ name: 'Zahvala' })
  const world = aWorld({ templates: [row] })
  world.act(aSave(row.id, { bodySl: 'Moje besede' }))
  const tombstone = { table: 'templates' as const, kind: 'tombstone' as const, id: row.id, seq: 50 }
  expect(keepWordsOfRemoved(world, [tombstone], NOW)).toBe(1)
  expect(keepWordsOfRemoved(world, [tombstone], NOW)).toBe(0)
  expect(listRecovered(world.outbox)).toMatchObject([
    { kind: 'template', caseId: null, caseTitle: 'Zahvala', text: 'Zahvala\n\nMoje besede', reason: 'deleted' },
  ])
  expect(listOperations(world.outbox, 10).operations.map(({ state }) => state)).toEqual(['settled'])
})

test('what the portal refuses of a new template stays to be looked at; of one that is gone its words are kept', () => {
  const world = aWorld({})
  const [created, late] = [aSave('new', {}, null), aSave('gone', { bodySl: 'Prepozno' })]
  for (const operation of [created, late]) world.act(operation)
  const refuse = ({ opId }: Operation) => ({ status: 'rejected' as const, opId, code: 'template_gone', detail: '' })
  recordResults(world.outbox, [created, late].map(refuse), NOW)
  expect(keepWordsOfRefused(world, [created.opId, late.opId], NOW)).toBe(1)
  expect(listRecovered(world.outbox).map(({ text }) => text)).toEqual(['Zahvala\n\nPrepozno'])
  const states = listOperations(world.outbox, 10).operations.map(({ operation, state }) => [operation.opId, state])
  expect(states).toEqual([
    [created.opId, 'rejected'],
    [late.opId, 'settled'],
  ])
})

test('taking back a new template takes back all that was done to it', () => {
  const world = aWorld({})
  const created = aSave('new', {}, null)
  const changed = { ...aSave('new', { bodyEn: 'Thanks.' }), dependsOn: [created.opId] }
  for (const operation of [created, changed]) world.act(operation)
  expect(withdrawOperation(world.outbox, created.opId, NOW)).toMatchObject({ draft: null })
  expect(listOperations(world.outbox, 10).total).toBe(0)
  expect(listRecovered(world.outbox)).toHaveLength(2)
})
