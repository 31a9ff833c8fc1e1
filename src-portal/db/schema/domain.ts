import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { FOLLOWING } from '#shared/domain/attention.ts'
import { CASE_TYPES, LANGUAGES, NOTE_VISIBILITIES } from '#shared/domain/case.ts'
import { LINK_KINDS } from '#shared/domain/case-links.ts'
import { DEVICE_STATES } from '#shared/domain/device.ts'
import { ESTIMATE_STATES } from '#shared/domain/estimate.ts'
import {
  CONSENT_KINDS,
  CUSTOMER_ROLES,
  type CustomerRole,
  PROOF_RESULTS,
  REGISTRATION_STATES,
  SIGN_IN_STATES,
} from '#shared/domain/registration.ts'
import type { SlaClock } from '#shared/domain/sla.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import type { TemplateContent } from '#shared/domain/template.ts'
import { CASE_SORTS, SORT_DIRECTIONS, VIEW_COLOURS } from '#shared/domain/view.ts'
import { EVENT_FIELDS, type SyncRow } from '#shared/portal-api/rows.ts'
import { instant, jsonText, key } from './columns.ts'

/** The columns mirror `#shared/portal-api/rows.ts`; what the wire does not carry is marked. */

const ACTOR_KINDS = ['agent', 'customer', 'system'] as const

/** The team that is always there; cases that customers open go to it. */
export const DEFAULT_TEAM_ID = 'podpora'

/** `lookUpKey` of `#shared/domain/look-up.ts`, kept by the database so that no writer can forget it. */
export const lookUpKeyOf = (column: string): SQL =>
  sql.raw(`translate(regexp_replace(upper(${column} collate "C"), '[^A-Z0-9]', '', 'g'), 'OI', '01')`)

/** The words of the columns without marks and capitals, kept by the database for searching. */
const searchTextOf = (columns: string): SQL => sql.raw(`search_fold(${columns})`)

/** Refuses what the type does not know, also from a hand at the database. */
export const oneOf = (name: string, column: string, values: readonly string[]) =>
  check(name, sql.raw(`${column} in (${values.map((value) => `'${value}'`).join(', ')})`))

export const accounts = pgTable(
  'accounts',
  {
    id: key('id').primaryKey(),
    name: text('name').notNull(),
    taxNumber: text('tax_number'),
    country: text('country').notNull(),
    city: text('city'),
  },
  (t) => [index('accounts_tax_number').on(t.taxNumber)],
)

export const contacts = pgTable(
  'contacts',
  {
    id: key('id').primaryKey(),
    accountId: key('account_id')
      .notNull()
      .references(() => accounts.id),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    email: text('email').notNull(),
    phone: text('phone'),
    language: text('language', { enum: LANGUAGES }).notNull(),
    signIn: text('sign_in', { enum: SIGN_IN_STATES }).notNull().default('none'),
    role: text('role', { enum: CUSTOMER_ROLES }).notNull().default('own'),
    deletionRequestedAt: instant('deletion_requested_at'),
    erasedAt: instant('erased_at'),
  },
  (t) => [
    index('contacts_account').on(t.accountId),
    index('contacts_email').on(sql`lower(${t.email})`),
    oneOf('contacts_language_known', 'language', LANGUAGES),
    oneOf('contacts_sign_in_known', 'sign_in', SIGN_IN_STATES),
    oneOf('contacts_role_known', 'role', CUSTOMER_ROLES),
  ],
)

export const teams = pgTable('teams', { id: key('id').primaryKey(), name: text('name').notNull() })

/** An agent who may sign in has a row in `agent_logins` under the same id. */
export const agents = pgTable(
  'agents',
  {
    id: key('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    active: boolean('active').notNull().default(true),
    isAdmin: boolean('is_admin').notNull().default(false),
    /** What is older was never news to this agent. */
    newSince: instant('new_since').notNull().default(sql`floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`),
  },
  (t) => [uniqueIndex('agents_email').on(sql`lower(${t.email})`)],
)

/** `teamIds` of an agent on the wire. */
export const teamMembers = pgTable(
  'team_members',
  {
    agentId: key('agent_id')
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    teamId: key('team_id')
      .notNull()
      .references(() => teams.id),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.teamId] }), index('team_members_team').on(t.teamId)],
)

export const entitlements = pgTable(
  'entitlements',
  {
    id: key('id').primaryKey(),
    accountId: key('account_id')
      .notNull()
      .references(() => accounts.id),
    name: text('name').notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    validUntil: date('valid_until', { mode: 'string' }).notNull(),
    firstResponseMinutes: integer('first_response_minutes'),
    resolutionMinutes: integer('resolution_minutes'),
  },
  (t) => [
    index('entitlements_account').on(t.accountId),
    check('entitlements_first_response', sql`${t.firstResponseMinutes} > 0`),
    check('entitlements_resolution', sql`${t.resolutionMinutes} > 0`),
  ],
)

export const devices = pgTable(
  'devices',
  {
    id: key('id').primaryKey(),
    serialNumber: text('serial_number').notNull(),
    model: text('model').notNull(),
    accountId: key('account_id').references(() => accounts.id),
    entitlementId: key('entitlement_id').references(() => entitlements.id),
    soldOn: date('sold_on', { mode: 'string' }),
    saleDocument: text('sale_document'),
    warrantyUntil: date('warranty_until', { mode: 'string' }),
    firmware: text('firmware'),
    state: text('state', { enum: DEVICE_STATES }).notNull().default('in_use'),
    replacedById: key('replaced_by_id').references((): AnyPgColumn => devices.id),
    /** Not on the wire. */
    serialKey: text('serial_key').generatedAlwaysAs(lookUpKeyOf('serial_number')).notNull(),
  },
  (t) => [
    uniqueIndex('devices_serial_key').on(t.serialKey),
    index('devices_account').on(t.accountId),
    index('devices_replaced_by').on(t.replacedById).where(sql`${t.replacedById} is not null`),
    oneOf('devices_state_known', 'state', DEVICE_STATES),
    check('devices_replaced_by_another', sql`${t.replacedById} <> ${t.id}`),
  ],
)

export type BeforeMerge = { status: CaseStatus; closedAt: number | null; teamId: string }

export const cases = pgTable(
  'cases',
  {
    id: key('id').primaryKey(),
    caseNumber: text('case_number').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    caseType: text('case_type', { enum: CASE_TYPES }).notNull(),
    status: text('status', { enum: CASE_STATUSES }).notNull(),
    ownerId: key('owner_id').references(() => agents.id),
    teamId: key('team_id')
      .notNull()
      .default(DEFAULT_TEAM_ID)
      .references(() => teams.id),
    accountId: key('account_id')
      .notNull()
      .references(() => accounts.id),
    contactId: key('contact_id')
      .notNull()
      .references(() => contacts.id),
    entitlementId: key('entitlement_id').references(() => entitlements.id),
    customerSystemId: text('customer_system_id'),
    warrantyRepair: boolean('warranty_repair'),
    serialNumber: text('serial_number'),
    customerReference: text('customer_reference'),
    createdAt: instant('created_at').notNull(),
    modifiedAt: instant('modified_at').notNull(),
    closedAt: instant('closed_at'),
    /** Never a circle: whoever writes it holds the locks of all that it leads to. */
    mergedIntoId: key('merged_into_id').references((): AnyPgColumn => cases.id),
    /** Not on the wire: how it was before it was merged, for taking it apart again. */
    beforeMerge: jsonText<BeforeMerge>('before_merge'),
    /** `versions` on the wire. */
    statusVersion: integer('status_version').notNull().default(1),
    ownerVersion: integer('owner_version').notNull().default(1),
    titleVersion: integer('title_version').notNull().default(1),
    descriptionVersion: integer('description_version').notNull().default(1),
    teamVersion: integer('team_version').notNull().default(1),
    firstResponse: jsonText<SlaClock>('first_response'),
    resolution: jsonText<SlaClock>('resolution'),
    /** Not on the wire: the rules by which the two were last worked out; null where they never were. */
    slaRules: text('sla_rules'),
    /** Not on the wire. */
    caseNumberKey: text('case_number_key').generatedAlwaysAs(lookUpKeyOf('case_number')).notNull(),
    serialKey: text('serial_key').generatedAlwaysAs(lookUpKeyOf('serial_number')),
    /** Not on the wire: the closed case that this one carries on. */
    followUpOfId: key('follow_up_of_id').references((): AnyPgColumn => cases.id),
    /**
     * Not on the wire: the newest change that the customer may see, so that an internal note shows in nothing. Naming it in
     * an update wakes the customer's pages (trigger `cases_public_update`); a new row takes it from `modified_at`.
     */
    publicModifiedAt: instant('public_modified_at').notNull().default(0),
    searchText: text('search_text')
      .generatedAlwaysAs(searchTextOf(`title || ' ' || description || ' ' || coalesce(customer_reference, '')`))
      .notNull(),
  },
  (t) => [
    uniqueIndex('cases_number_key').on(t.caseNumberKey),
    index('cases_serial_key').on(t.serialKey),
    index('cases_account').on(t.accountId, t.publicModifiedAt, t.id),
    index('cases_contact').on(t.contactId, t.modifiedAt),
    index('cases_own').on(t.accountId, t.contactId, t.publicModifiedAt, t.id),
    index('cases_team').on(t.teamId, t.id),
    index('cases_entitlement').on(t.entitlementId).where(sql`${t.entitlementId} is not null`),
    // Few: what is open, and what was never worked out.
    index('cases_sla').on(t.id).where(sql`${t.closedAt} is null or ${t.slaRules} is null`),
    check('cases_first_response_json', sql`${t.firstResponse} is null or ${t.firstResponse}::json is not null`),
    check('cases_resolution_json', sql`${t.resolution} is null or ${t.resolution}::json is not null`),
    index('cases_merged_into').on(t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
    check('cases_merged_into_another', sql`${t.mergedIntoId} <> ${t.id}`),
    oneOf('cases_type_known', 'case_type', CASE_TYPES),
    oneOf('cases_status_known', 'status', CASE_STATUSES),
  ],
)

export const notes = pgTable(
  'notes',
  {
    id: key('id').primaryKey(),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id),
    visibility: text('visibility', { enum: NOTE_VISIBILITIES }).notNull(),
    authorKind: text('author_kind', { enum: ACTOR_KINDS }).notNull(),
    authorId: key('author_id'),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Agents whom an internal note names; never of what a customer may read. */
    mentions: jsonText<string[]>('mentions').notNull().default(sql`'[]'`),
    /** Not on the wire, and of what customers may read alone. */
    searchText: text('search_text').generatedAlwaysAs(
      sql.raw(`CASE WHEN visibility = 'public' THEN search_fold(body) END`),
    ),
  },
  (t) => [
    index('notes_case').on(t.caseId, t.createdAt),
    oneOf('notes_visibility_known', 'visibility', NOTE_VISIBILITIES),
    oneOf('notes_author_known', 'author_kind', ACTOR_KINDS),
    check('notes_mentions_internal', sql.raw(`visibility = 'internal' OR mentions = '[]'`)),
  ],
)

export const caseEvents = pgTable(
  'case_events',
  {
    id: key('id').primaryKey(),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id),
    field: text('field', { enum: EVENT_FIELDS }).notNull(),
    from: text('from_value'),
    to: text('to_value'),
    actorKind: text('actor_kind', { enum: ACTOR_KINDS }).notNull(),
    actorId: key('actor_id'),
    createdAt: instant('created_at').notNull(),
    authoredAt: instant('authored_at'),
  },
  (t) => [
    index('case_events_case').on(t.caseId, t.field, t.createdAt, t.id),
    oneOf('case_events_field_known', 'field', EVENT_FIELDS),
    oneOf('case_events_actor_known', 'actor_kind', ACTOR_KINDS),
  ],
)

/** `unchosenRole`: what the person would have got without a choice of the agent's. */
export type Approval = { accountId: string; newCompany: boolean; role: CustomerRole; unchosenRole: CustomerRole }

export const registrations = pgTable(
  'registrations',
  {
    id: key('id').primaryKey(),
    state: text('state', { enum: REGISTRATION_STATES }).notNull(),
    salutation: text('salutation').notNull(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    email: text('email').notNull(),
    phone: text('phone').notNull(),
    mobile: text('mobile'),
    department: text('department').notNull(),
    company: text('company').notNull(),
    taxNumber: text('tax_number').notNull(),
    country: text('country').notNull(),
    language: text('language', { enum: LANGUAGES }).notNull(),
    createdAt: instant('created_at').notNull(),
    decidedBy: key('decided_by').references(() => agents.id),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    proof: text('proof', { enum: PROOF_RESULTS }).notNull().default('none'),
    customerCode: text('customer_code'),
    invoiceNumber: text('invoice_number'),
    explanation: text('explanation'),
    contactId: key('contact_id').references(() => contacts.id),
    history: jsonText<SyncRow<'registrations'>['history']>('history').notNull().default(sql`'[]'`),
    /** Not on the wire: what an agent's approval was, to tell another one from the same again. */
    approval: jsonText<Approval>('approval'),
  },
  (t) => [
    index('registrations_state').on(t.state, t.createdAt),
    index('registrations_email').on(sql`lower(${t.email})`),
    index('registrations_contact').on(t.contactId),
    oneOf('registrations_state_known', 'state', REGISTRATION_STATES),
    oneOf('registrations_proof_known', 'proof', PROOF_RESULTS),
    check('registrations_history_json', sql`${t.history}::json is not null`),
  ],
)

/** Never changed: another consent is another row. */
export const consents = pgTable(
  'consents',
  {
    id: key('id').primaryKey(),
    contactId: key('contact_id')
      .notNull()
      .references(() => contacts.id),
    kind: text('kind', { enum: CONSENT_KINDS }).notNull(),
    version: text('version').notNull(),
    givenAt: instant('given_at').notNull(),
    /** Not on the wire: the address that it came from; null where it is not known, or is to be known no more. */
    ip: text('ip'),
  },
  (t) => [index('consents_contact').on(t.contactId, t.kind), oneOf('consents_kind_known', 'kind', CONSENT_KINDS)],
)

export const estimates = pgTable(
  'estimates',
  {
    id: key('id').primaryKey(),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id),
    state: text('state', { enum: ESTIMATE_STATES }).notNull(),
    items: jsonText<SyncRow<'estimates'>['items']>('items').notNull(),
    note: text('note').notNull(),
    validUntil: date('valid_until', { mode: 'string' }).notNull(),
    createdBy: key('created_by')
      .notNull()
      .references(() => agents.id),
    createdAt: instant('created_at').notNull(),
    endedBy: key('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('estimates_case').on(t.caseId, t.createdAt),
    // Whoever sends another withdraws the first; the customer is never asked about two.
    uniqueIndex('estimates_one_open').on(t.caseId).where(sql`${t.state} = 'open'`),
    index('estimates_running_out').on(t.validUntil).where(sql`${t.state} = 'open'`),
    oneOf('estimates_state_known', 'state', ESTIMATE_STATES),
    check('estimates_items_json', sql`${t.items}::json is not null`),
    check('estimates_end_known', sql`(${t.state} = 'open') = (${t.endedAt} is null)`),
  ],
)

/** Each link is two rows, one of either case, so that whoever sees only one of the two reads of it. */
export const caseLinks = pgTable(
  'case_links',
  {
    id: key('id').primaryKey(),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id),
    otherId: key('other_id')
      .notNull()
      .references(() => cases.id),
    otherNumber: text('other_number').notNull(),
    kind: text('kind', { enum: LINK_KINDS }).notNull(),
    createdBy: key('created_by').references(() => agents.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('case_links_pair').on(t.caseId, t.otherId),
    index('case_links_other').on(t.otherId),
    oneOf('case_links_kind_known', 'kind', LINK_KINDS),
    check('case_links_another', sql`${t.caseId} <> ${t.otherId}`),
  ],
)

/** Texts that agents insert; the rules of what they hold are `#shared/domain/template.ts`. */
export const templates = pgTable(
  'templates',
  {
    id: key('id').primaryKey(),
    /** Null: shared by all agents. */
    ownerId: key('owner_id').references(() => agents.id),
    name: text('name').notNull(),
    shortcut: text('shortcut').notNull(),
    bodySl: text('body_sl').notNull(),
    bodyEn: text('body_en').notNull(),
    modifiedBy: key('modified_by')
      .notNull()
      .references(() => agents.id),
    modifiedAt: instant('modified_at').notNull(),
  },
  (t) => [index('templates_owner').on(t.ownerId)],
)

/** Not on the wire: who made of a template what, when; also of those that are gone. */
export const templateHistory = pgTable(
  'template_history',
  {
    id: key('id').primaryKey(),
    templateId: key('template_id').notNull(),
    at: instant('at').notNull(),
    agentId: key('agent_id')
      .notNull()
      .references(() => agents.id),
    /** Null: there was none before, or is none after. */
    before: jsonText<TemplateContent>('before'),
    after: jsonText<TemplateContent>('after'),
  },
  (t) => [index('template_history_template').on(t.templateId, t.at)],
)

/** Lists of cases that agents have named; the rules of what they hold are `#shared/domain/view.ts`. */
export const caseViews = pgTable(
  'case_views',
  {
    id: key('id').primaryKey(),
    /** Null: shared by all agents. */
    ownerId: key('owner_id').references(() => agents.id),
    name: text('name').notNull(),
    filter: text('filter').notNull(),
    sort: text('sort', { enum: CASE_SORTS }).notNull(),
    direction: text('direction', { enum: SORT_DIRECTIONS }).notNull(),
    colour: text('colour', { enum: VIEW_COLOURS }).notNull(),
    pinned: boolean('pinned').notNull(),
    position: integer('position').notNull(),
    modifiedBy: key('modified_by')
      .notNull()
      .references(() => agents.id),
    modifiedAt: instant('modified_at').notNull(),
  },
  (t) => [index('case_views_owner').on(t.ownerId)],
)

/** One row; the portal writes it at its start, as its settings say. */
export const serviceLevels = pgTable(
  'service_levels',
  {
    id: key('id').primaryKey(),
    timeZone: text('time_zone').notNull(),
    week: jsonText<SyncRow<'serviceLevels'>['week']>('week').notNull(),
    holidays: jsonText<SyncRow<'serviceLevels'>['holidays']>('holidays').notNull(),
    firstResponseMinutes: integer('first_response_minutes'),
    resolutionMinutes: integer('resolution_minutes'),
  },
  (t) => [
    check('service_levels_week_json', sql`${t.week}::json is not null`),
    check('service_levels_holidays_json', sql`${t.holidays}::json is not null`),
  ],
)

/** What one agent keeps of a case for themselves. */
export const caseMarks = pgTable(
  'case_marks',
  {
    /** `caseMarkId`. */
    id: key('id').primaryKey(),
    ownerId: key('owner_id')
      .notNull()
      .references(() => agents.id),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    snoozedAfter: instant('snoozed_after'),
    snoozedUntil: instant('snoozed_until'),
    readUntil: instant('read_until'),
    following: text('following', { enum: FOLLOWING }).notNull(),
  },
  (t) => [
    index('case_marks_owner').on(t.ownerId),
    index('case_marks_case').on(t.caseId),
    oneOf('case_marks_following', 'following', FOLLOWING),
  ],
)

/** What is known of a file; its bytes lie in the blob store under `sha256`. */
export const attachments = pgTable(
  'attachments',
  {
    id: key('id').primaryKey(),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id),
    noteId: key('note_id').references(() => notes.id),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('attachments_case').on(t.caseId), index('attachments_sha256').on(t.sha256)],
)

/** One row: the last number given to a case. Taken under its row lock, so numbers count up without holes. */
export const caseCounter = pgTable('case_counter', {
  one: smallint('one').primaryKey().default(1),
  last: integer('last').notNull(),
})
