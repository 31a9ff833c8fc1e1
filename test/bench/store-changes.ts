import { join } from 'node:path'
import { findCase } from '#main/store/mirror/cases.ts'
import { applyChangesInSlices } from '#main/store/mirror/changes.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { openMirror } from '#main/store/open.ts'
import { type ChangeItem, parseCursor } from '#shared/portal-api/sync.ts'
import { aNote } from '#test/factories/rows.ts'
import { percentile } from './figures.ts'
import { answer, KEY } from './store-results.ts'

/** Pages of 1000 changed rows, every one of them in the full text: 500 cases with a new note each. `store-changes.ts FOLDER`. */
const [folder = ''] = process.argv.slice(2)
const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
const PAGES = 20
const ids = mirror.prepare<string>('SELECT id FROM cases ORDER BY pk', { pluck: true }).all()

const blocks: number[] = []
for (let page = 0; page < PAGES; page++) {
  const { epoch, seq } = parseCursor(mirrorState(mirror).cursor ?? '')
  const items: ChangeItem[] = []
  for (let at = 0; at < 500; at++) {
    const caseId = ids[((page * 500 + at) * 13) % ids.length]!
    const row = findCase(mirror, caseId)
    if (!row) continue
    items.push({
      table: 'cases',
      kind: 'row',
      id: caseId,
      seq: seq + items.length + 1,
      row: { ...row, modifiedAt: row.modifiedAt + 1 },
    })
    const note = aNote({ caseId, body: `Hvala, poskusili bomo še enkrat in sporočimo (${page}/${at}).` })
    items.push({ table: 'notes', kind: 'row', id: note.id, seq: seq + items.length + 1, row: note })
  }
  const cursor = `${epoch}.${seq + items.length}`
  const slices = applyChangesInSlices(mirror, { items, cursor, pendingOf: () => [] }, performance)
  for (let begun = performance.now(); !slices.next().done; begun = performance.now())
    blocks.push(performance.now() - begun)
}
answer({
  longestMs: Math.max(...blocks),
  p95Ms: percentile(blocks, 0.95),
  slices: blocks.length,
  totalMs: blocks.reduce((sum, block) => sum + block, 0),
})
