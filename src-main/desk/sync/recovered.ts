import { findCase } from '#main/store/mirror/cases.ts'
import { listRecovered, recoveredById, removeRecovered } from '#main/store/outbox/recovered.ts'
import { removeStagedFile, type StagedFile, stagedFilesOfCase } from '#main/store/outbox/staged-files.ts'
import type { RecoveredWords } from '#shared/rpc/models.ts'
import { attachmentViewer } from '../attachments/views.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

/** Newest loss first; files of a case are shown with the newest of its words. */
export function recoveredWords(ctx: DeskContext): RecoveredWords[] {
  const work = ctx.work()
  const views = attachmentViewer(work)
  const shown = new Set<string>()
  return listRecovered(work.outbox).map((words) => {
    const { caseId } = words
    if (caseId === null || shown.has(caseId)) return { ...words, attachments: [] }
    shown.add(caseId)
    return { ...words, attachments: views(filesWithoutCase(ctx, caseId)) }
  })
}

/** A person has read them. The files of the case go with the last of its words. */
export function removeWords(ctx: DeskContext, id: string): void {
  const { outbox } = ctx.work()
  const words = recoveredById(outbox, id)
  if (words === null) throw new DeskFault('not_found')
  outbox.transaction(() => {
    removeRecovered(outbox, id)
    const { caseId } = words
    if (caseId === null || listRecovered(outbox).some((other) => other.caseId === caseId)) return
    for (const file of filesWithoutCase(ctx, caseId)) removeStagedFile(outbox, file.id)
  })
  ctx.bus.publish({ type: 'operations' })
  ctx.bus.syncChanged()
}

/** Of a case that is back they are its draft's again. */
function filesWithoutCase(ctx: DeskContext, caseId: string): StagedFile[] {
  const { mirror, outbox } = ctx.work()
  return findCase(mirror, caseId) === null ? stagedFilesOfCase(outbox, caseId) : []
}
