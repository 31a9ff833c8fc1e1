import { refusalsForm } from '#main/store/outbox/forms.ts'
import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

/** Why requests for deletion are refused, begun by the agent, as the screen keeps it. */
export function readRefusals(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  return getSetting<string>(outbox, refusalsForm(me))
}

/** Durable when it returns. */
export function keepRefusals(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, refusalsForm(me))
  else putSetting(outbox, refusalsForm(me), entry)
}
