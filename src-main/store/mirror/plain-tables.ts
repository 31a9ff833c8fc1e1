import { lookUpKey } from '#shared/domain/look-up.ts'
import type { SyncRow, SyncTable } from '#shared/portal-api/rows.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { type CaseKeys, caseKeys } from './case-key.ts'
import { emailKey, nameKey, taxKey, wordsKey } from './compare-keys.ts'
import { RMA_LINE_COLUMNS, rmaLineValues } from './rma-line-columns.ts'

/** All tables but the cases, which carry more than the portal's fields. */
export type PlainTable = Exclude<SyncTable, 'cases'>

type Description<T extends PlainTable> = {
  table: string
  columns: readonly string[]
  values(keyOf: CaseKeys, row: SyncRow<T>): Value[]
}

const bit = (flag: boolean | null): number | null => (flag === null ? null : flag ? 1 : 0)

/** How a row of the wire lies in its table; `seq` follows as the last column. */
const DESCRIPTIONS: { [T in PlainTable]: Description<T> } = {
  teams: {
    table: 'teams',
    columns: ['id', 'name'],
    values: (_, row) => [row.id, row.name],
  },
  agents: {
    table: 'agents',
    columns: ['id', 'name', 'email', 'active', 'team_ids', 'is_admin', 'new_since'],
    values: (_, row) => [
      row.id,
      row.name,
      row.email,
      bit(row.active),
      JSON.stringify(row.teamIds),
      bit(row.isAdmin),
      row.newSince,
    ],
  },
  accounts: {
    table: 'accounts',
    columns: ['id', 'name', 'tax_number', 'country', 'city', 'tax_key', 'words_key'],
    values: (_, row) => [
      row.id,
      row.name,
      row.taxNumber,
      row.country,
      row.city,
      taxKey(row.taxNumber, row.country) || null,
      ` ${wordsKey(`${row.name} ${row.city ?? ''}`)}`,
    ],
  },
  contacts: {
    table: 'contacts',
    columns: [
      'id',
      'account_id',
      'first_name',
      'last_name',
      'email',
      'phone',
      'language',
      'sign_in',
      'role',
      'deletion_requested_at',
      'erased_at',
      'email_key',
      'name_key',
    ],
    values: (_, row) => [
      row.id,
      row.accountId,
      row.firstName,
      row.lastName,
      row.email,
      row.phone,
      row.language,
      row.signIn,
      row.role,
      row.deletionRequestedAt,
      row.erasedAt,
      emailKey(row.email),
      nameKey(row.firstName, row.lastName),
    ],
  },
  entitlements: {
    table: 'entitlements',
    columns: ['id', 'account_id', 'name', 'valid_from', 'valid_until', 'first_response_minutes', 'resolution_minutes'],
    values: (_, row) => [
      row.id,
      row.accountId,
      row.name,
      row.validFrom,
      row.validUntil,
      row.firstResponseMinutes,
      row.resolutionMinutes,
    ],
  },
  devices: {
    table: 'devices',
    columns: [
      'id',
      'serial_number',
      'serial_key',
      'model',
      'account_id',
      'entitlement_id',
      'sold_on',
      'sale_document',
      'warranty_until',
      'firmware',
      'state',
      'replaced_by_id',
    ],
    values: (_, row) => [
      row.id,
      row.serialNumber,
      lookUpKey(row.serialNumber),
      row.model,
      row.accountId,
      row.entitlementId,
      row.soldOn,
      row.saleDocument,
      row.warrantyUntil,
      row.firmware,
      row.state,
      row.replacedById,
    ],
  },
  notes: {
    table: 'notes',
    columns: ['id', 'case_pk', 'visibility', 'author_kind', 'author_id', 'body', 'created_at', 'mentions'],
    values: (keyOf, row) => [
      row.id,
      keyOf(row.caseId),
      row.visibility,
      row.authorKind,
      row.authorId,
      row.body,
      row.createdAt,
      JSON.stringify(row.mentions),
    ],
  },
  caseEvents: {
    table: 'case_events',
    columns: [
      'id',
      'case_pk',
      'field',
      'from_value',
      'to_value',
      'actor_kind',
      'actor_id',
      'created_at',
      'authored_at',
    ],
    values: (keyOf, row) => [
      row.id,
      keyOf(row.caseId),
      row.field,
      row.from,
      row.to,
      row.actorKind,
      row.actorId,
      row.createdAt,
      row.authoredAt,
    ],
  },
  registrations: {
    table: 'registrations',
    columns: [
      'id',
      'state',
      'salutation',
      'first_name',
      'last_name',
      'email',
      'phone',
      'mobile',
      'department',
      'company',
      'tax_number',
      'country',
      'language',
      'created_at',
      'decided_by',
      'decided_at',
      'decision_reason',
      'proof',
      'customer_code',
      'invoice_number',
      'explanation',
      'contact_id',
      'history',
      'email_key',
    ],
    values: (_, row) => [
      row.id,
      row.state,
      row.salutation,
      row.firstName,
      row.lastName,
      row.email,
      row.phone,
      row.mobile,
      row.department,
      row.company,
      row.taxNumber,
      row.country,
      row.language,
      row.createdAt,
      row.decidedBy,
      row.decidedAt,
      row.decisionReason,
      row.proof,
      row.customerCode,
      row.invoiceNumber,
      row.explanation,
      row.contactId,
      JSON.stringify(row.history),
      emailKey(row.email),
    ],
  },
  attachments: {
    table: 'attachments',
    columns: ['id', 'case_pk', 'note_id', 'file_name', 'media_type', 'size', 'sha256', 'created_at'],
    values: (keyOf, row) => [
      row.id,
      keyOf(row.caseId),
      row.noteId,
      row.fileName,
      row.mediaType,
      row.size,
      row.sha256,
      row.createdAt,
    ],
  },
  consents: {
    table: 'consents',
    columns: ['id', 'contact_id', 'kind', 'version', 'given_at'],
    values: (_, row) => [row.id, row.contactId, row.kind, row.version, row.givenAt],
  },
  estimates: {
    table: 'estimates',
    columns: [
      'id',
      'case_pk',
      'state',
      'items',
      'note',
      'valid_until',
      'created_by',
      'created_at',
      'ended_by',
      'ended_at',
    ],
    values: (keyOf, row) => [
      row.id,
      keyOf(row.caseId),
      row.state,
      JSON.stringify(row.items),
      row.note,
      row.validUntil,
      row.createdBy,
      row.createdAt,
      row.endedBy,
      row.endedAt,
    ],
  },
  rmas: {
    table: 'rmas',
    columns: ['id', 'case_pk', 'rma_number', 'created_by', 'created_at'],
    values: (keyOf, row) => [row.id, keyOf(row.caseId), row.rmaNumber, row.createdBy, row.createdAt],
  },
  rmaLines: {
    table: 'rma_lines',
    columns: RMA_LINE_COLUMNS,
    values: rmaLineValues,
  },
  templates: {
    table: 'templates',
    columns: ['id', 'owner_id', 'name', 'shortcut', 'body_sl', 'body_en', 'modified_by', 'modified_at'],
    values: (_, row) => [
      row.id,
      row.ownerId,
      row.name,
      row.shortcut,
      row.bodySl,
      row.bodyEn,
      row.modifiedBy,
      row.modifiedAt,
    ],
  },
  macros: {
    table: 'macros',
    columns: [
      'id',
      'owner_id',
      'name',
      'shortcut',
      'words',
      'body_sl',
      'body_en',
      'status',
      'owner',
      'team_id',
      'snooze',
      'modified_by',
      'modified_at',
    ],
    values: (_, row) => [
      row.id,
      row.ownerId,
      row.name,
      row.shortcut,
      row.words,
      row.bodySl,
      row.bodyEn,
      row.status,
      row.owner,
      row.teamId,
      row.snooze,
      row.modifiedBy,
      row.modifiedAt,
    ],
  },
  views: {
    table: 'views',
    columns: [
      'id',
      'owner_id',
      'name',
      'filter',
      'sort',
      'direction',
      'colour',
      'pinned',
      'position',
      'modified_by',
      'modified_at',
    ],
    values: (_, row) => [
      row.id,
      row.ownerId,
      row.name,
      row.filter,
      row.sort,
      row.direction,
      row.colour,
      bit(row.pinned),
      row.position,
      row.modifiedBy,
      row.modifiedAt,
    ],
  },
  serviceLevels: {
    table: 'service_levels',
    columns: ['id', 'time_zone', 'week', 'holidays', 'first_response_minutes', 'resolution_minutes'],
    values: (_, row) => [
      row.id,
      row.timeZone,
      JSON.stringify(row.week),
      JSON.stringify(row.holidays),
      row.firstResponseMinutes,
      row.resolutionMinutes,
    ],
  },
  caseMarks: {
    table: 'case_marks',
    columns: ['id', 'owner_id', 'case_pk', 'snoozed_after', 'snoozed_until', 'read_until', 'following'],
    values: (keyOf, row) => [
      row.id,
      row.ownerId,
      keyOf(row.caseId),
      row.snoozedAfter,
      row.snoozedUntil,
      row.readUntil,
      row.following,
    ],
  },
  caseLinks: {
    table: 'case_links',
    columns: ['id', 'case_pk', 'other_id', 'other_number', 'kind', 'created_by', 'created_at'],
    values: (keyOf, row) => [
      row.id,
      keyOf(row.caseId),
      row.otherId,
      row.otherNumber,
      row.kind,
      row.createdBy,
      row.createdAt,
    ],
  },
}

/** The table's name in SQL. */
export function tableName(table: PlainTable): string {
  return DESCRIPTIONS[table].table
}

/** The table's columns in SQL, without `seq` and without what only this machine adds. */
export function columnsOf(table: PlainTable): readonly string[] {
  return DESCRIPTIONS[table].columns
}

function descriptionOf<T extends PlainTable>(table: T): Description<T> {
  return DESCRIPTIONS[table] as unknown as Description<T>
}

function insertSql({ table, columns }: { table: string; columns: readonly string[] }): string {
  const all = [...columns, 'seq']
  return `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`
}

const once = <T>(make: (table: PlainTable) => T): ((table: PlainTable) => T) => {
  const made = new Map<PlainTable, T>()
  return (table) => {
    const known = made.get(table) ?? make(table)
    made.set(table, known)
    return known
  }
}

const insertOf = once((table) => insertSql(DESCRIPTIONS[table]))
const upsertOf = once((table) => {
  const { table: name, columns } = DESCRIPTIONS[table]
  const sets = [...columns.slice(1), 'seq'].map((column) => `${column} = excluded.${column}`)
  if (table === 'notes') sets.push('local = NULL')
  return `${insertSql(DESCRIPTIONS[table])} ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')} WHERE excluded.seq >= ${name}.seq`
})

/** For a first sync: the row cannot be here yet. Returns a function that inserts one row. */
export function inserter<T extends PlainTable>(mirror: Mirror, table: T): (row: SyncRow<T>, seq: number) => void {
  const statement = mirror.prepare(insertOf(table))
  const { values } = descriptionOf(table)
  // Rows of one page often belong to the same cases.
  const keyOf = caseKeys(mirror)
  return (row, seq) => {
    const bound = values(keyOf, row)
    bound.push(seq)
    statement.run(...bound)
  }
}

/** Inserts or replaces unless the row here is newer. False: it was. */
export function upsert<T extends PlainTable>(mirror: Mirror, table: T, row: SyncRow<T>, seq: number): boolean {
  return mirror.prepare(upsertOf(table)).run(...descriptionOf(table).values(caseKeys(mirror), row), seq) > 0
}
