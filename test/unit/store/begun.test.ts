import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openOutbox } from '#main/store/open.ts'
import { countBegun } from '#main/store/outbox/begun.ts'
import { saveDraft } from '#main/store/outbox/drafts.ts'
import { editsForm, keepRmaForm, NEW_CASE_FORM, scansForm } from '#main/store/outbox/forms.ts'
import { addRecovered } from '#main/store/outbox/recovered.ts'
import { putSetting } from '#main/store/outbox/settings.ts'
import { addStagedFile } from '#main/store/outbox/staged-files.ts'
import { KEY, NOW, tempFolder } from './support.ts'

const file = (id: string, caseId: string, mode: 'reply' | 'note' = 'reply') => ({
  ...{ id, caseId, mode, fileName: 'slika.png', mediaType: 'image/png' as const, size: 5 },
  ...{ sha256: 'a'.repeat(64), stagedAt: NOW },
})

test('what was begun is counted once, whether of words, of files, or of both', () => {
  const outbox = openOutbox(join(tempFolder(), 'outbox.db'), KEY)
  onTestFinished(() => outbox.close())
  expect(countBegun(outbox)).toBe(0)
  saveDraft(outbox, { caseId: 'c', mode: 'reply', body: 'Z besedami', savedAt: NOW })
  for (const id of ['1', '2']) addStagedFile(outbox, file(id, 'c'))
  expect(countBegun(outbox)).toBe(1)
  for (const id of ['3', '4']) addStagedFile(outbox, file(id, 'c', 'note'))
  expect(countBegun(outbox)).toBe(2)
  addStagedFile(outbox, file('5', 'new-case'))
  expect(countBegun(outbox)).toBe(3)
  putSetting(outbox, NEW_CASE_FORM, { agentId: 'maja', entry: '{"title":"Začeto"}' })
  expect(countBegun(outbox)).toBe(3)
  // They lie with recovered words, which are counted for themselves.
  const lost = { kind: 'reply', text: 'Umaknjeno', reason: 'deleted', writtenAt: NOW, lostAt: NOW } as const
  addRecovered(outbox, { id: 'r', caseId: 'gone', caseNumber: '', caseTitle: '', ...lost })
  addStagedFile(outbox, file('6', 'gone'))
  expect(countBegun(outbox)).toBe(3)
})

test.each([
  ['{"lines":[{"serialNumber":"","warranty":"undecided"}],"added":{},"steps":{},"fields":{}}', 0],
  ['{"lines":[{"serialNumber":"SN-1","warranty":"undecided"}]}', 1],
  ['{"lines":[{"serialNumber":"","warranty":"covered"}]}', 1],
  ['{"mode":"shipped","carrier":"","trackingNumber":"","sound":false,"entries":[]}', 0],
  ['{"mode":"shipped","carrier":"","trackingNumber":"","sound":true,"entries":[{"text":"SN-1","mode":"shipped"}]}', 1],
  ['{}', 0],
  ['not JSON', 1],
])('a form %s counts %i times', (entry, times) => {
  const outbox = openOutbox(join(tempFolder(), 'outbox.db'), KEY)
  onTestFinished(() => outbox.close())
  keepRmaForm(outbox, { caseId: 'c', agentId: 'maja', entry, savedAt: NOW })
  putSetting(outbox, scansForm('maja'), entry)
  putSetting(outbox, NEW_CASE_FORM, { agentId: 'maja', entry })
  expect(countBegun(outbox)).toBe(3 * times)
})

test('what is being changed of cases counts, each agent’s for itself', () => {
  const outbox = openOutbox(join(tempFolder(), 'outbox.db'), KEY)
  onTestFinished(() => outbox.close())
  const keep = (agentId: string, entry: string) => putSetting(outbox, editsForm(agentId), entry)
  keep('maja', '{"edits":{},"rewrites":{},"merged":{},"splits":{}}')
  expect(countBegun(outbox)).toBe(0)
  keep('maja', '{"edits":{},"rewrites":{"op":{"text":"Drugače","open":true}},"merged":{},"splits":{}}')
  keep('bor', '{"edits":{},"rewrites":{},"merged":{"op":"Skupaj"},"splits":{}}')
  expect(countBegun(outbox)).toBe(2)
})
