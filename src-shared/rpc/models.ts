import { z } from 'zod'
import { FOLLOWING } from '../domain/attention.ts'
import { CASE_TYPES, COMPOSER_MODES, LANGUAGES, NOTE_VISIBILITIES } from '../domain/case.ts'
import { MAX_FILTER_LENGTH } from '../domain/filter/fields.ts'
import { LIST_SCOPES, QUEUES, type Queue } from '../domain/filter/scope.ts'
import { RMA_LINE_STATES } from '../domain/rma-line.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { PLACEHOLDERS, type Placeholder } from '../domain/template-placeholders.ts'
import { CASE_SORTS } from '../domain/view.ts'
import { MAX_ZOOM, MIN_ZOOM } from '../domain/zoom.ts'
import { CONTACT_ACTIONS, conflict, REGISTRATION_DECISIONS } from '../portal-api/operations.ts'
import { LINE_FIELDS } from '../portal-api/rma-rows.ts'
import {
  accountRow,
  CASE_FIELDS,
  caseRow,
  consentRow,
  contactRow,
  deviceRow,
  EVENT_FIELDS,
  entitlementRow,
  estimateItems,
  estimateRow,
  macroContent,
  registrationRow,
  serviceLevelsRow,
  teamRow,
  templateContent,
  viewContent,
} from '../portal-api/rows.ts'
import { caseAttention, caseSummary } from './case-summary.ts'
import { deviceFacts } from './devices.ts'
import { announcement, noticeSettings } from './notices.ts'
import { problem } from './problem.ts'

export { type CaseAttention, type CaseSummary, caseSummary } from './case-summary.ts'

/** What the screen is shown. Instants are epoch milliseconds. */

export { LIST_SCOPES, type ListScope, QUEUES, type Queue } from '../domain/filter/scope.ts'
export { CASE_SORTS, type CaseSort } from '../domain/view.ts'

/** Opening hours before something is due in which it is at risk, until the agent says otherwise. */
export const DEFAULT_RISK_HOURS = 4

/** When the help desk is open: durations of promises are counted in it. */
export const openingHours = serviceLevelsRow.pick({ timeZone: true, week: true, holidays: true })

/** Cases listed beside a case because they share its device or company. */
export const MAX_RELATED = 10

const id = z.string()
const status = z.enum(CASE_STATUSES)
const instant = z.number().int()

export const agentView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  teamIds: z.array(id),
  /** May import devices. */
  isAdmin: z.boolean(),
})
export type AgentView = z.infer<typeof agentView>

/** Opaque position in a sorted list: the sort value and the local key of a row. */
export const listKey = z.tuple([z.union([z.number(), z.string()]), z.number().int()])
export type ListKey = z.infer<typeof listKey>

export const caseListQuery = z.object({
  queue: z.enum(LIST_SCOPES),
  sort: z.enum(CASE_SORTS).default('modified'),
  direction: z.enum(['desc', 'asc']).default('desc'),
  caseType: z.enum(CASE_TYPES).optional(),
  /** An agent's id, or null for cases without an owner. */
  ownerId: id.nullable().optional(),
  /** The list's text filter: same rules as the search box. */
  text: z.string().max(500).optional(),
  /** Narrows the list further; what cannot be understood in it is `invalid_input`. */
  filter: z.string().max(MAX_FILTER_LENGTH).optional(),
})
export type CaseListQuery = z.infer<typeof caseListQuery>

/** Where a page begins: by keyset beside a known row, at either end, or at a row's number (for a jump into the middle). */
export const pageAnchor = z.union([
  z.object({ at: z.literal('start') }),
  z.object({ at: z.literal('end') }),
  z.object({ after: listKey }),
  z.object({ before: listKey }),
  z.object({ index: z.number().int().nonnegative() }),
])
export type PageAnchor = z.infer<typeof pageAnchor>

export const casePage = z.object({
  /** In list order, whatever the anchor. */
  rows: z.array(caseSummary.extend({ key: listKey })),
  total: z.number().int(),
  /** Number of the first row in the whole list; null when the anchor was a key (the caller knows it then). */
  startIndex: z.number().int().nullable(),
})
export type CasePage = z.infer<typeof casePage>

export const queueCounters = z.object(
  Object.fromEntries(QUEUES.map((queue) => [queue, z.number().int()])) as Record<Queue, z.ZodNumber>,
)
export type QueueCounters = z.infer<typeof queueCounters>

export const attachmentView = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  /**
   * `staged`: chosen, not sent. `uploading`: on its way, `sent` bytes of it. `here`: kept on this machine. `remote`: on the
   * portal alone. `fetching`: coming, `sent` bytes of it.
   */
  state: z.enum(['staged', 'uploading', 'here', 'remote', 'fetching']),
  sent: z.number().int(),
})
export type AttachmentView = z.infer<typeof attachmentView>

/** Of what came with a case that was merged into this one. */
const origin = z.object({ caseId: id, caseNumber: z.string() }).optional()

/** An estimate as the agent sees it; `pending`: what waits to be sent of it, which its state shows already. */
export const estimateView = estimateRow.extend({
  createdByName: z.string().nullable(),
  endedByName: z.string().nullable(),
  pending: z.enum(['send', 'withdraw']).nullable(),
  origin,
})
export type EstimateView = z.infer<typeof estimateView>

/** What became nothing of an agent's work on estimates: the portal refused it, or failed with it again and again. */
export const refusedEstimate = z.object({
  opId: id,
  kind: z.enum(['estimate.send', 'estimate.withdraw']),
  state: z.enum(['rejected', 'quarantined']),
  /** Of one that was to be sent. */
  estimate: estimateRow.pick({ items: true, note: true, validUntil: true }).nullable(),
  problem: problem.nullable(),
})
export type RefusedEstimate = z.infer<typeof refusedEstimate>

/** A change that waits for the agent's choice, and who made the other one. */
export const openConflict = z.object({ opId: id, conflict, changedByName: z.string().nullable() })
export type OpenConflict = z.infer<typeof openConflict>

export const caseDetail = z.object({
  case: caseRow,
  ownerName: z.string().nullable(),
  account: accountRow.nullable(),
  contact: contactRow.nullable(),
  entitlement: entitlementRow.nullable(),
  /** The device that the case's serial number names, when it is in the registry. */
  device: deviceRow.nullable(),
  deviceFacts: deviceFacts.nullable(),
  /** Other open cases that name the same serial number; newest first. */
  sameDeviceOpen: z.array(caseSummary),
  /** Other cases that name the same serial number, or of the same customer; newest first, at most `MAX_RELATED` each. */
  sameDevice: z.array(caseSummary),
  sameCustomer: z.array(caseSummary),
  /** The fields whose value on screen has not reached the portal yet. */
  pendingFields: z.array(z.enum(CASE_FIELDS)),
  conflicts: z.array(openConflict),
  team: teamRow.nullable(),
  /** Newest first. */
  estimates: z.array(estimateView),
  /** Oldest first. */
  refusedEstimates: z.array(refusedEstimate),
  /** Files that came with the case itself, not with a note. */
  attachments: z.array(attachmentView),
  /** Of the signed-in agent. */
  attention: caseAttention.extend({
    /** The newest instant of the thread that the agent has looked at; null: never. */
    readUntil: instant.nullable(),
    /** The same of what was merged into the case; where it was never looked at, since when there is news for the agent at all. */
    readParts: z.array(z.object({ caseId: id, readUntil: instant.nullable() })),
    following: z.enum(FOLLOWING),
  }),
  /** Colleagues who have the case open now; a soft sign, empty while offline. */
  present: z.array(z.object({ agentId: id, name: z.string(), mode: z.enum(['viewing', 'writing']) })),
})
export type CaseDetail = z.infer<typeof caseDetail>

const author = { authorKind: z.enum(['agent', 'customer', 'system']), authorName: z.string().nullable() }

/** Of `rmaLine` and `rmaField`: the device, where its line is here still, and the field. */
const eventLine = z.object({
  lineId: id,
  serialNumber: z.string().nullable(),
  rmaNumber: z.string().nullable(),
  field: z.enum(LINE_FIELDS).nullable(),
})

/** One change of one field of a case. */
export const historyEntry = z.object({
  id,
  /** The portal's time; null while it has not reached the portal. */
  at: instant.nullable(),
  /** When its author did it, by the clock of that desk; null where no desk did. */
  authoredAt: instant.nullable(),
  ...author,
  authorId: id.nullable(),
  field: z.enum(EVENT_FIELDS),
  /** As in the thread. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  line: eventLine.optional(),
  origin,
  pending: z.boolean(),
})
export type HistoryEntry = z.infer<typeof historyEntry>

export const threadItem = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('note'),
    id,
    createdAt: instant,
    origin,
    ...author,
    /** True for the signed-in agent's own words. */
    mine: z.boolean(),
    visibility: z.enum(NOTE_VISIBILITIES),
    body: z.string(),
    /** Agents whom the note names as `@Name`. */
    mentions: z.array(z.object({ name: z.string(), me: z.boolean() })),
    attachments: z.array(attachmentView),
    /** Set while the note is only on this machine: the operation that carries it, and how far it is. */
    sending: z
      .object({
        opId: id,
        state: z.enum(['waiting', 'sending', 'rejected', 'quarantined']),
        /** Until then it can be taken back with `sync.withdraw`; null where there is no such time. */
        undoUntil: instant.nullable(),
      })
      .nullable(),
  }),
  z.object({
    type: z.literal('event'),
    id,
    createdAt: instant,
    origin,
    ...author,
    field: z.enum(EVENT_FIELDS),
    /** A status, an agent's name (null for nobody), a team's name, words, an estimate's state, or a line's (see `EVENT_FIELDS`). */
    from: z.string().nullable(),
    to: z.string().nullable(),
    line: eventLine.optional(),
  }),
])
export type ThreadItem = z.infer<typeof threadItem>

export const threadPage = z.object({
  /** Oldest first. */
  items: z.array(threadItem),
  /** Pass as `before` to get the page of older items; null at the beginning of the case. */
  older: z.tuple([instant, z.string()]).nullable(),
})
export type ThreadPage = z.infer<typeof threadPage>

export const searchHit = caseSummary.extend({
  /** Where the words were found, as plain text around the first hit. */
  excerpt: z.string().nullable(),
})
export type SearchHit = z.infer<typeof searchHit>

export const draft = z.object({
  caseId: id,
  mode: z.enum(COMPOSER_MODES),
  body: z.string(),
  savedAt: instant,
  attachments: z.array(attachmentView),
  /** What others did in the case since the draft began; null while nothing. */
  changedMeanwhile: z.object({ byName: z.string().nullable(), at: instant, notes: z.number().int() }).nullable(),
})
export type Draft = z.infer<typeof draft>

export const OPERATION_STATES = ['waiting', 'sending', 'settled', 'conflict', 'rejected', 'quarantined'] as const
export type OperationState = (typeof OPERATION_STATES)[number]

/** One line of "what waits". The words are made by the screen from these parts. */
export const operationView = z.object({
  opId: id,
  kind: z.enum([
    'note.create',
    'case.update',
    'case.create',
    'registration.decide',
    'registration.ask',
    'contact.act',
    'estimate.send',
    'estimate.withdraw',
    'rma.create',
    'rma.addLine',
    'rma.removeLine',
    'rma.updateLine',
    'rma.step',
    'template.save',
    'template.delete',
    'macro.save',
    'macro.delete',
    'view.save',
    'view.delete',
    'case.merge',
    'case.unmerge',
    'case.split',
    'case.link',
    'case.unlink',
    'case.snooze',
    'case.read',
    'case.follow',
  ]),
  /** Null for registrations, contacts, templates and views. */
  caseId: id.nullable(),
  caseNumber: z.string(),
  /** For a registration or a contact: the person and company; for a template or a view its name. */
  caseTitle: z.string(),
  state: z.enum(OPERATION_STATES),
  visibility: z.enum(NOTE_VISIBILITIES).nullable(),
  body: z.string().nullable(),
  status: status.nullable(),
  /** `undefined` where the operation does not touch the owner; null clears it. */
  owner: z.object({ id: id.nullable(), name: z.string().nullable() }).nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  teamName: z.string().nullable(),
  decision: z.enum(REGISTRATION_DECISIONS).nullable(),
  contactAction: z.enum(CONTACT_ACTIONS).nullable(),
  /** Of a template: whether it is a new one. */
  createsTemplate: z.boolean(),
  /** Of merging, splitting and linking: the other case's number, empty where it is not known. */
  otherNumber: z.string().nullable(),
  /** Of a view: whether it is a new one. */
  createsView: z.boolean(),
  /** Of a macro: whether it is a new one. */
  createsMacro: z.boolean(),
  /** Of a snooze: whether it begins one. */
  snoozes: z.boolean(),
  estimate: z.object({ items: estimateItems, validUntil: z.string() }).nullable(),
  /** Of an operation on an RMA. `to`: where a step goes; `field`: what a change is of, its words are `body`. */
  rma: z
    .object({
      rmaId: id,
      /** Empty until the portal has given one. */
      rmaNumber: z.string(),
      serialNumbers: z.array(z.string()),
      to: z.enum(RMA_LINE_STATES).nullable(),
      field: z.enum(LINE_FIELDS).nullable(),
    })
    .nullable(),
  attachments: z.array(attachmentView),
  writtenAt: instant,
  settledAt: instant.nullable(),
  undoUntil: instant.nullable(),
  /** Notes that others wrote between what the author had seen and the arrival at the portal. */
  overtook: z.number().int(),
  /** It never left, or the portal can be asked to close it: the words can be had back. */
  withdrawable: z.boolean(),
  editable: z.boolean(),
  attempts: z.number().int(),
  nextAttemptAt: instant.nullable(),
  problem: problem.nullable(),
  conflict: conflict.nullable(),
  changedByName: z.string().nullable(),
})
export type OperationView = z.infer<typeof operationView>

export const syncState = z.object({
  signedIn: z.boolean(),
  /** The agent's own switch. */
  workOffline: z.boolean(),
  /** False while the portal does not answer. */
  online: z.boolean(),
  activity: z.enum(['idle', 'first_sync', 'pulling', 'pushing']),
  problem: problem.nullable(),
  /** When the next try is due, while there is a problem. */
  retryAt: instant.nullable(),
  lastSyncedAt: instant.nullable(),
  waiting: z.number().int(),
  conflicts: z.number().int(),
  rejected: z.number().int(),
  quarantined: z.number().int(),
  /** Words that lost their row. */
  recovered: z.number().int(),
  /** How long the last whole sync took. */
  lastSyncMs: z.number().int().nullable(),
  /** A page that would remove so much waits for a person's word. */
  heldDeletions: z.object({ rows: z.number().int(), of: z.number().int() }).nullable(),
  firstSync: z
    .object({
      phase: z.enum(['rows', 'indexes']),
      done: z.number().int(),
      total: z.number().int(),
      running: z.boolean(),
    })
    .nullable(),
  /** This machine's clock minus the portal's, when they differ by more than five minutes. */
  clockSkewMs: z.number().int().nullable(),
})
export type SyncState = z.infer<typeof syncState>

/** Words whose row is gone, e.g. the case was deleted or has left the agent's teams. Kept until the agent removes them. */
export const recoveredWords = z.object({
  id,
  caseId: id.nullable(),
  caseNumber: z.string(),
  caseTitle: z.string(),
  /** What they were: a reply, a note, a title, a description, a new case, a draft. */
  kind: z.enum([
    'reply',
    'note',
    'title',
    'description',
    'case',
    'draft',
    'estimate',
    'question',
    'template',
    'view',
    'macro',
  ]),
  text: z.string(),
  /** `withdrawn`: the agent took back what no draft can hold: a title, a description, a new case with all that went with it. */
  reason: z.enum(['deleted', 'out_of_scope', 'withdrawn']),
  writtenAt: instant,
  lostAt: instant,
  /** Files that were to go with them and are on this machine still. */
  attachments: z.array(attachmentView),
})
export type RecoveredWords = z.infer<typeof recoveredWords>

export const registrationView = registrationRow.extend({
  decidedByName: z.string().nullable(),
  pending: z.enum([...REGISTRATION_DECISIONS, 'asked']).nullable(),
  /** Companies with the same tax number, however it is written. */
  matches: z.array(accountRow),
  /** People who may be the applicant already: the same e-mail, or the same name in a matching company. */
  duplicates: z.array(z.object({ contact: contactRow, accountName: z.string(), why: z.enum(['email', 'name']) })),
  /** Other requests with the same e-mail, newest first. */
  earlier: z.array(z.object({ id, state: registrationRow.shape.state, createdAt: instant })),
  conflict: openConflict.nullable(),
})
export type RegistrationView = z.infer<typeof registrationView>

/** Everything about one person on one card. */
export const customerCard = z.object({
  contact: contactRow,
  account: accountRow.nullable(),
  /** Newest first. */
  consents: z.array(consentRow),
  /** Of the company, at most 50. */
  devices: z.array(deviceRow),
  entitlements: z.array(entitlementRow),
  /** The person's own, newest first, at most 20; `caseCount` counts all of them. */
  cases: z.array(caseSummary),
  caseCount: z.number().int(),
  colleagues: z.array(contactRow),
  /** What waits to be sent, oldest first. */
  pending: z.array(z.object({ opId: id, action: z.enum(CONTACT_ACTIONS) })),
})
export type CustomerCard = z.infer<typeof customerCard>

export const contactHit = z.object({
  contact: contactRow,
  accountName: z.string(),
})
export type ContactHit = z.infer<typeof contactHit>

/** Somebody who asks to be deleted. `pending`: what the agent has decided and the portal does not show yet. */
export const deletionRequestView = contactHit.extend({ pending: z.enum(['refuse_deletion', 'erase']).nullable() })
export type DeletionRequestView = z.infer<typeof deletionRequestView>

export const templateView = z.object({
  id,
  content: templateContent,
  modifiedByName: z.string().nullable(),
  modifiedAt: instant,
  /** Its present words have not reached the portal yet. */
  pending: z.boolean(),
  conflict: openConflict.nullable(),
})
export type TemplateView = z.infer<typeof templateView>

export const viewView = z.object({
  id,
  content: viewContent,
  modifiedByName: z.string().nullable(),
  modifiedAt: instant,
  /** As it is now it has not reached the portal yet. */
  pending: z.boolean(),
  conflict: openConflict.nullable(),
})
export type ViewView = z.infer<typeof viewView>

export const macroView = z.object({
  id,
  content: macroContent,
  modifiedByName: z.string().nullable(),
  modifiedAt: instant,
  /** As it is now it has not reached the portal yet. */
  pending: z.boolean(),
  conflict: openConflict.nullable(),
})
export type MacroView = z.infer<typeof macroView>

export const templateValues = z.object(
  Object.fromEntries(PLACEHOLDERS.map((placeholder) => [placeholder, z.string().nullable()])) as Record<
    Placeholder,
    z.ZodNullable<z.ZodString>
  >,
)

export const THEMES = ['light', 'dark', 'system'] as const
export const settings = z.object({
  language: z.enum(LANGUAGES),
  theme: z.enum(THEMES),
  portalUrl: z.string(),
  /** Off: single-key shortcuts do nothing; those with Ctrl stay. */
  shortcuts: z.boolean(),
  /** Other keys than a command's own, by command; an empty list switches its shortcut off. */
  keys: z.record(z.string().max(60), z.array(z.string().min(1).max(40)).max(4)),
  /** Seconds in which a sent reply can be taken back; 0 sends at once. */
  undoSendSeconds: z.number().int().min(0).max(60),
  /** Files kept on this machine for offline use, in megabytes; the longest unused go first. */
  attachmentCacheMb: z.number().int().min(50).max(20_000),
  /** Widths of the panes in per cent, by pane name; what the screen last stored. */
  layout: z.record(z.string(), z.number()),
  /** Size of everything in the desktop program's window, in per cent; a browser has its own. */
  zoom: z.number().int().min(MIN_ZOOM).max(MAX_ZOOM),
  /** Opening hours before something is due in which it is at risk. */
  riskHours: z.number().int().min(1).max(80),
  /** Languages in which the desktop program looks for spelling mistakes; none switches it off. */
  spelling: z.array(z.enum(LANGUAGES)).max(LANGUAGES.length),
  /** What the agent is told of, and when not. */
  notices: noticeSettings,
})
export type Settings = z.infer<typeof settings>

export const sessionState = z.object({
  agent: agentView.nullable(),
  /** Shown once after start: what was found and done about the local data. */
  notice: z.enum(['mirror_rebuilt', 'outbox_restored', 'outbox_damaged', 'key_in_file']).nullable(),
  version: z.string(),
  host: z.enum(['electron', 'web']),
})
export type SessionState = z.infer<typeof sessionState>

/** Pushed to the screen; each says what to read again, never the data itself. */
export const deskEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session') }),
  z.object({ type: z.literal('settings') }),
  /** `caseIds` null: too many to name. `byOthers`: customers' and colleagues' new public or internal notes among them. */
  z.object({ type: z.literal('cases'), caseIds: z.array(id).nullable(), newFromOthers: z.number().int() }),
  z.object({ type: z.literal('operations') }),
  /** Progress of uploads and downloads, or files staged or kept. */
  z.object({ type: z.literal('attachments'), caseIds: z.array(id) }),
  z.object({ type: z.literal('presence'), caseIds: z.array(id) }),
  z.object({ type: z.literal('registrations') }),
  /** People, companies, consents, or what waits for them. */
  z.object({ type: z.literal('customers') }),
  /** RMAs, their lines, or what waits for them. */
  z.object({ type: z.literal('rmas') }),
  z.object({ type: z.literal('templates') }),
  z.object({ type: z.literal('views') }),
  /** How much is new to the agent; `announcement`: to be told outside of the window, once. */
  z.object({ type: z.literal('notices'), count: z.number().int(), announcement: announcement.nullable() }),
  z.object({ type: z.literal('macros') }),
  /** A command for many cases has come further, or was taken back. */
  z.object({ type: z.literal('bulk') }),
  z.object({ type: z.literal('sync'), state: syncState }),
])
export type DeskEvent = z.infer<typeof deskEvent>
