import { getDraft, removeDraft, returnToDraft } from '#main/store/outbox/drafts.ts'
import { moveStagedFiles } from '#main/store/outbox/staged-files.ts'
import type { ComposerMode } from '#shared/domain/case.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

/** Words that were begun in a merged case come before those in the one that carries it on, with their files; in one step. */
export function adoptDraft(
  ctx: DeskContext,
  { fromId, caseId, mode }: { fromId: string; caseId: string; mode: ComposerMode },
): void {
  const { outbox } = ctx.work()
  outbox.transaction(() => {
    const draft = getDraft(outbox, fromId, mode)
    if (draft === null) throw new DeskFault('not_found')
    returnToDraft(outbox, { ...draft, caseId })
    moveStagedFiles(outbox, { caseId: fromId, mode }, { caseId, mode })
    removeDraft(outbox, fromId, mode)
  })
  ctx.bus.publish({ type: 'cases', caseIds: [fromId, caseId], newFromOthers: 0 })
}
