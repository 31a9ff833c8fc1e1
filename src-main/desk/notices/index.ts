import type { DeskApi } from '../api.ts'
import { look } from '../attention/reading.ts'
import type { DeskContext } from '../context.ts'
import { readSettings } from '../settings/stored.ts'
import { noticeList } from './list.ts'

export function noticesApi(ctx: DeskContext): DeskApi['notices'] {
  const list = () => {
    const work = ctx.work()
    return noticeList({ ...work, now: ctx.deps.clock() }, readSettings(work.outbox).notices)
  }
  return {
    list,
    readAll: () => {
      const unread = list().notices.filter((one) => one.unread && one.kind !== 'conflict')
      for (const caseId of new Set(unread.map((one) => one.caseId))) look(ctx, caseId)
    },
  }
}
