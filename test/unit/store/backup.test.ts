import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProfile } from '#main/desk/profile.ts'
import { checkIntegrity } from '#main/store/integrity.ts'
import { closeDatabase, type Outbox, openMirror, openOutbox, StoreFault } from '#main/store/open.ts'
import { backupOutbox, listBackups } from '#main/store/outbox/backup.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import {
  getEstimateForm,
  keepEstimateForm,
  macrosForm,
  NEW_CASE_FORM,
  refusalsForm,
  repliesForm,
  templatesForm,
} from '#main/store/outbox/forms.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import { isOutboxLost, restoreOutbox } from '#main/store/outbox/restore.ts'
import { markSending, recordResults } from '#main/store/outbox/sending.ts'
import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { aCase, aNote } from '#test/factories/rows.ts'
import { aReply, firstSync, KEY, NOW, OTHER_KEY, tempFolder } from './support.ts'

const PAGE = 4096
const runtime = { clock: () => NOW, log: () => {} }

const draftOf = (body: string) => ({ caseId: 'c', mode: 'reply' as const, body, savedAt: NOW })

function appendAll(outbox: Outbox, operations: readonly Operation[]): void {
  outbox.transaction(() => {
    for (const operation of operations) appendOperation(outbox, operation)
  })
}

/** An outbox with `count` replies, closed. */
function filled(file: string, count = 200) {
  const outbox = openOutbox(file, KEY)
  const replies = Array.from({ length: count }, (_, at) => aReply(`case ${at}`, { body: `Besedilo ${at} `.repeat(40) }))
  appendAll(outbox, replies)
  saveDraft(outbox, draftOf('osnutek'))
  return { outbox, replies }
}

/** Breaks whole pages beyond recognition. */
function damage(file: string, pages: readonly number[]): Buffer {
  const bytes = readFileSync(file)
  for (const page of pages) bytes.fill(0x5a, page * PAGE + 64, page * PAGE + 1024)
  writeFileSync(file, bytes)
  return bytes
}

function isWhole(file: string, deep: boolean): { whole: boolean; longest: number } {
  const steps = checkIntegrity(file, KEY, { deep, now: () => performance.now() })
  let longest = 0
  for (;;) {
    const begun = performance.now()
    const step = steps.next()
    longest = Math.max(longest, performance.now() - begun)
    if (step.done) return { whole: step.value, longest }
  }
}

test('S28: a copy holds everything, is encrypted, and the two newest are kept', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox, replies } = filled(file)
  for (let time = 0; time < 3; time++) {
    saveDraft(outbox, draftOf(`osnutek ${time}`))
    backupOutbox(outbox)
  }
  const copies = listBackups(file)
  expect(copies.map(({ number }) => number)).toEqual([3, 2])
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(readFileSync(copies[0]!.path).includes('Besedilo')).toBe(false)
  outbox.close()
  const copy = openOutbox(copies[0]!.path, KEY)
  expect(getDraft(copy, 'c', 'reply')?.body).toBe('osnutek 2')
  expect(operationById(copy, replies[199]!.opId)?.operation).toEqual(replies[199])
  copy.close()
  expect(() => openOutbox(copies[1]!.path, OTHER_KEY)).toThrow(StoreFault)
})

test('S28: a broken outbox is set aside, its copy goes on with what can still be read, and nothing is removed', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox, replies } = filled(file)
  putSetting(outbox, repliesForm('maja'), '{"batchReason":"Staro"}')
  putSetting(outbox, 'settings', { language: 'en' })
  backupOutbox(outbox)
  // After the copy: one was sent and settled, others were written.
  markSending(outbox, [replies[0]!.opId])
  recordResults(outbox, [{ status: 'applied', opId: replies[0]!.opId, seq: 5 }], NOW)
  const later = Array.from({ length: 60 }, (_, at) => aReply(`later ${at}`, { body: `Pozneje ${at} `.repeat(40) }))
  appendAll(outbox, later)
  const form = { caseId: 'c', agentId: 'maja', entry: '{"note":"Pišem"}', savedAt: NOW }
  keepEstimateForm(outbox, form)
  putSetting(outbox, repliesForm('maja'), '{"batchReason":"Novo"}')
  putSetting(outbox, repliesForm('bor'), '{"batchReason":"Borovo"}')
  putSetting(outbox, refusalsForm('maja'), '{"a":{"text":"Odprt primer"}}')
  putSetting(outbox, templatesForm('maja'), '{"a":{"content":{"name":"Začeta predloga"}}}')
  putSetting(outbox, macrosForm('maja'), '{"b":{"content":{"name":"Začet makro"}}}')
  putSetting(outbox, NEW_CASE_FORM, { agentId: 'maja', entry: '{"title":"Začeto"}' })
  putSetting(outbox, 'settings', { language: 'sl' })
  closeDatabase(outbox)
  const pages = readFileSync(file).length / PAGE
  const broken = damage(file, [Math.floor(pages / 3)])

  const profile = openProfile(folder, KEY, runtime)
  expect(profile.problem()).toBeNull()
  expect(profile.outboxNotice()).toBe('outbox_restored')
  const restored = profile.stores().outbox
  for (const reply of replies) expect(operationById(restored, reply.opId)?.operation).toEqual(reply)
  // Sent again, it is answered from the portal's ledger.
  expect(operationById(restored, replies[0]!.opId)).toMatchObject({ state: 'waiting' })
  const saved = later.filter((reply) => operationById(restored, reply.opId) !== null)
  expect(saved.length).toBeGreaterThan(later.length / 2)
  expect(getDraft(restored, 'c', 'reply')?.body).toBe('osnutek')
  expect(getEstimateForm(restored, form)).toEqual(form)
  expect(getSetting(restored, repliesForm('maja'))).toBe('{"batchReason":"Novo"}')
  expect(getSetting(restored, repliesForm('bor'))).toBe('{"batchReason":"Borovo"}')
  expect(getSetting(restored, refusalsForm('maja'))).toBe('{"a":{"text":"Odprt primer"}}')
  expect(getSetting(restored, templatesForm('maja'))).toBe('{"a":{"content":{"name":"Začeta predloga"}}}')
  expect(getSetting(restored, macrosForm('maja'))).toBe('{"b":{"content":{"name":"Začet makro"}}}')
  expect(getSetting(restored, NEW_CASE_FORM)).toEqual({ agentId: 'maja', entry: '{"title":"Začeto"}' })
  expect(getSetting(restored, 'settings')).toEqual({ language: 'en' })
  profile.close()
  const aside = readdirSync(folder).filter((name) => /^outbox\.2026/.test(name))
  expect(aside).toHaveLength(1)
  expect(readFileSync(join(folder, aside[0]!))).toEqual(broken)
  expect(listBackups(file)).toHaveLength(1)
})

test('S28: a file whose first page is gone looks like another key, and is restored all the same', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox } = filled(file)
  backupOutbox(outbox)
  closeDatabase(outbox)
  damage(file, [0])
  const profile = openProfile(folder, KEY, runtime)
  expect(profile.outboxNotice()).toBe('outbox_restored')
  profile.close()
})

test('S28: an outbox that is gone or empty although its copies are here is restored', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox, replies } = filled(file)
  backupOutbox(outbox)
  closeDatabase(outbox)
  truncateSync(file, 0)
  expect(isOutboxLost(file)).toBe(true)
  const profile = openProfile(folder, KEY, runtime)
  expect(operationById(profile.stores().outbox, replies[7]!.opId)?.operation).toEqual(replies[7])
  profile.close()
})

test.each(['gone', 'empty'])('S28: an outbox that is %s is restored although its journal is still there', (how) => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox, replies } = filled(file)
  backupOutbox(outbox)
  saveDraft(outbox, draftOf('po kopiji'))
  const journal = readFileSync(`${file}-wal`)
  outbox.close()
  if (how === 'gone') rmSync(file)
  else truncateSync(file, 0)
  writeFileSync(`${file}-wal`, journal)
  const profile = openProfile(folder, KEY, runtime)
  expect(profile.outboxNotice()).toBe('outbox_restored')
  expect(operationById(profile.stores().outbox, replies[7]!.opId)?.operation).toEqual(replies[7])
  profile.close()
  const aside = readdirSync(folder).filter((name) => /^outbox\.2026.*-wal$/.test(name))
  expect(aside.map((name) => readFileSync(join(folder, name)).equals(journal))).toEqual([true])
  closeDatabase(openOutbox(file, KEY))
})

test('S28: a copy that is broken itself is passed over for the one before', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox } = filled(file)
  backupOutbox(outbox)
  backupOutbox(outbox)
  closeDatabase(outbox)
  damage(listBackups(file)[0]!.path, [1, 2, 3])
  damage(file, [1, 2, 3])
  expect(restoreOutbox(file, KEY, 'kept')).toMatchObject({ setAside: join(folder, 'outbox.kept.db') })
  closeDatabase(openOutbox(file, KEY))
})

test('S28: with another key nothing is restored and nothing is touched', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const { outbox } = filled(file)
  backupOutbox(outbox)
  closeDatabase(outbox)
  const before = readFileSync(file)
  const profile = openProfile(folder, OTHER_KEY, runtime)
  expect(profile.problem()?.code).toBe('wrong_key')
  profile.close()
  expect(readFileSync(file)).toEqual(before)
})

test('S28: a damaged outbox makes no copy, and the older ones stay', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const first = filled(file)
  backupOutbox(first.outbox)
  closeDatabase(first.outbox)
  const copies = listBackups(file)
  const outbox = openOutbox(file, KEY)
  const pages = readFileSync(file).length / PAGE
  damage(
    file,
    Array.from({ length: Math.floor(pages) - 4 }, (_, at) => at + 3),
  )
  // What is still in memory would hide the damage.
  outbox.pragma('shrink_memory')
  expect(() => backupOutbox(outbox)).toThrow(StoreFault)
  expect(listBackups(file)).toEqual(copies)
  outbox.close()
})

test('S28: wiping a profile takes the copies along, setting it aside keeps them under another name', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const profile = openProfile(folder, KEY, runtime)
  backupOutbox(profile.stores().outbox)
  profile.setAside()
  expect(listBackups(file)).toEqual([])
  expect(readdirSync(folder).filter((name) => name.startsWith('outbox.backup-'))).toHaveLength(1)
  backupOutbox(profile.stores().outbox)
  profile.wipe('stays')
  expect(listBackups(file)).toEqual([])
  const setAside = () =>
    readdirSync(folder).filter((name) => /^(outbox|mirror|files)\../.test(name) && !/^\w+\.db/.test(name))
  expect(setAside().map((name) => name.split('.')[0])).toEqual(['outbox', 'outbox'])
  profile.wipe('too')
  expect(setAside()).toEqual([])
  profile.close()
  expect(readdirSync(folder).toSorted()).toEqual(['files', 'mirror.db', 'outbox.db'])
})

test('S27: a profile that was not closed says so at the next start, and only then', () => {
  const folder = tempFolder()
  const first = openProfile(folder, KEY, runtime)
  expect(first.wasUnclean()).toBe(false)
  first.close()
  const second = openProfile(folder, KEY, runtime)
  expect(second.wasUnclean()).toBe(false)
  // Nobody closes the second one.
  const third = openProfile(folder, KEY, runtime)
  expect(third.wasUnclean()).toBe(true)
  third.close()
  expect(existsSync(join(folder, 'in-use'))).toBe(false)
  second.close()
})

test('S27: whole files pass the check, page by page, without blocking for long', () => {
  const folder = tempFolder()
  mkdirSync(join(folder, 'p'))
  const { outbox } = filled(join(folder, 'outbox.db'), 500)
  expect(isWhole(outbox.file, true).whole).toBe(true)
  const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
  const cases = Array.from({ length: 400 }, () => aCase())
  firstSync(mirror, {
    cases,
    notes: cases.flatMap(({ id }) =>
      Array.from({ length: 5 }, () => aNote({ caseId: id, body: 'Dolgo besedilo '.repeat(200) })),
    ),
  })
  const { whole, longest } = isWhole(mirror.file, false)
  expect(whole).toBe(true)
  expect(longest).toBeLessThan(1000)
  mirror.close()
  outbox.close()
})

test('S27: one broken page anywhere in an open file is found', () => {
  const folder = tempFolder()
  const file = join(folder, 'mirror.db')
  const { mirror } = openMirror(file, KEY)
  const cases = Array.from({ length: 100 }, () => aCase())
  firstSync(mirror, { cases, notes: cases.map(({ id }) => aNote({ caseId: id, body: 'Besedilo '.repeat(900) })) })
  closeDatabase(mirror)
  const bytes = readFileSync(file)
  const pages = bytes.length / PAGE
  let found = 0
  const tried = [5, 17, 40, 77, 101, 150, 199].filter((page) => page < pages)
  for (const page of tried) {
    const copy = join(folder, `page-${page}.db`)
    writeFileSync(copy, bytes)
    damage(copy, [page])
    if (!isWhole(copy, false).whole) found++
  }
  // A page that belongs to nothing any more can be broken in peace.
  expect(found).toBeGreaterThanOrEqual(tried.length - 1)
})

test('a mirror that cannot be made anew shuts the profile with a problem that says so, and loses nothing', () => {
  const folder = tempFolder()
  const file = join(folder, 'mirror.db')
  const profile = openProfile(folder, KEY, runtime)
  saveDraft(profile.stores().outbox, draftOf('osnutek'))
  rmSync(file)
  mkdirSync(file)
  profile.rebuildMirror()
  expect(profile.problem()).not.toBeNull()
  expect(profile.current()).toBeNull()
  expect(() => profile.stores()).toThrow()
  profile.close()
  rmSync(file, { recursive: true })
  const again = openProfile(folder, KEY, runtime)
  expect(getDraft(again.stores().outbox, 'c', 'reply')?.body).toBe('osnutek')
  again.close()
})
