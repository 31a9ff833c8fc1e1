import { queueCounters, queueIndexOf, queuePage } from '#main/store/mirror/queues.ts'
import { parseFilter } from '#shared/domain/filter/index.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

export function queuesApi(ctx: DeskContext): DeskApi['queues'] {
  return {
    counters: () => {
      const { mirror, me } = ctx.work()
      return queueCounters(mirror, me)
    },
    page: (query) => {
      const { mirror, me } = ctx.work()
      return queuePage(mirror, { ...understood(query), me, now: ctx.deps.clock() })
    },
    indexOf: (query) => {
      const { mirror, me } = ctx.work()
      return queueIndexOf(mirror, { ...understood(query), me, now: ctx.deps.clock() })
    },
  }
}

/** The screen says what is wrong in a filter; a list that left it out would show too much. */
function understood<Q extends { filter?: string | undefined }>(query: Q): Q {
  const [fault] = parseFilter(query.filter ?? '').faults
  if (fault) throw new DeskFault('invalid_input')
  return query
}
