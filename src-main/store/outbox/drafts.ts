import type { ComposerMode } from '#shared/domain/case.ts'
import type { Draft } from '#shared/rpc/models.ts'
import type { Outbox } from '../open.ts'

export function getDraft(outbox: Outbox, caseId: string, mode: ComposerMode): Draft | null {
  return (
    outbox
      .prepare<Draft>(
        'SELECT case_id AS caseId, mode, body, saved_at AS savedAt FROM draft WHERE case_id = ? AND mode = ?',
      )
      .get(caseId, mode) ?? null
  )
}

/** Durable when it returns. An empty body removes the draft. */
export function saveDraft(outbox: Outbox, draft: Draft): void {
  if (draft.body === '') {
    removeDraft(outbox, draft.caseId, draft.mode)
    return
  }
  outbox
    .prepare(
      `INSERT INTO draft (case_id, mode, body, saved_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (case_id, mode) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
    )
    .run(draft.caseId, draft.mode, draft.body, draft.savedAt)
}

export function removeDraft(outbox: Outbox, caseId: string, mode: ComposerMode): void {
  outbox.prepare('DELETE FROM draft WHERE case_id = ? AND mode = ?').run(caseId, mode)
}

/** Newest first. */
export function listDrafts(outbox: Outbox): Omit<Draft, 'body'>[] {
  return outbox
    .prepare<Omit<Draft, 'body'>>(
      'SELECT case_id AS caseId, mode, saved_at AS savedAt FROM draft ORDER BY saved_at DESC, case_id, mode',
    )
    .all()
}
