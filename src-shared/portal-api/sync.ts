import { z } from 'zod'
import { SYNC_ROWS, SYNC_TABLES, type SyncTable } from './rows.ts'

export const PROTOCOL_VERSION = 2
/** Request header with the desk's protocol version; the portal answers 426 to one that it no longer speaks. */
export const PROTOCOL_HEADER = 'spica-protocol'
export const MAX_PAGE = 1000
/** Seconds between two heartbeats of the event stream. */
export const HEARTBEAT_SECONDS = 20

/** `epoch.seq`: the epoch changes when the feed starts anew (a restored database), and the desk then loads everything again. */
export const cursorText = z.string().regex(/^[^.]+\.\d+$/)
export type Cursor = { epoch: string; seq: number }

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}.${cursor.seq}`
}

export function parseCursor(text: string): Cursor {
  const dot = text.lastIndexOf('.')
  return { epoch: text.slice(0, dot), seq: Number(text.slice(dot + 1)) }
}

const tableName = z.enum(SYNC_TABLES as [SyncTable, ...SyncTable[]])

export const changesQuery = z.object({
  cursor: cursorText,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
})

const rowItem = <T extends SyncTable>(table: T) =>
  z.object({
    table: z.literal(table),
    kind: z.literal('row'),
    id: z.string(),
    seq: z.number().int(),
    row: SYNC_ROWS[table],
  })

export const changeItem = z.union([
  z.discriminatedUnion('table', [
    rowItem('teams'),
    rowItem('agents'),
    rowItem('accounts'),
    rowItem('contacts'),
    rowItem('entitlements'),
    rowItem('devices'),
    rowItem('cases'),
    rowItem('notes'),
    rowItem('caseEvents'),
    rowItem('registrations'),
    rowItem('attachments'),
    rowItem('consents'),
    rowItem('estimates'),
    rowItem('rmas'),
    rowItem('rmaLines'),
    rowItem('templates'),
    rowItem('views'),
    rowItem('serviceLevels'),
    rowItem('macros'),
    rowItem('caseMarks'),
    rowItem('caseLinks'),
  ]),
  /** `tombstone`: deleted for everybody. `eviction`: left this agent's scope. */
  z.object({ table: tableName, kind: z.enum(['tombstone', 'eviction']), id: z.string(), seq: z.number().int() }),
])
export type ChangeItem = z.infer<typeof changeItem>

/** Items ascend by `seq`; `cursor` is that of the last one (or of the request when there is none). */
export const changesResponse = z.object({
  items: z.array(changeItem),
  cursor: cursorText,
  head: z.number().int(),
  more: z.boolean(),
})
export type ChangesResponse = z.infer<typeof changesResponse>

/** Without `table`: the head and the row counts. With `table`: a page of it by primary key, after `after`. */
export const snapshotQuery = z.object({
  table: tableName.optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
})

export const snapshotHead = z.object({
  cursor: cursorText,
  tables: z.array(z.object({ table: tableName, rows: z.number().int() })),
})
export type SnapshotHead = z.infer<typeof snapshotHead>

const pageOf = <T extends SyncTable>(table: T) =>
  z.object({
    table: z.literal(table),
    items: z.array(z.object({ seq: z.number().int(), row: SYNC_ROWS[table] })),
    /** Primary key to pass as `after`; null at the table's end. */
    next: z.string().nullable(),
  })

/** The schema of each table's snapshot page. */
export const SNAPSHOT_PAGES = {
  teams: pageOf('teams'),
  agents: pageOf('agents'),
  accounts: pageOf('accounts'),
  contacts: pageOf('contacts'),
  entitlements: pageOf('entitlements'),
  devices: pageOf('devices'),
  cases: pageOf('cases'),
  notes: pageOf('notes'),
  caseEvents: pageOf('caseEvents'),
  registrations: pageOf('registrations'),
  attachments: pageOf('attachments'),
  consents: pageOf('consents'),
  estimates: pageOf('estimates'),
  rmas: pageOf('rmas'),
  rmaLines: pageOf('rmaLines'),
  templates: pageOf('templates'),
  views: pageOf('views'),
  serviceLevels: pageOf('serviceLevels'),
  macros: pageOf('macros'),
  caseMarks: pageOf('caseMarks'),
  caseLinks: pageOf('caseLinks'),
} as const

export type SnapshotPage<T extends SyncTable = SyncTable> = z.infer<(typeof SNAPSHOT_PAGES)[T]>

/** Data of the SSE event `head`: the feed has reached `seq`. */
export const headEvent = z.object({ epoch: z.string(), seq: z.number().int() })
export type HeadEvent = z.infer<typeof headEvent>

/** Data of the SSE event `presence`: who is in a case now, by the reader's own teams; sent whole whenever it changes. */
export const presenceEvent = z.object({
  present: z.array(z.object({ agentId: z.string(), caseId: z.string(), mode: z.enum(['viewing', 'writing']) })),
})
export type PresenceEvent = z.infer<typeof presenceEvent>

export const PRESENCE_TTL_MS = 45_000
/** PUT by a desk when its agent enters or leaves a case, and every 20 s meanwhile; forgotten after 45 s. Null: in no case. */
export const presenceRequest = z.object({
  clientId: z.uuid(),
  caseId: z.string().max(64).nullable(),
  mode: z.enum(['viewing', 'writing']),
})
export type PresenceRequest = z.infer<typeof presenceRequest>

/** GET: a fingerprint of each bucket (`../domain/digest.ts`) of a table's rows in the agent's scope, at one head. */
export const digestQuery = z.object({ table: tableName })
export const digestResponse = z.object({
  cursor: cursorText,
  buckets: z.array(z.object({ bucket: z.number().int(), rows: z.number().int(), digest: z.string() })),
})
export type DigestResponse = z.infer<typeof digestResponse>
