import { z } from 'zod'
import { FOLLOWING } from '../domain/attention.ts'
import { CASE_TYPES, LANGUAGES, NOTE_VISIBILITIES } from '../domain/case.ts'
import { LINK_KINDS } from '../domain/case-links.ts'
import { DEVICE_STATES } from '../domain/device.ts'
import { ESTIMATE_STATES, MAX_ESTIMATE_ITEMS, MAX_ITEM_LENGTH } from '../domain/estimate.ts'
import { MAX_FILTER_LENGTH } from '../domain/filter/fields.ts'
import { MACRO_SNOOZES, MACRO_WORDS } from '../domain/macro.ts'
import {
  CONSENT_KINDS,
  CUSTOMER_ROLES,
  PROOF_RESULTS,
  REGISTRATION_STATES,
  SIGN_IN_STATES,
} from '../domain/registration.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { MAX_SHORTCUT, MAX_TEMPLATE_BODY, MAX_TEMPLATE_NAME } from '../domain/template.ts'
import { CASE_SORTS, MAX_VIEW_NAME, SORT_DIRECTIONS, VIEW_COLOURS } from '../domain/view.ts'
import { rmaLineRow, rmaRow } from './rma-rows.ts'

/** Rows as they travel from portal to desk. Instants are epoch milliseconds, days are `YYYY-MM-DD`. */

const id = z.string().min(1).max(64)
const instant = z.number().int()
const day = z.string()
const minutes = z.number().int().positive()
const actorKind = z.enum(['agent', 'customer', 'system'])

export const accountRow = z.object({
  id,
  name: z.string(),
  taxNumber: z.string().nullable(),
  country: z.string(),
  city: z.string().nullable(),
})

export const contactRow = z.object({
  id,
  accountId: id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  language: z.enum(LANGUAGES),
  signIn: z.enum(SIGN_IN_STATES),
  role: z.enum(CUSTOMER_ROLES),
  /** When the person asked for the account to be deleted; an agent decides. */
  deletionRequestedAt: instant.nullable(),
  /** The person is no longer known; the cases stay under their numbers. */
  erasedAt: instant.nullable(),
})

/** What a person agreed to, when, in which version of the text. Where from is known to the portal alone. */
export const consentRow = z.object({
  id,
  contactId: id,
  kind: z.enum(CONSENT_KINDS),
  version: z.string(),
  givenAt: instant,
})

export const teamRow = z.object({ id, name: z.string() })

export const agentRow = z.object({
  id,
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  /** May import devices. The portal asks its own table, never a desk. */
  isAdmin: z.boolean(),
  /** What is older was never news to this agent. */
  newSince: instant,
  /** The teams whose cases the agent sees. */
  teamIds: z.array(id),
})

export const entitlementRow = z.object({
  id,
  accountId: id,
  name: z.string(),
  validFrom: day,
  validUntil: day,
  /** What it promises, in minutes of opening hours; null: as for cases without a contract. */
  firstResponseMinutes: minutes.nullable(),
  resolutionMinutes: minutes.nullable(),
})

export const deviceRow = z.object({
  id,
  serialNumber: z.string(),
  model: z.string(),
  accountId: id.nullable(),
  entitlementId: id.nullable(),
  soldOn: day.nullable(),
  /** Number of the delivery note or invoice that it was sold with. */
  saleDocument: z.string().nullable(),
  warrantyUntil: day.nullable(),
  firmware: z.string().nullable(),
  state: z.enum(DEVICE_STATES),
  /** The device that the customer got in its place; that one "replaces" this one. */
  replacedById: id.nullable(),
})

/** The fields that can conflict carry a version each: it grows by one at every change of that field. */
export const fieldVersions = z.object({
  status: z.number().int(),
  ownerId: z.number().int(),
  title: z.number().int(),
  description: z.number().int(),
  teamId: z.number().int(),
})

/** An `SlaClock`, its fields in the same order. */
export const slaClock = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), dueAt: instant }),
  z.object({ state: z.literal('paused'), left: z.number().int().nonnegative() }),
  z.object({ state: z.literal('missed'), dueAt: instant }),
  z.object({ state: z.literal('met'), at: instant, left: z.number().int().nonnegative() }),
  z.object({ state: z.literal('late'), at: instant, dueAt: instant }),
])

export const caseRow = z.object({
  id,
  caseNumber: z.string(),
  title: z.string(),
  description: z.string(),
  caseType: z.enum(CASE_TYPES),
  status: z.enum(CASE_STATUSES),
  ownerId: id.nullable(),
  /** Only its agents see the case, with all that belongs to it. */
  teamId: id,
  accountId: id,
  contactId: id,
  entitlementId: id.nullable(),
  customerSystemId: z.string().nullable(),
  warrantyRepair: z.boolean().nullable(),
  serialNumber: z.string().nullable(),
  customerReference: z.string().nullable(),
  createdAt: instant,
  modifiedAt: instant,
  closedAt: instant.nullable(),
  /** The case that carries this one on, with its thread; that one may have been merged as well. */
  mergedIntoId: id.nullable(),
  versions: fieldVersions,
  /** What was promised, as the portal follows it from the case's history; null: nothing. */
  firstResponse: slaClock.nullable(),
  resolution: slaClock.nullable(),
})

export const noteRow = z.object({
  id,
  caseId: id,
  visibility: z.enum(NOTE_VISIBILITIES),
  authorKind: actorKind,
  /** An agent's id, a contact's id, or null for the system. */
  authorId: id.nullable(),
  body: z.string(),
  createdAt: instant,
  /** Agents whom an internal note names; never of what a customer may read. */
  mentions: z.array(id),
})

export const CASE_FIELDS = ['status', 'ownerId', 'title', 'description', 'teamId'] as const
export type CaseField = (typeof CASE_FIELDS)[number]
/**
 * What the event is about stands before the colon of its id. `estimate`: `from` and `to` are its states. `rma`: an RMA was made,
 * `to` is its number. `rmaLine`: a line's states, null before it was there; of one that was removed `from` is its serial number
 * and `to` null. `rmaField`: a line's field, named in the id; for agents alone. The last ones are about another case, whose number
 * is `to`, or `from` when it came apart again; `link` has its kind before it (`relates_to CAS-…`).
 */
export const EVENT_FIELDS = [
  ...CASE_FIELDS,
  'estimate',
  'rma',
  'rmaLine',
  'rmaField',
  'mergedInto',
  'mergedFrom',
  'splitInto',
  'splitFrom',
  'link',
] as const
export type EventField = (typeof EVENT_FIELDS)[number]

/** Who changed which field of a case, and when: the thread's small lines, and "theirs" on a conflict card. */
export const caseEventRow = z.object({
  id,
  caseId: id,
  field: z.enum(EVENT_FIELDS),
  /** Texts are shortened to 300 characters around what the change touched. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  actorKind,
  actorId: id.nullable(),
  /** The portal's time. */
  createdAt: instant,
  /** When the agent did it, by the clock of the desk that it was done on; null where no desk did. For reading only. */
  authoredAt: instant.nullable(),
})

export const registrationRow = z.object({
  id,
  state: z.enum(REGISTRATION_STATES),
  salutation: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string(),
  mobile: z.string().nullable(),
  department: z.string(),
  company: z.string(),
  taxNumber: z.string(),
  country: z.string(),
  language: z.enum(LANGUAGES),
  createdAt: instant,
  decidedBy: id.nullable(),
  decidedAt: instant.nullable(),
  decisionReason: z.string().nullable(),
  proof: z.enum(PROOF_RESULTS),
  customerCode: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  /** The applicant's own words, where the proof did not match. */
  explanation: z.string().nullable(),
  /** Who came of it, once approved. */
  contactId: id.nullable(),
  /** Oldest first. `agentId` null: the applicant or the portal itself. */
  history: z.array(
    z.object({
      at: instant,
      step: z.enum(['sent', 'asked', 'answered', 'approved', 'rejected']),
      agentId: id.nullable(),
      text: z.string().nullable(),
    }),
  ),
})

export const estimateItem = z.object({
  description: z.string().min(1).max(MAX_ITEM_LENGTH),
  /** Hundredths. */
  quantity: z.number().int().min(1).max(100_000_000),
  /** Cents, without VAT. */
  unitPrice: z.number().int().min(0).max(100_000_000_00),
  /** Per cent. */
  vatRate: z.number().min(0).max(100),
})
export const estimateItems = z.array(estimateItem).min(1).max(MAX_ESTIMATE_ITEMS)

export const estimateRow = z.object({
  id,
  caseId: id,
  state: z.enum(ESTIMATE_STATES),
  items: estimateItems,
  /** Words for the customer; may be empty. */
  note: z.string(),
  validUntil: day,
  createdBy: id,
  createdAt: instant,
  /** Who ended it: a contact's or an agent's id; null while open, and for one that ran out. */
  endedBy: id.nullable(),
  endedAt: instant.nullable(),
})

export const attachmentRow = z.object({
  id,
  caseId: id,
  noteId: id.nullable(),
  fileName: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  sha256: z.string(),
  createdAt: instant,
})

/** What agents write of a template; what it must hold besides is for `templateFaults` to say. */
export const templateContent = z.object({
  name: z.string().max(MAX_TEMPLATE_NAME),
  shortcut: z.string().max(MAX_SHORTCUT),
  bodySl: z.string().max(MAX_TEMPLATE_BODY),
  bodyEn: z.string().max(MAX_TEMPLATE_BODY),
  /** Of the whole help desk; else its owner's alone. */
  shared: z.boolean(),
})

export const templateRow = z.object({
  id,
  /** Null: shared by all agents. */
  ownerId: id.nullable(),
  name: z.string(),
  shortcut: z.string(),
  bodySl: z.string(),
  bodyEn: z.string(),
  /** Who wrote it as it is now. */
  modifiedBy: id,
  modifiedAt: instant,
})

const viewWords = {
  name: z.string().max(MAX_VIEW_NAME),
  /** In the language of filters, as `#shared/domain/filter` prints it in English. */
  filter: z.string().max(MAX_FILTER_LENGTH),
  sort: z.enum(CASE_SORTS),
  direction: z.enum(SORT_DIRECTIONS),
  colour: z.enum(VIEW_COLOURS),
  pinned: z.boolean(),
  position: z.number().int().min(-1_000_000_000).max(1_000_000_000),
}

/** What agents make of a view; what it must hold besides is for `viewFaults` to say. */
export const viewContent = z.object({
  ...viewWords,
  /** Of the whole help desk; else its owner's alone. */
  shared: z.boolean(),
})

export const viewRow = z.object({
  id,
  /** Null: shared by all agents. */
  ownerId: id.nullable(),
  ...viewWords,
  modifiedBy: id,
  modifiedAt: instant,
})

/** Minutes after midnight. */
const openingHours = z.object({
  from: z.number().int().min(0),
  to: z
    .number()
    .int()
    .max(24 * 60),
})

/** One row: when the help desk is open, and what is promised where no contract says otherwise. */
export const serviceLevelsRow = z.object({
  id,
  timeZone: z.string(),
  /** From Monday to Sunday. */
  week: z.array(openingHours.nullable()).length(7),
  holidays: z.array(day),
  firstResponseMinutes: minutes.nullable(),
  resolutionMinutes: minutes.nullable(),
})

const macroWords = {
  name: z.string().max(MAX_TEMPLATE_NAME),
  shortcut: z.string().max(MAX_SHORTCUT),
  words: z.enum(MACRO_WORDS),
  bodySl: z.string().max(MAX_TEMPLATE_BODY),
  bodyEn: z.string().max(MAX_TEMPLATE_BODY),
  status: z.enum(CASE_STATUSES).nullable(),
  /** `me`, `nobody` or an agent's id. */
  owner: id.nullable(),
  teamId: id.nullable(),
  snooze: z.enum(MACRO_SNOOZES).nullable(),
}

/** What agents make of a macro; what it must hold besides is for `macroFaults` to say. */
export const macroContent = z.object({
  ...macroWords,
  /** Of the whole help desk; else its owner's alone. */
  shared: z.boolean(),
})

export const macroRow = z.object({
  id,
  /** Null: shared by all agents. */
  ownerId: id.nullable(),
  ...macroWords,
  modifiedBy: id,
  modifiedAt: instant,
})

/** What one agent keeps of a case for themselves (`caseMarkId`); their desks alone read it. */
export const caseMarkRow = z.object({
  id: z.string().max(129),
  ownerId: id,
  caseId: id,
  /** Both null: not snoozed. `snoozedAfter` alone: until the customer answers. */
  snoozedAfter: instant.nullable(),
  snoozedUntil: instant.nullable(),
  /** The newest instant of the thread that was looked at; null: never. */
  readUntil: instant.nullable(),
  following: z.enum(FOLLOWING),
})

/** What a case has to do with another, as the one sees it; the other has a row of its own. */
export const caseLinkRow = z.object({
  id,
  caseId: id,
  otherId: id,
  otherNumber: z.string(),
  kind: z.enum(LINK_KINDS),
  /** Null: the portal itself. */
  createdBy: id.nullable(),
  createdAt: instant,
})

/** In the order in which a first sync loads them: what others point at comes first. */
export const SYNC_ROWS = {
  teams: teamRow,
  agents: agentRow,
  accounts: accountRow,
  contacts: contactRow,
  entitlements: entitlementRow,
  devices: deviceRow,
  cases: caseRow,
  notes: noteRow,
  caseEvents: caseEventRow,
  registrations: registrationRow,
  attachments: attachmentRow,
  consents: consentRow,
  estimates: estimateRow,
  rmas: rmaRow,
  rmaLines: rmaLineRow,
  templates: templateRow,
  views: viewRow,
  serviceLevels: serviceLevelsRow,
  macros: macroRow,
  caseMarks: caseMarkRow,
  caseLinks: caseLinkRow,
} as const

export type SyncTable = keyof typeof SYNC_ROWS
export const SYNC_TABLES = Object.keys(SYNC_ROWS) as SyncTable[]
export type SyncRow<T extends SyncTable = SyncTable> = z.infer<(typeof SYNC_ROWS)[T]>

export type TeamRow = SyncRow<'teams'>
export type AccountRow = SyncRow<'accounts'>
export type ContactRow = SyncRow<'contacts'>
export type AgentRow = SyncRow<'agents'>
export type EntitlementRow = SyncRow<'entitlements'>
export type DeviceRow = SyncRow<'devices'>
export type CaseRow = SyncRow<'cases'>
export type NoteRow = SyncRow<'notes'>
export type CaseEventRow = SyncRow<'caseEvents'>
export type RegistrationRow = SyncRow<'registrations'>
export type AttachmentRow = SyncRow<'attachments'>
export type ConsentRow = SyncRow<'consents'>
export type EstimateRow = SyncRow<'estimates'>
export type RmaRow = SyncRow<'rmas'>
export type RmaLineRow = SyncRow<'rmaLines'>
export type TemplateRow = SyncRow<'templates'>
export type ViewRow = SyncRow<'views'>
export type ServiceLevelsRow = SyncRow<'serviceLevels'>
export type MacroRow = SyncRow<'macros'>
export type CaseMarkRow = SyncRow<'caseMarks'>
export type CaseLinkRow = SyncRow<'caseLinks'>
