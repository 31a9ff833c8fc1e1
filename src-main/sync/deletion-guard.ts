import { countRemovals, countRows, noRemovals } from '#main/store/mirror/removals.ts'
import {
  getMirrorValue,
  LAST_SYNCED_AT,
  mirrorState,
  putMirrorValue,
  removeMirrorValue,
} from '#main/store/mirror/state.ts'
import type { Mirror } from '#main/store/open.ts'
import { keepUntilLoaded } from '#main/store/outbox/result-seqs.ts'
import { type ChangesResponse, parseCursor, type SnapshotHead } from '#shared/portal-api/sync.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import type { SyncContext } from './context.ts'
import { showAllPending } from './overlay.ts'
import { PortalFault } from './portal-fault.ts'

/** What a person is asked about before it happens: more than this share of the rows, and more than so many. */
export const MOST_SHARE = 0.2
export const MOST_ROWS = 50
/** Pages that are kept while the rest of a pull is looked at; what comes after them is asked for again. */
const KEPT_PAGES = 20

const HELD = 'held-deletions'
const ALLOWED = 'allowed-deletions'
const RELOAD = 'reload'

/** `changes`: tombstones and evictions up to `cursor`. `reload`: everything anew, with so much less in it. */
type Held = { rows: number; of: number; kind: 'changes' | 'reload'; cursor: string | null }

export function heldDeletions(mirror: Mirror): SyncState['heldDeletions'] {
  const held = getMirrorValue<Held>(mirror, HELD)
  return held && { rows: held.rows, of: held.of }
}

/** The word of the person who was asked. False: nothing was being asked. */
export function answerHeld(mirror: Mirror, allow: boolean): boolean {
  return mirror.transaction(() => {
    const held = getMirrorValue<Held>(mirror, HELD)
    if (!held) return false
    removeMirrorValue(mirror, HELD)
    if (allow && held.kind === 'changes') putMirrorValue(mirror, ALLOWED, held.cursor)
    else putMirrorValue(mirror, RELOAD, { allowed: allow })
    return true
  })
}

/** Everything is to be loaded again: because a person said so, or because that is what is being asked about. */
export function reloadWanted(mirror: Mirror): { allowed: boolean } | null {
  const wanted = getMirrorValue<{ allowed: boolean }>(mirror, RELOAD)
  if (wanted) return wanted
  return getMirrorValue<Held>(mirror, HELD)?.kind === 'reload' ? { allowed: false } : null
}

export function wantReload(mirror: Mirror): void {
  putMirrorValue(mirror, RELOAD, { allowed: false })
}

/** False: the portal has so much less than the mirror that a person is asked first; nothing may be emptied. */
export async function mayReload(ctx: SyncContext, head: SnapshotHead): Promise<boolean> {
  // Rows of a load that was never finished are nothing to lose.
  if (mirrorState(ctx.mirror).cursor === null || reloadWanted(ctx.mirror)?.allowed) return true
  const here = await rowsHere(ctx)
  const fewer = here - head.tables.reduce((sum, { rows }) => sum + rows, 0)
  if (!tooMany(fewer, here)) return true
  hold(ctx, { rows: fewer, of: here, kind: 'reload', cursor: null })
  keepShown(ctx)
  return false
}

/** What was sent since the mirror was last at the head may have its number from the feed that is not loaded yet. */
function keepShown(ctx: SyncContext): void {
  const since = getMirrorValue<number>(ctx.mirror, LAST_SYNCED_AT)
  if (since === null || !keepUntilLoaded(ctx.outbox, since)) return
  showAllPending(ctx)
  ctx.report.cases(null, 0)
}

export type ChangesGuard = {
  /** The page after the cursor, as it was looked at already or from the portal. */
  page(cursor: string, signal: AbortSignal): Promise<ChangesResponse>
  /** False: a person is asked first; nothing of this page may be applied. */
  mayApply(page: ChangesResponse, signal: AbortSignal): Promise<boolean>
}

/** Watches over the pages of one pull. At the first one that deletes anything it looks ahead to the end of the feed. */
export function guardChanges(ctx: SyncContext): ChangesGuard {
  const ahead = new Map<string, ChangesResponse>()
  const count = noRemovals()
  let checkedTo = Number.NEGATIVE_INFINITY

  async function ask(cursor: string, signal: AbortSignal): Promise<ChangesResponse> {
    const page = await ctx.client.changes(parseCursor(cursor), signal)
    if (signal.aborted) throw new PortalFault('aborted')
    ctx.report.contact()
    // A page may have nothing for this agent, but it must lead on.
    if (page.more && page.cursor === cursor) throw new PortalFault('bad_response', 'a page that leads nowhere')
    return page
  }

  async function lookAhead(first: ChangesResponse, signal: AbortSignal): Promise<string> {
    let page = first
    for (;;) {
      countRemovals(ctx.mirror, page.items, count)
      if (!page.more) return page.cursor
      const { cursor } = page
      page = await ask(cursor, signal)
      if (ahead.size < KEPT_PAGES) ahead.set(cursor, page)
      await ctx.timers.breathe()
    }
  }

  return {
    async page(cursor, signal) {
      const known = ahead.get(cursor)
      ahead.delete(cursor)
      return upToAllowed(ctx.mirror, cursor, known ?? (await ask(cursor, signal)))
    },
    async mayApply(page, signal) {
      const { epoch, seq } = parseCursor(page.cursor)
      const allowed = getMirrorValue<string>(ctx.mirror, ALLOWED)
      if (allowed !== null) {
        const upTo = parseCursor(allowed)
        if (upTo.epoch === epoch && seq <= upTo.seq) {
          // The answer may have come while it was looked at once more.
          release(ctx)
          return true
        }
        removeMirrorValue(ctx.mirror, ALLOWED)
      }
      if (seq > checkedTo && page.items.some(({ kind }) => kind !== 'row')) {
        const end = await lookAhead(page, signal)
        const of = count.rows > MOST_ROWS ? await rowsHere(ctx) : 0
        if (tooMany(count.rows, of)) return hold(ctx, { rows: count.rows, of, kind: 'changes', cursor: end })
        checkedTo = parseCursor(end).seq
      }
      release(ctx)
      return true
    },
  }
}

/** A page that begins with what a person has allowed ends there; what was committed since comes by itself. */
function upToAllowed(mirror: Mirror, cursor: string, page: ChangesResponse): ChangesResponse {
  const allowed = getMirrorValue<string>(mirror, ALLOWED)
  if (allowed === null) return page
  const { epoch, seq } = parseCursor(allowed)
  const [from, to] = [parseCursor(cursor), parseCursor(page.cursor)]
  if (to.epoch !== epoch || to.seq <= seq || from.seq >= seq) return page
  return { ...page, items: page.items.filter((item) => item.seq <= seq), cursor: allowed, more: true }
}

function tooMany(rows: number, of: number): boolean {
  return rows > MOST_ROWS && rows > of * MOST_SHARE
}

function hold(ctx: SyncContext, held: Held): false {
  const known = getMirrorValue<Held>(ctx.mirror, HELD)
  if (known === null) ctx.log(`${held.rows} of ${held.of} rows would go: a person is asked`)
  putMirrorValue(ctx.mirror, HELD, held)
  ctx.report.state()
  return false
}

/** What was asked about has come right by itself. */
function release(ctx: SyncContext): void {
  if (getMirrorValue<Held>(ctx.mirror, HELD) === null) return
  removeMirrorValue(ctx.mirror, HELD)
  ctx.report.state()
}

async function rowsHere(ctx: SyncContext): Promise<number> {
  const steps = countRows(ctx.mirror)
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    await ctx.timers.breathe()
  }
}
