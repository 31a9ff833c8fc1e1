import { and, count, eq, inArray, lt } from 'drizzle-orm'
import { safeFileName } from '#shared/domain/file-name.ts'
import { type TakenIn, takeIn } from '../blobs/take-in.ts'
import type { Uploads } from '../blobs/uploads.ts'
import { wholeBlob } from '../blobs/whole.ts'
import { CustomerRefusal } from '../customers/refusal.ts'
import type { Database } from '../db/open.ts'
import { attachments, customerUploads } from '../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../server/deps.ts'

/** Of one person, waiting to be attached; a form has twenty at most. */
export const MAX_WAITING_UPLOADS = 60
const FORGOTTEN_MS = 2 * 86_400_000

export type NewUpload = {
  contactId: string
  /** As the browser gave it. */
  fileName: string
  source: AsyncIterable<Uint8Array>
  maxBytes: number
}
export type StoredUpload = { fileId: string; fileName: string; mediaType: string; size: number }

/** Throws `CustomerRefusal`: `too_large`, `file_type_refused`, `too_many_files`, `invalid_fields` of an empty file. */
export async function storeUpload(deps: ServiceDeps, uploads: Uploads, upload: NewUpload): Promise<StoredUpload> {
  const { contactId } = upload
  const [waiting] = await deps.db
    .select({ n: count() })
    .from(customerUploads)
    .where(eq(customerUploads.contactId, contactId))
  if ((waiting?.n ?? 0) >= MAX_WAITING_UPLOADS) throw new CustomerRefusal('too_many_files')
  const taken = await takeIn(uploads, upload.source, upload.maxBytes)
  if (taken.kind === 'empty') throw new CustomerRefusal('invalid_fields', { fields: { file: 'required' } })
  if (taken.kind !== 'taken') throw new CustomerRefusal(taken.kind)
  return inTransaction(deps, (work) => record(work, { contactId, fileName: safeFileName(upload.fileName), taken }))
}

type Taken = Extract<TakenIn, { kind: 'taken' }>

async function record(
  work: Work,
  { contactId, fileName, taken }: { contactId: string; fileName: string; taken: Taken },
): Promise<StoredUpload> {
  const { sha256, size, mediaType } = taken
  // The upkeep may have thrown an old unused file of the same content away in between.
  if (!(await wholeBlob(work.tx, sha256))) throw new CustomerRefusal('unavailable', { retryAfterSeconds: 1 })
  const fileId = work.newId()
  await work.tx
    .insert(customerUploads)
    .values({ id: fileId, contactId, fileName, mediaType, size, sha256, createdAt: work.now })
  return { fileId, fileName, mediaType, size }
}

/** False when the person has no such file that belongs to nothing yet. */
export async function discardUpload(db: Database, own: { contactId: string; fileId: string }): Promise<boolean> {
  const gone = await db
    .delete(customerUploads)
    .where(and(eq(customerUploads.id, own.fileId), eq(customerUploads.contactId, own.contactId)))
    .returning({ id: customerUploads.id })
  return gone.length > 0
}

export type Attaching = { contactId: string; files: readonly string[]; caseId: string; noteId: string | null }

/** The person's own waiting files become attachments under the same ids. Throws `invalid_fields` for all others. */
export async function attachUploads({ tx, now }: Work, { contactId, files, caseId, noteId }: Attaching): Promise<void> {
  if (files.length === 0) return
  const found = await tx
    .delete(customerUploads)
    .where(and(inArray(customerUploads.id, [...files]), eq(customerUploads.contactId, contactId)))
    .returning()
  if (found.length !== files.length) throw new CustomerRefusal('invalid_fields', { fields: { files: 'invalid' } })
  const inOrder = files.flatMap((id) => found.filter((upload) => upload.id === id))
  await tx.insert(attachments).values(
    inOrder.map(({ id, fileName, mediaType, size, sha256 }) => ({
      id,
      caseId,
      noteId,
      fileName,
      mediaType,
      size,
      sha256,
      createdAt: now,
    })),
  )
}

/** Files that a form was left with. Their bytes go with the blob store's own upkeep. */
export async function forgetUploads(db: Database, now: number): Promise<void> {
  await db.delete(customerUploads).where(lt(customerUploads.createdAt, now - FORGOTTEN_MS))
}
