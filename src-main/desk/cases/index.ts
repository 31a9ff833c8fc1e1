import { caseDetail, caseIdByNumber } from '#main/store/mirror/cases.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { rootCase } from '#main/store/mirror/merged.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { editsForm } from '#main/store/outbox/forms.ts'
import { operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import { overlayOperations, pendingFieldsOf } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import { attachmentViewer, attachmentViews } from '../attachments/views.ts'
import type { DeskContext } from '../context.ts'
import { estimateViews, refusedEstimates } from '../estimates/views.ts'
import { DeskFault } from '../fault.ts'
import { presentIn } from '../presence/index.ts'
import { withSplits } from '../relations/split-thread.ts'
import { undoUntil } from '../sync/operation-view.ts'
import { addEntry } from './add-entry.ts'
import { addNote } from './add-note.ts'
import { createCase } from './create.ts'
import { keepEntry, readEntry } from './entry.ts'
import { setDescription, setOwner, setStatus, setTeam, setTitle } from './fields.ts'
import { caseHistory } from './history.ts'

export function casesApi(ctx: DeskContext): DeskApi['cases'] {
  return {
    get: ({ caseId }) => {
      const { mirror, outbox } = ctx.work()
      const detail = caseDetail(mirror, caseId)
      if (detail === null) throw new DeskFault('not_found')
      return {
        ...detail,
        attachments: attachmentViews(ctx.work(), detail.attachments),
        pendingFields: pendingFieldsOf(overlayOperations(outbox, shownSeq(mirror), [caseId])),
        conflicts: conflictsOf(ctx, caseId),
        estimates: estimateViews(ctx.work(), caseId),
        refusedEstimates: refusedEstimates(ctx.work(), caseId),
        present: presentIn(ctx, caseId),
      }
    },
    byNumber: ({ caseNumber }) => {
      const { mirror } = ctx.work()
      const found = caseIdByNumber(mirror, caseNumber)
      return found === null ? null : (rootCase(mirror, found)?.id ?? found)
    },
    thread: (query) => {
      const work = ctx.work()
      const page = withSplits(ctx, query, caseThread(work.mirror, { ...query, me: work.me }))
      const views = attachmentViewer(work)
      const items = page.items.map((item) =>
        item.type === 'note' ? { ...item, attachments: views(item.attachments) } : item,
      )
      return { ...page, items: items.map((item) => withUndo(ctx, item)) }
    },
    history: ({ caseId }) => caseHistory(ctx, caseId),
    setStatus: (input) => setStatus(ctx, input),
    setOwner: (input) => setOwner(ctx, input),
    setTitle: (input) => setTitle(ctx, input),
    setDescription: (input) => setDescription(ctx, input),
    setTeam: (input) => setTeam(ctx, input),
    create: (input) => createCase(ctx, input),
    addEntry: (input) => addEntry(ctx, input),
    entry: () => readEntry(ctx),
    keepEntry: ({ entry }) => keepEntry(ctx, entry),
    edits: () => readForm(ctx, editsForm),
    keepEdits: ({ entry }) => keepForm(ctx, editsForm, entry),
    addNote: (input) => addNote(ctx, input),
  }
}

function conflictsOf(ctx: DeskContext, caseId: string): CaseDetail['conflicts'] {
  const { mirror, outbox } = ctx.work()
  return operationsOfLane(outbox, caseId).flatMap(({ operation, state, conflict }) => {
    if (state !== 'conflict' || !conflict) return []
    return [{ opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }]
  })
}

function withUndo(ctx: DeskContext, item: ThreadItem): ThreadItem {
  if (item.type !== 'note' || item.sending === null) return item
  const stored = operationById(ctx.work().outbox, item.sending.opId)
  return stored ? { ...item, sending: { ...item.sending, undoUntil: undoUntil(stored, ctx.deps.clock()) } } : item
}
