import { laneHeads } from '#main/store/mirror/lane-heads.ts'
import { retryOperation, struckWith } from '#main/store/outbox/failing.ts'
import { operationById, operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { changeOf } from '#main/store/outbox/overlay.ts'
import { rebaseField } from '#main/store/outbox/rebase.ts'
import { isHereAlone, replaceOperation, withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { rebaseAfterRemoval } from '#main/sync/field-base.ts'
import { keepResults } from '#main/sync/results.ts'
import { MAX_NOTE_LENGTH } from '#shared/domain/case.ts'
import { laneOf, OPERATION_SCHEMA_VERSION, type Operation, subjectOf } from '#shared/portal-api/operations.ts'
import { mentionsOf } from '../attention/mentions.ts'
import { holdUntil } from '../cases/add-note.ts'
import { checkedDescription, checkedTitle, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { checkedNote } from '../estimates/words.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, accepted, showChange } from '../perform.ts'
import { checkedWords } from '../registrations/words.ts'
import { isEditable, isWithdrawable } from './operation-view.ts'

/** Takes back an operation that has not taken effect; where it may have left, the portal closes it first. */
export async function withdraw(ctx: DeskContext, opId: string): Promise<void> {
  requireOperation(ctx, opId)
  takeBack(ctx, opId, await closeAtPortal(ctx, opId))
}

/** The same of one that is known to have no effect at the portal; `closedAtPortal`: and never will. */
export function takeBack(ctx: DeskContext, opId: string, closedAtPortal: boolean): void {
  const { outbox, mirror, scheduler } = ctx.work()
  const { operation, ord } = requireOperation(ctx, opId)
  const subject = subjectOf(operation)
  const head = laneHeads(mirror, [subject]).get(subject)
  const withdrawn = withdrawOperation(outbox, opId, ctx.deps.clock(), { closedAtPortal, head })
  if (withdrawn === null) throw new DeskFault('cannot_withdraw')
  for (const removed of [operation, ...withdrawn.others]) {
    rebaseAfterRemoval({ outbox, mirror }, removed, ord)
    showChange(ctx, removed)
  }
  // What stood behind it may go.
  scheduler.wake()
}

/** Other words for what has not taken effect, under a new id and at its old place. */
export async function edit(ctx: DeskContext, { opId, text }: { opId: string; text: string }): Promise<Accepted> {
  const { outbox, scheduler } = ctx.work()
  const stored = requireOperation(ctx, opId)
  if (!isEditable(stored)) throw new DeskFault('cannot_withdraw')
  const next = reissued(ctx, withNames(ctx, withWords(stored.operation, text)))
  const closedAtPortal = await closeAtPortal(ctx, opId)
  const hold = next.kind === 'note.create' ? holdUntil(ctx, next.visibility) : 0
  if (!replaceOperation(outbox, opId, next, { holdUntil: hold, closedAtPortal })) {
    throw new DeskFault('cannot_withdraw')
  }
  rebaseAfterEdit(ctx, stored.operation, next)
  showChange(ctx, next)
  scheduler.wake()
  return accepted(next.opId, { holdUntil: hold })
}

/** What was written on top of the former words stands on the new ones. */
function rebaseAfterEdit(ctx: DeskContext, before: Operation, after: Operation): void {
  const { outbox } = ctx.work()
  for (const field of ['title', 'description'] as const) {
    const [was, is] = [changeOf(before, field), changeOf(after, field)]
    if (!was || !is) continue
    for (const { operation } of operationsOfLane(outbox, laneOf(before))) {
      const change = changeOf(operation, field)
      if (change?.base.value !== was.to || change.base.version <= was.base.version) continue
      rebaseField(outbox, operation.opId, field, { value: is.to, version: change.base.version })
      break
    }
  }
}

/** The same once more under an id that the portal has not decided about. */
export function reissued<T extends Operation>(ctx: DeskContext, operation: T): T {
  return { ...operation, opId: ctx.deps.ids(), schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: ctx.deps.clock() }
}

/** A person asks. What the portal has refused is refused for ever under its id, so it is tried under another. */
export function retry(ctx: DeskContext, opId: string): { opId: string } {
  const { outbox, scheduler } = ctx.work()
  const stored = operationById(outbox, opId)
  if (stored === null) throw new DeskFault('not_found')
  const refused = stored.state === 'rejected' && stored.sent > 0 && stored.problem?.params.reason !== undefined
  const again = refused ? reissued(ctx, stored.operation) : stored.operation
  if (refused) replaceOperation(outbox, opId, again)
  if (!retryOperation(outbox, again.opId)) throw new DeskFault('not_found')
  for (const one of [again, ...struckWith(outbox, again.opId)]) showChange(ctx, one)
  scheduler.syncNow()
  return { opId: again.opId }
}

function requireOperation(ctx: DeskContext, opId: string): StoredOperation {
  const stored = operationById(ctx.work().outbox, opId)
  if (stored === null) throw new DeskFault('not_found')
  if (!isWithdrawable(stored)) throw new DeskFault('cannot_withdraw')
  return stored
}

/** True: the portal has promised never to take it. False: there was no need to ask. */
async function closeAtPortal(ctx: DeskContext, opId: string): Promise<boolean> {
  const { client, clientId, scheduler } = ctx.work()
  const stored = requireOperation(ctx, opId)
  if (isHereAlone(stored)) return false
  if (scheduler.state().workOffline) throw new DeskFault('work_offline')
  const { outcomes } = await client.cancel({ clientId, opIds: [opId] })
  const outcome = outcomes.find((one) => one.opId === opId)
  if (!outcome) throw new DeskFault('bad_response')
  const { result } = outcome
  if (result === null || result.status === 'rejected' || result.status === 'retry') return result?.status !== 'retry'
  // It had arrived after all: what became of it is known now.
  keepResults(ctx.work(), [result], ctx.deps.clock())
  showChange(ctx, stored.operation)
  scheduler.wake()
  throw new DeskFault('cannot_withdraw')
}

/** Other words may name others. */
function withNames(ctx: DeskContext, operation: Operation): Operation {
  if (operation.kind !== 'note.create') return operation
  const { mentions: _, ...note } = operation
  const { teamId } = requireCase(ctx, note.caseId)
  return { ...note, ...mentionsOf(ctx, { ...note, teamId }) }
}

function withWords(operation: Operation, text: string): Operation {
  if (operation.kind === 'note.create') {
    if (text.trim() === '' && operation.attachments.length === 0) throw new DeskFault('note_empty')
    if (text.length > MAX_NOTE_LENGTH) {
      throw new DeskFault('note_too_long', { length: text.length, max: MAX_NOTE_LENGTH })
    }
    return { ...operation, body: text }
  }
  if (operation.kind === 'case.update' && operation.title) {
    return { ...operation, title: { ...operation.title, to: checkedTitle(text) } }
  }
  if (operation.kind === 'case.update' && operation.description) {
    return { ...operation, description: { ...operation.description, to: checkedDescription(text) } }
  }
  if (operation.kind === 'registration.ask') return { ...operation, question: checkedWords(text) }
  if (operation.kind === 'registration.decide' || operation.kind === 'contact.act') {
    return { ...operation, reason: checkedWords(text) }
  }
  if (operation.kind === 'estimate.send') return { ...operation, note: checkedNote(text) }
  throw new DeskFault('cannot_withdraw')
}
