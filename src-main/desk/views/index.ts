import { namesOfField } from '#main/store/mirror/case-names.ts'
import { countFiltered } from '#main/store/mirror/filtered-list.ts'
import { MAX_PINNED } from '#shared/domain/view.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { riskMsOf } from '../settings/stored.ts'
import { removeView, saveView } from './save.ts'
import { viewViews } from './views.ts'

export function viewsApi(ctx: DeskContext): DeskApi['views'] {
  return {
    list: () => viewViews(ctx.work()),
    save: (input) => saveView(ctx, input),
    remove: ({ viewId }) => removeView(ctx, viewId),
    counters: () => counters(ctx),
    names: ({ field, text }) => namesOfField(ctx.work().mirror, field, text),
  }
}

/** A view costs some milliseconds: whatever else waits goes between two of them. */
async function counters(ctx: DeskContext): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const pinned = viewViews(ctx.work()).filter(({ content }) => content.pinned)
  for (const { id, content } of pinned.slice(0, MAX_PINNED)) {
    await ctx.deps.timers.breathe()
    const { mirror, outbox, me } = ctx.work()
    const context = { me, now: ctx.deps.clock(), riskMs: riskMsOf(outbox) }
    const count = countFiltered(mirror, content.filter, context)
    if (count !== null) counts[id] = count
  }
  return counts
}
