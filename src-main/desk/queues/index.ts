import { queueCounters, queueIndexOf, queuePage } from '#main/store/mirror/queues.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function queuesApi(ctx: DeskContext): DeskApi['queues'] {
  return {
    counters: () => {
      const { mirror, me } = ctx.work()
      return queueCounters(mirror, me)
    },
    page: (query) => {
      const { mirror, me } = ctx.work()
      return queuePage(mirror, { ...query, me })
    },
    indexOf: (query) => {
      const { mirror, me } = ctx.work()
      return queueIndexOf(mirror, { ...query, me })
    },
  }
}
