import { applyChangesInSlices, refreshSearch } from '#main/store/mirror/changes.ts'
import { LAST_SYNCED_AT, mirrorState, putMirrorValue } from '#main/store/mirror/state.ts'
import { overlayOfCases } from '#main/store/outbox/overlay.ts'
import { forgetResultSeqs, resultsBeyond } from '#main/store/outbox/result-seqs.ts'
import { purgeSettled } from '#main/store/outbox/sending.ts'
import { keepWordsOfRemoved } from '#main/store/recovery.ts'
import { type ChangeItem, parseCursor } from '#shared/portal-api/sync.ts'
import type { SyncContext } from './context.ts'
import { guardChanges, reloadWanted } from './deletion-guard.ts'
import { beginAnew, isFirstSyncPaused, leaveScope, runFirstSync } from './first-sync.ts'
import { showAllPending } from './overlay.ts'
import { PortalFault } from './portal-fault.ts'

/** Above so many changed cases the screen reads everything again instead. */
const MAX_NAMED_CASES = 500

/** Where rows name files: only these take bytes with them when they go. */
const HOLD_FILES: ReadonlySet<string> = new Set(['cases', 'notes', 'attachments'])

/** Times that one pull may begin anew before it leaves the rest to the next one. */
const MAX_TURNS = 3

/**
 * Brings the mirror to the portal's head: loads everything when there is nothing yet (or when the portal asks for
 * that), then applies changes until no more come. Rejects with the fault that stopped it; what was applied stays.
 * False: it is not at the head, because a person paused it or is asked something.
 */
export async function pull(ctx: SyncContext, signal: AbortSignal): Promise<boolean> {
  const from = mirrorState(ctx.mirror).cursor
  const unreached = resultsBeyond(ctx.outbox, from === null ? 0 : parseCursor(from).seq)
  for (let turn = 1; ; turn++) {
    try {
      if (!(await reachHead(ctx, signal))) return false
      break
    } catch (error) {
      if (!isOutdated(error)) throw error
      if (error.code === 'scope_changed') leaveScope(ctx)
      if (turn === MAX_TURNS) throw error
      if (error.code === 'resync_needed' && !(await beginAnew(ctx, signal))) return false
    }
  }
  const now = ctx.clock()
  putMirrorValue(ctx.mirror, LAST_SYNCED_AT, now)
  const { cursor } = mirrorState(ctx.mirror)
  if (cursor === null) return true
  const head = parseCursor(cursor).seq
  purgeSettled(ctx.outbox, head, now)
  forgetUnreachable(ctx, unreached, head)
  return true
}

/** They had come before the head was read: a number beyond it is of a feed that is no more, and nothing will ever reach it. */
function forgetUnreachable(ctx: SyncContext, unreached: readonly string[], head: number): void {
  if (!forgetResultSeqs(ctx.outbox, head, unreached)) return
  ctx.log('results beyond the head of the feed were forgotten')
  showAllPending(ctx)
  ctx.report.cases(null, 0)
}

async function reachHead(ctx: SyncContext, signal: AbortSignal): Promise<boolean> {
  if (mirrorState(ctx.mirror).cursor !== null && reloadWanted(ctx.mirror) && !(await beginAnew(ctx, signal)))
    return false
  if (mirrorState(ctx.mirror).cursor === null) {
    if (isFirstSyncPaused(ctx)) return false
    await runFirstSync(ctx, signal)
  }
  return pullChanges(ctx, signal)
}

async function pullChanges(ctx: SyncContext, signal: AbortSignal): Promise<boolean> {
  const guard = guardChanges(ctx)
  for (;;) {
    const { cursor } = mirrorState(ctx.mirror)
    if (cursor === null) throw new PortalFault('resync_needed', 'no cursor')
    const page = await guard.page(cursor, signal)
    if (!(await guard.mayApply(page, signal))) return false
    await applyPage(ctx, page, signal)
    if (!page.more) return true
  }
}

async function applyPage(
  ctx: SyncContext,
  page: { items: ChangeItem[]; cursor: string; more: boolean },
  signal: AbortSignal,
): Promise<void> {
  if (keepWordsOfRemoved(ctx, page.items, ctx.clock()) > 0) ctx.report.operations()
  const slices = applyChangesInSlices(
    ctx.mirror,
    {
      items: page.items,
      cursor: page.cursor,
      more: page.more,
      pendingOf: (caseIds, seq) => overlayOfCases(ctx.outbox, seq, caseIds),
    },
    { now: ctx.clock },
  )
  let renamed = false
  for (const applied of slices) {
    renamed ||= applied.namesChanged
    const byOthers = applied.newNotes.filter((note) => note.authorId !== ctx.agentId).length
    const tooMany = applied.namesChanged || applied.caseIds.length > MAX_NAMED_CASES
    if (tooMany || applied.caseIds.length > 0) ctx.report.cases(tooMany ? null : applied.caseIds, byOthers)
    // Requests are shown with the companies and people that match them.
    if (applied.registrationsChanged || applied.customersChanged) ctx.report.registrations()
    if (applied.customersChanged) ctx.report.customers()
    if (applied.rmasChanged || applied.namesChanged) ctx.report.rmas()
    if (applied.templatesChanged) ctx.report.templates()
    if (applied.viewsChanged) ctx.report.views()
    if (applied.macrosChanged) ctx.report.macros()
    await ctx.timers.breathe()
    // Each slice carries its own cursor, so leaving between two of them loses nothing.
    if (signal.aborted) throw new PortalFault('aborted')
  }
  if (page.items.some(({ kind, table }) => kind !== 'row' && HOLD_FILES.has(table))) ctx.report.removed()
  ctx.report.state()
  if (!renamed) return
  while (refreshSearch(ctx.mirror, { now: ctx.clock })) await ctx.timers.breathe()
}

function isOutdated(error: unknown): error is PortalFault & { code: 'resync_needed' | 'scope_changed' } {
  return error instanceof PortalFault && (error.code === 'resync_needed' || error.code === 'scope_changed')
}
