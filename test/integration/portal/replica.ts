import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { changesResponse, SNAPSHOT_PAGES, snapshotHead } from '#shared/portal-api/sync.ts'
import type { Desk } from './world.ts'

/** What a desk makes of the portal's answers, as docs/sync-protocol.md tells it to: the newest known of each row. */
export type Replica = {
  cursor: string
  /** How often it had to begin anew. */
  readonly resyncs: number
  readonly items: { table: SyncTable; id: string; kind: string }[]
  firstSync(limit?: number): Promise<void>
  /** Up to the head; begins anew when the portal says so. */
  catchUp(limit?: number): Promise<void>
  ids(table: SyncTable): string[]
  state(): Record<string, unknown>
}

export function createReplica(desk: Pick<Desk, 'get'>): Replica {
  let rows = new Map<string, { seq: number; row: unknown }>()

  const apply = (table: SyncTable, id: string, seq: number, row: unknown) => {
    const key = `${table}/${id}`
    const known = rows.get(key)
    if (!known || known.seq < seq) rows.set(key, { seq, row })
  }
  const read = async <T>(url: string, parse: (body: unknown) => T): Promise<T> => {
    const { status, body } = await desk.get(url)
    if (status !== 200) throw new Error(`${url} answered ${status}`)
    return parse(body)
  }
  let resyncs = 0
  const replica: Replica = {
    cursor: '',
    get resyncs() {
      return resyncs
    },
    items: [],
    firstSync: async (limit = 1000) => {
      rows = new Map()
      replica.cursor = (await read('/sync/v1/snapshot', snapshotHead.parse)).cursor
      for (const table of SYNC_TABLES) {
        let after: string | null = ''
        do {
          const url: string = `/sync/v1/snapshot?table=${table}&limit=${limit}&after=${after}`
          const page = await read(url, (body) => SNAPSHOT_PAGES[table].parse(body))
          for (const { seq, row } of page.items) apply(table, row.id, seq, row)
          after = page.next
        } while (after !== null)
      }
    },
    catchUp: async (limit = 1000) => {
      for (;;) {
        const { status, body } = await desk.get(`/sync/v1/changes?cursor=${replica.cursor}&limit=${limit}`)
        if (status === 409 || status === 410) {
          resyncs += 1
          await replica.firstSync(limit)
          continue
        }
        const page = changesResponse.parse(body)
        for (const item of page.items) {
          replica.items.push({ table: item.table, id: item.id, kind: item.kind })
          apply(item.table, item.id, item.seq, item.kind === 'row' ? item.row : undefined)
        }
        replica.cursor = page.cursor
        if (!page.more) return
      }
    },
    ids: (table) =>
      [...rows]
        .filter(([key, { row }]) => key.startsWith(`${table}/`) && row !== undefined)
        .map(([key]) => key.slice(table.length + 1))
        .sort(),
    state: () => {
      const live = [...rows].filter(([, { row }]) => row !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
      return Object.fromEntries(live.map(([key, { row }]) => [key, row]))
    },
  }
  return replica
}
