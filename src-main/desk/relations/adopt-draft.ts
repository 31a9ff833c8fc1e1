import { getDraft, removeDraft, returnToDraft } from '#main/store/outbox/drafts.ts'
import { moveStagedFiles, stagedFiles } from '#main/store/outbox/staged-files.ts'
import type { ComposerMode } from '#shared/domain/case.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

/** What was begun in a merged case, words or files alone, comes before what was in the one that carries it on; in one step. */
export function adoptDraft(
  ctx: DeskContext,
  { fromId, caseId, mode }: { fromId: string; caseId: string; mode: ComposerMode },
): void {
  const { outbox } = ctx.work()
  outbox.transaction(() => {
    const draft = getDraft(outbox, fromId, mode)
    if (draft === null && stagedFiles(outbox, fromId, mode).length === 0) throw new DeskFault('not_found')
    if (draft !== null) returnToDraft(outbox, { ...draft, caseId })
    moveStagedFiles(outbox, { caseId: fromId, mode }, { caseId, mode })
    removeDraft(outbox, fromId, mode)
  })
  ctx.bus.publish({ type: 'cases', caseIds: [fromId, caseId], newFromOthers: 0 })
}
