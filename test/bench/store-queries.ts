import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { caseDetail } from '#main/store/mirror/cases.ts'
import { findDevices, LOOK_UP_HITS, warmLookUp } from '#main/store/mirror/devices.ts'
import { countFiltered } from '#main/store/mirror/filtered-list.ts'
import { reapply } from '#main/store/mirror/overlay.ts'
import { INDEXED_QUEUES, INDEXED_SORTS, queueCounters, queuePage } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { dueBounds } from '#main/store/mirror/service-levels.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { type Mirror, openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { DEMO_AGENT } from '#portal/demo/agents.ts'
import { CASE_SORTS as VIEW_SORTS } from '#shared/domain/view.ts'
import { DEFAULT_RISK_HOURS, type ListKey, QUEUES } from '#shared/rpc/models.ts'
import { anId } from '#test/factories/ids.ts'
import { percentile } from './figures.ts'
import { answer, KEY, type QueriesResult } from './store-results.ts'

/**
 * The screen's questions to the mirrors of all folders given. They take turns at every single question, so that whatever
 * else the machine does falls on all of them alike. `store-queries.ts FOLDER…`.
 */
const me = DEMO_AGENT.id
const DIRECTIONS = ['desc', 'asc'] as const
const LISTS = INDEXED_QUEUES.flatMap((queue) =>
  INDEXED_SORTS.flatMap((sort) => DIRECTIONS.map((direction) => ({ queue, sort, direction, me, limit: 100 }))),
)
/** What is due, or snoozed, is found as views are. */
const OTHER_LISTS = QUEUES.filter((queue) => !(INDEXED_QUEUES as readonly string[]).includes(queue)).flatMap((queue) =>
  VIEW_SORTS.flatMap((sort) => DIRECTIONS.map((direction) => ({ queue, sort, direction, me, limit: 100 }))),
)
const WORDS = [
  ...['terminal', 'čitalnik', 'registracija', 'licenca', 'umik', 'izvoz', 'kartica', 'napaka', 'prijava', 'vrata'],
  ...['ne dela terminal', 'izvoz plač', 'nadgradnja programa', 'cakalna', 'dopust ni viden', 'TOM2L3', 'CAS-0258'],
]
/** Every state of the box while a phrase is typed. */
const TYPED = WORDS.flatMap((word) => Array.from({ length: word.length }, (_, at) => word.slice(0, at + 1)))

const BENCH_NOW = Date.UTC(2026, 2, 2, 8)
/** Usual and odd ones: common and rare words, names that many and few have, nothing at all, everything. */
const FILTERS = [
  ...[
    'status:waiting owner:me older:3d',
    'owner:none status:open',
    '-status:closed type:rma',
    'owner:me',
    'status:resolved',
  ],
  ...[
    'company:novak',
    '-company:a',
    'customer:novak older:4w',
    'entitlement:none warranty:yes',
    'serial:00 -status:closed',
  ],
  ...[
    'serial:none',
    'reference:2',
    'system:erp',
    'number:258',
    'waiting:1w',
    'created-after:2026-01-01',
    'newer:1d',
    'sla:breached',
    'due:<4h status:open',
    '',
  ],
  ...[
    'owner:nobodyofthatname',
    'status:cancelled reference:none',
    'team:podpora -owner:me',
    'created-before:4w newer:3d',
  ],
]
const WORD_FILTERS = [
  'terminal',
  'terminal status:open',
  'dopust owner:me',
  '-terminal type:support',
  'zzqqzz',
  'napaka company:d',
]
const viewsOf = (filters: readonly string[]) =>
  filters.flatMap((filter) =>
    VIEW_SORTS.flatMap((sort) => (['desc', 'asc'] as const).map((direction) => ({ filter, sort, direction }))),
  )
const VIEWS = viewsOf(FILTERS)
const WORD_VIEWS = viewsOf(WORD_FILTERS)

type Question = { name: string; runs: number; ask(run: number): unknown }

const pick = <T>(list: readonly T[], run: number): T => list[(run * 7919) % list.length]!

function questionsTo(folder: string): Question[] {
  const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
  const values = (sql: string) => mirror.prepare<string>(sql, { pluck: true }).all()
  const ids = values('SELECT id FROM cases WHERE pk % 97 = 0 LIMIT 2000')
  const long = values(
    'SELECT id FROM cases WHERE pk IN (SELECT case_pk FROM notes GROUP BY case_pk HAVING count(*) >= 50 LIMIT 200)',
  )
  const serials = values('SELECT serial_number FROM devices WHERE pk % 13 = 0 LIMIT 2000')
  const second = LISTS.map((list): { list: (typeof LISTS)[number]; after: ListKey | undefined } => ({
    list,
    after: queuePage(mirror, { ...list, anchor: { at: 'start' } }).rows.at(-1)?.key,
  }))
  // As the desk does after its start; what was asked above has filled the page cache with other things.
  for (const _ of warmLookUp(mirror));
  return [
    {
      name: 'queue, first 100',
      runs: 400,
      ask: (run) => queuePage(mirror, { ...pick(LISTS, run), anchor: { at: 'start' } }),
    },
    {
      name: 'queue, last page',
      runs: 400,
      ask: (run) => queuePage(mirror, { ...pick(LISTS, run), anchor: { at: 'end' } }),
    },
    {
      name: 'queue, next page by keyset',
      runs: 400,
      ask: (run) => {
        const { list, after } = pick(second, run)
        return after && queuePage(mirror, { ...list, anchor: { after } })
      },
    },
    {
      name: 'view of what is due or snoozed, first 100',
      runs: 400,
      ask: (run) => queuePage(mirror, { ...pick(OTHER_LISTS, run), now: BENCH_NOW, anchor: { at: 'start' } }),
    },
    {
      name: 'view, first 100, any filter and order',
      runs: 800,
      ask: (run) => viewPage(mirror, pick(VIEWS, run)),
    },
    {
      name: 'view, first 100, right after a change',
      runs: 400,
      ask: (run) => {
        mirror.prepare(`UPDATE meta SET value = value WHERE name = 'cursor'`).run()
        return viewPage(mirror, pick(VIEWS, run))
      },
    },
    {
      name: 'view with words, first 100, any order',
      runs: 200,
      ask: (run) => viewPage(mirror, pick(WORD_VIEWS, run)),
    },
    {
      name: 'view, counter',
      runs: 400,
      ask: (run) => countFiltered(mirror, pick(FILTERS, run), { me, now: BENCH_NOW }),
    },
    {
      name: 'counters',
      runs: 400,
      ask: () => queueCounters(mirror, me, dueBounds(mirror, BENCH_NOW, DEFAULT_RISK_HOURS * 3_600_000)),
    },
    {
      name: 'open a case with 50 notes',
      runs: 300,
      ask: (run) => {
        const caseId = pick(long, run)
        return [caseDetail(mirror, caseId), caseThread(mirror, { caseId, limit: 50, me })]
      },
    },
    {
      name: 'serial, prefix',
      runs: 400,
      ask: (run) => findDevices(mirror, pick(serials, run).slice(0, 3 + (run % 8)), LOOK_UP_HITS),
    },
    {
      name: 'serial, substring',
      runs: 400,
      ask: (run) => findDevices(mirror, pick(serials, run).slice(-4 - (run % 3)), LOOK_UP_HITS),
    },
    {
      name: 'search as you type, newest 50',
      runs: TYPED.length * 2,
      ask: (run) => searchCases(mirror, pick(TYPED, run), 50),
    },
    { name: 'reply until durable and visible', runs: 300, ask: replying(folder, mirror, ids) },
  ]
}

function viewPage(mirror: Mirror, view: (typeof VIEWS)[number]): unknown {
  return queuePage(mirror, { queue: 'all', ...view, me, now: BENCH_NOW, limit: 100, anchor: { at: 'start' } })
}

function replying(folder: string, mirror: Mirror, ids: readonly string[]): (run: number) => unknown {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `outbox.db${suffix}`), { force: true })
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  return (run) => {
    const caseId = pick(ids, run)
    appendOperation(outbox, {
      kind: 'note.create',
      opId: anId(),
      caseId,
      schemaVersion: 2,
      authoredAt: 1_772_438_400_000 + run,
      dependsOn: [],
      visibility: 'public',
      attachments: [],
      body: 'Pozdravljeni, terminal smo preverili in ponovno zagnali. Prosimo, potrdite, da zdaj dela.',
    })
    reapply(mirror, [caseId], overlayOperations(outbox, 0, [caseId]))
    return caseThread(mirror, { caseId, limit: 50, me })
  }
}

const folders = process.argv.slice(2).map(questionsTo)
const results = folders.map((): QueriesResult => ({}))
for (const [at, { name, runs }] of folders[0]!.entries()) {
  const samples = folders.map((): number[] => [])
  // The first tenth warms up.
  for (let run = -Math.floor(runs / 10); run < runs; run++) {
    for (const [which, questions] of folders.entries()) {
      const begun = performance.now()
      questions[at]!.ask(Math.abs(run))
      if (run >= 0) samples[which]!.push(performance.now() - begun)
    }
  }
  for (const [which, taken] of samples.entries()) {
    results[which]![name] = { p50: percentile(taken, 0.5), p95: percentile(taken, 0.95) }
  }
}
answer(results)
