import { listAgents } from '#main/store/mirror/agents.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function agentsApi(ctx: DeskContext): DeskApi['agents'] {
  return { list: () => listAgents(ctx.work().mirror) }
}
