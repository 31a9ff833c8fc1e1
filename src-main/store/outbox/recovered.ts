import type { RecoveredWords } from '#shared/rpc/models.ts'
import type { Outbox } from '../open.ts'

/** Their files are those that are staged for the case. */
export type StoredWords = Omit<RecoveredWords, 'attachments'>

/**
 * Durable when it returns; the same id again changes nothing, so a step that was cut off can be done once more. Nothing at
 * all is not kept, unless there are files.
 */
export function addRecovered(outbox: Outbox, words: StoredWords, { hasFiles = false } = {}): void {
  if (words.text === '' && !hasFiles) return
  outbox
    .prepare(
      `INSERT OR IGNORE INTO recovered (id, case_id, case_number, case_title, kind, words, reason, written_at, lost_at)
       VALUES (@id, @caseId, @caseNumber, @caseTitle, @kind, @text, @reason, @writtenAt, @lostAt)`,
    )
    .run(words)
}

/** Newest loss first. */
export function listRecovered(outbox: Outbox): StoredWords[] {
  return outbox
    .prepare<StoredWords>(
      `SELECT id, case_id AS caseId, case_number AS caseNumber, case_title AS caseTitle, kind, words AS text, reason,
         written_at AS writtenAt, lost_at AS lostAt FROM recovered ORDER BY lost_at DESC, rowid DESC`,
    )
    .all()
}

export function countRecovered(outbox: Outbox): number {
  return outbox.prepare<number>('SELECT count(*) FROM recovered', { pluck: true }).get() ?? 0
}

export function recoveredById(outbox: Outbox, id: string): StoredWords | null {
  return listRecovered(outbox).find((words) => words.id === id) ?? null
}

/** False: there were no such words. */
export function removeRecovered(outbox: Outbox, id: string): boolean {
  return outbox.prepare('DELETE FROM recovered WHERE id = ?').run(id) > 0
}
