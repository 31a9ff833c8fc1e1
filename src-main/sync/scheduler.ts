import { mirrorState, putMirrorValue } from '#main/store/mirror/state.ts'
import { StoreFault } from '#main/store/open.ts'
import { countOperations } from '#main/store/outbox/operations.ts'
import { retryAllWaiting } from '#main/store/outbox/sending.ts'
import { type HeadEvent, parseCursor } from '#shared/portal-api/sync.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import type { SyncContext } from './context.ts'
import { answerHeld, wantReload } from './deletion-guard.ts'
import { createDigestCheck, type Divergence } from './digest-check.ts'
import { listenToHead } from './events.ts'
import { isFirstSyncPaused, setFirstSyncPaused } from './first-sync.ts'
import { createPace } from './pace.ts'
import { PortalFault, type PortalFaultCode } from './portal-fault.ts'
import { createPresence, type PresenceClient } from './presence.ts'
import { pull } from './pull.ts'
import { createPusher } from './push.ts'
import type { Timer } from './runtime.ts'
import { LAST_SYNC_MS, stateOf } from './state-of.ts'
import { paceUploads } from './upload-pace.ts'

const POLL_MS = 60_000
/** While the stream is open a poll only catches what a stream that lies would hide. */
const POLL_WITH_STREAM_MS = 300_000
/** A new operation may try an unreachable portal ahead of its turn, but not more often than this. */
const EAGER_MS = 5_000
/** Between two tries that nobody asked for, whatever seems to be due. */
const SHORTEST_GAP_MS = 250
/** Failures of a push after which the portal can still be asked for changes. */
const PULL_ANYWAY: PortalFaultCode[] = ['unavailable', 'bad_response', 'resync_needed', 'scope_changed']

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
  /** The word of the person whom the guard against mass deletion asked. False: nothing was being asked. */
  answerDeletions(allow: boolean): boolean
  /** Compares the mirror with the portal's digests after the next pull, whenever the last time was. */
  checkDigests(): void
  /** The portal has answered. */
  contact(): void
  presence: Pick<PresenceClient, 'moveTo' | 'present'>
  state(): Omit<SyncState, 'clockSkewMs'>
}

export type SchedulerOptions = {
  workOffline: boolean
  /** The portal no longer takes the session's token; nothing is sent until there is another session. */
  onSessionEnded(): void
  /** The mirror's file is broken; the owner makes a new one and another scheduler. */
  onMirrorBroken(): void
  /** The mirror does not say what the portal says; it is about to be loaded again. */
  onDiverged(): void
}

/** One thing at a time: push, then pull; woken by the portal's stream, a new operation, a timer or a person. */
export function createScheduler(ctx: SyncContext, options: SchedulerOptions): Scheduler {
  const pace = createPace(ctx)
  const { uploads, stop: stopUploads } = paceUploads(ctx, run, (fault) => failed(fault, false))
  const pusher = createPusher(ctx, uploads)
  const digests = createDigestCheck(ctx)
  const presence = createPresence(ctx, {
    client: ctx.client,
    clientId: ctx.clientId,
    agentId: ctx.agentId,
    online: () => mayRun() && pace.online(),
    onChange: ctx.report.presence,
  })
  const events = listenToHead(ctx, {
    onHead,
    onPresence: ({ present }) => presence.heard(present),
    onLost() {
      presence.lost()
      run()
    },
  })
  let started = false
  let workOffline = options.workOffline
  let sessionEnded = false
  let controller = new AbortController()
  let running: Promise<void> | null = null
  let again = false
  let activity: SyncState['activity'] = 'idle'
  let announced: HeadEvent | null = null
  let lastTryAt = 0
  let pollAt = 0
  let timer: Timer | null = null
  /** The portal no longer speaks this desk's protocol: nothing is sent until a pull goes through again. */
  let tooOld = false
  let diverged: Divergence | null = null

  const mayRun = () => started && !workOffline && !sessionEnded

  function onHead(head: HeadEvent): void {
    announced = head
    if (!running && isAhead(head)) run()
  }

  function isAhead(head: HeadEvent): boolean {
    const { cursor } = mirrorState(ctx.mirror)
    if (cursor === null) return false
    const { epoch, seq } = parseCursor(cursor)
    return epoch !== head.epoch || head.seq > seq
  }

  function run(): void {
    if (!mayRun() || pace.isHeld()) return
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
      announced = null
      await tryOnce(controller.signal)
    } while (again && mayRun() && pace.problem() === null)
  }

  async function tryOnce(signal: AbortSignal): Promise<void> {
    let pulled = false
    const begun = ctx.clock()
    try {
      noteTime()
      for (;;) {
        enter('pushing')
        const before = mirrorState(ctx.mirror).cursor
        const fault = tooOld ? null : await push(signal)
        enter(before === null && !isFirstSyncPaused(ctx) ? 'first_sync' : 'pulling')
        const atHead = await pull(ctx, signal)
        pulled = true
        again ||= tooOld
        tooOld = false
        if (fault) throw fault
        if (atHead) diverged = null
        if (pusher.isFreed()) continue
        if (atHead) putMirrorValue(ctx.mirror, LAST_SYNC_MS, Math.max(0, ctx.clock() - begun))
        if (atHead && digests.isDue() && !again) await compareDigests(signal)
        break
      }
      if (announced !== null && isAhead(announced)) again = true
      succeeded()
    } catch (error) {
      failed(error, pulled)
    }
  }

  /** Gives way to whatever else waits, and goes on after it. */
  async function compareDigests(signal: AbortSignal): Promise<void> {
    const found = await digests.run(signal, () => again || (announced !== null && isAhead(announced)))
    if (found === 'done') return
    again = true
    if (found === 'again') return
    diverged = found
    ctx.log(`diverged: ${found.buckets} buckets of ${found.table} are not the portal's; loading everything again`)
    wantReload(ctx.mirror)
    options.onDiverged()
  }

  /** A push that fails while the portal is there must not keep others' changes away. */
  async function push(signal: AbortSignal): Promise<PortalFault | null> {
    try {
      await pusher.pushDue(signal)
      return null
    } catch (error) {
      const passing = error instanceof PortalFault && PULL_ANYWAY.includes(error.code) && error.retryAfterMs === null
      if (!passing) throw error
      return error
    }
  }

  /** A clock that was set back would hold back for hours what was to wait for seconds. */
  function noteTime(): void {
    const now = ctx.clock()
    if (now < lastTryAt) retryAllWaiting(ctx.outbox)
    lastTryAt = now
  }

  function enter(next: SyncState['activity']): void {
    activity = next
    ctx.report.state()
  }

  function succeeded(): void {
    if (pace.succeeded()) {
      retryAllWaiting(ctx.outbox)
      again ||= countOperations(ctx.outbox).waiting > 0
    }
    if (mirrorState(ctx.mirror).cursor !== null) events.openWhenDue()
    uploads?.run()
    pollAt = ctx.clock() + Math.round((events.isOpen() ? POLL_WITH_STREAM_MS : POLL_MS) * (0.75 + ctx.random() / 2))
  }

  function failed(error: unknown, pulled: boolean): void {
    if (error instanceof PortalFault && error.code === 'aborted') return
    if (error instanceof PortalFault && error.code === 'unauthorized') {
      sessionEnded = true
      pace.gaveUp(error)
      stopTraffic()
      options.onSessionEnded()
      return
    }
    if (error instanceof StoreFault && error.code === 'corrupt' && error.file === ctx.mirror.file) {
      started = false
      stopTraffic()
      options.onMirrorBroken()
      return
    }
    if (error instanceof PortalFault && error.code === 'client_too_old') {
      tooOld = true
      events.close()
    }
    if (!(error instanceof PortalFault) && !(error instanceof StoreFault)) ctx.log(`sync failed: ${placeOf(error)}`)
    pace.failed(error, pulled)
  }

  function stopTraffic(): void {
    timer?.cancel()
    events.close()
    presence.lost()
    void stopUploads()
    controller.abort()
    controller = new AbortController()
    ctx.client.disconnect()
  }

  function arm(): void {
    timer?.cancel()
    if (!mayRun()) return
    timer = ctx.timers.after(Math.max(0, nextDue() - ctx.clock()), () => {
      pace.waited()
      run()
    })
  }

  function nextDue(): number {
    const retryAt = pace.retryAt()
    if (retryAt !== null) return retryAt
    try {
      const streamAt = mirrorState(ctx.mirror).cursor === null ? null : events.dueAt()
      const due = Math.min(...[pollAt, pusher.dueAt(), streamAt].filter((at) => at !== null))
      // A clock that was set back during the try must not hold the next one back.
      return Math.max(due, Math.min(lastTryAt, ctx.clock()) + SHORTEST_GAP_MS)
    } catch {
      // A database that cannot be read shows itself at the next try.
      return ctx.clock() + POLL_MS
    }
  }

  function divergence(): SyncState['problem'] {
    return diverged && { code: 'diverged', params: { table: diverged.table } }
  }

  return {
    start() {
      started = true
      run()
    },
    async stop() {
      started = false
      presence.stop()
      stopTraffic()
      await Promise.all([running, stopUploads()])
    },
    wake() {
      if (pace.retryAt() !== null && Math.abs(ctx.clock() - lastTryAt) < EAGER_MS) return
      run()
    },
    syncNow() {
      if (pace.isHeld()) return
      retryAllWaiting(ctx.outbox)
      run()
    },
    setWorkOffline(value) {
      if (workOffline === value) return
      workOffline = value
      if (!sessionEnded) pace.forget()
      if (value) stopTraffic()
      else run()
      ctx.report.state()
    },
    pauseFirstSync() {
      setFirstSyncPaused(ctx, true)
      if (mirrorState(ctx.mirror).cursor !== null) return
      stopTraffic()
      // What was written waits for nothing that is paused; a run that was cut off arms the timer itself.
      if (!running) arm()
      ctx.report.state()
    },
    resumeFirstSync() {
      setFirstSyncPaused(ctx, false)
      run()
    },
    answerDeletions(allow) {
      const answered = answerHeld(ctx.mirror, allow)
      ctx.report.state()
      run()
      return answered
    },
    checkDigests() {
      digests.request()
      run()
    },
    contact: pace.contact,
    presence,
    state: () => stateOf(ctx, { workOffline, activity, running: running !== null, pace, divergence: divergence() }),
  }
}

/** Where it happened, without its message: that could quote what somebody wrote. */
function placeOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.stack?.match(/^\s*at .*$/m)?.[0].trim() ?? ''}` : typeof error
}
