import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { applyChangesInSlices } from '#main/store/mirror/changes.ts'
import { applySnapshotPage, beginSnapshot, buildIndexes, snapshotPosition } from '#main/store/mirror/snapshot.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { replaceOperation, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { type ChangeItem, parseCursor } from '#shared/portal-api/sync.ts'
import { aCase } from '#test/factories/rows.ts'

/** Writes for ever and says every step that is complete, until it is killed: `crash-child.ts outbox|words|mirror FOLDER`. */
const [mode, folder = ''] = process.argv.slice(2)
const KEY = new Uint8Array(32).fill(7)
const CASES = 300

const say = (line: string) => writeSync(1, `${line}\n`)
const numbered = (seq: number) => aCase({ id: `case-${String(seq).padStart(6, '0')}`, title: `Zadeva številka${seq}` })

if (mode === 'outbox') {
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  for (;;) {
    const opId = randomUUID()
    appendOperation(outbox, {
      kind: 'note.create',
      opId,
      caseId: 'case',
      schemaVersion: 2,
      authoredAt: 0,
      dependsOn: [],
      visibility: 'public',
      body: 'x'.repeat(3000),
      attachments: [],
    })
    say(opId)
  }
}

if (mode === 'words') {
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  for (let at = 0; ; at++) {
    // Written, taken back, and written in place of each other: whatever is said must be found somewhere afterwards.
    const opId = randomUUID()
    const common = { opId, caseId: `case-${process.pid}-${at}`, schemaVersion: 2, authoredAt: 0, dependsOn: [] }
    const body = `words ${process.pid}/${at}`
    if (at % 3 === 0) {
      const title = { to: body, base: { value: '', version: 1 } }
      appendOperation(outbox, { ...common, kind: 'case.update', title })
    } else {
      const note = { ...common, kind: 'note.create' as const, visibility: 'public' as const, body, attachments: [] }
      appendOperation(outbox, note, { holdUntil: 60_000 })
      if (at % 3 === 1) replaceOperation(outbox, opId, { ...note, opId: randomUUID() })
    }
    say(body)
    if (at % 3 !== 1) withdrawOperation(outbox, opId, 0)
    say(body)
  }
}

const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
const { cursor, firstSync } = mirrorState(mirror)
if (cursor === null && firstSync === null) {
  beginSnapshot(mirror, { cursor: `e.${CASES}`, tables: [{ table: 'cases', rows: CASES }] })
}
for (let position = snapshotPosition(mirror); position; position = snapshotPosition(mirror)) {
  const from = position.after === null ? 0 : Number(position.after.slice(5))
  const items = Array.from({ length: 50 }, (_, at) => ({ seq: from + at + 1, row: numbered(from + at + 1) }))
  const next = from + 50 < CASES ? items.at(-1)!.row.id : null
  applySnapshotPage(mirror, { table: 'cases', items, next }, position.after)
  say(`page ${from}`)
}
for (const { done } of buildIndexes(mirror, performance)) say(`step ${done}`)
for (;;) {
  const { epoch, seq } = parseCursor(mirrorState(mirror).cursor ?? '')
  const items = Array.from({ length: 90 }, (_, at): ChangeItem => {
    const row = numbered(seq + at + 1)
    return { table: 'cases', kind: 'row', id: row.id, seq: seq + at + 1, row }
  })
  const change = { items, cursor: `${epoch}.${seq + 90}`, pendingOf: () => [] }
  for (const _ of applyChangesInSlices(mirror, change, performance)) say(`slice ${mirrorState(mirror).cursor}`)
}
