import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { SyncRow, SyncTable } from '#shared/portal-api/rows.ts'
import * as schema from './schema.ts'

/** A value that is no plain column: SQL for it, given the alias of the row's own table. `column`: where it is kept, if there. */
export type Derived = { (alias: string): string; column?: PgColumn }
/** A column, several columns as one object, or a value from elsewhere. */
export type FieldSource = PgColumn | { [inner: string]: PgColumn } | Derived
/** Where each field of a wire row comes from. The compiler sees to it that none is missing or misspelt. */
type Fields<T extends SyncTable> = { [F in keyof SyncRow<T>]: FieldSource }
type Source<T extends SyncTable> = { table: PgTable; fields: Fields<T> }

const {
  accounts,
  agents,
  attachments,
  caseEvents,
  caseLinks,
  caseMarks,
  cases,
  caseViews,
  consents,
  contacts,
  devices,
  entitlements,
  estimates,
  macros,
  notes,
  registrations,
  rmaLines,
  rmas,
  serviceLevels,
  teams,
  templates,
} = schema

const teamIdsOf: Derived = (agent) =>
  `ARRAY(SELECT m.team_id FROM team_members m WHERE m.agent_id = ${agent}.id ORDER BY m.team_id)`

/** Of a column that `jsonText` made. */
const json = (column: PgColumn): Derived =>
  Object.assign((alias: string) => `${alias}."${column.name}"::json`, { column })

export const SYNC_SOURCES: { [T in SyncTable]: Source<T> } = {
  teams: { table: teams, fields: pick(teams, 'id', 'name') },
  agents: {
    table: agents,
    fields: { ...pick(agents, 'id', 'name', 'email', 'active', 'isAdmin', 'newSince'), teamIds: teamIdsOf },
  },
  accounts: { table: accounts, fields: pick(accounts, 'id', 'name', 'taxNumber', 'country', 'city') },
  contacts: {
    table: contacts,
    fields: {
      ...pick(contacts, 'id', 'accountId', 'firstName', 'lastName', 'email', 'phone', 'language'),
      ...pick(contacts, 'signIn', 'role', 'deletionRequestedAt', 'erasedAt'),
    },
  },
  entitlements: {
    table: entitlements,
    fields: {
      ...pick(entitlements, 'id', 'accountId', 'name', 'validFrom', 'validUntil'),
      ...pick(entitlements, 'firstResponseMinutes', 'resolutionMinutes'),
    },
  },
  devices: {
    table: devices,
    fields: {
      ...pick(devices, 'id', 'serialNumber', 'model', 'accountId', 'entitlementId', 'soldOn', 'saleDocument'),
      ...pick(devices, 'warrantyUntil', 'firmware', 'state', 'replacedById'),
    },
  },
  cases: {
    table: cases,
    fields: {
      ...pick(cases, 'id', 'caseNumber', 'title', 'description', 'caseType', 'status', 'ownerId', 'teamId'),
      ...pick(cases, 'accountId', 'contactId', 'entitlementId', 'customerSystemId', 'warrantyRepair', 'serialNumber'),
      ...pick(cases, 'customerReference', 'createdAt', 'modifiedAt', 'closedAt', 'mergedIntoId'),
      versions: {
        status: cases.statusVersion,
        ownerId: cases.ownerVersion,
        title: cases.titleVersion,
        description: cases.descriptionVersion,
        teamId: cases.teamVersion,
      },
      firstResponse: json(cases.firstResponse),
      resolution: json(cases.resolution),
    },
  },
  notes: {
    table: notes,
    fields: {
      ...pick(notes, 'id', 'caseId', 'visibility', 'authorKind', 'authorId', 'body', 'createdAt'),
      mentions: json(notes.mentions),
    },
  },
  caseEvents: {
    table: caseEvents,
    fields: pick(caseEvents, 'id', 'caseId', 'field', 'from', 'to', 'actorKind', 'actorId', 'createdAt', 'authoredAt'),
  },
  registrations: {
    table: registrations,
    fields: {
      ...pick(registrations, 'id', 'state', 'salutation', 'firstName', 'lastName', 'email', 'phone', 'mobile'),
      ...pick(registrations, 'department', 'company', 'taxNumber', 'country', 'language', 'createdAt'),
      ...pick(registrations, 'decidedBy', 'decidedAt', 'decisionReason', 'proof', 'customerCode', 'invoiceNumber'),
      ...pick(registrations, 'explanation', 'contactId'),
      history: json(registrations.history),
    },
  },
  attachments: {
    table: attachments,
    fields: pick(attachments, 'id', 'caseId', 'noteId', 'fileName', 'mediaType', 'size', 'sha256', 'createdAt'),
  },
  consents: { table: consents, fields: pick(consents, 'id', 'contactId', 'kind', 'version', 'givenAt') },
  estimates: {
    table: estimates,
    fields: {
      ...pick(estimates, 'id', 'caseId', 'state'),
      items: json(estimates.items),
      ...pick(estimates, 'note', 'validUntil', 'createdBy', 'createdAt', 'endedBy', 'endedAt'),
    },
  },
  rmas: { table: rmas, fields: pick(rmas, 'id', 'caseId', 'rmaNumber', 'createdBy', 'createdAt') },
  rmaLines: {
    table: rmaLines,
    fields: {
      ...pick(rmaLines, 'id', 'rmaId', 'caseId', 'position', 'serialNumber', 'model', 'fault', 'accessories'),
      ...pick(rmaLines, 'diagnosis', 'work', 'parts', 'warranty', 'state', 'stateSince', 'receivedAt', 'shippedAt'),
      ...pick(rmaLines, 'newSerialNumber', 'rejectionReason', 'inboundCarrier', 'inboundTracking', 'carrier'),
      ...pick(rmaLines, 'trackingNumber', 'estimateId', 'createdAt', 'version'),
    },
  },
  templates: {
    table: templates,
    fields: pick(templates, 'id', 'ownerId', 'name', 'shortcut', 'bodySl', 'bodyEn', 'modifiedBy', 'modifiedAt'),
  },
  macros: {
    table: macros,
    fields: {
      ...pick(macros, 'id', 'ownerId', 'name', 'shortcut', 'words', 'bodySl', 'bodyEn', 'status', 'owner', 'teamId'),
      ...pick(macros, 'snooze', 'modifiedBy', 'modifiedAt'),
    },
  },
  views: {
    table: caseViews,
    fields: {
      ...pick(caseViews, 'id', 'ownerId', 'name', 'filter', 'sort', 'direction', 'colour', 'pinned', 'position'),
      ...pick(caseViews, 'modifiedBy', 'modifiedAt'),
    },
  },
  serviceLevels: {
    table: serviceLevels,
    fields: {
      ...pick(serviceLevels, 'id', 'timeZone'),
      week: json(serviceLevels.week),
      holidays: json(serviceLevels.holidays),
      ...pick(serviceLevels, 'firstResponseMinutes', 'resolutionMinutes'),
    },
  },
  caseMarks: {
    table: caseMarks,
    fields: pick(caseMarks, 'id', 'ownerId', 'caseId', 'snoozedAfter', 'snoozedUntil', 'readUntil', 'following'),
  },
  caseLinks: {
    table: caseLinks,
    fields: pick(caseLinks, 'id', 'caseId', 'otherId', 'otherNumber', 'kind', 'createdBy', 'createdAt'),
  },
}

/**
 * SQL that makes the wire row as JSON text from the table's alias: the database writes it, nobody parses it on the way
 * to the desk. (`row_to_json` of a sub-select is shorter by the spaces, and faster, than `json_build_object`.)
 */
export function wireRowSql(table: SyncTable, alias: string): string {
  return `(SELECT row_to_json(wire)::text FROM (SELECT ${columnsSql(SYNC_SOURCES[table].fields, alias)}) wire)`
}

const OF_A_CASE: ReadonlySet<SyncTable> = new Set([
  'notes',
  'caseEvents',
  'attachments',
  'estimates',
  'rmas',
  'rmaLines',
  'caseLinks',
])

/** Rows that are one agent's alone where `owner_id` names one, and everybody's else. */
const OF_AN_AGENT: ReadonlySet<SyncTable> = new Set(['templates', 'views', 'macros', 'caseMarks'])

/** Who sees a table's rows: everybody, the agents of a case's team, or everybody some of them and one agent the others. */
export function audienceOf(table: SyncTable): 'everybody' | 'team' | 'owner' {
  if (OF_AN_AGENT.has(table)) return 'owner'
  return table === 'cases' || OF_A_CASE.has(table) ? 'team' : 'everybody'
}

/** SQL for the scope of what belongs to one agent alone; an agent's id, as an expression. No team's id begins so. */
export function ownScopeSql(agent: string): string {
  return `'agent:' || ${agent}`
}

/** SQL for the scope of a row of the table's alias, as the change feed's triggers find it. */
export function scopeSql(table: SyncTable, alias: string): string {
  if (table === 'cases') return `${alias}.team_id`
  if (OF_AN_AGENT.has(table)) return `coalesce(${ownScopeSql(`${alias}.owner_id`)}, '') COLLATE "C"`
  return OF_A_CASE.has(table) ? `(SELECT c.team_id FROM cases c WHERE c.id = ${alias}.case_id)` : `'' COLLATE "C"`
}

/** The table's name in the database. */
export function tableNameOf(table: SyncTable): string {
  return getTableConfig(SYNC_SOURCES[table].table).name
}

function columnsSql(fields: { [name: string]: FieldSource }, alias: string): string {
  return Object.entries(fields)
    .map(([name, source]) => `${valueSql(name, source, alias)} AS "${name}"`)
    .join(', ')
}

function valueSql(name: string, source: FieldSource, alias: string): string {
  if (typeof source === 'function') return source(alias)
  if (isColumn(source)) return `${alias}."${source.name}"`
  return `(SELECT ${name} FROM (SELECT ${columnsSql(source, alias)}) ${name})`
}

export function isColumn(source: Exclude<FieldSource, Derived>): source is PgColumn {
  return typeof source.name === 'string'
}

function pick<T extends object, K extends keyof T>(table: T, ...names: K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, table[name]])) as Pick<T, K>
}
