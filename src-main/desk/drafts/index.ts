import { writtenByOthers } from '#main/store/mirror/others.ts'
import { getDraft, listDrafts, type StoredDraft, saveDraft } from '#main/store/outbox/drafts.ts'
import { allStagedFiles, type StagedFile, stagedFiles } from '#main/store/outbox/staged-files.ts'
import type { Draft } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import { seenBy } from '../cases/add-note.ts'
import type { DeskContext } from '../context.ts'

export function draftsApi(ctx: DeskContext): DeskApi['drafts'] {
  return {
    get: ({ caseId, mode }) => {
      const { outbox } = ctx.work()
      const files = stagedFiles(outbox, caseId, mode)
      const begun = getDraft(outbox, caseId, mode) ?? onlyFiles(files)
      return begun && view(ctx, begun, files)
    },
    save: ({ caseId, mode, body }) => {
      const { outbox } = ctx.work()
      saveDraft(outbox, { caseId, mode, body, savedAt: ctx.deps.clock(), beganSeq: seenBy(ctx) })
    },
    list: () => {
      const { outbox } = ctx.work()
      return newestFirst([...listDrafts(outbox), ...allStagedFiles(outbox).map(asDraft)])
    },
  }
}

type Listed = Pick<Draft, 'caseId' | 'mode' | 'savedAt'>

/** A draft of no words yet. */
function onlyFiles([first]: readonly StagedFile[]): StoredDraft | null {
  return first ? { ...asDraft(first), body: '', beganSeq: null, beganAt: null } : null
}

const asDraft = ({ caseId, mode, stagedAt }: StagedFile): Listed => ({ caseId, mode, savedAt: stagedAt })

/** Each draft once, with the time of what came last. */
function newestFirst(all: readonly Listed[]): Listed[] {
  const drafts = new Map<string, Listed>()
  for (const one of all.toSorted((a, b) => a.savedAt - b.savedAt)) drafts.set(`${one.caseId} ${one.mode}`, one)
  return [...drafts.values()].sort((a, b) => b.savedAt - a.savedAt)
}

function view(ctx: DeskContext, stored: StoredDraft, files: readonly StagedFile[]): Draft {
  const { beganSeq, beganAt, ...draft } = stored
  const { mirror, me } = ctx.work()
  const since = { seq: beganSeq, at: beganAt }
  const attachments = files.map(stagedView)
  return { ...draft, attachments, changedMeanwhile: writtenByOthers(mirror, { caseId: draft.caseId, me, since }) }
}

const stagedView = ({ id, fileName, mediaType, size }: StagedFile): Draft['attachments'][number] => ({
  id,
  fileName,
  mediaType,
  size,
  state: 'staged',
  sent: 0,
})
