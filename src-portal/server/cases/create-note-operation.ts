import type { Operation } from '#shared/portal-api/operations.ts'
import { notes } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { stopFirstResponse } from '../sla/case-clocks.ts'
import { lockVisibleCase } from './access.ts'
import { touch } from './case-fields.ts'
import { applyStatus } from './field-operations.ts'
import { checkAttachments, writeAttachments } from './new-attachments.ts'
import { type Outcome, rejected } from './outcome.ts'

/** The words always apply, whatever becomes of the status beside them. */
export async function createNote(
  work: Work,
  operation: Extract<Operation, { kind: 'note.create' }>,
  agentId: string,
): Promise<Outcome> {
  let found = await lockVisibleCase(work, operation.caseId, agentId)
  if (!found) return rejected('not_found', 'There is no such case')
  if (operation.body === '' && operation.attachments.length === 0) {
    return rejected('note_empty', 'A note without words needs a file')
  }
  const checked = await checkAttachments(work, { caseId: found.id, noteId: operation.opId }, operation.attachments)
  if ('refused' in checked) return checked.refused
  await work.tx.insert(notes).values({
    id: operation.opId,
    caseId: found.id,
    visibility: operation.visibility,
    authorKind: 'agent',
    authorId: agentId,
    body: operation.body,
    createdAt: work.now,
  })
  await writeAttachments(work, checked.files)
  const internal = operation.visibility === 'internal'
  if (!internal) {
    const change = { type: 'note', noteId: operation.opId } as const
    await enqueueMail(work, { kind: 'case_changed', caseId: found.id, change })
    found = await stopFirstResponse(work, found)
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
