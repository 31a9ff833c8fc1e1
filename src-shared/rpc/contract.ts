import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { FOLLOWING } from '../domain/attention.ts'
import { CASE_TYPES, COMPOSER_MODES, LANGUAGES, MAX_DRAFT_LENGTH, NOTE_VISIBILITIES } from '../domain/case.ts'
import { LINKS } from '../domain/case-links.ts'
import { MAX_ESTIMATE_NOTE_LENGTH } from '../domain/estimate.ts'
import { FILTER_FIELDS } from '../domain/filter/fields.ts'
import { CUSTOMER_ROLES } from '../domain/registration.ts'
import { MAX_RMA_LINES } from '../domain/rma.ts'
import { RMA_LINE_STATES } from '../domain/rma-line.ts'
import { MAX_LIST } from '../domain/serial-number.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { personExport } from '../portal-api/contact-export.ts'
import { deviceImportReport } from '../portal-api/device-import.ts'
import { CONTACT_ACTIONS, REGISTRATION_DECISIONS } from '../portal-api/operations.ts'
import { MAX_SPLIT_NOTES } from '../portal-api/relation-operations.ts'
import { LINE_FIELDS } from '../portal-api/rma-rows.ts'
import {
  accountRow,
  deviceRow,
  entitlementRow,
  estimateItems,
  macroContent,
  teamRow,
  templateContent,
  viewContent,
} from '../portal-api/rows.ts'
import { bulkAction, bulkProgress, bulkResult, bulkRun, MAX_BULK, macroFills } from './bulk.ts'
import { dashboard, dashboardQuery } from './dashboard.ts'
import { deviceCard, listedNumber, lookUpResult } from './devices.ts'
import { found } from './found.ts'
import { macroCheck, macroPreview } from './macros.ts'
import {
  agentView,
  attachmentView,
  caseDetail,
  caseListQuery,
  casePage,
  contactHit,
  customerCard,
  deletionRequestView,
  deskEvent,
  draft,
  historyEntry,
  macroView,
  openingHours,
  operationView,
  pageAnchor,
  queueCounters,
  recoveredWords,
  registrationView,
  searchHit,
  sessionState,
  settings,
  syncState,
  templateValues,
  templateView,
  threadPage,
  viewView,
} from './models.ts'
import { noticeList } from './notices.ts'
import { problem } from './problem.ts'
import { duplicateHit, relations } from './relations.ts'
import {
  newLineInput,
  rmaBoard,
  rmaCard,
  rmaCardPage,
  rmaCounters,
  rmaDetail,
  rmaFilter,
  rmaKey,
  rmaListQuery,
  rmaPage,
  rmaScan,
  rmaSummary,
  steppedLine,
  stepWords,
} from './rmas.ts'

/**
 * Everything that the screen may ask of the desk. Every procedure may answer with the typed error `PROBLEM`;
 * `data.code` says which, and the screen has words for each.
 */
const procedure = oc.errors({ PROBLEM: { data: problem } })

const caseId = z.string()
const opId = z.uuid()
/** `undoUntil`: until then `sync.withdraw` takes it back; null where it goes at once. */
const accepted = z.object({ opId, undoUntil: z.number().int().nullable() })
const nothing = z.void()

export const deskContract = {
  session: {
    state: procedure.output(sessionState),
    signIn: procedure
      .input(z.object({ portalUrl: z.url(), email: z.string().min(1), password: z.string().min(1) }))
      .output(sessionState),
    /** Answers `unsent_work` with `{ count }` while work is unsent, unless `force`. `wipe` removes all local data. */
    signOut: procedure.input(z.object({ wipe: z.boolean(), force: z.boolean() })).output(nothing),
    /**
     * For a profile that cannot be opened (`wrong_key`, `newer_database`, then the answer of every other procedure):
     * keeps its files under another name in the same folder and opens an empty one.
     */
    startAnew: procedure.output(z.object({ keptIn: z.string() })),
  },
  settings: {
    get: procedure.output(settings),
    set: procedure.input(settings.partial()).output(settings),
  },
  agents: { list: procedure.output(z.array(agentView)) },
  teams: { list: procedure.output(z.array(teamRow)) },
  contacts: {
    /** By name, e-mail, phone or company; diacritics and case do not matter. */
    find: procedure
      .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(20) }))
      .output(z.array(contactHit)),
    /** What a new case of the contact may name. */
    belongings: procedure
      .input(z.object({ contactId: z.string() }))
      .output(z.object({ entitlements: z.array(entitlementRow), devices: z.array(deviceRow) })),
  },
  accounts: {
    /** By name, tax number or city; diacritics, case and the tax number's way of writing do not matter. */
    find: procedure
      .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(20) }))
      .output(z.array(accountRow)),
  },
  devices: {
    /** By serial number, however it is written; any part of it. */
    lookUp: procedure
      .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(200).default(50) }))
      .output(lookUpResult),
    /** Each number of a list, in its order. */
    lookUpList: procedure
      .input(z.object({ texts: z.array(z.string().max(200)).max(MAX_LIST) }))
      .output(z.array(listedNumber)),
    card: procedure.input(z.object({ deviceId: z.string() })).output(deviceCard),
    /** Shows a file of devices to the portal, or has it taken in; `not_administrator` unless the agent is one. */
    import: procedure.input(z.object({ file: z.instanceof(File), preview: z.boolean() })).output(deviceImportReport),
  },
  registrations: {
    /** Those that wait first, oldest first; then the decided ones, newest first. */
    list: procedure
      .input(z.object({ limit: z.number().int().min(1).max(500).default(200) }))
      .output(z.object({ registrations: z.array(registrationView), waiting: z.number().int() })),
    decide: procedure
      .input(
        z.object({
          registrationId: z.string(),
          decision: z.enum(REGISTRATION_DECISIONS),
          reason: z.string().max(2000).nullable(),
          /** Of an approval: the company; null makes one from the request. Left out: found by tax number. */
          accountId: z.string().nullable().optional(),
          role: z.enum(CUSTOMER_ROLES).optional(),
        }),
      )
      .output(accepted),
    ask: procedure.input(z.object({ registrationId: z.string(), question: z.string() })).output(accepted),
    /** The reasons and questions that were begun, as the screen keeps them; null while there are none. */
    entry: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes them. */
    keepEntry: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
  },
  customers: {
    card: procedure.input(z.object({ contactId: z.string() })).output(customerCard),
    /** Those that wait longest first; with those that the agent has decided and that have not reached the portal yet. */
    deletionRequests: procedure
      .input(z.object({ limit: z.number().int().min(1).max(500).default(200) }))
      .output(z.array(deletionRequestView)),
    act: procedure
      .input(
        z.object({
          contactId: z.string(),
          action: z.enum(CONTACT_ACTIONS),
          role: z.enum(CUSTOMER_ROLES).optional(),
          /** Of `refuse_deletion`; the person reads it. */
          reason: z.string().optional(),
        }),
      )
      .output(accepted),
    /** Asks the portal, which knows more than the desk; `unreachable` without it. */
    export: procedure.input(z.object({ contactId: z.string() })).output(personExport),
    /** Why requests for deletion are refused, begun and not sent, as the screen keeps it; null while there is nothing. */
    entry: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
  },
  estimates: {
    /** Durable when answered. Removes the form that was begun, in the same transaction. */
    send: procedure
      .input(
        z.object({
          caseId,
          items: estimateItems,
          note: z.string().max(MAX_ESTIMATE_NOTE_LENGTH),
          validUntil: z.iso.date(),
          /** Devices of the case's RMAs that it is about: where they can, they wait for the customer's approval then. */
          rmaLineIds: z.array(z.string()).max(MAX_RMA_LINES).optional(),
        }),
      )
      .output(accepted),
    withdraw: procedure.input(z.object({ caseId, estimateId: z.string() })).output(accepted),
    /** The form that was begun for a case, as the screen keeps it; null while there is none. */
    entry: procedure.input(z.object({ caseId })).output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure
      .input(z.object({ caseId, entry: z.string().max(MAX_DRAFT_LENGTH).nullable() }))
      .output(nothing),
  },
  rmas: {
    counters: procedure.output(rmaCounters),
    /** All columns with their first `limit` cards each. */
    board: procedure.input(rmaFilter.extend({ limit: z.number().int().min(1).max(200).default(50) })).output(rmaBoard),
    /** More of one column. */
    column: procedure
      .input(
        rmaFilter.extend({
          state: z.enum(RMA_LINE_STATES),
          after: rmaKey.optional(),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      )
      .output(rmaCardPage),
    page: procedure
      .input(rmaListQuery.extend({ after: rmaKey.optional(), limit: z.number().int().min(1).max(500).default(100) }))
      .output(rmaPage),
    /** By the number as a person types it (`RMA-00012`, `rma 12`, `12`): the very one, then those that contain it. */
    numbered: procedure
      .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }))
      .output(z.array(rmaSummary)),
    get: procedure.input(z.object({ rmaId: z.string() })).output(rmaDetail),
    /** Newest first. */
    ofCase: procedure.input(z.object({ caseId })).output(z.array(rmaSummary)),
    /** By serial number, however it is written. */
    ofSerial: procedure.input(z.object({ serialNumber: z.string().max(200) })).output(z.array(rmaCard)),
    /** What a scanner or a person typed: a serial number, or an RMA's. */
    scan: procedure.input(z.object({ text: z.string().max(200) })).output(rmaScan),
    /** At work at once, also offline; the number comes from the portal. */
    create: procedure
      .input(z.object({ caseId, lines: z.array(newLineInput).min(1).max(MAX_RMA_LINES) }))
      .output(accepted.extend({ rmaId: z.string(), lineIds: z.array(z.string()) })),
    addLine: procedure
      .input(z.object({ rmaId: z.string(), line: newLineInput }))
      .output(accepted.extend({ lineId: z.string() })),
    /** `line_under_way` once the device is on its way. `undoUntil`: as of a step. */
    removeLine: procedure.input(z.object({ lineId: z.string() })).output(accepted),
    /** One field; the empty string is nothing. Answers null where it is so already. */
    setField: procedure
      .input(z.object({ lineId: z.string(), field: z.enum(LINE_FIELDS), value: z.string() }))
      .output(accepted.nullable()),
    /** `illegal_step` with `{ from, to }`, or `step_incomplete` with `{ needs }`: a `StepFault`. Can be taken back until `undoUntil`. */
    step: procedure.input(stepWords.extend({ lineId: z.string() })).output(accepted),
    /**
     * The same step of many devices: those that can take it do, and each answers what became of it. `undoable`: it stays here
     * for a moment, and `sync.withdraw` takes it back.
     */
    stepMany: procedure
      .input(stepWords.extend({ lineIds: z.array(z.string()).min(1).max(500), undoable: z.boolean().optional() }))
      .output(z.array(steppedLine)),
    /** The list of what the agent has scanned, as the screen keeps it; null while there is none. */
    scanned: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepScanned: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
    /** What was begun to be written of the RMAs of a case, as the screen keeps it; null while there is nothing. `create` removes it. */
    entry: procedure.input(z.object({ caseId })).output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure
      .input(z.object({ caseId, entry: z.string().max(MAX_DRAFT_LENGTH).nullable() }))
      .output(nothing),
  },
  templates: {
    /** Those that the agent may insert, by name. */
    list: procedure.output(z.array(templateView)),
    /** `templateId` null makes a new one; `base` is what its author saw, null of a new one. Durable when answered. */
    save: procedure
      .input(
        z.object({ templateId: z.string().nullable(), content: templateContent, base: templateContent.nullable() }),
      )
      .output(accepted.extend({ templateId: z.string() })),
    /** `undoUntil`: until then it stays here, and `sync.withdraw` brings it back. */
    remove: procedure.input(z.object({ templateId: z.string() })).output(accepted),
    /** What stands for the placeholders in a case, as somebody of that language reads it; without a case those of today. */
    values: procedure
      .input(z.object({ caseId: z.string().nullable(), language: z.enum(LANGUAGES) }))
      .output(templateValues),
    /** What was begun and not saved, as the screen keeps it; null while there is nothing. */
    entry: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
  },
  macros: {
    /** Those that the agent may run, by name. */
    list: procedure.output(z.array(macroView)),
    /** `macroId` null makes a new one; `base` is what its author saw, null of a new one. Durable when answered. */
    save: procedure
      .input(z.object({ macroId: z.string().nullable(), content: macroContent, base: macroContent.nullable() }))
      .output(accepted.extend({ macroId: z.string() })),
    /** `undoUntil`: until then it stays here, and `sync.withdraw` brings it back. */
    remove: procedure.input(z.object({ macroId: z.string() })).output(accepted),
    /** What it would do to one case now; it is run by `bulk.run`, for one as for many. */
    preview: procedure
      .input(z.object({ content: macroContent, caseId, fills: macroFills.default({}) }))
      .output(macroPreview),
    /** What it would do to many cases now. */
    check: procedure
      .input(z.object({ macroId: z.string(), caseIds: z.array(caseId).min(1).max(MAX_BULK) }))
      .output(macroCheck),
    /** What was begun and not saved, as the screen keeps it; null while there is nothing. */
    entry: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
  },
  views: {
    /** The agent's own and the shared ones, in their order. */
    list: procedure.output(z.array(viewView)),
    /** `viewId` null makes a new one; `base` is what its author saw, null of a new one. Durable when answered. */
    save: procedure
      .input(z.object({ viewId: z.string().nullable(), content: viewContent, base: viewContent.nullable() }))
      .output(accepted.extend({ viewId: z.string() })),
    /** `undoUntil`: until then it stays here, and `sync.withdraw` brings it back. */
    remove: procedure.input(z.object({ viewId: z.string() })).output(accepted),
    /** How many cases each pinned view shows, by its id; counted one after the other, and everybody else is let in between. */
    counters: procedure.output(z.record(z.string(), z.number().int())),
    /** Names that a filter's field can be given, of which some word begins so; for the completion. */
    names: procedure
      .input(z.object({ field: z.enum(FILTER_FIELDS), text: z.string().max(200) }))
      .output(z.array(z.string())),
  },
  /** What the agent keeps of cases for themselves; all of it also offline. */
  attention: {
    /** Out of the agent's queues until then; `until` null: until the customer answers, which ends any snooze. */
    snooze: procedure.input(z.object({ caseId, until: z.number().int().nullable() })).output(accepted),
    /** Answers null where the case is not snoozed. */
    wake: procedure.input(z.object({ caseId })).output(accepted.nullable()),
    /** The agent has the case before their eyes. */
    look: procedure.input(z.object({ caseId })).output(nothing),
    /** Whether the agent hears of what happens in the case; `auto`: as long as it is theirs. */
    follow: procedure.input(z.object({ caseId, following: z.enum(FOLLOWING) })).output(accepted),
    /** As if the newest doing of others had not been seen; `not_found` where others did nothing. */
    markUnread: procedure.input(z.object({ caseId })).output(nothing),
  },
  notices: {
    /** What concerns the agent, of the kinds that they want to hear of. */
    list: procedure.output(noticeList),
    /** As if all their cases had been looked at. */
    readAll: procedure.output(nothing),
  },
  attachments: {
    /** Keeps a file for the draft of that mode, or with `NEW_CASE` for the form of a new case, durably; its type is found from its content. */
    stage: procedure
      .input(z.object({ caseId, mode: z.enum(COMPOSER_MODES), file: z.instanceof(File) }))
      .output(attachmentView),
    unstage: procedure.input(z.object({ attachmentId: z.string() })).output(nothing),
    /** Brings a file onto this machine; resolves when it is whole. */
    fetch: procedure.input(z.object({ attachmentId: z.string() })).output(nothing),
    /** The bytes of a file that is here; `file_not_here` otherwise. */
    read: procedure.input(z.object({ attachmentId: z.string() })).output(z.instanceof(File)),
    limits: procedure.output(z.object({ maxBytes: z.number().int(), maxFiles: z.number().int() })),
  },
  presence: {
    /** Where the agent is; null when in no case. */
    set: procedure
      .input(z.object({ caseId: z.string().nullable(), mode: z.enum(['viewing', 'writing']) }))
      .output(nothing),
  },
  /** By which hours promises are counted on this machine. */
  openingHours: procedure.output(openingHours),
  queues: {
    counters: procedure.output(queueCounters),
    page: procedure
      .input(caseListQuery.extend({ anchor: pageAnchor, limit: z.number().int().min(1).max(500) }))
      .output(casePage),
    /** The row number of a case in a list; null when it is not in it. */
    indexOf: procedure.input(caseListQuery.extend({ caseId })).output(z.number().int().nullable()),
  },
  /** One command for many cases. */
  bulk: {
    /**
     * Writes all of it in one transaction, durable when answered, and answers of each case what was not possible. The whole
     * stays here until `undoUntil`.
     */
    run: procedure
      .input(z.object({ caseIds: z.array(caseId).min(1).max(MAX_BULK), action: bulkAction }))
      .output(bulkRun),
    /** Takes back what has not left; `left`: operations that have. */
    undo: procedure
      .input(z.object({ groupId: z.string() }))
      .output(z.object({ undone: z.number().int(), left: z.number().int() })),
    /** The last command of this agent here; null when there was none lately. */
    last: procedure.output(bulkProgress.nullable()),
    /** Of that command, case by case; what needs a look first. */
    results: procedure.input(z.object({ groupId: z.string() })).output(z.array(bulkResult)),
    /** Ids of the rows of a list from number `from` on, in its order. */
    ids: procedure
      .input(
        caseListQuery.extend({ from: z.number().int().nonnegative(), limit: z.number().int().min(1).max(MAX_BULK) }),
      )
      .output(z.object({ caseIds: z.array(caseId), total: z.number().int() })),
    /** The selection, as the screen keeps it; null while there is none. */
    entry: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
  },
  /** Counted anew at every call, in slices; from local data alone. */
  dashboard: procedure.input(dashboardQuery).output(dashboard),
  search: procedure
    .input(z.object({ text: z.string().max(500), limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.array(searchHit)),
  /** A few of everything, for the palette; names and serial numbers from a few letters on. */
  findAll: procedure.input(z.object({ text: z.string().max(500) })).output(found),
  cases: {
    get: procedure.input(z.object({ caseId })).output(caseDetail),
    /** The id of the case with that number, O and 0, I and 1 being the same; null when it is not on this machine. */
    byNumber: procedure.input(z.object({ caseNumber: z.string().max(60) })).output(caseId.nullable()),
    thread: procedure
      .input(
        z.object({
          caseId,
          before: z.tuple([z.number(), z.string()]).optional(),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      )
      .output(threadPage),
    /** Who changed what and when, newest first; what waits to be sent comes first. */
    history: procedure.input(z.object({ caseId })).output(z.array(historyEntry)),
    setStatus: procedure.input(z.object({ caseId, status: z.enum(CASE_STATUSES) })).output(accepted),
    setOwner: procedure.input(z.object({ caseId, ownerId: z.string().nullable() })).output(accepted),
    setTitle: procedure.input(z.object({ caseId, title: z.string() })).output(accepted),
    setDescription: procedure.input(z.object({ caseId, description: z.string() })).output(accepted),
    setTeam: procedure.input(z.object({ caseId, teamId: z.string() })).output(accepted),
    /** For a customer on the phone; at work at once, also offline. */
    create: procedure
      .input(
        z.object({
          caseType: z.enum(CASE_TYPES),
          title: z.string(),
          description: z.string(),
          contactId: z.string(),
          teamId: z.string().optional(),
          entitlementId: z.string().nullable().default(null),
          customerSystemId: z.string().nullable().default(null),
          warrantyRepair: z.boolean().nullable().default(null),
          serialNumber: z.string().nullable().default(null),
          customerReference: z.string().nullable().default(null),
          /** Written right after it, of another case that is known. */
          link: z.object({ otherId: z.string(), link: z.enum(LINKS).exclude(['not_duplicate']) }).optional(),
        }),
      )
      .output(accepted.extend({ caseId: z.string() })),
    /** The begun form of a new case, with its files, as an internal note of another one instead; `sync.withdraw` takes it back. */
    addEntry: procedure.input(z.object({ caseId, body: z.string() })).output(accepted),
    /** The form of a new case that was begun, as the screen keeps it; null while there is none. `create` and `addEntry` remove it, and take its files. */
    entry: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEntry: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
    /** What the agent has begun to change of cases and of what waits to be sent, as the screen keeps it; null while there is nothing. */
    edits: procedure.output(z.string().nullable()),
    /** Durable when answered; null removes it. */
    keepEdits: procedure.input(z.object({ entry: z.string().max(MAX_DRAFT_LENGTH).nullable() })).output(nothing),
    /**
     * Durable when answered. Takes the draft of that mode with its files along, in the same transaction. Answers
     * `case_changed` where others wrote since the draft began, unless `evenSo`; nothing is sent then.
     */
    addNote: procedure
      .input(
        z.object({
          caseId,
          visibility: z.enum(NOTE_VISIBILITIES),
          body: z.string(),
          status: z.enum(CASE_STATUSES).optional(),
          evenSo: z.boolean().optional(),
        }),
      )
      .output(accepted),
  },
  relations: {
    /** What was merged into a case or it into what, its links, and cases that look alike. */
    ofCase: procedure.input(z.object({ caseId })).output(relations),
    /** Cases that may be what a new one is to be about. */
    duplicatesOfNew: procedure
      .input(
        z.object({ contactId: z.string(), title: z.string().max(1000), serialNumber: z.string().max(200).nullable() }),
      )
      .output(z.array(duplicateHit)),
    /** `undoUntil`: until then it stays here, and `sync.withdraw` takes it back. `other_company` unless that is `otherCompany`. */
    merge: procedure.input(z.object({ caseId, intoId: z.string(), otherCompany: z.boolean() })).output(accepted),
    unmerge: procedure.input(z.object({ caseId })).output(accepted),
    /** The answer's `caseId` is the new case's; at work at once. */
    split: procedure
      .input(z.object({ caseId, title: z.string(), noteIds: z.array(z.string()).min(1).max(MAX_SPLIT_NOTES) }))
      .output(accepted.extend({ caseId: z.string() })),
    link: procedure.input(z.object({ caseId, otherId: z.string(), link: z.enum(LINKS) })).output(accepted),
    unlink: procedure.input(z.object({ caseId, otherId: z.string() })).output(accepted),
    /** Words that were begun in a merged case, before those in the case that carries it on. */
    adoptDraft: procedure.input(z.object({ fromId: z.string(), caseId, mode: z.enum(COMPOSER_MODES) })).output(nothing),
  },
  drafts: {
    get: procedure.input(z.object({ caseId, mode: z.enum(COMPOSER_MODES) })).output(draft.nullable()),
    /** An empty body removes the draft. Durable when answered. */
    save: procedure
      .input(z.object({ caseId, mode: z.enum(COMPOSER_MODES), body: z.string().max(MAX_DRAFT_LENGTH) }))
      .output(nothing),
    /** The cases that have a draft, newest first. */
    list: procedure.output(z.array(draft.pick({ caseId: true, mode: true, savedAt: true }))),
  },
  sync: {
    state: procedure.output(syncState),
    now: procedure.output(nothing),
    setWorkOffline: procedure.input(z.object({ workOffline: z.boolean() })).output(nothing),
    pauseFirstSync: procedure.output(nothing),
    resumeFirstSync: procedure.output(nothing),
    /** What waits or needs a person first, in order; then what was settled lately. */
    operations: procedure
      .input(z.object({ limit: z.number().int().min(1).max(1000).default(200) }))
      .output(z.object({ operations: z.array(operationView), total: z.number().int() })),
    /** What the portal has refused goes under another id: the answer's. */
    retry: procedure.input(z.object({ opId })).output(z.object({ opId })),
    /**
     * Takes back an operation that has not taken effect; its words become the case's draft again. One that may have left is
     * closed at the portal first (`cannot_withdraw` when it has taken effect, `unreachable` when the portal cannot be asked).
     */
    withdraw: procedure.input(z.object({ opId })).output(nothing),
    /**
     * Other words for one that has not taken effect: a note's body, a title or a description, a question to an applicant, the
     * words with an estimate. Goes out anew.
     */
    edit: procedure.input(z.object({ opId, text: z.string() })).output(accepted),
    /** `mine` sends the agent's value again on top of theirs; `theirs` drops it; `edited` sends `text` on top of theirs. */
    resolveConflict: procedure
      .input(
        z.discriminatedUnion('choice', [
          z.object({ opId, choice: z.enum(['mine', 'theirs']) }),
          z.object({ opId, choice: z.literal('edited'), text: z.string() }),
        ]),
      )
      .output(nothing),
    /** The word of the person whom the guard against mass deletion asked. False: they stay, and everything is loaded again. */
    answerDeletions: procedure.input(z.object({ allow: z.boolean() })).output(nothing),
    recovered: procedure.output(z.array(recoveredWords)),
    removeRecovered: procedure.input(z.object({ id: z.string() })).output(nothing),
    /** All that has not reached the portal, with drafts and recovered words: for reading, and for machines. */
    exportUnsent: procedure.output(z.object({ fileName: z.string(), text: z.string(), json: z.string() })),
  },
  events: procedure.output(eventIterator(deskEvent)),
}

export type DeskContract = typeof deskContract
