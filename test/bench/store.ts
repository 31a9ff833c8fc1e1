import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { atLeast, atMost, print } from './figures.ts'
import type { BulkResult, ChangesResult, FloorResult, LoadResult, PagesResult, QueriesResult } from './store-results.ts'

/** The store's figures. Each part runs in a process of its own, so that memory and caches are its own. */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '50000' }, times: { type: 'string', default: '10' } },
})
const cases = Number(values.cases)
const times = Number(values.times)
const folder = mkdtempSync(join(tmpdir(), 'spica-bench-store-'))
const small = join(folder, 'small')

function part<T>(name: string, ...parameters: string[]): T {
  const file = join(import.meta.dirname, `store-${name}.ts`)
  return JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', file, ...parameters], { encoding: 'utf8', maxBuffer: 1 << 26 }),
  )
}

try {
  const pages = part<PagesResult>('pages', small, String(cases), 'gzip')
  const floor = part<FloorResult>('floor', small)
  const load = part<LoadResult>('load', small, 'json')
  const compressed = part<LoadResult>('load', small, 'gzip')
  const detail = { rows: pages.rows, cases, megabytes: Math.round(pages.bytes / 1e6) }
  const perSecond = (ms: number) => Math.round((pages.rows / ms) * 1000)
  const ratio = (ms: number) => floor.ms / ms
  print({
    figure: 'floor: parse and insert without indexes',
    value: perSecond(floor.ms),
    unit: 'rows/s',
    ms: Math.round(floor.ms),
    ...detail,
  })
  print(
    atLeast('first sync against the floor', ratio(load.rowsMs + load.indexesMs), 0.3, 'ratio', {
      ...rounded(load),
      ...detail,
    }),
  )
  print(
    atLeast(
      'first sync against the floor, compressed pages',
      ratio(compressed.rowsMs + compressed.indexesMs),
      0.22,
      'ratio',
      { ...rounded(compressed), ...detail },
    ),
  )
  print(atMost('peak memory of a first sync', load.peakMegabytes, 400, 'MB', detail))

  const [queries = {}] = part<QueriesResult[]>('queries', small)
  for (const [name, { p50, p95 }] of Object.entries(queries)) {
    print(atMost(`${name}, p95`, p95, boundOf(name), 'ms', { p50: Math.round(p50 * 1000) / 1000, cases }))
  }
  if (times > 1) compareWith(join(folder, 'big'))
  const bulk = part<BulkResult>('bulk', small)
  const command = { cases: bulk.cases, shownMs: Math.round(bulk.shownMs), undoMs: Math.round(bulk.undoMs) }
  print(atMost('status of 1,000 cases with one command, durable', bulk.durableMs, 1000, 'ms', command))
  print(atMost('longest block while 1,000 cases are changed and had back', bulk.blockedMs, 50, 'ms', command))
  const changes = part<ChangesResult>('changes', small)
  print(
    atMost('longest block of a change page of 1000 rows', changes.longestMs, 60, 'ms', {
      slices: changes.slices,
      p95: Math.round(changes.p95Ms),
      seconds: Math.round(changes.totalMs) / 1000,
    }),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The same questions to both mirrors in turns. The pages of the big one take about 3.5 kB a case on the disk meanwhile. */
function compareWith(big: string): void {
  part<PagesResult>('pages', big, String(cases * times), 'json')
  part<LoadResult>('load', big, 'json')
  const [one = {}, many = {}] = part<QueriesResult[]>('queries', small, big)
  for (const [name, { p50, p95 }] of Object.entries(many)) {
    const detail = { ms: Math.round(p95 * 1000) / 1000, p50: Math.round(p50 * 1000) / 1000, cases: cases * times }
    const figure = `${name}, p95 with ${times} times the cases`
    const ratio = p95 / one[name]!.p95
    // A view reads the facts of all cases.
    if (name.startsWith('view')) print({ figure, value: Math.round(ratio * 1000) / 1000, unit: 'ratio', ...detail })
    else print(atMost(figure, ratio, 2, 'ratio', detail))
  }
}

function boundOf(name: string): number {
  if (name.startsWith('search')) return 20
  if (name === 'view, first 100, right after a change') return 20
  // Words that thousands of cases hold are looked up in the full text first.
  if (name.startsWith('view with words')) return 30
  if (name.startsWith('view')) return 10
  return name.startsWith('reply') ? 10 : 2
}

function rounded(load: LoadResult) {
  return {
    rowsMs: Math.round(load.rowsMs),
    indexesMs: Math.round(load.indexesMs),
    longestStepMs: Math.round(load.longestStepMs),
    upkeepMs: Math.round(load.upkeepMs),
  }
}
