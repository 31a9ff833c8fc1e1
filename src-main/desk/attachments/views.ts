import type { FileFolder } from '#main/store/file-folder/index.ts'
import { attachmentById } from '#main/store/mirror/attachments.ts'
import type { Mirror, Outbox } from '#main/store/open.ts'
import { allStagedFiles, unsentFileStates } from '#main/store/outbox/staged-files.ts'
import type { Transfers } from '#main/sync/transfers.ts'
import type { AttachmentView } from '#shared/rpc/models.ts'

type Known = Pick<AttachmentView, 'id' | 'fileName' | 'mediaType' | 'size'> & { sha256?: string }
export type AttachmentWork = { outbox: Outbox; mirror: Mirror; files: FileFolder; transfers: Transfers }

/**
 * Makes views of files, be they of drafts, operations or rows, with where their bytes are now. For one answer to the screen:
 * what the outbox says is read once.
 */
export function attachmentViewer(work: AttachmentWork): (files: readonly Known[]) => AttachmentView[] {
  let outbox: ReturnType<typeof readOutbox> | null = null
  return (files) =>
    files.map(({ id, fileName, mediaType, size, sha256 }) => {
      outbox ??= readOutbox(work)
      return { id, fileName, mediaType, size, ...stateOf(work, outbox, id, sha256) }
    })
}

export function attachmentViews(work: AttachmentWork, files: readonly Known[]): AttachmentView[] {
  return attachmentViewer(work)(files)
}

function readOutbox({ outbox }: AttachmentWork) {
  return { staged: new Set(allStagedFiles(outbox).map(({ id }) => id)), unsent: unsentFileStates(outbox) }
}

function stateOf(
  { mirror, files, transfers }: AttachmentWork,
  { staged, unsent }: ReturnType<typeof readOutbox>,
  id: string,
  known: string | undefined,
): Pick<AttachmentView, 'state' | 'sent'> {
  if (staged.has(id) || unsent.get(id) === 'stopped') return { state: 'staged', sent: 0 }
  const sha256 = known ?? attachmentById(mirror, id)?.sha256
  if (unsent.has(id)) return { state: 'uploading', sent: sha256 ? transfers.uploaded(sha256) : 0 }
  if (!sha256) return { state: 'remote', sent: 0 }
  const fetched = transfers.fetched(sha256)
  if (fetched !== null) return { state: 'fetching', sent: fetched }
  return { state: files.has(sha256) ? 'here' : 'remote', sent: 0 }
}
