import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'
import { filesOf } from '../outbox/staged-files.ts'

/** Brings the files that no portal row names yet in line with the operations: of notes, and of a case that was entered here. */
export function replaceLocalFiles(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): void {
  mirror.prepare('DELETE FROM attachments WHERE case_pk = ? AND seq = 0').run(pk)
  for (const { operation, passed } of operations) {
    // When the cursor has passed, the portal's rows are here - or they were deleted there.
    if (passed) continue
    const noteId = operation.kind === 'note.create' ? operation.opId : null
    for (const { id, fileName, mediaType, size, sha256 } of filesOf(operation)) {
      mirror
        .prepare(
          `INSERT INTO attachments (id, case_pk, note_id, file_name, media_type, size, sha256, created_at, seq)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING`,
        )
        .run(id, pk, noteId, fileName, mediaType, size, sha256, operation.authoredAt)
    }
  }
}
