import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { refreshSearch } from '#main/store/mirror/changes.ts'
import { applySnapshotPage, beginSnapshot, buildIndexes } from '#main/store/mirror/snapshot.ts'
import { closeDatabase, openMirror } from '#main/store/open.ts'
import type { SnapshotHead, SnapshotPage } from '#shared/portal-api/sync.ts'
import { answer, EPOCH, KEY } from './store-results.ts'

/** A whole first sync into `FOLDER/mirror.db`; the time excludes reading the files. `store-load.ts FOLDER json|gzip`. */
const [folder = '', form] = process.argv.slice(2)
const index = JSON.parse(readFileSync(join(folder, 'index'), 'utf8')) as {
  seq: number
  files: { name: string }[]
  tables: SnapshotHead['tables']
}
const { mirror } = openMirror(join(folder, 'mirror.db'), KEY, { rebuild: true })
beginSnapshot(mirror, { cursor: `${EPOCH}.${index.seq}`, tables: index.tables })

let rowsMs = 0
let after: string | null = null
for (const { name } of index.files) {
  const bytes = readFileSync(join(folder, form === 'gzip' ? `${name}.gz` : name))
  const begun = performance.now()
  const page = JSON.parse((form === 'gzip' ? gunzipSync(bytes) : bytes).toString()) as SnapshotPage
  applySnapshotPage(mirror, page, after)
  after = page.next
  rowsMs += performance.now() - begun
}

let indexesMs = 0
let longestStepMs = 0
for (
  let begun = performance.now(), steps = buildIndexes(mirror, performance);
  !steps.next().done;
  begun = performance.now()
) {
  const took = performance.now() - begun
  if (process.env.BENCH_STEPS && took > 40) console.error('step', Math.round(took))
  indexesMs += took
  longestStepMs = Math.max(longestStepMs, took)
}
const upkept = performance.now()
while (refreshSearch(mirror, performance));
const upkeepMs = performance.now() - upkept
closeDatabase(mirror)
// Kilobytes on every platform.
answer({ rowsMs, indexesMs, longestStepMs, upkeepMs, peakMegabytes: process.resourceUsage().maxRSS / 1000 })
