import type { Mirror } from '#main/store/open.ts'
import type { Dashboard, DashboardQuery } from '#shared/rpc/dashboard.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { countDashboard } from './report.ts'

export function dashboardApi(ctx: DeskContext): DeskApi['dashboard'] {
  return async (query) => {
    for (;;) {
      const counted = await count(ctx, ctx.work().mirror, query)
      if (counted !== null) return counted
    }
  }
}

/** Others are served between two steps. Null when the mirror was loaded anew meanwhile. */
async function count(ctx: DeskContext, mirror: Mirror, query: DashboardQuery): Promise<Dashboard | null> {
  const steps = countDashboard(mirror, query, ctx.deps.clock())
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    await ctx.deps.timers.breathe()
    if (ctx.work().mirror !== mirror) return null
  }
}
