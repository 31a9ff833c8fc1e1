import { buildIndexes } from '#main/store/mirror/build-indexes.ts'
import { makeDurable } from '#main/store/mirror/checkpoint.ts'
import {
  applySnapshotPage,
  beginSnapshot,
  emptyMirror,
  snapshotEpoch,
  snapshotPosition,
} from '#main/store/mirror/snapshot.ts'
import { getMirrorValue, mirrorState, putMirrorValue } from '#main/store/mirror/state.ts'
import { forgetResultSeqs } from '#main/store/outbox/result-seqs.ts'
import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import { keepOrphanedWords, rememberHeads } from '#main/store/recovery.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import { parseCursor, type SnapshotHead, type SnapshotPage } from '#shared/portal-api/sync.ts'
import type { SyncContext } from './context.ts'
import { mayReload } from './deletion-guard.ts'
import { showAllPending } from './overlay.ts'
import { PortalFault } from './portal-fault.ts'

const EPOCH = 'feed-epoch'
const PAUSED = 'first-sync-paused'

type Position = { table: SyncTable; after: string | null }

/**
 * Loads everything, page by page; each page is durable, so that it goes on where it was after a pause, a lost
 * connection or a restart. Rejects with `aborted` when the signal says so.
 */
export async function runFirstSync(ctx: SyncContext, signal: AbortSignal): Promise<void> {
  if (mirrorState(ctx.mirror).firstSync === null) begin(ctx, await ctx.client.snapshotHead(signal))
  else noteEpoch(ctx)
  ctx.report.state()
  await loadRows(ctx, signal)
  for (const _step of buildIndexes(ctx.mirror, { now: ctx.clock })) {
    ctx.report.state()
    await ctx.timers.breathe()
    if (signal.aborted) throw new PortalFault('aborted')
  }
  keepOrphanedWords(ctx, ctx.clock())
  showAllPending(ctx)
  ctx.report.removed()
  ctx.report.cases(null, 0)
  ctx.report.registrations()
  ctx.report.rmas()
  ctx.report.customers()
  ctx.report.templates()
  ctx.report.views()
  ctx.report.macros()
  ctx.report.state()
}

/**
 * Throws away what the portal no longer vouches for; the outbox stays as it is. False: so much would be gone afterwards that a
 * person is asked first, and nothing was thrown away.
 */
export async function beginAnew(ctx: SyncContext, signal: AbortSignal): Promise<boolean> {
  const head = await ctx.client.snapshotHead(signal)
  ctx.report.contact()
  if (!(await mayReload(ctx, head))) return false
  if (signal.aborted) throw new PortalFault('aborted')
  rememberHeads(ctx)
  begin(ctx, head)
  ctx.report.cases(null, 0)
  ctx.report.state()
  return true
}

/** The agent sees other cases now: what is outside may not stay for a moment, so all goes, before anything is asked. */
export function leaveScope(ctx: SyncContext): void {
  rememberHeads(ctx)
  emptyMirror(ctx.mirror)
  ctx.report.removed()
  ctx.log('the scope changed: the local copy was emptied')
  ctx.report.cases(null, 0)
  ctx.report.state()
}

export function isFirstSyncPaused(ctx: Pick<SyncContext, 'mirror'>): boolean {
  return getMirrorValue<boolean>(ctx.mirror, PAUSED) ?? false
}

export function setFirstSyncPaused(ctx: Pick<SyncContext, 'mirror'>, paused: boolean): void {
  putMirrorValue(ctx.mirror, PAUSED, paused)
}

/** The next page is on its way while the present one is written. */
async function loadRows(ctx: SyncContext, signal: AbortSignal): Promise<void> {
  const ask = (position: Position) => {
    const page: Promise<SnapshotPage> = ctx.client.snapshotPage(position.table, position.after, signal)
    // Awaited later; a failure meanwhile must not count as unhandled.
    page.catch(() => {})
    return { position, page }
  }
  let position = snapshotPosition(ctx.mirror)
  let asked = position && ask(position)
  while (position && asked) {
    const page = await asked.page
    ctx.report.contact()
    if (signal.aborted) throw new PortalFault('aborted')
    const ahead = page.next === null ? null : ask({ table: position.table, after: page.next })
    applySnapshotPage(ctx.mirror, page, position.after)
    ctx.report.state()
    await ctx.timers.breathe()
    position = snapshotPosition(ctx.mirror)
    asked = position && (ahead && isSame(ahead.position, position) ? ahead : ask(position))
  }
}

function isSame(a: Position, b: Position): boolean {
  return a.table === b.table && a.after === b.after
}

/**
 * What has its result before the first row is asked for is in the rows, whatever its number: one beyond the head, as of a
 * database that was restored since, would never be reached.
 */
function begin(ctx: SyncContext, head: SnapshotHead): void {
  beginSnapshot(ctx.mirror, head)
  noteEpoch(ctx)
  forgetResults(ctx, parseCursor(head.cursor).seq)
}

/** Were the mirror to fall back to the former rows, what the outbox has forgotten would be shown nowhere. */
function forgetResults(ctx: SyncContext, beyond: number): void {
  makeDurable(ctx.mirror)
  forgetResultSeqs(ctx.outbox, beyond)
}

/**
 * Results of a former feed have numbers that mean nothing in this one, and what they did is in its rows. Done when the rows
 * begin to come and not when they are here: results that arrive meanwhile are numbered by this feed already.
 */
function noteEpoch(ctx: SyncContext): void {
  const epoch = snapshotEpoch(ctx.mirror)
  const known = getSetting<string>(ctx.outbox, EPOCH)
  if (epoch === null || known === epoch) return
  if (known !== null) forgetResults(ctx, 0)
  putSetting(ctx.outbox, EPOCH, epoch)
}
