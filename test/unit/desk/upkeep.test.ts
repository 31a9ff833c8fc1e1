import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openProfile } from '#main/desk/profile.ts'
import { startUpkeep } from '#main/desk/upkeep.ts'
import { closeDatabase, openMirror, openOutbox } from '#main/store/open.ts'
import { listBackups } from '#main/store/outbox/backup.ts'
import { saveDraft } from '#main/store/outbox/drafts.ts'
import { aCase } from '#test/factories/rows.ts'
import { firstSync, KEY, NOW, tempFolder } from '../store/support.ts'

/** A profile with some rows, and upkeep whose timers the test fires. `unclean`: as if it had not been closed the last time. */
function aProfile({ unclean, damage }: { unclean: boolean; damage?: 'mirror' }) {
  const folder = join(tempFolder(), 'profile')
  mkdirSync(folder)
  const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
  firstSync(mirror, { cases: Array.from({ length: 200 }, () => aCase()) })
  // Pages of rows that nothing reads when it is opened: what is missed then is made anew at once.
  const rows = mirror
    .prepare<[number]>(`SELECT pageno FROM dbstat WHERE name = 'cases' AND pagetype = 'leaf'`, { raw: true })
    .all()
    .map(([page]) => page - 1)
  closeDatabase(mirror)
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  saveDraft(outbox, { caseId: 'c', mode: 'reply', body: 'osnutek '.repeat(20_000), savedAt: NOW })
  closeDatabase(outbox)
  if (unclean) writeFileSync(join(folder, 'in-use'), '')
  if (damage === 'mirror') breakPages(join(folder, 'mirror.db'), rows)
  let now = NOW
  const timers: { ms: number; fn: () => void }[] = []
  const runtime = {
    clock: () => now,
    timers: {
      after(ms: number, fn: () => void) {
        timers.push({ ms, fn })
        return { cancel: () => {} }
      },
      breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
    },
    ids: () => '',
    random: () => 0.5,
    log: () => {},
  }
  const profile = openProfile(folder, KEY, runtime)
  const told: string[] = []
  const upkeep = startUpkeep({
    runtime,
    profile,
    key: KEY,
    onOutboxDamaged: () => void told.push('outbox'),
    onMirrorDamaged: () => void told.push('mirror'),
    onWhole: () => void told.push('whole'),
  })
  onTestFinished(() => {
    upkeep.stop()
    profile.close()
  })
  return {
    file: join(folder, 'outbox.db'),
    told,
    async next() {
      const timer = timers.shift()!
      now += timer.ms
      timer.fn()
      await expect.poll(() => timers.length).toBe(1)
    },
  }
}

/** Counted from 0. */
function breakPages(file: string, pages: readonly number[]): void {
  const bytes = readFileSync(file)
  for (const page of pages) bytes.fill(0x5a, page * 4096 + 64, page * 4096 + 900)
  const broken = `${file}.broken`
  writeFileSync(broken, bytes)
  copyFileSync(broken, file)
}

/** Of the second half of the file, where the words are: the schema is read when it is opened. */
function laterPages(file: string): number[] {
  const half = Math.ceil(readFileSync(file).length / 4096 / 2)
  return Array.from({ length: Math.floor((half - 4) / 7) }, (_, nth) => half + nth * 7)
}

test('S28: the outbox is copied soon after the start, and then once a day', async () => {
  const profile = aProfile({ unclean: false })
  await profile.next()
  expect(listBackups(profile.file)).toHaveLength(1)
  for (let hour = 0; hour < 23; hour++) await profile.next()
  expect(listBackups(profile.file).map(({ number }) => number)).toEqual([1])
  await profile.next()
  expect(listBackups(profile.file).map(({ number }) => number)).toEqual([2, 1])
  expect(profile.told).toEqual([])
})

test('S27: after an end that was not clean both files are checked, once', async () => {
  const profile = aProfile({ unclean: true })
  await profile.next()
  expect(profile.told).toEqual(['whole'])
  await profile.next()
  expect(profile.told).toEqual(['whole'])
})

test('S27: a mirror that is broken is told, and the outbox is copied all the same', async () => {
  const profile = aProfile({ unclean: true, damage: 'mirror' })
  await profile.next()
  expect(profile.told).toEqual(['mirror'])
  expect(listBackups(profile.file)).toHaveLength(1)
})

test('S27: an outbox that breaks while it is open is told, and no copy of it replaces an older one', async () => {
  const profile = aProfile({ unclean: true })
  breakPages(profile.file, laterPages(profile.file))
  await profile.next()
  expect(profile.told).toContain('outbox')
  expect(listBackups(profile.file)).toEqual([])
  await profile.next()
  expect(listBackups(profile.file)).toEqual([])
})
