import { scansForm } from '#main/store/outbox/forms.ts'
import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

/** What the agent has scanned and what became of it, as the screen keeps it. */
export function readScans(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  return getSetting<string>(outbox, scansForm(me))
}

/** Durable when it returns. */
export function keepScans(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, scansForm(me))
  else putSetting(outbox, scansForm(me), entry)
}
