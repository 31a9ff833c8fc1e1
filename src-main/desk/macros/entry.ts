import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import type { DeskContext } from '../context.ts'

/** Each agent of the profile has their own. */
const nameOf = (agentId: string) => `macro-edits-${agentId}`

/** What the agent has begun to write of macros, as the screen keeps it. */
export function readEdits(ctx: DeskContext): string | null {
  const { outbox, me } = ctx.work()
  return getSetting<string>(outbox, nameOf(me))
}

/** Durable when it returns. */
export function keepEdits(ctx: DeskContext, entry: string | null): void {
  const { outbox, me } = ctx.work()
  if (entry === null) removeSetting(outbox, nameOf(me))
  else putSetting(outbox, nameOf(me), entry)
}

/** What was begun, without what it was made of: JSON; null where there is nothing. */
export function begunMacros(ctx: DeskContext): string | null {
  const entry = readEdits(ctx)
  if (entry === null) return null
  try {
    return JSON.stringify(Object.values(Object(JSON.parse(entry))).map((edit) => Object(edit).content))
  } catch {
    return entry
  }
}
