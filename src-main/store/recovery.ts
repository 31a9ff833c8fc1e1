import { NEW_CASE } from '#shared/domain/case.ts'
import { type Operation, subjectOf } from '#shared/portal-api/operations.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import { type ChangeItem, parseCursor } from '#shared/portal-api/sync.ts'
import type { RecoveredWords } from '#shared/rpc/models.ts'
import { knownCaseKey } from './mirror/case-key.ts'
import { readCase } from './mirror/case-rows.ts'
import { laneHeads } from './mirror/lane-heads.ts'
import { readBase } from './mirror/overlay.ts'
import { mirrorState } from './mirror/state.ts'
import type { Mirror, Outbox } from './open.ts'
import { keepBegun } from './outbox/begun.ts'
import { listDrafts } from './outbox/drafts.ts'
import { allCaseEdits, allEstimateForms, allRmaForms } from './outbox/forms.ts'
import { forgetHead, type Head, rememberedHead, rememberHead } from './outbox/heads.ts'
import {
  isCreation,
  modeOf,
  operationById,
  operationsOfLane,
  type StoredOperation,
  unsettledOperations,
} from './outbox/operations.ts'
import { addRecovered, listRecovered } from './outbox/recovered.ts'
import { allStagedFiles, giveBackToDraft } from './outbox/staged-files.ts'
import { wordsOf } from './outbox/words.ts'

type Stores = { outbox: Outbox; mirror: Mirror }
type Reason = Exclude<RecoveredWords['reason'], 'withdrawn'>

/** The rows that operations are about: of their own tables, and named as their lanes. */
const SUBJECTS = ['cases', 'registrations', 'contacts', 'templates', 'views', 'macros'] as const satisfies SyncTable[]
type Subject = (typeof SUBJECTS)[number]

/** Before all rows go: what the cases, registrations and people were called of which work is still here. */
export function rememberHeads({ outbox, mirror }: Stores): void {
  const open = unsettledOperations(outbox).map(({ operation }) => subjectOf(operation))
  const lanes = new Set([...open, ...begunFor(outbox)])
  outbox.transaction(() => {
    for (const [lane, head] of laneHeads(mirror, [...lanes])) rememberHead(outbox, lane, head)
  })
}

/** Cases for which there is a draft, of words or of files alone, or a form, or of which something was being changed. */
function begunFor(outbox: Outbox): string[] {
  const begun = [...withWords(outbox), ...allStagedFiles(outbox)]
  return begun.map(({ caseId }) => caseId).filter((caseId) => caseId !== NEW_CASE)
}

/**
 * Before a page of changes is applied: the words that belong to cases, registrations and people which the page takes away. Of
 * a deleted one drafts, forms and unsent operations go to the recovery list and the operations are closed; of one that left the agent's scope only the
 * drafts and forms do, because its operations are still tried. Durable when it returns, so a crash before the page is applied loses
 * nothing, and the same page again changes nothing. Answers how many had such words.
 */
export function keepWordsOfRemoved(stores: Stores, items: readonly ChangeItem[], now: number): number {
  const { cursor } = mirrorState(stores.mirror)
  if (cursor === null) return 0
  const passed = parseCursor(cursor).seq
  let kept = 0
  for (const item of items) {
    if (item.kind === 'row' || item.seq <= passed || !isSubject(item.table)) continue
    if (isNewerHere(stores, item.table, item)) continue
    const reason = item.kind === 'tombstone' ? 'deleted' : 'out_of_scope'
    if (keepWordsOf(stores, item.id, reason, now)) kept++
  }
  return kept
}

/**
 * What the portal has refused for a case, a registration or a person that is no longer here is closed, its words go to the recovery list. Answers how
 * many there were.
 */
export function keepWordsOfRefused(stores: Stores, opIds: readonly string[], now: number): number {
  if (mirrorState(stores.mirror).cursor === null) return 0
  const refused = opIds.flatMap((opId) => operationById(stores.outbox, opId) ?? [])
  return closeRefused(stores, refused, now)
}

/** After everything was loaded anew, and at every start: words of cases that went without anybody saying so. */
export function keepOrphanedWords(stores: Stores, now: number): number {
  if (mirrorState(stores.mirror).cursor === null) return 0
  const { outbox } = stores
  const orphans = new Set(begunFor(outbox).filter((caseId) => !isCaseHere(stores, caseId) && !isKept(outbox, caseId)))
  for (const caseId of orphans) {
    stores.outbox.transaction(() => keepBegun(stores.outbox, caseId, headOf(stores, caseId), 'out_of_scope', now))
  }
  return orphans.size + closeRefused(stores, unsettledOperations(stores.outbox), now)
}

function withWords(outbox: Outbox): { caseId: string }[] {
  return [...listDrafts(outbox), ...allEstimateForms(outbox), ...allRmaForms(outbox), ...allCaseEdits(outbox)]
}

/** Its files alone are left, and the recovery list shows them. */
function isKept(outbox: Outbox, caseId: string): boolean {
  const hasWords = withWords(outbox).some((one) => one.caseId === caseId)
  return !hasWords && listRecovered(outbox).some((words) => words.caseId === caseId)
}

function keepWordsOf({ outbox, mirror }: Stores, caseId: string, reason: Reason, now: number): boolean {
  const open = operationsOfLane(outbox, caseId).filter(({ state }) => state !== 'settled')
  const lost = reason === 'deleted' ? open : open.filter(({ state }) => state === 'rejected')
  if (open.length === 0 && !begunFor(outbox).includes(caseId)) return false
  const head = headOf({ outbox, mirror }, caseId)
  return outbox.transaction(() => {
    if (lost.length < open.length) rememberHead(outbox, caseId, head)
    else forgetHead(outbox, caseId)
    // First, because the files of what is closed are put beside the drafts'.
    const hadBegun = keepBegun(outbox, caseId, head, reason, now)
    for (const stored of lost) close(outbox, stored, head, reason, now)
    return hadBegun || lost.length > 0
  })
}

function closeRefused(stores: Stores, operations: readonly StoredOperation[], now: number): number {
  const lost = operations.filter(({ operation, state }) => state === 'rejected' && !isHere(stores, operation))
  stores.outbox.transaction(() => {
    for (const stored of lost)
      close(stores.outbox, stored, headOf(stores, subjectOf(stored.operation)), 'out_of_scope', now)
  })
  return lost.length
}

/** Nothing more will be sent of it; where its words did not reach the portal, they are kept. */
function close(outbox: Outbox, stored: StoredOperation, head: Head, reason: Reason, now: number): void {
  const { operation, state } = stored
  const arrived = state === 'conflict' && operation.kind === 'note.create'
  const words = arrived ? null : wordsOf(operation)
  if (words) {
    const { authoredAt: writtenAt, opId: id } = operation
    const caseId = 'caseId' in operation ? operation.caseId : null
    addRecovered(outbox, { id, caseId, ...named(head), ...words, reason, writtenAt, lostAt: now })
    giveBackToDraft(outbox, operation, modeOf(operation) ?? 'reply', now)
  }
  const problem = { code: 'rejected', params: { reason } }
  outbox
    .prepare(`UPDATE operation SET state = 'settled', seq = 0, settled_at = ?, problem = ? WHERE op_id = ?`)
    .run(now, JSON.stringify(problem), operation.opId)
}

function headOf({ outbox, mirror }: Stores, lane: string): Head {
  return laneHeads(mirror, [lane]).get(lane) ?? rememberedHead(outbox, lane) ?? { caseNumber: '', title: '' }
}

const named = ({ caseNumber, title }: Head) => ({ caseNumber, caseTitle: title })

function isHere(stores: Stores, operation: Operation): boolean {
  if ('caseId' in operation) return isCaseHere(stores, operation.caseId)
  const isAgents = 'templateId' in operation || 'viewId' in operation || 'macroId' in operation
  if (isAgents && isMadeHere(stores, subjectOf(operation))) return true
  return seqOf(stores.mirror, tableOf(operation), subjectOf(operation)) !== undefined
}

function tableOf(operation: Exclude<Operation, { caseId: string }>): Exclude<Subject, 'cases'> {
  if ('templateId' in operation) return 'templates'
  if ('viewId' in operation) return 'views'
  if ('macroId' in operation) return 'macros'
  return 'registrationId' in operation ? 'registrations' : 'contacts'
}

/** The portal's, or entered here and not yet at the portal. */
function isCaseHere({ outbox, mirror }: Stores, caseId: string): boolean {
  const pk = knownCaseKey(mirror, caseId)
  if (pk !== undefined && readCase(mirror, pk) !== null) return true
  return isMadeHere({ outbox, mirror }, caseId)
}

/** A case, a template, a view or a macro of this machine that the portal's rows do not show yet. */
function isMadeHere({ outbox, mirror }: Stores, lane: string): boolean {
  const cursor = mirrorState(mirror).cursor
  const passed = cursor === null ? 0 : parseCursor(cursor).seq
  return operationsOfLane(outbox, lane).some(
    ({ operation, state, seq }) => isCreation(operation) && !(state === 'settled' && (seq ?? 0) <= passed),
  )
}

const isSubject = (table: SyncTable): table is Subject => (SUBJECTS as readonly SyncTable[]).includes(table)

function isNewerHere({ mirror }: Stores, table: Subject, { id, seq }: { id: string; seq: number }): boolean {
  if (table !== 'cases') return (seqOf(mirror, table, id) ?? 0) > seq
  const pk = knownCaseKey(mirror, id)
  const here = pk === undefined ? null : (readBase(mirror, pk) ?? readCase(mirror, pk))
  return here !== null && here.seq > seq
}

function seqOf(mirror: Mirror, table: Exclude<Subject, 'cases'>, id: string): number | undefined {
  return mirror.prepare<number>(`SELECT seq FROM ${table} WHERE id = ?`, { pluck: true }).get(id)
}
