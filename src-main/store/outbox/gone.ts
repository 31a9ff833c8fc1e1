import type { Database, Parameters } from '../database.ts'
import type { Outbox } from '../open.ts'
import { lookUp } from './broken-file.ts'
import { allDrafts, removeDraft, type StoredDraft } from './drafts.ts'
import { allForms } from './forms.ts'
import { modeOf, operationsOfLane } from './operations.ts'
import { removeSetting } from './settings.ts'
import { allStagedFiles, removeStagedFile } from './staged-files.ts'

/**
 * Removes the copy's drafts, files and forms that a newer broken file certainly does not hold any more: they were sent, or thrown
 * away. That is certain when all could be read in which their words may be by now, or for a draft when its words are in a note
 * that was written after the copy's last operation.
 */
export function removeGone(
  outbox: Outbox,
  broken: Database,
  { after, isAllRead }: { after: number; isAllRead: boolean },
): void {
  const isGone = (rows: string, ...key: Parameters) =>
    lookUp(() => broken.prepare(`SELECT 1 FROM ${rows}`).get(...key)) === undefined
  for (const draft of allDrafts(outbox)) {
    if (!isGone('draft WHERE case_id = ? AND mode = ?', draft.caseId, draft.mode)) continue
    if (isAllRead || isInNote(outbox, draft, after)) removeDraft(outbox, draft.caseId, draft.mode)
  }
  if (!isAllRead) return
  for (const { id } of allStagedFiles(outbox)) {
    if (isGone('staged_file WHERE id = ?', id)) removeStagedFile(outbox, id)
  }
  for (const name of allForms(outbox)) {
    if (isGone('setting WHERE name = ?', name)) removeSetting(outbox, name)
  }
}

function isInNote(outbox: Outbox, { caseId, mode, body }: StoredDraft, after: number): boolean {
  return operationsOfLane(outbox, caseId).some(
    ({ ord, operation }) =>
      ord > after &&
      operation.kind === 'note.create' &&
      modeOf(operation) === mode &&
      operation.body.includes(body.trim()),
  )
}
