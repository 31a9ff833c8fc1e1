import type { LinkKind } from '#shared/domain/case-links.ts'
import type { TemplateContent } from '#shared/domain/template.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { BulkRun } from '#shared/rpc/bulk.ts'
import type { TemplateView, ViewView } from '#shared/rpc/models.ts'
import type { SimDesk } from './desk.ts'
import type { World, Written } from './world.ts'

/** What lies in the real databases when everything has come to rest. */
export type PortalNote = {
  id: string
  case_id: string
  author_kind: string
  body: string
  created_at: number
  op_id: string | null
  visibility: string
  /** JSON */
  mentions: string
}
export type PortalMark = {
  owner_id: string
  case_id: string
  snoozed_after: number | null
  snoozed_until: number | null
  read_until: number | null
  following: string
}
export type PortalEvent = {
  id: string
  case_id: string
  field: string
  from_value: string | null
  to_value: string | null
  actor_kind: string
  actor_id: string | null
  created_at: number
  /** The operation in whose transaction it was written. */
  op_id: string | null
}
export type PortalEstimate = { id: string; case_id: string; state: string; ended_by: string | null }
export type PortalRegistration = {
  id: string
  state: string
  decided_by: string | null
  contact_id: string | null
  history: { step: string; agentId: string | null; text: string | null }[]
}
/** What agents did with somebody's access; `op_id`: the operation in whose transaction it was written. */
export type Audit = {
  id: string
  event: string
  actor_id: string | null
  contact_id: string | null
  op_id: string | null
}
export type Ledger = { op_id: string; agent_id: string; status: string | null; code: string | null; seq: number | null }
export type PortalCase = {
  id: string
  title: string
  description: string
  status: string
  owner_id: string | null
  team_id: string
  merged_into_id: string | null
}
export type PortalLink = { case_id: string; other_id: string; kind: LinkKind }
export type PortalLine = {
  id: string
  rma_id: string
  state: string
  version: number
  serial_number: string
  fault: string
  accessories: string
  diagnosis: string
  work: string
  parts: string
}
export type PortalTemplate = {
  id: string
  owner_id: string | null
  name: string
  shortcut: string
  body_sl: string
  body_en: string
}
export type TemplateStep = {
  template_id: string
  before: TemplateContent | null
  after: TemplateContent | null
  op_id: string | null
}
export type OutboxOperation = {
  op_id: string
  state: string
  operation: Operation
  problem: string | null
  conflict: string | null
  seq: number | null
}
export type Row = Record<string, unknown> & { id: string }

export type DeskFacts = {
  desk: SimDesk
  teamIds: string[]
  operations: Map<string, OutboxOperation>
  recovered: string[]
  drafts: { case_id: string; body: string }[]
  /** The last command for many cases, and the cases of all of them. */
  lastRun: BulkRun | null
  groups: { group_id: string; on: string }[]
  /** As the mirror has them, without what is pending. */
  mirror: Map<SyncTable, Map<string, Row>>
  /** As the portal has them for this agent. */
  portal: Map<SyncTable, Map<string, Row>>
  /** By case, since when it is snoozed on the screen. */
  shownSnoozes: Map<string, number | null>
  /** Every note that the agent sees, local ones too. */
  notes: { id: string; case_id: string; body: string; local: string | null }[]
  /** RMAs, templates and views as the agent sees them. `line`: an `RmaLineRow` as JSON. */
  shownRmas: { id: string; rma_number: string; state: string; line_count: number }[]
  shownLines: { id: string; line: string; pending: number; conflict: number }[]
  shownTemplates: TemplateView[]
  shownViews: ViewView[]
}

export type Facts = {
  notes: PortalNote[]
  marks: PortalMark[]
  events: PortalEvent[]
  cases: Map<string, PortalCase>
  /** See `emptiedCases`. */
  emptied: ReadonlySet<string>
  ledger: Map<string, Ledger>
  registrations: PortalRegistration[]
  estimates: PortalEstimate[]
  links: PortalLink[]
  rmas: { id: string; case_id: string }[]
  lines: PortalLine[]
  templates: PortalTemplate[]
  /** In the order in which they were taken. */
  templateSteps: TemplateStep[]
  views: { id: string; name: string; owner_id: string | null }[]
  contacts: { id: string; sign_in: string }[]
  /** By agents, in the order in which it happened. */
  audit: Audit[]
  /** As JSON, of what nobody may be told twice. */
  mails: string[]
  desks: DeskFacts[]
  written: readonly Written[]
  words: ReadonlySet<string>
  /** Desks whose agent has decided a conflict or taken something back. */
  decided: ReadonlySet<number>
}

/** Entitlements never change here. */
export const COMPARED: readonly SyncTable[] = [
  'teams',
  'agents',
  'accounts',
  'contacts',
  'devices',
  'cases',
  'notes',
  'caseEvents',
  'registrations',
  'attachments',
  'consents',
  'estimates',
  'rmas',
  'rmaLines',
  'templates',
  'views',
  'serviceLevels',
  'macros',
  'caseMarks',
  'caseLinks',
]

/** Cases that were merged into one that has been deleted since, by themselves or along a chain: their notes went with it. */
export async function emptiedCases(world: World): Promise<Set<string>> {
  const rows = await world.portal.query<{ case_id: string }>(
    `WITH RECURSIVE emptied AS (
       SELECT case_id FROM case_events WHERE field = 'mergedInto' AND to_value NOT IN (SELECT case_number FROM cases)
       UNION
       SELECT e.case_id FROM emptied JOIN cases c ON c.id = emptied.case_id
       JOIN case_events e ON e.field = 'mergedInto' AND e.to_value = c.case_number
     ) SELECT case_id FROM emptied`,
  )
  return new Set(rows.map(({ case_id }) => case_id))
}

export async function gather(world: World): Promise<Facts> {
  const { query } = world.portal
  const notes = await query<PortalNote>(
    `SELECT n.id, n.case_id, n.author_kind, n.body, n.visibility, n.mentions, n.created_at::float8 AS created_at, o.op_id FROM notes n
     LEFT JOIN sync_op o ON o.xmin = n.xmin ORDER BY n.created_at, n.id`,
  )
  const events = await query<PortalEvent>(
    `SELECT e.id, e.case_id, e.field, e.from_value, e.to_value, e.actor_kind, e.actor_id, e.created_at::float8 AS created_at, o.op_id
     FROM case_events e LEFT JOIN sync_op o ON o.xmin = e.xmin ORDER BY e.id`,
  )
  const cases = await query<PortalCase>(
    'SELECT id, title, description, status, owner_id, team_id, merged_into_id FROM cases',
  )
  const emptied = await emptiedCases(world)
  const links = await query<PortalLink>('SELECT case_id, other_id, kind FROM case_links')
  const ledger = await query<Ledger>(
    `SELECT op_id, agent_id, status, result->>'code' AS code, seq::int AS seq FROM sync_op`,
  )
  const registrations = await query<PortalRegistration>(
    'SELECT id, state, decided_by, contact_id, history::json AS history FROM registrations',
  )
  const estimates = await query<PortalEstimate>('SELECT id, case_id, state, ended_by FROM estimates')
  const rmas = await query<Facts['rmas'][number]>('SELECT id, case_id FROM rmas')
  const lines = await query<PortalLine>(
    `SELECT id, rma_id, state, version, serial_number, fault, accessories, diagnosis, work, parts FROM rma_lines`,
  )
  const templates = await query<PortalTemplate>('SELECT id, owner_id, name, shortcut, body_sl, body_en FROM templates')
  const templateSteps = await query<TemplateStep>(
    `SELECT h.template_id, h.before::json AS before, h.after::json AS after, o.op_id FROM template_history h
     LEFT JOIN sync_op o ON o.xmin = h.xmin ORDER BY h.id`,
  )
  const views = await query<Facts['views'][number]>('SELECT id, name, owner_id FROM case_views')
  const contacts = await query<Facts['contacts'][number]>('SELECT id, sign_in FROM contacts')
  const audit = await query<Audit>(
    `SELECT a.id, a.event, a.actor_id, a.contact_id, o.op_id FROM audit_log a
     LEFT JOIN sync_op o ON o.xmin = a.xmin WHERE a.actor_kind = 'agent' ORDER BY a.id`,
  )
  const mails = await query<{ mail: string }>(
    `SELECT mail::text FROM mail_queue
     WHERE mail->'change'->>'type' IN ('note', 'estimate') OR mail->>'kind' IN ('new_case', 'registration_rejected')`,
  )
  const desks: DeskFacts[] = []
  for (const desk of world.desks) desks.push(await factsOf(world, desk))
  const marks = await query<PortalMark>(
    `SELECT owner_id, case_id, snoozed_after::float8 AS snoozed_after, snoozed_until::float8 AS snoozed_until,
       read_until::float8 AS read_until, following FROM case_marks`,
  )
  return {
    notes,
    marks,
    events,
    cases: new Map(cases.map((row) => [row.id, row])),
    emptied,
    ledger: new Map(ledger.map((row) => [row.op_id, row])),
    registrations,
    estimates,
    links,
    rmas,
    lines,
    templates,
    templateSteps,
    views,
    contacts,
    audit,
    mails: mails.map(({ mail }) => mail),
    desks,
    written: world.written,
    words: world.words,
    decided: world.decided,
  }
}

async function factsOf(world: World, desk: SimDesk): Promise<DeskFacts> {
  const { query } = world.portal
  const teams = await query<{ team_id: string }>('SELECT team_id FROM team_members WHERE agent_id = $1', [
    desk.agent.id,
  ])
  const outbox = <T>(sql: string) => desk.disk.read<T>('outbox.db', sql) ?? []
  const mirror = <T>(sql: string) => desk.disk.read<T>('mirror.db', sql) ?? []
  const portal = new Map<SyncTable, Map<string, Row>>()
  for (const table of COMPARED) portal.set(table, await portalRows(world, desk.agent.id, table))
  return {
    desk,
    teamIds: teams.map(({ team_id }) => team_id),
    operations: new Map(
      outbox<Omit<OutboxOperation, 'operation'> & { operation: string }>(
        'SELECT op_id, state, operation, problem, conflict, seq FROM operation ORDER BY ord',
      ).map((row) => [row.op_id, { ...row, operation: JSON.parse(row.operation) as Operation }]),
    ),
    recovered: outbox<{ words: string }>('SELECT words FROM recovered').map(({ words }) => words),
    drafts: outbox('SELECT case_id, body FROM draft'),
    lastRun: lastRunOf(outbox, desk.agent.id),
    groups: outbox(`SELECT group_id, operation ->> 'caseId' AS "on" FROM operation WHERE group_id IS NOT NULL`),
    mirror: new Map(COMPARED.map((table) => [table, mirrorRows(mirror, table)])),
    portal,
    shownSnoozes: new Map(
      mirror<{ id: string; after: number | null }>(
        'SELECT k.id, t.snoozed_after AS after FROM case_attention t JOIN case_key k ON k.pk = t.case_pk',
      ).map(({ id, after }) => [id, after]),
    ),
    notes: mirror(
      'SELECT n.id, k.id AS case_id, n.body, n.local FROM notes n JOIN case_key k ON k.pk = n.case_pk ORDER BY n.pk',
    ),
    shownRmas: mirror('SELECT id, rma_number, state, line_count FROM rma_shown'),
    shownLines: mirror('SELECT id, line, pending, conflict FROM rma_line_shown'),
    shownTemplates: (await desk.api?.templates.list(undefined)) ?? [],
    shownViews: (await desk.api?.views.list(undefined)) ?? [],
  }
}

function lastRunOf(outbox: <T>(sql: string) => T[], agentId: string): BulkRun | null {
  const [stored] = outbox<{ value: string }>(`SELECT value FROM setting WHERE name = 'bulk-run-${agentId}'`)
  return stored ? (JSON.parse(stored.value) as BulkRun) : null
}

async function portalRows(world: World, agentId: string, table: SyncTable): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>()
  for (let after: string | null = null; ; ) {
    const text: string = await world.portal.answer({ agentId }, { kind: 'page', table, after })
    const page = JSON.parse(text) as { items: { row: Row }[]; next: string | null }
    for (const { row } of page.items) rows.set(row.id, row)
    if (page.next === null) return rows
    after = page.next
  }
}

type Read = <T>(sql: string) => T[]

/** Tables of the mirror that are called otherwise than on the wire. */
export const TABLES: Record<string, string> = {
  caseEvents: 'case_events',
  rmaLines: 'rma_lines',
  caseMarks: 'case_marks',
  caseLinks: 'case_links',
  serviceLevels: 'service_levels',
}

/** The mirror's tables read as the wire's rows, by their columns' names. */
function mirrorRows(read: Read, table: SyncTable): Map<string, Row> {
  if (table === 'cases') return mirrorCases(read)
  const name = TABLES[table] ?? table
  const ofCase = [
    'notes',
    'caseEvents',
    'attachments',
    'estimates',
    'rmas',
    'rmaLines',
    'caseMarks',
    'caseLinks',
  ].includes(table)
  const records = read<Row>(
    ofCase
      ? `SELECT t.*, k.id AS case_id FROM ${name} t JOIN case_key k ON k.pk = t.case_pk ${table === 'notes' ? 'WHERE local IS NULL' : ''}`
      : `SELECT * FROM ${name}`,
  )
  return new Map(records.map((record) => [record.id, record]))
}

function mirrorCases(read: Read): Map<string, Row> {
  const rows = new Map<string, Row>()
  for (const record of read<Row & { base: string | null }>(
    'SELECT c.*, o.base FROM cases c LEFT JOIN overlay o ON o.case_pk = c.pk',
  )) {
    rows.set(record.id, record.base === null ? record : (JSON.parse(record.base) as { row: Row }).row)
  }
  return rows
}

const COLUMNS: Record<string, string> = {
  'cases.ownerId': 'owner_key',
  'caseEvents.from': 'from_value',
  'caseEvents.to': 'to_value',
}
const VERSIONS: Record<string, string> = { ownerId: 'owner_version', teamId: 'team_version' }

/** The value of a wire field in a record of the mirror, as the wire would write it. */
export function mirrorValue(table: SyncTable, field: string, record: Row, wire: unknown): unknown {
  if (field === 'versions' && !('versions' in record)) {
    const names = Object.keys(wire as Record<string, number>)
    return Object.fromEntries(names.map((name) => [name, record[VERSIONS[name] ?? `${name}_version`]]))
  }
  const column = COLUMNS[`${table}.${field}`] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const value = field in record ? record[field] : record[column]
  if (column === 'owner_key' && value === '') return null
  if (typeof wire === 'boolean' && typeof value === 'number') return value === 1
  if (typeof wire === 'object' && wire !== null && typeof value === 'string') return JSON.parse(value)
  return value
}
