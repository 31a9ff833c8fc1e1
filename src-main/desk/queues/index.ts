import { queueCounters, queueIndexOf, queuePage } from '#main/store/mirror/queues.ts'
import { dueBounds, serviceLevels } from '#main/store/mirror/service-levels.ts'
import { parseFilter } from '#shared/domain/filter/index.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { riskMsOf } from '../settings/stored.ts'

export function queuesApi(ctx: DeskContext): DeskApi['queues'] {
  return {
    counters: () => {
      const { mirror, outbox, me } = ctx.work()
      return queueCounters(mirror, me, dueBounds(mirror, ctx.deps.clock(), riskMsOf(outbox)))
    },
    page: (query) => {
      const { mirror, outbox, me } = ctx.work()
      return queuePage(mirror, { ...understood(query), me, now: ctx.deps.clock(), riskMs: riskMsOf(outbox) })
    },
    indexOf: (query) => {
      const { mirror, outbox, me } = ctx.work()
      return queueIndexOf(mirror, { ...understood(query), me, now: ctx.deps.clock(), riskMs: riskMsOf(outbox) })
    },
  }
}

export function openingHoursApi(ctx: DeskContext): DeskApi['openingHours'] {
  return () => {
    const { timeZone, week, holidays } = serviceLevels(ctx.work().mirror).hours
    return { timeZone, week: [...week], holidays: [...holidays] }
  }
}

/** The screen says what is wrong in a filter; a list that left it out would show too much. */
export function understood<Q extends { filter?: string | undefined }>(query: Q): Q {
  const [fault] = parseFilter(query.filter ?? '').faults
  if (fault) throw new DeskFault('invalid_input')
  return query
}
