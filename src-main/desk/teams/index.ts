import { listTeams } from '#main/store/mirror/teams.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function teamsApi(ctx: DeskContext): DeskApi['teams'] {
  return { list: () => listTeams(ctx.work().mirror) }
}
