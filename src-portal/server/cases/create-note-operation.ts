import type { Operation } from '#shared/portal-api/operations.ts'
import { notes } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { followOf, mentionedAgents } from '../attention/mentions.ts'
import type { Work } from '../deps.ts'
import { stopFirstResponse } from '../sla/case-clocks.ts'
import { lockVisibleCase } from './access.ts'
import { type Case, touch } from './case-fields.ts'
import { applyStatus, changedAfterMerge } from './field-operations.ts'
import { isSameCustomer, lockRoot } from './merged.ts'
import { checkAttachments, writeAttachments } from './new-attachments.ts'
import { type Outcome, rejected } from './outcome.ts'

/** The words always apply, whatever becomes of the status beside them. */
export async function createNote(
  work: Work,
  operation: Extract<Operation, { kind: 'note.create' }>,
  agentId: string,
): Promise<Outcome> {
  const named = await lockVisibleCase(work, operation.caseId, agentId)
  if (!named) return rejected('not_found', 'There is no such case')
  const root = await lockRoot(work, named)
  let found = placeOfNote(named, root, operation.visibility)
  if (operation.body === '' && operation.attachments.length === 0) {
    return rejected('note_empty', 'A note without words needs a file')
  }
  const checked = await checkAttachments(work, { caseId: found.id, noteId: operation.opId }, operation.attachments)
  if ('refused' in checked) return checked.refused
  const mentions = await mentionedAgents(work, operation, found.teamId)
  await work.tx.insert(notes).values({
    id: operation.opId,
    caseId: found.id,
    visibility: operation.visibility,
    authorKind: 'agent',
    authorId: agentId,
    body: operation.body,
    createdAt: work.now,
    mentions,
  })
  await followOf(work, { caseId: found.id, agentIds: mentions.filter((id) => id !== agentId) })
  await writeAttachments(work, checked.files)
  const internal = operation.visibility === 'internal'
  if (!internal) {
    const change = { type: 'note', noteId: operation.opId } as const
    await enqueueMail(work, { kind: 'case_changed', caseId: found.id, change })
    found = await stopFirstResponse(work, found)
  }
  if (named.mergedIntoId !== null) {
    await touch(work, root, { internal: internal || found.id !== root.id })
    if (found.id !== root.id) await touch(work, found)
    return operation.status ? changedAfterMerge(work, root, 'status', operation.status.to) : { status: 'applied' }
  }
  if (!operation.status) {
    await touch(work, found, { internal })
    return { status: 'applied' }
  }
  const { outcome } = await applyStatus({ work, found, agentId }, operation.status)
  if (outcome.status !== 'applied') await touch(work, found, { internal })
  // The words are new whatever became of the status.
  return outcome.status === 'conflict' ? outcome : { status: 'applied' }
}

/** Words on a merged case go where its work goes on; those for its customer never before another one. */
function placeOfNote(named: Case, root: Case, visibility: 'public' | 'internal'): Case {
  return visibility === 'internal' || isSameCustomer(named, root) ? root : named
}
