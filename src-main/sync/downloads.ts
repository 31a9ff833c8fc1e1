import { createChunkSize } from './chunk-size.ts'
import type { SyncContext } from './context.ts'
import type { FileContext } from './file-context.ts'
import { PortalFault } from './portal-fault.ts'

export type Wanted = { caseId: string; sha256: string; size: number }

/** Files of the portal that somebody wants to see. */
export type Downloads = {
  /**
   * Resolves when the file is here, whole and of that hash. False: the portal has no such file for this agent. Rejects with a
   * `PortalFault` when the portal cannot be asked; what has come by then is kept, and the next call goes on there.
   */
  fetch(wanted: Wanted): Promise<boolean>
  /** Cuts what is on its way; resolves when nothing runs any more. */
  stop(): Promise<void>
}

type Context = Pick<SyncContext, 'client' | 'clock' | 'log'> &
  Pick<FileContext, 'files' | 'transfers'> & {
    report: Pick<SyncContext['report'], 'contact'> & FileContext['report']
  }

export function createDownloads(ctx: Context): Downloads {
  const chunk = createChunkSize()
  const controller = new AbortController()
  const running = new Map<string, Promise<boolean>>()

  async function download(wanted: Wanted): Promise<boolean> {
    const { sha256, size, caseId } = wanted
    const note = (bytes: number | null) => {
      ctx.transfers.noteFetched(sha256, bytes)
      ctx.report.attachments([caseId])
    }
    note(0)
    try {
      const arrived = await readParts(wanted, note)
      if (arrived !== 'mismatch') return arrived === 'whole'
      ctx.log('a file came damaged; it is asked for once more')
      const again = await readParts(wanted, note)
      if (again === 'mismatch')
        throw new PortalFault('bad_response', `a file of ${size} bytes is not what its hash says`)
      return again === 'whole'
    } finally {
      note(null)
    }
  }

  async function readParts(
    { sha256, size }: Wanted,
    note: (bytes: number) => void,
  ): Promise<'whole' | 'unknown' | 'mismatch'> {
    const part = await ctx.files.openPart(sha256)
    try {
      while (part.offset < size) {
        note(part.offset)
        const began = ctx.clock()
        const range = { from: part.offset, to: Math.min(size, part.offset + chunk.bytes()) }
        const bytes = await ctx.client.blobs.read(sha256, range, controller.signal)
        ctx.report.contact()
        if (bytes === null) return 'unknown'
        if (bytes.length === 0) throw new PortalFault('bad_response', 'a file ends too early')
        await part.append(bytes)
        chunk.took(ctx.clock() - began)
      }
    } catch (error) {
      chunk.failed()
      throw error
    } finally {
      if (part.offset < size) await part.close()
    }
    return (await part.finish()) ? 'whole' : 'mismatch'
  }

  return {
    fetch(wanted) {
      const { sha256 } = wanted
      const known = running.get(sha256)
      if (known) return known
      const started = download(wanted).finally(() => running.delete(sha256))
      running.set(sha256, started)
      return started
    },
    async stop() {
      controller.abort()
      await Promise.allSettled(running.values())
    },
  }
}
