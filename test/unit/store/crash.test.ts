import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { queueCounters } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { openMirror, openOutbox } from '#main/store/open.ts'
import { allDrafts } from '#main/store/outbox/drafts.ts'
import { listOperations, operationById, unsettledOperations } from '#main/store/outbox/operations.ts'
import { listRecovered } from '#main/store/outbox/recovered.ts'
import { nextBatch } from '#main/store/outbox/sending.ts'
import { wordsOf } from '#main/store/outbox/words.ts'
import { parseCursor } from '#shared/portal-api/sync.ts'
import { KEY, NOTHING_DUE, NOW, tempFolder } from './support.ts'

/** Runs the writer until it has said so many lines, kills it with no warning, and answers everything that it had said. */
async function killedWriter(folder: string, mode: 'outbox' | 'words' | 'mirror', lines: number): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), mode, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const ended = new Promise((done) => child.once('exit', done))
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line)
    if (said.length === lines) child.kill('SIGKILL')
  }
  await ended
  expect(child.signalCode).toBe('SIGKILL')
  return said
}

test('after kill -9 every operation that was accepted is there, whole, and waits', async () => {
  const folder = tempFolder()
  const accepted: string[] = []
  for (const lines of [1, 17, 60]) accepted.push(...(await killedWriter(folder, 'outbox', lines)))
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  expect(outbox.pragma('integrity_check')).toBe('ok')
  for (const opId of accepted) expect(operationById(outbox, opId)).toMatchObject({ state: 'waiting' })
  // At most the one that was being written when each of them died.
  const { total } = listOperations(outbox, 1)
  expect(total).toBeGreaterThanOrEqual(accepted.length)
  expect(nextBatch(outbox, NOW, 50).operations[0]).toMatchObject({ body: 'x'.repeat(3000) })
  outbox.close()
})

test('after kill -9 while words are taken back and replaced, each of them is in exactly one place', async () => {
  const folder = tempFolder()
  const said = new Set<string>()
  for (const lines of [2, 9, 20, 41]) for (const words of await killedWriter(folder, 'words', lines)) said.add(words)
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  expect(outbox.pragma('integrity_check')).toBe('ok')
  const places = [
    ...unsettledOperations(outbox).flatMap(({ operation }) => wordsOf(operation)?.text ?? []),
    ...allDrafts(outbox).map(({ body }) => body),
    ...listRecovered(outbox).map(({ text }) => text),
  ]
  for (const words of said) expect(places.filter((text) => text === words)).toHaveLength(1)
  expect(said.size).toBeGreaterThan(30)
  outbox.close()
})

test('after kill -9 in a first sync and in later changes the mirror goes on, and holds what its cursor says', async () => {
  const folder = tempFolder()
  const file = join(folder, 'mirror.db')
  // Each line is a page, a step of the indexes, or a slice of changes.
  for (const lines of [2, 3, 9, 30, 40]) {
    await killedWriter(folder, 'mirror', lines)
    const { mirror, rebuilt } = openMirror(file, KEY)
    expect(rebuilt).toBeNull()
    const { cursor, firstSync } = mirrorState(mirror)
    expect(cursor === null).toBe(firstSync !== null)
    if (cursor !== null) {
      // Every seq is one case, the first 300 came by the first sync.
      const { seq } = parseCursor(cursor)
      expect(queueCounters(mirror, null, NOTHING_DUE).open).toBe(seq)
      expect(searchCases(mirror, `številka${seq}`, 5)).toHaveLength(1)
      expect(searchCases(mirror, `številka${seq + 1}`, 5)).toHaveLength(0)
    }
    mirror.close()
  }
  const { mirror } = openMirror(file, KEY)
  expect(parseCursor(mirrorState(mirror).cursor!).seq).toBeGreaterThan(300)
  expect(mirror.pragma('integrity_check')).toBe('ok')
  mirror.close()
})
