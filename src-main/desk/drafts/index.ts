import { getDraft, listDrafts, saveDraft } from '#main/store/outbox/drafts.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function draftsApi(ctx: DeskContext): DeskApi['drafts'] {
  return {
    get: ({ caseId, mode }) => getDraft(ctx.work().outbox, caseId, mode),
    save: ({ caseId, mode, body }) => saveDraft(ctx.work().outbox, { caseId, mode, body, savedAt: ctx.deps.clock() }),
    list: () => listDrafts(ctx.work().outbox),
  }
}
