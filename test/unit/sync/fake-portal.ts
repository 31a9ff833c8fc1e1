import type { PortalClient } from '#main/sync/portal-client.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { createTableDigest } from '#shared/domain/digest.ts'
import { type Operation, type OperationResult, statusOf } from '#shared/portal-api/operations.ts'
import { type CaseRow, SYNC_TABLES, type SyncRow, type SyncTable } from '#shared/portal-api/rows.ts'
import type { ChangeItem, SnapshotPage } from '#shared/portal-api/sync.ts'
import { aNote } from '#test/factories/rows.ts'

type Kept = { table: SyncTable; id: string; seq: number; kind: ChangeItem['kind']; row: SyncRow | null }

/** A portal's feed in memory: enough of it for what a desk pulls. */
export function fakePortal({ pageSize = 1000 } = {}) {
  let kept = new Map<string, Kept>()
  let seq = 0
  let epoch = 'one'
  const asked: string[] = []
  const rows = () => [...kept.values()].filter(({ kind }) => kind === 'row')
  const ofTable = (table: SyncTable) =>
    rows()
      .filter((one) => one.table === table)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const cursor = () => `${epoch}.${seq}`

  function put<T extends SyncTable>(table: T, ...written: SyncRow<T>[]) {
    for (const row of written) kept.set(`${table} ${row.id}`, { table, id: row.id, seq: ++seq, kind: 'row', row })
  }

  /** Notes and changes of a status. */
  function carryOut(operation: Operation): OperationResult {
    const { opId } = operation
    const caseId = 'caseId' in operation ? operation.caseId : ''
    if (operation.kind === 'note.create') put('notes', aNote({ id: opId, caseId, body: operation.body }))
    const found = kept.get(`cases ${caseId}`)?.row as CaseRow | undefined
    const status = statusOf(operation)?.to
    if (found && status) {
      put('cases', { ...found, status, versions: { ...found.versions, status: found.versions.status + 1 } })
    }
    return { status: 'applied', opId, seq }
  }

  const client: Pick<PortalClient, 'changes' | 'snapshotHead' | 'snapshotPage' | 'digest' | 'push'> = {
    push: async ({ operations }) => ({ results: operations.map(carryOut) }),
    changes: async (from) => {
      asked.push(`changes ${from.seq}`)
      if (from.epoch !== epoch || from.seq > seq) throw new PortalFault('resync_needed')
      const after = [...kept.values()].filter((one) => one.seq > from.seq).toSorted((a, b) => a.seq - b.seq)
      const page = after.slice(0, pageSize)
      const more = after.length > page.length
      const items = page.map(({ row, ...item }) => (item.kind === 'row' ? { ...item, row } : item)) as ChangeItem[]
      return { items, cursor: more ? `${epoch}.${page.at(-1)!.seq}` : cursor(), head: seq, more }
    },
    snapshotHead: async () => {
      asked.push('head')
      return { cursor: cursor(), tables: SYNC_TABLES.map((table) => ({ table, rows: ofTable(table).length })) }
    },
    snapshotPage: async (table, after) => {
      const left = ofTable(table).filter(({ id }) => after === null || id > after)
      const page = left.slice(0, pageSize)
      const items = page.map(({ row, seq: at }) => ({ seq: at, row }))
      return { table, items, next: left.length > page.length ? page.at(-1)!.id : null } as unknown as SnapshotPage<
        typeof table
      >
    },
    digest: async (table) => {
      asked.push(`digest ${table}`)
      const digest = createTableDigest()
      for (const { row } of ofTable(table)) digest.add(row as { id: string })
      return { cursor: cursor(), buckets: digest.buckets().filter(({ rows: count }) => count > 0) }
    },
  }
  return {
    /** What the portal answers; a test may put its own in their place. */
    client,
    /** The same as a desk calls them, as they are at the time of the call. */
    calls: {
      changes: (from, signal) => client.changes(from, signal),
      snapshotHead: (signal) => client.snapshotHead(signal),
      snapshotPage: (table, after, signal) => client.snapshotPage(table, after, signal),
      digest: (table, signal) => client.digest(table, signal),
    } satisfies Omit<typeof client, 'push'>,
    asked,
    put,
    remove(table: SyncTable, ids: readonly string[], kind: 'tombstone' | 'eviction' = 'tombstone') {
      for (const id of ids) kept.set(`${table} ${id}`, { table, id, seq: ++seq, kind, row: null })
    },
    /** Copies the database; what it answers puts the copy in its place. */
    backUp() {
      const copy = { kept: new Map(kept), seq }
      return () => {
        kept = new Map(copy.kept)
        seq = copy.seq
      }
    },
    /** Another feed, with only these rows. `from`: the number that it has reached. */
    beginEpoch(name: string, keep: (id: string) => boolean, from = seq) {
      epoch = name
      seq = from
      for (const [key, one] of kept) if (one.kind !== 'row' || !keep(one.id)) kept.delete(key)
    },
    epoch: () => epoch,
    seq: () => seq,
    count: () => rows().length,
  }
}
