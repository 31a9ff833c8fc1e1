import type { AttachmentView } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** The files of a case's notes by note, oldest first. Where their bytes are is not known here: all count as remote. */
export function attachmentsByNote(mirror: Mirror, pk: number): Map<string, AttachmentView[]> {
  const byNote = new Map<string, AttachmentView[]>()
  const rows = mirror
    .prepare<[string, string, string, string, number]>(
      `SELECT note_id, id, file_name, media_type, size FROM attachments
       WHERE case_pk = ? AND note_id IS NOT NULL ORDER BY created_at, id`,
      { raw: true },
    )
    .all(pk)
  for (const [noteId, id, fileName, mediaType, size] of rows) {
    const files = byNote.get(noteId) ?? []
    files.push({ id, fileName, mediaType, size, state: 'remote', sent: 0 })
    byNote.set(noteId, files)
  }
  return byNote
}

/** Those of the case itself, likewise. */
export function attachmentsOfCase(mirror: Mirror, pk: number): AttachmentView[] {
  return mirror
    .prepare<[string, string, string, number]>(
      `SELECT id, file_name, media_type, size FROM attachments
       WHERE case_pk = ? AND note_id IS NULL ORDER BY created_at, id`,
      { raw: true },
    )
    .all(pk)
    .map(([id, fileName, mediaType, size]) => ({ id, fileName, mediaType, size, state: 'remote', sent: 0 }))
}

/** Every content that a row names. */
export function attachedHashes(mirror: Mirror): Set<string> {
  return new Set(mirror.prepare<string>('SELECT DISTINCT sha256 FROM attachments', { pluck: true }).all())
}

export type StoredAttachment = Pick<AttachmentView, 'id' | 'fileName' | 'mediaType' | 'size'> & {
  caseId: string
  sha256: string
}

export function attachmentById(mirror: Mirror, id: string): StoredAttachment | null {
  return (
    mirror
      .prepare<StoredAttachment>(
        `SELECT a.id, c.id AS caseId, a.file_name AS fileName, a.media_type AS mediaType, a.size, a.sha256
         FROM attachments a JOIN case_key c ON c.pk = a.case_pk WHERE a.id = ?`,
      )
      .get(id) ?? null
  )
}
