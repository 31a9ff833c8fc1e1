import { FileFault } from '#main/store/file-folder/index.ts'
import { attachmentById } from '#main/store/mirror/attachments.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import {
  addStagedFile,
  removeStagedFile,
  type StagedFile,
  stagedFileById,
  stagedFiles,
  unsentFile,
  unsentHashes,
} from '#main/store/outbox/staged-files.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { type ComposerMode, NEW_CASE } from '#shared/domain/case.ts'
import { safeFileName } from '#shared/domain/file-name.ts'
import { MAX_ATTACHMENTS } from '#shared/portal-api/operations.ts'
import type { AttachmentView } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { readSettings } from '../settings/stored.ts'
import { inspect, piecesOf } from './inspect.ts'
import { attachmentLimits } from './limits.ts'
import { attachmentViews } from './views.ts'

/** The portal cannot be asked now; a later try may bring the file. */
const NOT_NOW = ['unreachable', 'tls', 'timeout', 'unavailable', 'throttled', 'aborted']

export function attachmentsApi(ctx: DeskContext): DeskApi['attachments'] {
  async function stage(caseId: string, mode: ComposerMode, file: File): Promise<AttachmentView> {
    const { mirror, files, arriving } = ctx.work()
    if (caseId !== NEW_CASE && findCase(mirror, caseId) === null) throw new DeskFault('not_found')
    const name = safeFileName(file.name)
    const { maxBytes } = attachmentLimits(ctx)
    if (file.size === 0) throw new DeskFault('file_empty', { name })
    if (file.size > maxBytes) throw new DeskFault('file_too_large', { name, size: file.size, max: maxBytes })
    requireRoom(ctx, caseId, mode)
    const { sha256, mediaType } = await inspect(file)
    if (mediaType === null) throw new DeskFault('file_type_refused', { name })
    arriving.add(sha256)
    try {
      await files.put(sha256, piecesOf(file))
      return record({ id: ctx.deps.ids(), caseId, mode, fileName: name, mediaType, size: file.size, sha256 })
    } finally {
      arriving.delete(sha256)
    }
  }

  /** From here on the file is the draft's, whatever happens. The same file again is the one that is there already. */
  function record(file: Omit<StagedFile, 'stagedAt'>): AttachmentView {
    const { outbox } = ctx.work()
    const { caseId, mode, sha256, fileName } = file
    const same = stagedFiles(outbox, caseId, mode).find((one) => one.sha256 === sha256 && one.fileName === fileName)
    if (!same) {
      requireRoom(ctx, caseId, mode)
      addStagedFile(outbox, { ...file, stagedAt: ctx.deps.clock() })
    }
    announce(caseId)
    return attachmentViews(ctx.work(), [same ?? file])[0]!
  }

  async function fetch(attachmentId: string): Promise<void> {
    const { files, downloads, scheduler, outbox, mirror, arriving } = ctx.work()
    const wanted = find(ctx, attachmentId)
    if (files.has(wanted.sha256)) return
    if (scheduler.state().workOffline) throw new DeskFault('file_not_here')
    let found: boolean
    try {
      found = await downloads.fetch(wanted)
    } catch (error) {
      if (error instanceof PortalFault && NOT_NOW.includes(error.code)) {
        throw new DeskFault('file_not_here', {}, { cause: error })
      }
      throw error
    }
    if (!found) throw new DeskFault('not_found')
    // The case may have left the agent's scope meanwhile, and its bytes must not stay behind.
    if (attachmentById(mirror, attachmentId) === null && !unsentHashes(outbox).has(wanted.sha256)) {
      await files.remove(wanted.sha256)
      throw new DeskFault('not_found')
    }
    const limit = readSettings(outbox).attachmentCacheMb * 1_000_000
    await files.evict(limit, new Set([...unsentHashes(outbox), ...arriving, wanted.sha256]))
    announce(wanted.caseId)
  }

  async function read(attachmentId: string): Promise<File> {
    const { files } = ctx.work()
    const { sha256, size, fileName, mediaType, caseId } = find(ctx, attachmentId)
    try {
      const pieces: Buffer<ArrayBuffer>[] = []
      for await (const piece of files.read(sha256)) pieces.push(Buffer.from(piece))
      const file = new File(pieces, safeFileName(fileName), { type: mediaType })
      if (file.size !== size) throw new FileFault('damaged')
      return file
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      if (error.code === 'damaged') {
        ctx.deps.log('a file in the profile is damaged')
        // The portal has it still; what has not been sent is left for whoever can mend it.
        if (!unsentHashes(ctx.work().outbox).has(sha256)) await files.remove(sha256)
        announce(caseId)
      }
      throw new DeskFault('file_not_here', {}, { cause: error })
    }
  }

  function announce(caseId: string): void {
    ctx.bus.publish({ type: 'attachments', caseIds: [caseId] })
  }

  return {
    stage: ({ caseId, mode, file }) => stage(caseId, mode, file),
    unstage: ({ attachmentId }) => {
      const removed = removeStagedFile(ctx.work().outbox, attachmentId)
      if (removed === null) throw new DeskFault('not_found')
      announce(removed.caseId)
    },
    fetch: ({ attachmentId }) => fetch(attachmentId),
    read: ({ attachmentId }) => read(attachmentId),
    limits: () => attachmentLimits(ctx),
  }
}

function requireRoom(ctx: DeskContext, caseId: string, mode: ComposerMode): void {
  const count = stagedFiles(ctx.work().outbox, caseId, mode).length
  if (count >= MAX_ATTACHMENTS) throw new DeskFault('too_many_files', { max: MAX_ATTACHMENTS })
}

/** Of a draft, an operation or a row. */
function find(ctx: DeskContext, id: string): Omit<StagedFile, 'mode' | 'stagedAt'> {
  const { outbox, mirror } = ctx.work()
  const found = stagedFileById(outbox, id) ?? unsentFile(outbox, id) ?? attachmentById(mirror, id)
  if (!found) throw new DeskFault('not_found')
  return found
}
