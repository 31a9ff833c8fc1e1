import type { DeskApi } from '../api.ts'
import { attachmentViewer } from '../attachments/views.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { writeWorkOffline } from '../settings/stored.ts'
import { decideConflict } from './conflicts.ts'
import { exportUnsent } from './export.ts'
import { operationsPage } from './operations-page.ts'
import { recoveredWords, removeWords } from './recovered.ts'
import { edit, retry, withdraw } from './taking-back.ts'

export function syncApi(ctx: DeskContext): DeskApi['sync'] {
  return {
    state: () => {
      ctx.profile.stores()
      return ctx.syncState()
    },
    now: () => {
      const { scheduler } = ctx.work()
      if (scheduler.state().workOffline) throw new DeskFault('work_offline')
      scheduler.syncNow()
    },
    setWorkOffline: ({ workOffline }) => {
      writeWorkOffline(ctx.profile.stores().outbox, workOffline)
      ctx.scheduler()?.setWorkOffline(workOffline)
      ctx.bus.syncChanged()
    },
    pauseFirstSync: () => ctx.work().scheduler.pauseFirstSync(),
    resumeFirstSync: () => ctx.work().scheduler.resumeFirstSync(),
    operations: ({ limit }) => {
      const work = ctx.work()
      return operationsPage({ ...work, now: ctx.deps.clock(), attachments: attachmentViewer(work) }, limit)
    },
    retry: ({ opId }) => retry(ctx, opId),
    withdraw: ({ opId }) => withdraw(ctx, opId),
    edit: (input) => edit(ctx, input),
    resolveConflict: ({ opId, ...choice }) => decideConflict(ctx, opId, choice),
    answerDeletions: ({ allow }) => {
      if (!ctx.work().scheduler.answerDeletions(allow)) throw new DeskFault('not_found')
    },
    recovered: () => recoveredWords(ctx),
    removeRecovered: ({ id }) => removeWords(ctx, id),
    exportUnsent: () => exportUnsent(ctx),
  }
}
