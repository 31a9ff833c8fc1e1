import { z } from 'zod'
import { CASE_TYPES, LANGUAGES, NOTE_VISIBILITIES } from '../domain/case.ts'
import { CASE_STATUSES } from '../domain/status.ts'

/** Rows as they travel from portal to desk. Instants are epoch milliseconds, days are `YYYY-MM-DD`. */

const id = z.string().min(1).max(64)
const instant = z.number().int()
const day = z.string()
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
})

export const teamRow = z.object({ id, name: z.string() })

export const agentRow = z.object({
  id,
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  /** The teams whose cases the agent sees. */
  teamIds: z.array(id),
})

export const entitlementRow = z.object({
  id,
  accountId: id,
  name: z.string(),
  validFrom: day,
  validUntil: day,
})

export const deviceRow = z.object({
  id,
  serialNumber: z.string(),
  model: z.string(),
  accountId: id.nullable(),
  entitlementId: id.nullable(),
  soldOn: day.nullable(),
  warrantyUntil: day.nullable(),
  firmware: z.string().nullable(),
})

/** The fields that can conflict carry a version each: it grows by one at every change of that field. */
export const fieldVersions = z.object({
  status: z.number().int(),
  ownerId: z.number().int(),
  title: z.number().int(),
  description: z.number().int(),
  teamId: z.number().int(),
})

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
  versions: fieldVersions,
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
})

export const CASE_FIELDS = ['status', 'ownerId', 'title', 'description', 'teamId'] as const
export type CaseField = (typeof CASE_FIELDS)[number]

/** Who changed which field of a case, and when: the thread's small lines, and "theirs" on a conflict card. */
export const caseEventRow = z.object({
  id,
  caseId: id,
  field: z.enum(CASE_FIELDS),
  /** Texts are shortened to 300 characters. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  actorKind,
  actorId: id.nullable(),
  createdAt: instant,
})

export const registrationRow = z.object({
  id,
  state: z.enum(['pending', 'asked', 'approved', 'rejected']),
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
