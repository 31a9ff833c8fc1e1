import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { caseDetail, findCase } from '#main/store/mirror/cases.ts'
import { findDevices } from '#main/store/mirror/devices.ts'
import { reapply } from '#main/store/mirror/overlay.ts'
import { queueCounters, queuePage } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { DEMO_AGENT } from '#portal/demo/agents.ts'
import { CASE_SORTS, QUEUES } from '#shared/rpc/models.ts'
import { anId } from '#test/factories/ids.ts'
import { percentile, sample } from './figures.ts'
import { answer, KEY, type QueriesResult } from './store-results.ts'

/** The screen's questions to the mirror of `FOLDER`, one after the other. `store-queries.ts FOLDER`. */
const [folder = ''] = process.argv.slice(2)
const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
rmSync(join(folder, 'outbox.db'), { force: true })
const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
const me = DEMO_AGENT.id

const lists = QUEUES.flatMap((queue) =>
  CASE_SORTS.flatMap((sort) =>
    (['desc', 'asc'] as const).map((direction) => ({ queue, sort, direction, me, limit: 100 })),
  ),
)
const pick = <T>(list: readonly T[], run: number): T => list[(run * 7919) % list.length]!
const ids = mirror.prepare<string>('SELECT id FROM cases WHERE pk % 97 = 0', { pluck: true }).all()
const long = mirror
  .prepare<string>(
    'SELECT id FROM cases WHERE pk IN (SELECT case_pk FROM notes GROUP BY case_pk HAVING count(*) >= 50 LIMIT 300)',
    { pluck: true },
  )
  .all()
const serials = mirror.prepare<string>('SELECT serial_number FROM devices WHERE pk % 13 = 0', { pluck: true }).all()
const words = [
  ...['terminal', 'čitalnik', 'registracija', 'licenca', 'umik', 'izvoz', 'kartica', 'napaka', 'prijava', 'vrata'],
  ...['ne dela terminal', 'izvoz plač', 'nadgradnja programa', 'cakalna', 'dopust ni viden', 'TOM2L3', 'CAS-0258'],
]
/** Every state of the box while a phrase is typed. */
const typed = words.flatMap((word) => Array.from({ length: word.length }, (_, at) => word.slice(0, at + 1)))

const measured: QueriesResult = {}
const measure = (name: string, runs: number, ask: (run: number) => unknown) => {
  const samples = sample(runs, ask)
  measured[name] = { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) }
}

measure('queue, first 100', 400, (run) => queuePage(mirror, { ...pick(lists, run), anchor: { at: 'start' } }))
measure('queue, last page', 400, (run) => queuePage(mirror, { ...pick(lists, run), anchor: { at: 'end' } }))
const second = lists.map((list) => ({
  ...list,
  after: queuePage(mirror, { ...list, anchor: { at: 'start' } }).rows.at(-1)?.key,
}))
measure('queue, next page by keyset', 400, (run) => {
  const { after, ...list } = pick(second, run)
  return after && queuePage(mirror, { ...list, anchor: { after } })
})
measure('counters', 400, () => queueCounters(mirror, me))
measure('open a case with 50 notes', 300, (run) => {
  const caseId = pick(long, run)
  return [caseDetail(mirror, caseId), caseThread(mirror, { caseId, limit: 50, me })]
})
measure('serial, prefix', 400, (run) => findDevices(mirror, pick(serials, run).slice(0, 3 + (run % 8)), 50))
measure('serial, substring', 400, (run) => findDevices(mirror, pick(serials, run).slice(-4 - (run % 3)), 50))
measure('search as you type, newest 50', typed.length * 2, (run) => searchCases(mirror, pick(typed, run), 50))
measure('reply until durable and visible', 300, (run) => {
  const caseId = pick(ids, run)
  if (!findCase(mirror, caseId)) throw new Error('The case is not in the mirror')
  appendOperation(outbox, {
    kind: 'note.create',
    opId: anId(),
    caseId,
    schemaVersion: 1,
    authoredAt: 1_772_438_400_000 + run,
    dependsOn: [],
    visibility: 'public',
    body: 'Pozdravljeni, terminal smo preverili in ponovno zagnali. Prosimo, potrdite, da zdaj dela.',
  })
  reapply(mirror, [caseId], overlayOperations(outbox, 0, [caseId]))
  return caseThread(mirror, { caseId, limit: 50, me }).items.length
})
answer(measured)
