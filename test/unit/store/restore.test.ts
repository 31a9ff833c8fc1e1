import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openProfile } from '#main/desk/profile.ts'
import { closeDatabase, type Outbox, openOutbox } from '#main/store/open.ts'
import { backupOutbox } from '#main/store/outbox/backup.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { retryOperation } from '#main/store/outbox/failing.ts'
import { appendOperation, operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import { markSending, nextBatch } from '#main/store/outbox/sending.ts'
import { addStagedFile, allStagedFiles, asAttachments, moveStagedFiles } from '#main/store/outbox/staged-files.ts'
import { replaceOperation, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { anUpdate, aRead, aReply, KEY, NOW, tempFolder } from './support.ts'

const PAGE = 4096
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
