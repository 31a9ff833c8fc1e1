import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { followCase } from './follow.ts'
import { look, markUnread } from './reading.ts'
import { snoozeCase, wakeCase } from './snooze.ts'

export function attentionApi(ctx: DeskContext): DeskApi['attention'] {
  return {
    snooze: (input) => snoozeCase(ctx, input),
    wake: ({ caseId }) => wakeCase(ctx, caseId),
    look: ({ caseId }) => look(ctx, caseId),
    follow: (input) => followCase(ctx, input),
    markUnread: ({ caseId }) => markUnread(ctx, caseId),
  }
}
