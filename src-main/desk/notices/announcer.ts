import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import type { Timer } from '#main/sync/runtime.ts'
import { isQuiet } from '#shared/domain/notice.ts'
import type { Announcement } from '#shared/rpc/notices.ts'
import type { DeskContext } from '../context.ts'
import { readSettings } from '../settings/stored.ts'
import { noticeList } from './list.ts'
import { announcementOf } from './words.ts'

/** What comes together is told together; a case before the agent's eyes is read by then. */
const GATHER_MS = 2_000
/** Quiet hours end without anything happening. */
const LOOK_EVERY_MS = 30_000
const TOLD = 'notices-told'
/** More than there can be at a time. */
const TOLD_KEPT = 400

export type Announcer = {
  /** Something happened that may concern the agent. */
  notice(): void
  /** What the sync does has changed; what was put off because of it is looked at now. */
  syncMoved(): void
  stop(): void
}

type Publish = (event: { count: number; announcement: Announcement | null }) => void

/** Finds out what is new to the agent and tells it once, outside of quiet hours; after a long time away all of it as one. */
export function startAnnouncer(ctx: DeskContext, publish: Publish): Announcer {
  const { timers } = ctx.deps
  let stopped = false
  let gathering: Timer | null = null
  let shown: number | null = null
  // At the very end of a first sync too: what comes a moment later is news.
  let due = true
  let looking: Timer | null = timers.after(LOOK_EVERY_MS, again)

  function again(): void {
    look()
    if (!stopped) looking = timers.after(LOOK_EVERY_MS, again)
  }

  function look(): void {
    gathering?.cancel()
    gathering = null
    if (stopped || ctx.scheduler() === null) return
    try {
      tell()
    } catch (error) {
      ctx.deps.log(`what is new is told later: ${error instanceof Error ? error.name : typeof error}`)
    }
  }

  function tell(): void {
    const state = ctx.syncState()
    // In the middle of a pull there is more to come.
    due = state.firstSync !== null || state.activity === 'first_sync' || state.activity === 'pulling'
    if (due) return
    const work = ctx.work()
    const { notices: settings, language } = readSettings(work.outbox)
    const now = ctx.deps.clock()
    const { notices, unread } = noticeList({ ...work, now }, settings)
    const told = getSetting<string[]>(work.outbox, TOLD)
    const fresh = notices.filter((one) => one.unread && !told?.includes(one.id))
    // Where nothing was ever told, as on a new machine, what is there already is no news.
    const silent = told === null || !settings.native
    const wait = !silent && isQuiet(settings, now)
    if (!wait && (told === null || fresh.length > 0)) {
      putSetting(work.outbox, TOLD, [...fresh.map(({ id }) => id), ...(told ?? [])].slice(0, TOLD_KEPT))
    }
    const announcement = silent || wait ? null : announcementOf(fresh, settings.detail, language)
    if (announcement === null && unread === shown) return
    shown = unread
    publish({ count: unread, announcement })
  }

  return {
    notice() {
      if (!stopped) gathering ??= timers.after(GATHER_MS, look)
    },
    syncMoved() {
      if (due) look()
    },
    stop() {
      stopped = true
      gathering?.cancel()
      looking?.cancel()
      looking = null
    },
  }
}
