import { getMirrorValue, mirrorState } from '#main/store/mirror/state.ts'
import { StoreFault } from '#main/store/open.ts'
import { countOperations } from '#main/store/outbox/operations.ts'
import { retryAllWaiting } from '#main/store/outbox/sending.ts'
import { parseCursor } from '#shared/portal-api/sync.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import { backoffMs } from './backoff.ts'
import type { SyncContext } from './context.ts'
import { listenToHead } from './events.ts'
import { isFirstSyncPaused, setFirstSyncPaused } from './first-sync.ts'
import { PortalFault } from './portal-fault.ts'
import { problemOf } from './problems.ts'
import { LAST_SYNCED_AT, pull } from './pull.ts'
import { createPusher } from './push.ts'
import type { Timer } from './runtime.ts'

const POLL_MS = 60_000
/** While the stream is open a poll only catches what a stream that lies would hide. */
const POLL_WITH_STREAM_MS = 300_000
/** A new operation may try an unreachable portal ahead of its turn, but not more often than this. */
const EAGER_MS = 5_000

export type Scheduler = {
  start(): void
  /** Cuts all traffic at once; resolves when nothing runs any more. */
  stop(): Promise<void>
  /** A new operation waits. */
  wake(): void
  /** A person asks: tries at once, whatever was waited for, except a time that the portal asked for. */
  syncNow(): void
  setWorkOffline(workOffline: boolean): void
  pauseFirstSync(): void
  resumeFirstSync(): void
  /** The portal has answered. */
  contact(): void
  state(): Omit<SyncState, 'clockSkewMs'>
}

export type SchedulerOptions = {
  workOffline: boolean
  /** The portal no longer takes the session's token; nothing is sent until there is another session. */
  onSessionEnded(): void
  /** The mirror's file is broken; the owner makes a new one and another scheduler. */
  onMirrorBroken(): void
}

/** One thing at a time: push, then pull; woken by the portal's stream, a new operation, a timer or a person. */
export function createScheduler(ctx: SyncContext, options: SchedulerOptions): Scheduler {
  const pusher = createPusher(ctx)
  const events = listenToHead(ctx, { onHead, onLost })
  let started = false
  let workOffline = options.workOffline
  let sessionEnded = false
  let controller = new AbortController()
  let running: Promise<void> | null = null
  let again = false
  let activity: SyncState['activity'] = 'idle'
  let online = false
  let problem: Problem | null = null
  let retryAt: number | null = null
  let portalAsked = false
  let failures = 0
  let lastTryAt = Number.NEGATIVE_INFINITY
  let pollAt = 0
  let headSeen = 0
  let timer: Timer | null = null

  const mayRun = () => started && !workOffline && !sessionEnded

  function onHead(head: { epoch: string; seq: number }): void {
    const { cursor } = mirrorState(ctx.mirror)
    if (cursor !== null && parseCursor(cursor).epoch === head.epoch && head.seq <= parseCursor(cursor).seq) return
    headSeen = Math.max(headSeen, head.seq)
    run()
  }

  function onLost(): void {
    if (!mayRun()) return
    // Ask at once whether the portal is gone or only the stream.
    run()
  }

  function run(): void {
    if (!mayRun()) return
    if (portalAsked && retryAt !== null && ctx.clock() < retryAt) {
      // Also when the timer came a moment early.
      if (!running) arm()
      return
    }
    if (running) {
      again = true
      return
    }
    timer?.cancel()
    running = cycles().finally(() => {
      running = null
      activity = 'idle'
      ctx.report.state()
      arm()
    })
  }

  async function cycles(): Promise<void> {
    do {
      again = false
      lastTryAt = ctx.clock()
      try {
        await cycle(controller.signal)
        succeeded()
      } catch (error) {
        failed(error)
      }
    } while (again && mayRun() && problem === null)
  }

  async function cycle(signal: AbortSignal): Promise<void> {
    for (;;) {
      enter('pushing')
      const before = mirrorState(ctx.mirror).cursor
      const { held } = await pusher.pushDue(signal)
      enter(before === null && !isFirstSyncPaused(ctx) ? 'first_sync' : 'pulling')
      await pull(ctx, signal)
      if (!held || mirrorState(ctx.mirror).cursor === before) return
    }
  }

  function enter(next: SyncState['activity']): void {
    activity = next
    ctx.report.state()
  }

  function succeeded(): void {
    online = true
    problem = null
    retryAt = null
    portalAsked = false
    if (failures > 0) retryAllWaiting(ctx.outbox)
    if (failures > 0 && countOperations(ctx.outbox).waiting > 0) again = true
    failures = 0
    pollAt = ctx.clock() + Math.round((events.isOpen() ? POLL_WITH_STREAM_MS : POLL_MS) * (0.75 + ctx.random() / 2))
    if (mirrorState(ctx.mirror).cursor !== null) events.openWhenDue()
  }

  function failed(error: unknown): void {
    if (error instanceof PortalFault && error.code === 'aborted') return
    if (error instanceof StoreFault && error.code === 'corrupt' && error.file === ctx.mirror.file) {
      stopTraffic()
      started = false
      options.onMirrorBroken()
      return
    }
    if (!(error instanceof PortalFault) && !(error instanceof StoreFault)) ctx.log(`sync failed: ${nameOf(error)}`)
    problem = problemOf(error)
    online = isContact(error)
    if (error instanceof PortalFault && error.code === 'unauthorized') {
      sessionEnded = true
      retryAt = null
      stopTraffic()
      options.onSessionEnded()
      return
    }
    failures += 1
    const retryAfterMs = error instanceof PortalFault ? error.retryAfterMs : null
    portalAsked = retryAfterMs !== null
    retryAt = ctx.clock() + backoffMs(failures, retryAfterMs, ctx.random)
  }

  function stopTraffic(): void {
    timer?.cancel()
    events.close()
    controller.abort()
    controller = new AbortController()
    ctx.client.disconnect()
  }

  function arm(): void {
    timer?.cancel()
    if (!mayRun()) return
    const due = retryAt !== null ? [retryAt] : [pollAt, pusher.dueAt(), dueOfStream()].filter((at) => at !== null)
    const wait = Math.max(0, Math.min(...due) - ctx.clock())
    timer = ctx.timers.after(wait, run)
  }

  function dueOfStream(): number | null {
    return mirrorState(ctx.mirror).cursor === null ? null : events.dueAt()
  }

  function firstSync(): SyncState['firstSync'] {
    const { cursor, firstSync: progress } = mirrorState(ctx.mirror)
    if (cursor !== null) return null
    const runningNow = running !== null && activity !== 'pushing' && !isFirstSyncPaused(ctx)
    return progress ? { ...progress, running: runningNow } : { phase: 'rows', done: 0, total: 0, running: runningNow }
  }

  return {
    start() {
      started = true
      run()
    },
    async stop() {
      started = false
      stopTraffic()
      await running
    },
    wake() {
      if (retryAt !== null && ctx.clock() - lastTryAt < EAGER_MS) return
      run()
    },
    syncNow() {
      retryAllWaiting(ctx.outbox)
      run()
    },
    setWorkOffline(value) {
      if (workOffline === value) return
      workOffline = value
      problem = sessionEnded ? problem : null
      retryAt = null
      failures = 0
      if (value) {
        online = false
        stopTraffic()
      } else if (running) {
        again = true
      } else run()
      ctx.report.state()
    },
    pauseFirstSync() {
      setFirstSyncPaused(ctx, true)
      if (mirrorState(ctx.mirror).cursor !== null) return
      stopTraffic()
      ctx.report.state()
    },
    resumeFirstSync() {
      setFirstSyncPaused(ctx, false)
      run()
    },
    contact() {
      online = true
    },
    state() {
      const counts = countOperations(ctx.outbox)
      return {
        signedIn: true,
        workOffline,
        online: online && !workOffline,
        activity,
        problem,
        retryAt,
        lastSyncedAt: getMirrorValue<number>(ctx.mirror, LAST_SYNCED_AT),
        waiting: counts.waiting + counts.sending,
        conflicts: counts.conflict,
        rejected: counts.rejected,
        firstSync: firstSync(),
      }
    },
  }

  function isContact(error: unknown): boolean {
    return !(error instanceof PortalFault) || !['unreachable', 'tls', 'timeout', 'unavailable'].includes(error.code)
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : typeof error
}
