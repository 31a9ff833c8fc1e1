import type { TFunction } from 'i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { MAX_DESCRIPTION_LENGTH, MAX_NOTE_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import { MAX_ESTIMATE_NOTE_LENGTH } from '#shared/domain/estimate.ts'
import type { OperationState, OperationView } from '#shared/rpc/models.ts'
import { MAX_REPLY } from '../registrations/approvals.ts'

/** What an operation does, in words: "Reply and status Resolved", "Owner Ana Zupančič". */
export function operationTitle(operation: OperationView, t: TFunction): string {
  switch (operation.kind) {
    case 'note.create':
      return noteTitle(operation, t)
    case 'case.update':
      return changeTitle(operation, t)
    case 'case.create':
      return t('operations.newCase')
    case 'registration.decide':
      return t(
        operation.decision === 'rejected' ? 'operations.registrationRejected' : 'operations.registrationApproved',
      )
    case 'registration.ask':
      return t('operations.registrationAsked')
    case 'contact.act':
      return operation.contactAction ? t(`operations.contact.${operation.contactAction}`) : t('operations.change')
    case 'estimate.send':
      return t('operations.estimate')
    case 'estimate.withdraw':
      return t('operations.estimateWithdrawn')
    case 'rma.create':
    case 'rma.addLine':
    case 'rma.removeLine':
    case 'rma.updateLine':
    case 'rma.step':
      return rmaTitle(operation.kind, operation.rma, t)
    case 'template.save':
      return t(operation.createsTemplate ? 'operations.templateNew' : 'operations.templateChange')
    case 'template.delete':
      return t('operations.templateDelete')
    case 'macro.save':
      return t(operation.createsMacro ? 'operations.macroNew' : 'operations.macroChange')
    case 'macro.delete':
      return t('operations.macroDelete')
    case 'view.save':
      return t(operation.createsView ? 'operations.viewNew' : 'operations.viewChange')
    case 'view.delete':
      return t('operations.viewDelete')
    case 'case.merge':
      return t('operations.merge', { number: operation.otherNumber ?? '' })
    case 'case.unmerge':
      return t('operations.unmerge', { number: operation.otherNumber ?? '' })
    case 'case.split':
      return t('operations.split', { number: operation.otherNumber ?? '' })
    case 'case.link':
      return t('operations.link', { number: operation.otherNumber ?? '' })
    case 'case.unlink':
      return t('operations.unlink', { number: operation.otherNumber ?? '' })
    case 'case.snooze':
      return t(operation.snoozes ? 'operations.snooze' : 'operations.wake')
    case 'case.read':
      return t('operations.read')
    case 'case.follow':
      return t('operations.follow')
    default:
      return assertNever(operation.kind)
  }
}

type RmaKind = Extract<OperationView['kind'], `rma.${string}`>

function rmaTitle(kind: RmaKind, rma: OperationView['rma'], t: TFunction): string {
  const serials = rma?.serialNumbers.join(', ') ?? ''
  switch (kind) {
    case 'rma.create':
      return t('operations.rmaNew', { serials })
    case 'rma.addLine':
      return t('operations.rmaAdd', { serials })
    case 'rma.removeLine':
      return t('operations.rmaRemove', { serials })
    case 'rma.updateLine':
      return t('operations.rmaField', { serials, field: rma?.field ? t(`rma.field.${rma.field}`) : '' })
    case 'rma.step':
      return t('operations.rmaStep', { serials, state: rma?.to ? t(`rma.line.${rma.to}`) : '' })
    default:
      return assertNever(kind)
  }
}

/** A decision about the warranty travels by its name in code. */
function isDecision({ rma }: OperationView): boolean {
  return rma?.field === 'warranty'
}

function noteTitle({ visibility, status: to }: OperationView, t: TFunction): string {
  const internal = visibility === 'internal'
  if (!to) return t(internal ? 'operations.note' : 'operations.reply')
  const status = t(`status.${to}`)
  return t(internal ? 'operations.noteAnd' : 'operations.replyAnd', { status })
}

function changeTitle({ status, owner, title, description, teamName }: OperationView, t: TFunction): string {
  if (status) return t('operations.status', { status: t(`status.${status}`) })
  if (owner) {
    return owner.id === null ? t('operations.ownerCleared') : t('operations.owner', { owner: owner.name ?? owner.id })
  }
  if (title !== null) return t('operations.newTitle', { title })
  if (description !== null) return t('operations.newDescription')
  if (teamName !== null) return t('operations.team', { team: teamName })
  return t('operations.change')
}

/** The words that an operation carries, in full; null for a mere change. */
export function operationText(operation: OperationView): string | null {
  return isDecision(operation) ? null : (operation.body ?? operation.description)
}

/** What `sync.edit` replaces: a note's body, a question, a reason, the words with an estimate, a title, or a description. */
export function editableText({ kind, body, title, description }: OperationView): string {
  return (kind === 'case.update' ? title : body) ?? description ?? ''
}

/** The most characters that `sync.edit` takes. */
export function longestText(operation: OperationView): number {
  switch (operation.kind) {
    case 'note.create':
      return MAX_NOTE_LENGTH
    case 'registration.ask':
    case 'registration.decide':
    case 'contact.act':
      return MAX_REPLY
    case 'estimate.send':
      return MAX_ESTIMATE_NOTE_LENGTH
    default:
      return isOneLine(operation) ? MAX_TITLE_LENGTH : MAX_DESCRIPTION_LENGTH
  }
}

/** True where the words are one line and Enter sends them. */
export function isOneLine({ kind, title }: OperationView): boolean {
  return kind === 'case.update' && title !== null
}

const ATTENTION: readonly OperationState[] = ['conflict', 'rejected', 'quarantined']
const PENDING: readonly OperationState[] = ['waiting', 'sending']

export type OperationGroups = { attention: OperationView[]; pending: OperationView[]; settled: OperationView[] }

export function groupOperations(operations: readonly OperationView[]): OperationGroups {
  return {
    attention: operations.filter(({ state }) => ATTENTION.includes(state)),
    pending: operations.filter(({ state }) => PENDING.includes(state)),
    settled: operations.filter(({ state }) => state === 'settled'),
  }
}

export type UploadProgress = { files: number; sent: number; size: number }

/** The files that have still to reach the portal, over all operations; null when there is none. */
export function uploadProgress(operations: readonly OperationView[]): UploadProgress | null {
  const files = operations
    .filter(({ state }) => state !== 'settled')
    .flatMap(({ attachments }) => attachments.filter(({ state }) => state === 'uploading'))
  if (files.length === 0) return null
  return {
    files: files.length,
    sent: files.reduce((sum, file) => sum + Math.min(file.sent, file.size), 0),
    size: files.reduce((sum, file) => sum + file.size, 0),
  }
}
