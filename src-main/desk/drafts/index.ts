import { writtenByOthers } from '#main/store/mirror/others.ts'
import { getDraft, listDrafts, type StoredDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import type { Draft } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import { seenBy } from '../cases/add-note.ts'
import type { DeskContext } from '../context.ts'

export function draftsApi(ctx: DeskContext): DeskApi['drafts'] {
  return {
    get: ({ caseId, mode }) => {
      const stored = getDraft(ctx.work().outbox, caseId, mode)
      return stored && view(ctx, stored)
    },
    save: ({ caseId, mode, body }) => {
      const { outbox } = ctx.work()
      saveDraft(outbox, { caseId, mode, body, savedAt: ctx.deps.clock(), beganSeq: seenBy(ctx) })
    },
    list: () => listDrafts(ctx.work().outbox),
  }
}

function view(ctx: DeskContext, { beganSeq, beganAt, ...draft }: StoredDraft): Draft {
  const { mirror, me } = ctx.work()
  const since = { seq: beganSeq, at: beganAt }
  return { ...draft, attachments: [], changedMeanwhile: writtenByOthers(mirror, { caseId: draft.caseId, me, since }) }
}
