import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from './context.ts'

/** Names the setting that holds a form of an agent. What somebody types has its name in `outbox/forms.ts`. */
type NameOf = (agentId: string) => string

/** What the agent has begun in a form, as the screen keeps it; null where there is nothing. */
export function readForm(ctx: DeskContext, nameOf: NameOf): string | null {
  const { outbox, me } = ctx.work()
  return getSetting<string>(outbox, nameOf(me))
}

/** Durable when it returns. */
export function keepForm(ctx: DeskContext, nameOf: NameOf, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, nameOf(me))
  else putSetting(outbox, nameOf(me), entry)
}
