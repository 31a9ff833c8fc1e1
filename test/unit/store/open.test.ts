import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect, type Database } from '#main/store/database.ts'
import { removeDatabase, setAsideDatabase } from '#main/store/files.ts'
import { queueCounters } from '#main/store/mirror/queues.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { closeDatabase, openMirror, openOutbox, StoreFault } from '#main/store/open.ts'
import { getDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import { markSending } from '#main/store/outbox/sending.ts'
import { aCase } from '#test/factories/rows.ts'
import { aReply, firstSync, KEY, NOTHING_DUE, NOW, OTHER_KEY, tempFolder } from './support.ts'

const code = (open: () => unknown): string => {
  try {
    open()
  } catch (error) {
    if (error instanceof StoreFault) return error.code
    throw error
  }
  return 'opened'
}

const filled = (file: string) => {
  const outbox = openOutbox(file, KEY)
  saveDraft(outbox, { caseId: 'c', mode: 'reply', body: 'Neposlano besedilo', savedAt: NOW })
  closeDatabase(outbox)
  return readFileSync(file)
}

const loaded = (file: string, cases = 1) => {
  const { mirror } = openMirror(file, KEY)
  firstSync(mirror, { cases: Array.from({ length: cases }, () => aCase()) })
  closeDatabase(mirror)
}

test('the outbox is durable at every commit, on every open', () => {
  const file = join(tempFolder(), 'outbox.db')
  for (let time = 0; time < 2; time++) {
    const outbox = openOutbox(file, KEY)
    expect(outbox.pragma('synchronous')).toBe(2)
    expect(outbox.pragma('journal_mode')).toBe('wal')
    closeDatabase(outbox)
  }
})

test('the mirror is in WAL with synchronous NORMAL and sorts in memory', () => {
  const { mirror, rebuilt } = openMirror(join(tempFolder(), 'mirror.db'), KEY)
  expect(rebuilt).toBeNull()
  expect(mirror.pragma('synchronous')).toBe(1)
  expect(mirror.pragma('journal_mode')).toBe('wal')
  expect(mirror.pragma('temp_store')).toBe(2)
  mirror.close()
})

test('nothing that was written can be read in the files', () => {
  const folder = tempFolder()
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  saveDraft(outbox, { caseId: 'c', mode: 'reply', body: 'Skrivnost stranke', savedAt: NOW })
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    expect(bytes.includes('Skrivnost')).toBe(false)
    expect(bytes.includes('CREATE TABLE')).toBe(false)
  }
  outbox.close()
})

test('an outbox with another key is a fault and stays as it was', () => {
  const file = join(tempFolder(), 'outbox.db')
  const before = filled(file)
  expect(code(() => openOutbox(file, OTHER_KEY))).toBe('wrong_key')
  expect(readFileSync(file)).toEqual(before)
  const again = openOutbox(file, KEY)
  expect(getDraft(again, 'c', 'reply')?.body).toBe('Neposlano besedilo')
  again.close()
})

test('an outbox of a newer program is a fault and stays as it was', () => {
  const file = join(tempFolder(), 'outbox.db')
  filled(file)
  const newer = connect(file, KEY)
  newer.pragma('user_version=99')
  closeDatabase(newer)
  const before = readFileSync(file)
  expect(code(() => openOutbox(file, KEY))).toBe('newer_database')
  expect(readFileSync(file)).toEqual(before)
})

test('a broken page in the outbox is a fault and the file stays as it was', () => {
  const file = join(tempFolder(), 'outbox.db')
  const bytes = filled(file)
  bytes.fill(0x5a, 4096 * 2 + 100, 4096 * 2 + 400)
  writeFileSync(file, bytes)
  expect(code(() => openOutbox(file, KEY))).toBe('corrupt')
  expect(readFileSync(file)).toEqual(bytes)
})

test('operations that were being sent when the program ended wait again', () => {
  const file = join(tempFolder(), 'outbox.db')
  const outbox = openOutbox(file, KEY)
  const reply = aReply('c')
  appendOperation(outbox, reply)
  markSending(outbox, [reply.opId])
  outbox.close()
  const again = openOutbox(file, KEY)
  expect(operationById(again, reply.opId)).toMatchObject({ state: 'waiting', sent: 1 })
  again.close()
})

test('a mirror with another key is made anew', () => {
  const file = join(tempFolder(), 'mirror.db')
  loaded(file)
  const { mirror, rebuilt } = openMirror(file, OTHER_KEY)
  expect(rebuilt).toBe('wrong_key')
  expect(mirrorState(mirror)).toEqual({ cursor: null, firstSync: null })
  mirror.close()
})

test('a mirror that is kept says what it holds', () => {
  const file = join(tempFolder(), 'mirror.db')
  loaded(file, 3)
  const { mirror, rebuilt } = openMirror(file, KEY)
  expect(rebuilt).toBeNull()
  expect(queueCounters(mirror, null, NOTHING_DUE).open).toBe(3)
  mirror.close()
})

test.each([
  ['garbage', (bytes: Buffer) => Buffer.alloc(bytes.length, 0x41)],
  ['half a page', () => Buffer.alloc(2000, 0x41)],
  ['a database without encryption', () => Buffer.from(`SQLite format 3\0${'\0'.repeat(4080)}`)],
])('a mirror file of %s is made anew', (_, damage) => {
  const file = join(tempFolder(), 'mirror.db')
  loaded(file)
  writeFileSync(file, damage(readFileSync(file)))
  const { mirror, rebuilt } = openMirror(file, KEY)
  expect(['corrupt', 'wrong_key']).toContain(rebuilt)
  firstSync(mirror, { cases: [aCase()] })
  expect(queueCounters(mirror, null, NOTHING_DUE).open).toBe(1)
  mirror.close()
})

test('a mirror with a broken page answers a fault, and is made anew when asked', () => {
  const file = join(tempFolder(), 'mirror.db')
  loaded(file, 200)
  const bytes = readFileSync(file)
  for (let page = 3; page < bytes.length / 4096; page++) bytes.fill(0x5a, page * 4096 + 50, page * 4096 + 90)
  writeFileSync(file, bytes)
  const damaged = openMirror(file, KEY)
  if (damaged.rebuilt === null) {
    expect(code(() => damaged.mirror.prepare('SELECT count(title) FROM cases').get())).toBe('corrupt')
  }
  damaged.mirror.close()
  const { mirror, rebuilt } = openMirror(file, KEY, { rebuild: true })
  expect(rebuilt).toBe('asked')
  firstSync(mirror, { cases: [aCase()] })
  expect(queueCounters(mirror, null, NOTHING_DUE).open).toBe(1)
  mirror.close()
})

test.each([
  ['an older', 1],
  ['a newer', 2 ** 31 - 1],
])('a mirror of %s schema is made anew', (_, version) => {
  const file = join(tempFolder(), 'mirror.db')
  loaded(file)
  const other = connect(file, KEY)
  other.pragma(`user_version=${version}`)
  closeDatabase(other)
  const { mirror, rebuilt } = openMirror(file, KEY)
  expect(rebuilt).toBe('other_schema')
  expect(mirrorState(mirror).cursor).toBeNull()
  mirror.close()
})

test.each(['outbox', 'mirror'])('a full disk is told by the %s, and nothing of the failed write is there', (which) => {
  const file = join(tempFolder(), `${which}.db`)
  const database: Database = which === 'outbox' ? openOutbox(file, KEY) : openMirror(file, KEY).mirror
  database.exec('CREATE TABLE ballast (words TEXT)')
  database.pragma(`max_page_count=${Number(database.pragma('page_count')) + 2}`)
  const write = () =>
    database.transaction(() => {
      for (let row = 0; row < 100; row++) database.prepare('INSERT INTO ballast VALUES (?)').run('x'.repeat(4000))
    })
  expect(code(write)).toBe('disk_full')
  expect(database.prepare('SELECT count(*) FROM ballast', { pluck: true }).get()).toBe(0)
  database.close()
})

test('a database that may not be written is told as such', () => {
  const outbox = openOutbox(join(tempFolder(), 'outbox.db'), KEY)
  outbox.pragma('query_only=1')
  expect(code(() => saveDraft(outbox, { caseId: 'c', mode: 'note', body: 'x', savedAt: NOW }))).toBe('disk_read_only')
  outbox.close()
})

test('a folder that may not be written is told as such', () => {
  const folder = tempFolder()
  const locked = join(folder, 'locked')
  mkdirSync(locked)
  loaded(join(locked, 'mirror.db'))
  filled(join(locked, 'outbox.db'))
  chmodSync(folder, 0o755)
  chmodSync(locked, 0o555)
  for (const name of readdirSync(locked)) chmodSync(join(locked, name), 0o444)
  // A user of its own where the tests run as root, whom no mode stops.
  const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const answer = execFileSync(process.execPath, [join(import.meta.dirname, 'open-child.ts'), locked], {
    encoding: 'utf8',
    ...asNobody,
  })
  expect(JSON.parse(answer)).toEqual({ outbox: 'disk_read_only', mirror: 'disk_read_only', fresh: 'disk_read_only' })
  expect(existsSync(join(locked, 'fresh.db'))).toBe(false)
  chmodSync(locked, 0o755)
})

test('a clean close leaves one file that holds everything', () => {
  const folder = tempFolder()
  filled(join(folder, 'outbox.db'))
  expect(readdirSync(folder)).toEqual(['outbox.db'])
})

test('a database set aside keeps its content under the new name', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  filled(file)
  expect(setAsideDatabase(file, 'kept')).toBe(join(folder, 'outbox.kept.db'))
  filled(file)
  expect(setAsideDatabase(file, 'kept')).toBe(join(folder, 'outbox.kept-2.db'))
  expect(setAsideDatabase(file, 'kept')).toBeNull()
  const kept = openOutbox(join(folder, 'outbox.kept.db'), KEY)
  expect(getDraft(kept, 'c', 'reply')?.body).toBe('Neposlano besedilo')
  kept.close()
})

test('a removed database leaves nothing behind', () => {
  const folder = tempFolder()
  const file = join(folder, 'outbox.db')
  const outbox = openOutbox(file, KEY)
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
  outbox.close()
  removeDatabase(file)
  expect(readdirSync(folder)).toEqual([])
})
