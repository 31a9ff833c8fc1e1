import { digestTable } from '#main/store/mirror/digest.ts'
import { getMirrorValue, mirrorState, putMirrorValue } from '#main/store/mirror/state.ts'
import type { BucketDigest } from '#shared/domain/digest.ts'
import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import type { DigestResponse } from '#shared/portal-api/sync.ts'
import type { SyncContext } from './context.ts'
import { PortalFault } from './portal-fault.ts'

const EVERY_MS = 24 * 60 * 60_000
/** After that many tries in vain to meet the portal at one cursor the rest waits for the next time. */
const MOST_TRIES = 8
const LATER_MS = 15 * 60_000
const DUE_AT = 'digest-due-at'

export type Divergence = { table: SyncTable; buckets: number }

export type DigestCheck = {
  isDue(): boolean
  /** The next check is at once, as after an end that was not clean. */
  request(): void
  /**
   * Compares table by table with the portal; the mirror must just have reached the head. `again`: the portal moved on, or
   * `interrupted` says that other work waits; pull, and call it once more.
   */
  run(signal: AbortSignal, interrupted: () => boolean): Promise<'done' | 'again' | Divergence>
}

/** Finds in silence what no checksum of the file can: a row that is whole but not the portal's. */
export function createDigestCheck(ctx: SyncContext): DigestCheck {
  let left: SyncTable[] = []
  let tries = 0
  /** A difference counts when it is found twice, with a pull between. */
  let suspect: SyncTable | null = null

  /** Null where the portal does not answer this as it should: the check is put off, and sync goes on as if nothing were. */
  async function ask(table: SyncTable, signal: AbortSignal): Promise<DigestResponse | null> {
    try {
      return await ctx.client.digest(table, signal)
    } catch (error) {
      const passing = error instanceof PortalFault && error.code !== 'aborted' && error.code !== 'unauthorized'
      if (!passing) throw error
      ctx.log(`the digest of ${table} cannot be had: ${error.code}`)
      return null
    }
  }

  async function compare(
    table: SyncTable,
    theirs: DigestResponse,
    signal: AbortSignal,
    interrupted: () => boolean,
  ): Promise<number | null> {
    if (theirs.cursor !== mirrorState(ctx.mirror).cursor) return null
    const steps = digestTable(ctx.mirror, table, { now: ctx.clock })
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return differences(step.value, theirs.buckets)
      await ctx.timers.breathe()
      if (signal.aborted) throw new PortalFault('aborted')
      if (interrupted() && tries < MOST_TRIES) return null
    }
  }

  function dueIn(ms: number): void {
    putMirrorValue(ctx.mirror, DUE_AT, ctx.clock() + ms)
    left = []
    tries = 0
    suspect = null
  }

  return {
    isDue() {
      const now = ctx.clock()
      const dueAt = getMirrorValue<number>(ctx.mirror, DUE_AT)
      // What was just loaded needs no check; a time that is too far away comes from a clock that was set back.
      if (dueAt === null || dueAt - now > EVERY_MS) dueIn(EVERY_MS)
      return dueAt !== null && dueAt <= now
    },
    request: () => dueIn(0),
    async run(signal, interrupted) {
      if (left.length === 0) left = [...SYNC_TABLES]
      for (let [table] = left; table; [table] = left) {
        const theirs = await ask(table, signal)
        if (theirs === null) {
          dueIn(LATER_MS)
          return 'done'
        }
        const different = await compare(table, theirs, signal, interrupted)
        if (different === null) {
          tries += 1
          if (tries < MOST_TRIES) return 'again'
          dueIn(LATER_MS)
          return 'done'
        }
        if (different > 0) {
          if (suspect === table) {
            dueIn(EVERY_MS)
            return { table, buckets: different }
          }
          suspect = table
          return 'again'
        }
        suspect = null
        left.shift()
      }
      dueIn(EVERY_MS)
      return 'done'
    },
  }
}

function differences(ours: readonly BucketDigest[], theirs: readonly BucketDigest[]): number {
  const at = new Map(theirs.map((one) => [one.bucket, one]))
  const differs = ({ bucket, rows, digest }: BucketDigest) => {
    const other = at.get(bucket)
    return rows !== (other?.rows ?? 0) || (rows > 0 && digest !== other?.digest)
  }
  return ours.filter(differs).length
}
