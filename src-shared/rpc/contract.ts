import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { COMPOSER_MODES, MAX_DRAFT_LENGTH, NOTE_VISIBILITIES } from '../domain/case.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import {
  agentView,
  caseDetail,
  caseListQuery,
  casePage,
  deskEvent,
  draft,
  operationView,
  pageAnchor,
  queueCounters,
  searchHit,
  sessionState,
  settings,
  syncState,
  threadPage,
} from './models.ts'
import { problem } from './problem.ts'

/**
 * Everything that the screen may ask of the desk. Every procedure may answer with the typed error `PROBLEM`;
 * `data.code` says which, and the screen has words for each.
 */
const procedure = oc.errors({ PROBLEM: { data: problem } })

const caseId = z.string()
const opId = z.uuid()
const accepted = z.object({ opId })
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
  queues: {
    counters: procedure.output(queueCounters),
    page: procedure
      .input(caseListQuery.extend({ anchor: pageAnchor, limit: z.number().int().min(1).max(500) }))
      .output(casePage),
    /** The row number of a case in a list; null when it is not in it. */
    indexOf: procedure.input(caseListQuery.extend({ caseId })).output(z.number().int().nullable()),
  },
  search: procedure
    .input(z.object({ text: z.string().max(500), limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.array(searchHit)),
  cases: {
    get: procedure.input(z.object({ caseId })).output(caseDetail),
    thread: procedure
      .input(
        z.object({
          caseId,
          before: z.tuple([z.number(), z.string()]).optional(),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      )
      .output(threadPage),
    setStatus: procedure.input(z.object({ caseId, status: z.enum(CASE_STATUSES) })).output(accepted),
    setOwner: procedure.input(z.object({ caseId, ownerId: z.string().nullable() })).output(accepted),
    /** Durable when answered. Takes the draft of that mode with it, in the same transaction. */
    addNote: procedure
      .input(
        z.object({
          caseId,
          visibility: z.enum(NOTE_VISIBILITIES),
          body: z.string(),
          status: z.enum(CASE_STATUSES).optional(),
        }),
      )
      .output(accepted),
  },
  drafts: {
    get: procedure.input(z.object({ caseId, mode: z.enum(COMPOSER_MODES) })).output(draft.nullable()),
    /** An empty body removes the draft. Durable when answered. */
    save: procedure
      .input(z.object({ caseId, mode: z.enum(COMPOSER_MODES), body: z.string().max(MAX_DRAFT_LENGTH) }))
      .output(nothing),
    /** The cases that have a draft, newest first. */
    list: procedure.output(z.array(draft.omit({ body: true }))),
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
    retry: procedure.input(z.object({ opId })).output(nothing),
    /** Takes back an operation that has not left yet; its words become the case's draft again. */
    withdraw: procedure.input(z.object({ opId })).output(nothing),
    /** `mine` sends the agent's status again on top of theirs; `theirs` drops it. */
    resolveConflict: procedure.input(z.object({ opId, choice: z.enum(['mine', 'theirs']) })).output(nothing),
  },
  events: procedure.output(eventIterator(deskEvent)),
}

export type DeskContract = typeof deskContract
