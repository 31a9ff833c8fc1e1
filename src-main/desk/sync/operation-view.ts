import { agentName } from '#main/store/mirror/agents.ts'
import { caseHeads } from '#main/store/mirror/cases.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { findEstimate } from '#main/store/mirror/estimates.ts'
import { countOvertaken } from '#main/store/mirror/others.ts'
import { shownLine, shownRma } from '#main/store/mirror/rma-lines.ts'
import { findTeam } from '#main/store/mirror/teams.ts'
import { operationById, type StoredOperation } from '#main/store/outbox/operations.ts'
import { wordsOf } from '#main/store/outbox/words.ts'
import type { TemplateContent } from '#shared/domain/template.ts'
import { type Operation, statusOf } from '#shared/portal-api/operations.ts'
import type { AttachmentView, OperationView } from '#shared/rpc/models.ts'
import type { attachmentViewer } from '../attachments/views.ts'
import type { Stores } from '../profile.ts'

type Head = { caseNumber: string; title: string }
/** `attachments`: where the bytes of files are; left out where nobody looks at that. */
export type Viewer = Pick<Stores, 'outbox' | 'mirror'> & {
  me: string
  now: number
  attachments?: ReturnType<typeof attachmentViewer>
}

/** One operation with the names that the screen shows. `head`: of what it is about, where that is on this machine. */
export function operationView(viewer: Viewer, stored: StoredOperation, head: Head | undefined): OperationView {
  const { operation, state, conflict } = stored
  return {
    opId: operation.opId,
    kind: operation.kind,
    ...subjectOf(operation, head),
    state,
    ...contentOf(viewer, operation),
    writtenAt: operation.authoredAt,
    settledAt: state === 'settled' ? stored.settledAt : null,
    undoUntil: undoUntil(stored, viewer.now),
    overtook: overtook(viewer, stored),
    withdrawable: isWithdrawable(stored),
    editable: isEditable(stored),
    attempts: stored.attempts,
    nextAttemptAt: state === 'waiting' && stored.attempts > 0 ? stored.nextAt : null,
    problem: stored.problem,
    conflict,
    changedByName: personName(viewer.mirror, conflict?.changedBy ?? null),
  }
}

/** Null where it goes, or went, without such a time. */
export function undoUntil({ state, holdUntil }: StoredOperation, now: number): number | null {
  return state === 'waiting' && holdUntil > now ? holdUntil : null
}

/** What may have left is closed at the portal first. */
export function isWithdrawable({ state }: StoredOperation): boolean {
  return state !== 'settled' && state !== 'conflict'
}

export function isEditable(stored: StoredOperation): boolean {
  const { operation } = stored
  return hasWords(operation) && isWithdrawable(stored)
}

function hasWords(operation: Operation): boolean {
  switch (operation.kind) {
    case 'note.create':
    case 'registration.ask':
    case 'estimate.send':
      return true
    case 'case.update':
      return !!(operation.title ?? operation.description)
    case 'registration.decide':
    case 'contact.act':
      return !!operation.reason
    default:
      return false
  }
}

function subjectOf(
  operation: Operation,
  head: Head | undefined,
): Pick<OperationView, 'caseId' | 'caseNumber' | 'caseTitle'> {
  const caseId = 'caseId' in operation ? operation.caseId : null
  const title =
    operation.kind === 'case.create' || operation.kind === 'case.split'
      ? operation.title
      : operation.kind === 'template.save' || operation.kind === 'view.save' || operation.kind === 'macro.save'
        ? operation.content.name
        : ''
  return { caseId, caseNumber: head?.caseNumber ?? '', caseTitle: head?.title ?? title }
}

/** What the estimate holds that is sent or withdrawn; null where it is not here. */
function estimateOf(viewer: Pick<Viewer, 'outbox' | 'mirror'>, operation: Operation): OperationView['estimate'] {
  if (operation.kind === 'estimate.withdraw') {
    const sent = operationById(viewer.outbox, operation.estimateId)?.operation
    if (sent?.kind === 'estimate.send') return estimateOf(viewer, sent)
    const row = findEstimate(viewer.mirror, operation.estimateId)
    return row && { items: row.items, validUntil: row.validUntil }
  }
  return operation.kind === 'estimate.send' ? { items: operation.items, validUntil: operation.validUntil } : null
}

/** The words that go along; null where there are none. */
function bodyOf(operation: Operation): string | null {
  if (operation.kind === 'note.create') return operation.body
  if (operation.kind === 'registration.decide') return operation.reason
  if (operation.kind === 'registration.ask') return operation.question
  if (operation.kind === 'contact.act') return operation.reason ?? null
  if (operation.kind === 'rma.updateLine') return operation.to
  if (operation.kind === 'rma.step' || operation.kind === 'rma.create' || operation.kind === 'rma.addLine') {
    return wordsOf(operation)?.text ?? null
  }
  if (operation.kind === 'template.save') return templateText(operation.content)
  if (operation.kind === 'view.save') return operation.content.filter || null
  if (operation.kind === 'macro.save') return templateText(operation.content) || null
  return operation.kind === 'estimate.send' ? operation.note || null : null
}

function templateText({ bodySl, bodyEn }: Pick<TemplateContent, 'bodySl' | 'bodyEn'>): string {
  return [bodySl, bodyEn].filter((body) => body.trim() !== '').join('\n\n')
}

/** Of the other one of two cases; null where there is none. */
function otherNumberOf({ mirror }: Pick<Viewer, 'mirror'>, operation: Operation): string | null {
  const otherId =
    'intoId' in operation
      ? operation.intoId
      : 'otherId' in operation
        ? operation.otherId
        : operation.kind === 'case.split'
          ? operation.fromId
          : null
  return otherId === null ? null : (caseHeads(mirror, [otherId]).get(otherId)?.caseNumber ?? '')
}

/** Which RMA and devices it is about, as far as they are here. */
function rmaOf({ mirror }: Pick<Viewer, 'mirror'>, operation: Operation): OperationView['rma'] {
  if (!('rmaId' in operation)) return null
  const { rmaId } = operation
  const rmaNumber = shownRma(mirror, rmaId)?.rmaNumber ?? ''
  const facts = { rmaId, rmaNumber, to: null, field: null }
  if (operation.kind === 'rma.create') {
    return { ...facts, serialNumbers: operation.lines.map(({ serialNumber }) => serialNumber) }
  }
  if (operation.kind === 'rma.addLine') return { ...facts, serialNumbers: [operation.line.serialNumber] }
  const line = shownLine(mirror, operation.lineId)
  return {
    ...facts,
    serialNumbers: line ? [line.serialNumber] : [],
    to: operation.kind === 'rma.step' ? operation.to : null,
    field: operation.kind === 'rma.updateLine' ? operation.field : null,
  }
}

type Content = 'visibility' | 'body' | 'status' | 'owner' | 'title' | 'description' | 'teamName' | 'attachments'
type CustomerContent =
  | 'otherNumber'
  | 'decision'
  | 'contactAction'
  | 'createsTemplate'
  | 'createsView'
  | 'createsMacro'
  | 'snoozes'
  | 'estimate'
  | 'rma'

function contentOf(viewer: Viewer, operation: Operation): Pick<OperationView, Content | CustomerContent> {
  const { mirror, attachments = allStaged } = viewer
  const update = operation.kind === 'case.update' ? operation : null
  const note = operation.kind === 'note.create' ? operation : null
  const creation = operation.kind === 'case.create' ? operation : null
  const ownerId = update?.ownerId ? update.ownerId.to : creation?.ownerId
  const teamId = update?.teamId?.to ?? creation?.teamId
  return {
    visibility: note?.visibility ?? null,
    body: bodyOf(operation),
    status: statusOf(operation)?.to ?? null,
    owner: ownerId === undefined ? null : { id: ownerId, name: ownerId && agentName(mirror, ownerId) },
    title: update?.title?.to ?? creation?.title ?? null,
    description: update?.description?.to ?? creation?.description ?? null,
    teamName: teamId === undefined ? null : (findTeam(mirror, teamId)?.name ?? null),
    decision: operation.kind === 'registration.decide' ? operation.decision : null,
    contactAction: operation.kind === 'contact.act' ? operation.action : null,
    otherNumber: otherNumberOf(viewer, operation),
    createsTemplate: operation.kind === 'template.save' && operation.base === null,
    snoozes: operation.kind === 'case.snooze' && operation.snooze !== null,
    createsView: operation.kind === 'view.save' && operation.base === null,
    createsMacro: operation.kind === 'macro.save' && operation.base === null,
    estimate: estimateOf(viewer, operation),
    rma: rmaOf(viewer, operation),
    attachments: attachments((note ?? creation)?.attachments ?? []),
  }
}

function allStaged(files: readonly Omit<AttachmentView, 'state' | 'sent'>[]): AttachmentView[] {
  return files.map(({ id, fileName, mediaType, size }) => ({ id, fileName, mediaType, size, state: 'staged', sent: 0 }))
}

/** What came between the author's last look and the words' arrival, as far as that is known. */
function overtook({ mirror, me }: Viewer, { operation, seenSeq, seq }: StoredOperation): number {
  if (operation.kind !== 'note.create' || seenSeq === null) return 0
  const to = seq ?? Number.MAX_SAFE_INTEGER
  return countOvertaken(mirror, { caseId: operation.caseId, me, from: seenSeq, to })
}
