import { NEW_CASE_FORM } from '#main/store/outbox/forms.ts'
import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

/** Each agent of the profile sees only what they began themselves. */
type Kept = { agentId: string; entry: string }

export function readEntry(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  const kept = getSetting<Kept>(outbox, NEW_CASE_FORM)
  return kept?.agentId === me ? kept.entry : null
}

export function keepEntry(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, NEW_CASE_FORM)
  else putSetting(outbox, NEW_CASE_FORM, { agentId: me, entry } satisfies Kept)
}
