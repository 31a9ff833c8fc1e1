import { agentName } from '#main/store/mirror/agents.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function presenceApi(ctx: DeskContext): DeskApi['presence'] {
  return { set: (place) => ctx.work().scheduler.presence.moveTo(place) }
}

/** The colleagues who have the case open, with the names that the screen shows. */
export function presentIn(ctx: DeskContext, caseId: string): CaseDetail['present'] {
  const { mirror, scheduler } = ctx.work()
  return scheduler.presence
    .present()
    .filter((one) => one.caseId === caseId)
    .flatMap(({ agentId, mode }) => {
      const name = agentName(mirror, agentId)
      return name === null ? [] : [{ agentId, name, mode }]
    })
}
