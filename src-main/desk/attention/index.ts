import { snoozeOfCase } from '#main/store/mirror/attention.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { snoozeCase, wakeCase } from './snooze.ts'

export function attentionApi(ctx: DeskContext): DeskApi['attention'] {
  return {
    snooze: (input) => snoozeCase(ctx, input),
    wake: ({ caseId }) => wakeCase(ctx, caseId),
    look: ({ caseId }) => look(ctx, caseId),
  }
}

/** The agent sees the case: what is over is over. */
function look(ctx: DeskContext, caseId: string): void {
  if (snoozeOfCase(ctx.work().mirror, caseId)?.back) wakeCase(ctx, caseId)
}
