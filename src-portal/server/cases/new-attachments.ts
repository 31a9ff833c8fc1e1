import { inArray } from 'drizzle-orm'
import { isAttachmentType } from '#shared/domain/attachment-types.ts'
import type { NewAttachment } from '#shared/portal-api/operations.ts'
import { wholeBlob } from '../../blobs/whole.ts'
import { attachments } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { type Outcome, rejected } from './outcome.ts'

/** A desk uploads before it sends the operation, so the wait is the exception: another desk's upload, a lost file. */
const BLOB_RETRY_MS = 5000

type Checked = { files: (typeof attachments.$inferInsert)[] } | { refused: Outcome }
type Place = { caseId: string; noteId: string | null }

/**
 * The rows to be written, when all files may be attached now. Asked before anything is written: a refused operation
 * changes nothing. Their type is what the portal found in the bytes, whatever the desk says.
 */
export async function checkAttachments(
  work: Work,
  { caseId, noteId }: Place,
  files: readonly NewAttachment[],
): Promise<Checked> {
  const refuse = (code: string, detail: string): Checked => ({ refused: rejected(code, detail) })
  if (files.length === 0) return { files: [] }
  if (files.some(({ size }) => size > work.maxAttachmentBytes)) {
    return refuse('attachment_too_large', `A file may have ${work.maxAttachmentBytes} bytes at most`)
  }
  if (!files.every(({ mediaType }) => isAttachmentType(mediaType))) {
    return refuse('attachment_type', 'Files of this type are not accepted')
  }
  const ids = files.map(({ id }) => id)
  const taken = await work.tx.select({ id: attachments.id }).from(attachments).where(inArray(attachments.id, ids))
  if (taken.length > 0 || new Set(ids).size < ids.length) {
    return refuse('attachment_id_taken', 'Another file has this id')
  }
  const rows: (typeof attachments.$inferInsert)[] = []
  for (const { id, fileName, size, sha256 } of files) {
    const blob = await wholeBlob(work.tx, sha256)
    if (!blob) return { refused: { status: 'retry', afterMs: BLOB_RETRY_MS } }
    if (blob.size !== size) return refuse('attachment_size', 'The file has another size than was announced')
    if (!isAttachmentType(blob.mediaType)) return refuse('attachment_type', 'Files of this type are not accepted')
    rows.push({ id, caseId, noteId, fileName, mediaType: blob.mediaType, size, sha256, createdAt: work.now })
  }
  return { files: rows }
}

/** What `checkAttachments` has passed, after the case and note that it belongs to. */
export async function writeAttachments({ tx }: Work, files: (typeof attachments.$inferInsert)[]): Promise<void> {
  if (files.length > 0) await tx.insert(attachments).values(files)
}
