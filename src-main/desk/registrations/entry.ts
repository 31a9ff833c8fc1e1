import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

/** Each agent of the profile has their own. */
const nameOf = (agentId: string) => `registration-replies-${agentId}`

/** Words for applicants that the agent has begun, as the screen keeps them. */
export function readReplies(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  return getSetting<string>(outbox, nameOf(me))
}

/** Durable when it returns. */
export function keepReplies(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, nameOf(me))
  else putSetting(outbox, nameOf(me), entry)
}
