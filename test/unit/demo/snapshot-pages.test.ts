import { describe, expect, it } from 'vitest'
import { generateDemo } from '#portal/demo/generate.ts'
import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { SNAPSHOT_PAGES } from '#shared/portal-api/sync.ts'
import { snapshotPages } from '#test/factories/snapshot-pages.ts'

const options = { cases: 2500, now: Date.UTC(2026, 2, 2, 12, 30) }

const generated = new Map<SyncTable, Set<string>>()
for (const batch of generateDemo(options)) {
  const ids = generated.get(batch.table) ?? new Set()
  for (const row of batch.rows) ids.add(row.id)
  generated.set(batch.table, ids)
}

describe('snapshot pages of the demo data', () => {
  const pages = [...snapshotPages(options)]

  it('are what the wire schemas accept, full but for the last of a table', () => {
    for (const table of SYNC_TABLES) {
      const own = pages.filter((page) => page.table === table)
      own.forEach((page, index) => {
        const parsed = SNAPSHOT_PAGES[table].parse(JSON.parse(page.json))
        expect(parsed.items).toHaveLength(page.rows)
        const last = index === own.length - 1
        if (!last) expect(page.rows).toBe(1000)
        expect(parsed.next).toBe(last ? null : parsed.items.at(-1)!.row.id)
      })
    }
  })

  it('hold every row once, by primary key within a table, tables in sync order', () => {
    expect([...new Set(pages.map((page) => page.table))]).toEqual(SYNC_TABLES)
    let seq = 0
    for (const table of SYNC_TABLES) {
      const items = pages
        .filter((page) => page.table === table)
        .flatMap(
          (page) => SNAPSHOT_PAGES[table].parse(JSON.parse(page.json)).items as { seq: number; row: { id: string } }[],
        )
      const ids = items.map((item) => item.row.id)
      expect(ids).toEqual(ids.toSorted())
      expect(new Set(ids)).toEqual(generated.get(table) ?? new Set())
      for (const item of items) expect(item.seq).toBe(++seq)
    }
  })

  it('are the same in every run', () => {
    expect([...snapshotPages({ cases: 50 })]).toEqual([...snapshotPages({ cases: 50 })])
  })
})
