import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deviceCard } from '#main/store/mirror/device-card.ts'
import { lookUp } from '#main/store/mirror/device-hits.ts'
import { lookUpList } from '#main/store/mirror/device-list.ts'
import { LOOK_UP_HITS, warmLookUp } from '#main/store/mirror/devices.ts'
import { applySnapshotPage, beginSnapshot, buildIndexes, snapshotPosition } from '#main/store/mirror/snapshot.ts'
import { openMirror } from '#main/store/open.ts'
import { demoStories } from '#portal/demo/generate.ts'
import { buildWorld, worldSize } from '#portal/demo/world.ts'
import { SYNC_TABLES, type SyncRow, type SyncTable } from '#shared/portal-api/rows.ts'
import type { SnapshotPage } from '#shared/portal-api/sync.ts'
import { atMost, percentile, print } from './figures.ts'
import { KEY } from './store-results.ts'

/** Looking devices up in a mirror of 100,000 of them: any part of a number, near misses, pasted lists. */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '50000' }, devices: { type: 'string', default: '100000' } },
})
const cases = Number(values.cases)
const NOW = Date.UTC(2026, 2, 2)
const PAGE = 2_000
const LIST = 5_000

const world = buildWorld(22, { ...worldSize(cases), devices: Number(values.devices) }, NOW)
const rows: { [T in SyncTable]?: SyncRow<T>[] } = {
  accounts: world.accounts.map(({ row }) => row),
  contacts: world.contacts,
  entitlements: world.accounts.flatMap(({ entitlements }) => entitlements),
  devices: world.devices,
  cases: Array.from(demoStories(world, { cases, notesPerCase: 0, now: NOW }), (story) => story.case),
}
const folder = mkdtempSync(join(tmpdir(), 'spica-bench-devices-'))

try {
  const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
  const tables = SYNC_TABLES.map((table) => ({ table, rows: rows[table]?.length ?? 0 }))
  beginSnapshot(mirror, { cursor: `bench.${tables.reduce((sum, { rows }) => sum + rows, 0)}`, tables })
  for (let at = snapshotPosition(mirror), from = 0; at; at = snapshotPosition(mirror)) {
    if (at.after === null) from = 0
    const all = rows[at.table] ?? []
    const items = all.slice(from, from + PAGE).map((row, place) => ({ seq: from + place + 1, row }))
    from += PAGE
    applySnapshotPage(
      mirror,
      { table: at.table, items, next: from < all.length ? items.at(-1)?.row.id : null } as SnapshotPage,
      at.after,
    )
  }
  for (const _ of buildIndexes(mirror, { now: () => performance.now() }));
  for (const _ of warmLookUp(mirror));

  const serials = world.devices.filter((_, at) => at % 17 === 0).map(({ serialNumber }) => serialNumber)
  const pick = (run: number) => serials[(run * 7919) % serials.length] ?? ''
  const part = (run: number) => {
    const serial = pick(run)
    const length = 1 + (run % 8)
    const from = (run * 31) % Math.max(1, serial.length - length + 1)
    return serial.slice(from, from + length)
  }
  /** Another sign at one place. */
  const wrong = (run: number) => {
    const serial = pick(run)
    const at = serial.length - 1 - (run % 4)
    return `${serial.slice(0, at)}${serial[at] === '7' ? '8' : '7'}${serial.slice(at + 1)}`
  }
  const detail = { devices: world.devices.length, cases }

  const measure = (name: string, runs: number, bound: number, ask: (run: number) => unknown) => {
    const samples: number[] = []
    for (let run = -Math.floor(runs / 10); run < runs; run++) {
      const begun = performance.now()
      ask(Math.abs(run))
      if (run >= 0) samples.push(performance.now() - begun)
    }
    print(atMost(`${name}, p95`, percentile(samples, 0.95), bound, 'ms', { p50: percentile(samples, 0.5), ...detail }))
  }
  measure('look-up by the whole number', 1000, 5, (run) => lookUp(mirror, pick(run), LOOK_UP_HITS))
  measure('look-up by any part', 1000, 5, (run) => lookUp(mirror, part(run), LOOK_UP_HITS))
  measure('look-up of a wrong number, with those near to it', 500, 5, (run) => lookUp(mirror, wrong(run), LOOK_UP_HITS))
  measure('a device with all its cases', 500, 5, (run) =>
    deviceCard(mirror, world.devices[(run * 613) % 5_000]?.id ?? ''),
  )

  const lists: [string, (at: number) => string][] = [
    ['all known', pick],
    ['a tenth wrong', (at) => (at % 10 === 0 ? wrong(at) : pick(at))],
    ['all wrong', wrong],
    ['nothing like a number of ours', (at) => `QX-${(at * 104_729) % 10_000_019}-Y`],
  ]
  for (const [name, textOf] of lists) {
    const texts = Array.from({ length: LIST }, (_, at) => textOf(at))
    const totals: number[] = []
    let longest = 0
    for (let run = 0; run < 5; run++) {
      const begun = performance.now()
      const steps = lookUpList(mirror, texts)
      for (let last = begun, done = false; !done; ) {
        done = steps.next().done === true
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }
      totals.push(performance.now() - begun)
    }
    const value = percentile(totals, 0.5)
    print(
      atMost(`${LIST} pasted numbers, ${name}`, value, 300, 'ms', { longestStepMs: Math.round(longest), ...detail }),
    )
  }
  mirror.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
