import type { ComposerMode } from '#shared/domain/case.ts'
import type { Outbox } from '../open.ts'

export type StoredDraft = {
  caseId: string
  mode: ComposerMode
  body: string
  savedAt: number
  /** The feed's number up to which the author knew the case when the draft began; null where that is not known. */
  beganSeq: number | null
  /** By this machine's clock; null where it is not known. */
  beganAt: number | null
}
export type DraftToSave = Omit<StoredDraft, 'beganSeq' | 'beganAt'> & { beganSeq?: number | null }

export function getDraft(outbox: Outbox, caseId: string, mode: ComposerMode): StoredDraft | null {
  return (
    outbox
      .prepare<StoredDraft>(
        `SELECT case_id AS caseId, mode, body, saved_at AS savedAt, began_seq AS beganSeq, began_at AS beganAt
         FROM draft WHERE case_id = ? AND mode = ?`,
      )
      .get(caseId, mode) ?? null
  )
}

/** Durable when it returns. An empty body removes the draft. A draft that is there keeps the moment at which it began. */
export function saveDraft(outbox: Outbox, draft: DraftToSave): void {
  if (draft.body === '') {
    removeDraft(outbox, draft.caseId, draft.mode)
    return
  }
  outbox
    .prepare(
      `INSERT INTO draft (case_id, mode, body, saved_at, began_seq, began_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (case_id, mode) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
    )
    .run(draft.caseId, draft.mode, draft.body, draft.savedAt, draft.beganSeq ?? null, draft.savedAt)
}

/** The words of an operation that was taken back, before what the draft holds by now. */
export function returnToDraft(outbox: Outbox, words: DraftToSave): StoredDraft {
  return outbox.transaction(() => {
    const later = getDraft(outbox, words.caseId, words.mode)
    saveDraft(outbox, { ...words, body: later ? `${words.body}\n\n${later.body}` : words.body })
    // What the older of the two had not seen counts.
    outbox
      .prepare(
        'UPDATE draft SET began_seq = coalesce(min(began_seq, @seq), began_seq, @seq) WHERE case_id = @caseId AND mode = @mode',
      )
      .run({ seq: words.beganSeq ?? null, caseId: words.caseId, mode: words.mode })
    return getDraft(outbox, words.caseId, words.mode) as StoredDraft
  })
}

export function removeDraft(outbox: Outbox, caseId: string, mode: ComposerMode): void {
  outbox.prepare('DELETE FROM draft WHERE case_id = ? AND mode = ?').run(caseId, mode)
}

/** Newest first. */
export function listDrafts(outbox: Outbox): Pick<StoredDraft, 'caseId' | 'mode' | 'savedAt'>[] {
  return outbox
    .prepare<Pick<StoredDraft, 'caseId' | 'mode' | 'savedAt'>>(
      'SELECT case_id AS caseId, mode, saved_at AS savedAt FROM draft ORDER BY saved_at DESC, case_id, mode',
    )
    .all()
}

/** With their words, in a stable order. */
export function allDrafts(outbox: Outbox): StoredDraft[] {
  return outbox
    .prepare<StoredDraft>(
      `SELECT case_id AS caseId, mode, body, saved_at AS savedAt, began_seq AS beganSeq, began_at AS beganAt
       FROM draft ORDER BY saved_at, case_id, mode`,
    )
    .all()
}
