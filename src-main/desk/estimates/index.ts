import { getEstimateForm, keepEstimateForm, removeEstimateForm } from '#main/store/outbox/forms.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { sendEstimate, withdrawEstimate } from './actions.ts'

export function estimatesApi(ctx: DeskContext): DeskApi['estimates'] {
  return {
    send: (input) => sendEstimate(ctx, input),
    withdraw: (input) => withdrawEstimate(ctx, input),
    entry: ({ caseId }) => {
      const { outbox, me } = ctx.work()
      return getEstimateForm(outbox, { caseId, agentId: me })?.entry ?? null
    },
    keepEntry: ({ caseId, entry }) => {
      const { outbox, me } = ctx.work()
      if (entry === null) removeEstimateForm(outbox, { caseId, agentId: me })
      else keepEstimateForm(outbox, { caseId, agentId: me, entry, savedAt: ctx.deps.clock() })
    },
  }
}
