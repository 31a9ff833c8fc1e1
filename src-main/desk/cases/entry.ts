import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

const NAME = 'new-case-entry'

/** Each agent of the profile sees only what they began themselves. */
type Kept = { agentId: string; entry: string }

export function readEntry(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  const kept = getSetting<Kept>(outbox, NAME)
  return kept?.agentId === me ? kept.entry : null
}

export function keepEntry(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, NAME)
  else putSetting(outbox, NAME, { agentId: me, entry } satisfies Kept)
}
