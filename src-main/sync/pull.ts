import { applyChangesInSlices, refreshSearch } from '#main/store/mirror/changes.ts'
import { mirrorState, putMirrorValue } from '#main/store/mirror/state.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { purgeSettled } from '#main/store/outbox/sending.ts'
import { type ChangeItem, parseCursor } from '#shared/portal-api/sync.ts'
import type { SyncContext } from './context.ts'
import { beginAnew, isFirstSyncPaused, runFirstSync } from './first-sync.ts'
import { PortalFault } from './portal-fault.ts'

export const LAST_SYNCED_AT = 'last-synced-at'

/** Above so many changed cases the screen reads everything again instead. */
const MAX_NAMED_CASES = 500

/**
 * Brings the mirror to the portal's head: loads everything when there is nothing yet (or when the portal asks for
 * that), then applies changes until no more come. Rejects with the fault that stopped it; what was applied stays.
 */
export async function pull(ctx: SyncContext, signal: AbortSignal): Promise<void> {
  if (mirrorState(ctx.mirror).cursor === null) {
    if (isFirstSyncPaused(ctx)) return
    await runFirstSync(ctx, signal)
  }
  try {
    await pullChanges(ctx, signal)
  } catch (error) {
    if (!isOutdated(error)) throw error
    await beginAnew(ctx, signal)
    await runFirstSync(ctx, signal)
    await pullChanges(ctx, signal)
  }
  const now = ctx.clock()
  putMirrorValue(ctx.mirror, LAST_SYNCED_AT, now)
  const { cursor } = mirrorState(ctx.mirror)
  if (cursor !== null) purgeSettled(ctx.outbox, parseCursor(cursor).seq, now)
}

async function pullChanges(ctx: SyncContext, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { cursor } = mirrorState(ctx.mirror)
    if (cursor === null) throw new PortalFault('resync_needed', 'no cursor')
    const page = await ctx.client.changes(parseCursor(cursor), signal)
    if (signal.aborted) throw new PortalFault('aborted')
    ctx.report.contact()
    if (page.more && page.items.length === 0) throw new PortalFault('bad_response', 'an empty page with more to come')
    await applyPage(ctx, page, signal)
    if (!page.more) return
  }
}

/** Every page of changes passes here before anything is written: where one that deletes too much can be held and asked about. */
async function applyPage(
  ctx: SyncContext,
  page: { items: ChangeItem[]; cursor: string },
  signal: AbortSignal,
): Promise<void> {
  const slices = applyChangesInSlices(
    ctx.mirror,
    {
      items: page.items,
      cursor: page.cursor,
      pendingOf: (caseIds, seq) => overlayOperations(ctx.outbox, seq, caseIds),
    },
    { now: ctx.clock },
  )
  let renamed = false
  for (const applied of slices) {
    renamed ||= applied.namesChanged
    const byOthers = applied.newNotes.filter((note) => note.authorId !== ctx.agentId).length
    const tooMany = applied.namesChanged || applied.caseIds.length > MAX_NAMED_CASES
    if (tooMany || applied.caseIds.length > 0) ctx.report.cases(tooMany ? null : applied.caseIds, byOthers)
    await ctx.timers.breathe()
    // Each slice carries its own cursor, so leaving between two of them loses nothing.
    if (signal.aborted) throw new PortalFault('aborted')
  }
  ctx.report.state()
  if (!renamed) return
  while (refreshSearch(ctx.mirror, { now: ctx.clock })) await ctx.timers.breathe()
}

function isOutdated(error: unknown): boolean {
  return error instanceof PortalFault && (error.code === 'resync_needed' || error.code === 'scope_changed')
}
