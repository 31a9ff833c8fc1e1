import { repliesForm } from '#main/store/outbox/forms.ts'
import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

/** Words for applicants that the agent has begun, as the screen keeps them. */
export function readReplies(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  return getSetting<string>(outbox, repliesForm(me))
}

/** Durable when it returns. */
export function keepReplies(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, repliesForm(me))
  else putSetting(outbox, repliesForm(me), entry)
}
