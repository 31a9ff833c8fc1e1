import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openProfile } from '#main/desk/profile.ts'
import { connect } from '#main/store/database.ts'
import { closeDatabase, type Outbox, openOutbox } from '#main/store/open.ts'
import { backupOutbox, listBackups } from '#main/store/outbox/backup.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { retryOperation } from '#main/store/outbox/failing.ts'
import { getEstimateForm, keepEstimateForm, removeEstimateForm } from '#main/store/outbox/forms.ts'
import { appendOperation, operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import { rebaseField } from '#main/store/outbox/rebase.ts'
import { markSending, nextBatch, recordResults } from '#main/store/outbox/sending.ts'
import {
  addStagedFile,
  allStagedFiles,
  asAttachments,
  moveStagedFiles,
  removeStagedFile,
} from '#main/store/outbox/staged-files.ts'
import { replaceOperation, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { anUpdate, aRead, aReply, KEY, NOW, tempFolder } from './support.ts'

const PAGE = 4096
/** Of the other work with which every file here begins. */
const PAGE_OF_OTHERS = 30
const runtime = { clock: () => NOW, log: () => {} }

const damage = (file: string, page: number) => {
  const bytes = readFileSync(file)
  bytes.fill(0x5a, page * PAGE + 64, page * PAGE + 1024)
  writeFileSync(file, bytes)
}

/** A profile whose outbox was copied between the two, and broken afterwards; by itself on a page of other work. */
function brokenProfile(
  before: (outbox: Outbox) => void,
  after: (outbox: Outbox) => void,
  lost?: (outbox: Outbox) => number,
) {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const outbox = openOutbox(file, KEY)
  outbox.transaction(() => {
    for (let at = 0; at < 120; at++) appendOperation(outbox, aReply(`x${at}`, { body: `Besedilo ${at} `.repeat(40) }))
  })
  before(outbox)
  backupOutbox(outbox)
  after(outbox)
  const page = lost?.(outbox) ?? Math.floor(Number(outbox.pragma('page_count')) / 3)
  closeDatabase(outbox)
  damage(file, page)
  return { folder, file }
}

/** The same, but nothing that was done between the two reached the file itself, and its journal is lost. */
function olderProfile(before: (outbox: Outbox) => void, journal: (outbox: Outbox) => void) {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const first = openOutbox(file, KEY)
  first.transaction(() => {
    for (let at = 0; at < 120; at++) appendOperation(first, aReply(`x${at}`, { body: `Besedilo ${at} `.repeat(40) }))
  })
  before(first)
  closeDatabase(first)
  const outbox = openOutbox(file, KEY)
  journal(outbox)
  backupOutbox(outbox)
  const main = readFileSync(file)
  outbox.close()
  for (const name of [`${file}-wal`, `${file}-shm`]) rmSync(name, { force: true })
  writeFileSync(file, main)
  damage(file, PAGE_OF_OTHERS)
  return { folder, file }
}

/** As an earlier program made the copies, and the outbox itself. */
function forgetCopies(file: string): void {
  for (const path of [file, ...listBackups(file).map((copy) => copy.path)]) {
    const database = connect(path, KEY)
    database.pragma('journal_mode=DELETE')
    database.prepare(`DELETE FROM setting WHERE name = 'outbox-copies'`).run()
    database.close()
  }
}

function opened(folder: string) {
  const profile = openProfile(folder, KEY, runtime)
  onTestFinished(() => profile.close())
  expect(profile.outboxNotice()).toBe('outbox_restored')
  return { profile, outbox: profile.stores().outbox }
}

const aFile = (id: string, caseId: string) => ({
  ...{ id, caseId, mode: 'reply' as const, fileName: `${id}.png`, mediaType: 'image/png' as const },
  ...{ size: 5, sha256: id.repeat(64).slice(0, 64), stagedAt: NOW },
})

const sentNow = (outbox: Outbox) => nextBatch(outbox, NOW, 1000).operations.map(({ opId }) => opId)
const bodiesOf = (outbox: Outbox, caseId: string) =>
  operationsOfLane(outbox, caseId).map(({ operation }) =>
    operation.kind === 'note.create' ? operation.body : operation.kind,
  )

test('S28: what was given other words after the copy goes out with those, and what waits for it waits for those', () => {
  const [old, next] = [aReply('c', { body: 'Cena: 100 €' }), aReply('c', { body: 'Cena: 1000 €' })]
  const dependent = aReply('d', { body: 'Kot dogovorjeno', dependsOn: [old.opId] })
  const { folder } = brokenProfile(
    (outbox) => {
      appendOperation(outbox, old)
      appendOperation(outbox, dependent)
    },
    (outbox) => replaceOperation(outbox, old.opId, next),
  )
  const { outbox } = opened(folder)
  expect(bodiesOf(outbox, 'c')).toEqual(['Cena: 1000 €'])
  expect(operationById(outbox, dependent.opId)?.operation.dependsOn).toEqual([next.opId])
  expect(sentNow(outbox)).toContain(next.opId)
  expect(sentNow(outbox)).not.toContain(dependent.opId)
})

test('S28: what left or stands on another base since the copy does so afterwards', () => {
  const reply = aReply('c')
  const change = anUpdate('d', { title: { to: 'Nov', base: { value: 'Star', version: 1 } } })
  const { folder } = brokenProfile(
    (outbox) => {
      for (const operation of [reply, change]) appendOperation(outbox, operation)
    },
    (outbox) => {
      markSending(outbox, [reply.opId])
      outbox
        .prepare(`UPDATE operation SET operation = json_set(operation, '$.title.base.version', 2) WHERE op_id = ?`)
        .run(change.opId)
    },
  )
  const { outbox } = opened(folder)
  expect(operationById(outbox, reply.opId)).toMatchObject({ state: 'waiting', sent: 1 })
  // It may have arrived, so it is not taken back without the portal.
  expect(withdrawOperation(outbox, reply.opId, NOW)).toBeNull()
  expect(operationById(outbox, change.opId)?.operation).toMatchObject({ title: { base: { version: 2 } } })
})

test('S28: what was taken back after the copy is not sent: it is a draft again, or waits for a person', () => {
  const [undone, rewritten] = [aReply('c', { body: 'Tega nočem poslati' }), aReply('d', { body: 'Tudi tega ne' })]
  const withFile = aReply('e', { body: 'Priponka', attachments: asAttachments([aFile('a', 'e')]) })
  const [status, read] = [anUpdate('f'), aRead('g', 'seen', NOW)]
  const { folder } = brokenProfile(
    (outbox) => {
      for (const operation of [undone, rewritten, withFile, status, read]) appendOperation(outbox, operation)
    },
    (outbox) => {
      for (const { opId } of [undone, rewritten, withFile, status]) withdrawOperation(outbox, opId, NOW)
      saveDraft(outbox, { caseId: 'd', mode: 'reply', body: 'Povsem drugače', savedAt: NOW })
      outbox.prepare('DELETE FROM operation WHERE op_id = ?').run(read.opId)
    },
  )
  const { outbox } = opened(folder)
  for (const { opId } of [undone, withFile, read]) expect(operationById(outbox, opId)).toBeNull()
  expect(getDraft(outbox, 'c', 'reply')?.body).toBe('Tega nočem poslati')
  expect(getDraft(outbox, 'e', 'reply')?.body).toBe('Priponka')
  expect(allStagedFiles(outbox)).toMatchObject([{ id: 'a', caseId: 'e' }])
  const sent = sentNow(outbox)
  for (const { opId } of [rewritten, status]) {
    expect(operationById(outbox, opId)).toMatchObject({ state: 'quarantined', problem: { code: 'perhaps_withdrawn' } })
    expect(sent).not.toContain(opId)
    // The portal is asked first.
    expect(withdrawOperation(outbox, opId, NOW)).toBeNull()
  }
  expect(getDraft(outbox, 'd', 'reply')?.body).toBe('Povsem drugače')
  retryOperation(outbox, status.opId)
  expect(sentNow(outbox)).toContain(status.opId)
})

test('S28: where a row cannot be read, its id tells whether it is as it was', () => {
  const [old, same] = [aReply('c', { body: 'Staro '.repeat(100) }), aReply('d', { body: 'Enako '.repeat(100) })]
  const { folder } = brokenProfile(
    (outbox) => {
      for (const operation of [old, same]) appendOperation(outbox, operation)
    },
    (outbox) => replaceOperation(outbox, old.opId, aReply('c', { body: 'Novo '.repeat(100) })),
    (outbox) => {
      const leaves = outbox.prepare<number>(
        `SELECT pageno FROM dbstat WHERE name = 'operation' AND pagetype = 'leaf' ORDER BY path DESC LIMIT 1`,
        { pluck: true },
      )
      return leaves.get()! - 1
    },
  )
  const { outbox } = opened(folder)
  expect(operationById(outbox, old.opId)?.state).toBe('quarantined')
  expect(operationById(outbox, same.opId)).toMatchObject({ state: 'waiting', operation: same })
  expect(sentNow(outbox)).toContain(same.opId)
})

test('S28: a draft comes back with its files, but not with those that went out since', () => {
  const { folder } = brokenProfile(
    (outbox) => {
      addStagedFile(outbox, aFile('a', 'c'))
      addStagedFile(outbox, aFile('b', 'new-case'))
    },
    (outbox) => {
      appendOperation(outbox, aReply('c', { attachments: asAttachments([aFile('a', 'c')]) }))
      moveStagedFiles(outbox, { caseId: 'new-case', mode: 'reply' }, { caseId: 'd', mode: 'note' })
      saveDraft(outbox, { caseId: 'e', mode: 'reply', body: 'Glej priponko', savedAt: NOW })
      addStagedFile(outbox, aFile('c', 'e'))
    },
  )
  const { outbox } = opened(folder)
  expect(getDraft(outbox, 'e', 'reply')?.body).toBe('Glej priponko')
  expect(allStagedFiles(outbox).map(({ id, caseId, mode }) => [id, caseId, mode])).toEqual([
    ['b', 'd', 'note'],
    ['c', 'e', 'reply'],
  ])
})

for (const { program, made } of [
  { program: 'this program', made: () => {} },
  { program: 'an earlier one', made: forgetCopies },
]) {
  test(`S28: of a file that lost its journal the copy holds the later state, made by ${program}`, () => {
    const [reply, undone] = [aReply('c', { body: 'Ceno smo potrdili.' }), aReply('h', { body: 'Vzeto nazaj' })]
    const change = anUpdate('d', { title: { to: 'Nov', base: { value: 'Star', version: 1 } } })
    const status = anUpdate('e')
    const form = { caseId: 'f', agentId: 'maja', entry: '{"note":"Staro"}', savedAt: NOW }
    const { folder, file } = olderProfile(
      (outbox) => {
        for (const operation of [change, undone]) appendOperation(outbox, operation)
        saveDraft(outbox, { caseId: 'c', mode: 'reply', body: 'Ceno smo potrdili.', savedAt: NOW })
        saveDraft(outbox, { caseId: 'f', mode: 'reply', body: 'Star osnutek', savedAt: NOW })
        saveDraft(outbox, { caseId: 'g', mode: 'reply', body: 'Zavržen osnutek', savedAt: NOW })
        for (const id of ['a', 'b']) addStagedFile(outbox, aFile(id, 'f'))
        keepEstimateForm(outbox, form)
        keepEstimateForm(outbox, { ...form, caseId: 'g' })
      },
      (outbox) => {
        for (const operation of [reply, status]) appendOperation(outbox, operation)
        rebaseField(outbox, change.opId, 'title', { value: 'Star', version: 2 })
        markSending(outbox, [reply.opId, change.opId])
        withdrawOperation(outbox, undone.opId, NOW)
        saveDraft(outbox, { caseId: 'h', mode: 'reply', body: 'Napisano na novo', savedAt: NOW })
        saveDraft(outbox, { caseId: 'f', mode: 'reply', body: 'Nov osnutek', savedAt: NOW })
        saveDraft(outbox, { caseId: 'g', mode: 'reply', body: '', savedAt: NOW })
        removeStagedFile(outbox, 'a')
        keepEstimateForm(outbox, { ...form, entry: '{"note":"Novo"}' })
        removeEstimateForm(outbox, { caseId: 'g', agentId: 'maja' })
      },
    )
    made(file)
    const { outbox } = opened(folder)
    expect(operationById(outbox, reply.opId)).toMatchObject({ state: 'waiting', sent: 1 })
    expect(operationById(outbox, change.opId)).toMatchObject({
      sent: 1,
      operation: { title: { base: { version: 2 } } },
    })
    expect(operationById(outbox, status.opId)).toMatchObject({ state: 'waiting', problem: null })
    expect(operationById(outbox, undone.opId)).toBeNull()
    for (const caseId of ['c', 'g']) expect(getDraft(outbox, caseId, 'reply')).toBeNull()
    expect(getDraft(outbox, 'f', 'reply')?.body).toBe('Nov osnutek')
    expect(getDraft(outbox, 'h', 'reply')?.body).toBe('Napisano na novo')
    expect(allStagedFiles(outbox).map(({ id }) => id)).toEqual(['b'])
    expect(getEstimateForm(outbox, form)?.entry).toBe('{"note":"Novo"}')
    expect(getEstimateForm(outbox, { caseId: 'g', agentId: 'maja' })).toBeNull()
  })
}

test('S28: a file that lost its journal is known for older although nothing was sent meanwhile', () => {
  const old = aReply('c', { body: 'Cena: 100 €' })
  const next = aReply('c', { body: 'Cena: 1000 €' })
  const { folder } = olderProfile(
    (outbox) => {
      appendOperation(outbox, old)
      saveDraft(outbox, { caseId: 'd', mode: 'note', body: 'Staro', savedAt: NOW })
      saveDraft(outbox, { caseId: 'e', mode: 'note', body: 'Zavrženo', savedAt: NOW })
    },
    (outbox) => {
      replaceOperation(outbox, old.opId, next)
      // The clock was set back.
      saveDraft(outbox, { caseId: 'd', mode: 'note', body: 'Novo', savedAt: NOW - 1000 })
      saveDraft(outbox, { caseId: 'e', mode: 'note', body: '', savedAt: NOW })
    },
  )
  const { outbox } = opened(folder)
  expect(bodiesOf(outbox, 'c')).toEqual(['Cena: 1000 €'])
  expect(getDraft(outbox, 'd', 'note')?.body).toBe('Novo')
  expect(getDraft(outbox, 'e', 'note')).toBeNull()
})

test('S28: where nothing tells which of the two files is older, each row that tells it does', () => {
  const change = anUpdate('c', { title: { to: 'Nov', base: { value: 'Star', version: 1 } } })
  const [old, next] = [aReply('d', { body: 'Staro' }), aReply('d', { body: 'Novo', authoredAt: NOW + 1000 })]
  const form = { caseId: 'e', agentId: 'maja', entry: '{"note":"Staro"}', savedAt: NOW }
  const { folder, file } = olderProfile(
    (outbox) => {
      for (const operation of [change, old]) appendOperation(outbox, operation)
      saveDraft(outbox, { caseId: 'e', mode: 'note', body: 'Staro', savedAt: NOW })
      keepEstimateForm(outbox, form)
    },
    (outbox) => {
      rebaseField(outbox, change.opId, 'title', { value: 'Star', version: 2 })
      markSending(outbox, [change.opId])
      replaceOperation(outbox, old.opId, next)
      saveDraft(outbox, { caseId: 'e', mode: 'note', body: 'Novo', savedAt: NOW + 1000 })
      keepEstimateForm(outbox, { ...form, entry: '{"note":"Novo"}', savedAt: NOW + 1000 })
    },
  )
  forgetCopies(file)
  const { outbox } = opened(folder)
  expect(operationById(outbox, change.opId)).toMatchObject({ sent: 1, operation: { title: { base: { version: 2 } } } })
  expect(bodiesOf(outbox, 'd')).toEqual(['Novo'])
  expect(getDraft(outbox, 'e', 'note')?.body).toBe('Novo')
  expect(getEstimateForm(outbox, form)?.entry).toBe('{"note":"Novo"}')
})

test('S28: what had left when the copy was made is not taken back unasked, and its other words replace it', () => {
  const [left, old] = [aReply('c', { body: 'Morda je prispelo' }), aReply('d', { body: 'Cena: 100 €' })]
  const { folder } = brokenProfile(
    (outbox) => {
      for (const operation of [left, old]) appendOperation(outbox, operation)
      markSending(outbox, [left.opId, old.opId])
    },
    (outbox) => {
      outbox.prepare(`UPDATE operation SET state = 'waiting' WHERE state = 'sending'`).run()
      withdrawOperation(outbox, left.opId, NOW, { closedAtPortal: true })
      replaceOperation(outbox, old.opId, aReply('d', { body: 'Cena: 1000 €' }), { closedAtPortal: true })
    },
  )
  const { outbox } = opened(folder)
  expect(operationById(outbox, left.opId)).toMatchObject({ state: 'quarantined', sent: 1 })
  expect(getDraft(outbox, 'c', 'reply')?.body).toBe('Morda je prispelo')
  expect(bodiesOf(outbox, 'd')).toEqual(['Cena: 1000 €'])
})

const form = { caseId: 'c', agentId: 'maja', entry: '{"note":"Ponudba"}', savedAt: NOW }

/** A draft with its file, and a form. */
function writeAll(outbox: Outbox, body: string): void {
  saveDraft(outbox, { caseId: 'c', mode: 'reply', body, savedAt: NOW })
  addStagedFile(outbox, aFile('a', 'c'))
  keepEstimateForm(outbox, form)
}

/** Both go; the portal has taken the reply. */
function sendAll(outbox: Outbox, body: string): void {
  const reply = aReply('c', { body, attachments: asAttachments([aFile('a', 'c')]) })
  appendOperation(outbox, reply)
  markSending(outbox, [reply.opId])
  recordResults(outbox, [{ status: 'applied', opId: reply.opId, seq: 5 }], NOW)
  removeEstimateForm(outbox, form)
}

test('S28: what was sent or thrown away after the copy is no draft, file or form again', () => {
  const { folder } = brokenProfile(
    (outbox) => {
      writeAll(outbox, 'Račun je v prip')
      saveDraft(outbox, { caseId: 'd', mode: 'note', body: 'Zavrženo', savedAt: NOW })
      saveDraft(outbox, { caseId: 'e', mode: 'note', body: 'Ostane', savedAt: NOW })
      addStagedFile(outbox, aFile('b', 'd'))
    },
    (outbox) => {
      sendAll(outbox, 'Račun je v priponki.')
      saveDraft(outbox, { caseId: 'd', mode: 'note', body: '', savedAt: NOW })
      removeStagedFile(outbox, 'b')
    },
    () => PAGE_OF_OTHERS,
  )
  const { outbox } = opened(folder)
  expect(operationsOfLane(outbox, 'c')).toMatchObject([{ state: 'settled' }])
  expect(getDraft(outbox, 'c', 'reply')).toBeNull()
  expect(getDraft(outbox, 'd', 'note')).toBeNull()
  expect(getDraft(outbox, 'e', 'note')?.body).toBe('Ostane')
  expect(allStagedFiles(outbox)).toEqual([])
  expect(getEstimateForm(outbox, form)).toBeNull()
})

test('S28: where not all that was written after the copy can be read, only a draft goes whose words are there', () => {
  const { folder } = brokenProfile(
    (outbox) => {
      writeAll(outbox, 'Račun je v priponki.')
      saveDraft(outbox, { caseId: 'd', mode: 'reply', body: 'Izgubljeno', savedAt: NOW })
    },
    (outbox) => {
      appendOperation(outbox, aReply('d', { body: 'Izgubljeno' }))
      for (let at = 0; at < 60; at++) appendOperation(outbox, aReply('y', { body: `Besedilo ${at} `.repeat(40) }))
      sendAll(outbox, 'Račun je v priponki.')
    },
    (outbox) => {
      const ord = outbox.prepare<number>(`SELECT ord FROM operation WHERE lane = 'd'`, { pluck: true }).get()!
      // The leaves of the table in its order; the one in which the lost reply lies is the last that begins before it.
      const leaves = outbox
        .prepare<{ page: number; rows: number }>(
          `SELECT pageno AS page, ncell AS rows FROM dbstat WHERE name = 'operation' AND pagetype = 'leaf' ORDER BY path`,
        )
        .all()
      let last = 0
      const leaf = leaves.find(({ rows }) => {
        last += rows
        return last >= ord
      })
      return leaf!.page - 1
    },
  )
  const { outbox } = opened(folder)
  expect(bodiesOf(outbox, 'd')).toEqual([])
  expect(getDraft(outbox, 'd', 'reply')?.body).toBe('Izgubljeno')
  expect(getDraft(outbox, 'c', 'reply')).toBeNull()
  expect(getEstimateForm(outbox, form)).toEqual(form)
})

test('S28: of pages that are lost, those between them are read all the same', () => {
  const pages: number[] = []
  const { folder, file } = brokenProfile(
    () => {},
    (outbox) => {
      for (let at = 0; at < 90; at++) appendOperation(outbox, aReply('y', { body: `Besedilo ${at} `.repeat(40) }))
    },
    (outbox) => {
      const leaves = outbox
        .prepare<number>(
          `SELECT pageno FROM dbstat WHERE name = 'operation' AND pagetype = 'leaf' ORDER BY path DESC LIMIT 12`,
          { pluck: true },
        )
        .all()
      pages.push(leaves[10]! - 1, leaves[1]! - 1)
      return pages[0]!
    },
  )
  damage(file, pages[1]!)
  const { outbox } = opened(folder)
  // Ten rows at most are on a page.
  expect(bodiesOf(outbox, 'y').length).toBeGreaterThanOrEqual(70)
})

test('S28: a form that cannot be read takes no other one along', () => {
  const { folder } = brokenProfile(
    () => {},
    (outbox) => {
      for (const at of [1, 2, 3]) {
        keepEstimateForm(outbox, { ...form, caseId: `case ${at}`, entry: `${at} `.repeat(9000) })
      }
    },
    (outbox) => {
      const [, second] = outbox
        .prepare<number>(
          `SELECT max(pageno) FROM dbstat WHERE name = 'setting' AND pagetype = 'overflow' GROUP BY substr(path, 1, 8) ORDER BY path`,
          { pluck: true },
        )
        .all()
      return second! - 1
    },
  )
  const { outbox } = opened(folder)
  const kept = [1, 2, 3].map((at) => getEstimateForm(outbox, { ...form, caseId: `case ${at}` })?.entry.length)
  expect(kept).toEqual([18_000, undefined, 18_000])
})

test('S28: a draft with changed words keeps its file, and so does the reply that it was', () => {
  const file = aFile('a', 'c')
  const reply = aReply('c', { body: 'V priponki je račun.', attachments: asAttachments([file]) })
  const { folder } = brokenProfile(
    (outbox) => appendOperation(outbox, reply),
    (outbox) => {
      withdrawOperation(outbox, reply.opId, NOW)
      saveDraft(outbox, { caseId: 'c', mode: 'reply', body: 'Popravljen račun', savedAt: NOW })
    },
  )
  const { outbox } = opened(folder)
  expect(operationById(outbox, reply.opId)).toMatchObject({ state: 'quarantined', operation: reply })
  const staged = allStagedFiles(outbox)
  expect(staged).toMatchObject([{ caseId: 'c', mode: 'reply', sha256: file.sha256 }])
  // Both may be sent.
  expect(staged[0]!.id).not.toBe(file.id)
})

test('S28: wherever the restoring is cut off, the next start has everything, and its agent is told', () => {
  const later = aReply('c', { body: 'Po kopiji' })
  const { folder } = brokenProfile(
    () => {},
    (outbox) => appendOperation(outbox, later),
  )
  const broken = readFileSync(join(folder, 'outbox.db'))
  let said = ''
  let steps = 0
  while (said === '' && steps < 30) {
    steps++
    const cut = join(folder, `cut-${steps}`)
    mkdirSync(cut)
    for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.db')))
      cpSync(join(folder, name), join(cut, name))
    const child = spawnSync(process.execPath, [join(import.meta.dirname, 'restore-child.ts'), cut, String(steps)])
    expect(child.signal).toBe('SIGKILL')
    said = child.stdout.toString().trim()

    const profile = openProfile(cut, KEY, runtime)
    expect(profile.outboxNotice(), `cut off before step ${steps}`).toBe('outbox_restored')
    expect(operationById(profile.stores().outbox, later.opId)?.operation, `before step ${steps}`).toEqual(later)
    profile.close()
    const left = readdirSync(cut).filter((name) => name.startsWith('outbox.') && !name.includes('backup'))
    expect(left.filter((name) => name !== 'outbox.db')).toHaveLength(1)
    expect(readFileSync(join(cut, left.find((name) => name !== 'outbox.db')!))).toEqual(broken)
    // Told once and ended cleanly: that was it.
    const again = openProfile(cut, KEY, runtime)
    expect(again.outboxNotice()).toBeNull()
    again.close()
  }
  expect(said).toBe('outbox_restored')
  expect(steps).toBeGreaterThan(5)
}, 60_000)

test('S28: nothing of a restoring that was cut off is left after a wipe, or found by an empty profile', () => {
  const { folder, file } = brokenProfile(
    () => {},
    () => {},
  )
  const profile = openProfile(folder, KEY, runtime)
  for (const end of ['wipe', 'setAside'] as const) {
    appendOperation(profile.stores().outbox, aReply('c'))
    for (const name of ['restoring', 'restored']) cpSync(file, `${file}.${name}`)
    if (end === 'wipe') profile.wipe('too')
    else profile.setAside()
    const left = readdirSync(folder)
    for (const name of ['outbox.db.restoring', 'outbox.db.restored']) expect(left).not.toContain(name)
    expect(operationsOfLane(profile.stores().outbox, 'c')).toEqual([])
  }
  profile.close()
})
