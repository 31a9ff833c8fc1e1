import { COMPOSER_MODES, type ComposerMode, NEW_CASE } from '#shared/domain/case.ts'
import type { Outbox } from '../open.ts'
import { getDraft, removeDraft } from './drafts.ts'
import {
  allCaseEdits,
  allEstimateForms,
  allRmaForms,
  begunForms,
  NEW_CASE_FORM,
  removeCaseEdits,
  removeEstimateForm,
  removeRmaForm,
  wordsOfForm,
} from './forms.ts'
import type { Head } from './heads.ts'
import { addRecovered, listRecovered, type StoredWords } from './recovered.ts'
import { stagedFiles } from './staged-files.ts'

/**
 * How many things were begun here and are nowhere else: drafts of words or of files alone, and forms. A new case's form and
 * its files are one; files that lie beside recovered words are counted with those.
 */
export function countBegun(outbox: Outbox): number {
  const forms = begunForms(outbox)
  const withForm = forms.includes(NEW_CASE_FORM) ? NEW_CASE : ''
  const drafts =
    outbox
      .prepare<number>(
        `SELECT count(*) FROM (
           SELECT case_id, mode FROM draft
           UNION SELECT case_id, mode FROM staged_file
             WHERE case_id <> ? AND case_id NOT IN (SELECT case_id FROM recovered WHERE case_id IS NOT NULL))`,
        { pluck: true },
      )
      .get(withForm) ?? 0
  return drafts + forms.length
}

/**
 * What was begun for a case that is no more goes to the recovery list: drafts with their files, the forms of estimates and
 * RMAs, and what was being changed of it. Answers whether there was anything.
 */
export function keepBegun(
  outbox: Outbox,
  caseId: string,
  { caseNumber, title: caseTitle }: Head,
  reason: StoredWords['reason'],
  now: number,
): boolean {
  const lost = { caseId, caseNumber, caseTitle, reason, lostAt: now }
  const drafts = COMPOSER_MODES.flatMap((mode) => draftOf(outbox, caseId, mode) ?? [])
  for (const { mode, body, savedAt, hasFiles } of drafts) {
    const id = `draft-${caseId}-${mode}-${savedAt}`
    addRecovered(outbox, { ...lost, id, kind: 'draft', text: body, writtenAt: savedAt }, { hasFiles })
    removeDraft(outbox, caseId, mode)
  }
  const forms = allEstimateForms(outbox).filter((form) => form.caseId === caseId)
  for (const form of forms) {
    const id = `form-${caseId}-${form.agentId}-${form.savedAt}`
    addRecovered(outbox, { ...lost, id, kind: 'estimate', text: wordsOfForm(form.entry), writtenAt: form.savedAt })
    removeEstimateForm(outbox, form)
  }
  const rmaForms = allRmaForms(outbox).filter((form) => form.caseId === caseId)
  for (const form of rmaForms) {
    const id = `rma-form-${caseId}-${form.agentId}-${form.savedAt}`
    addRecovered(outbox, { ...lost, id, kind: 'note', text: wordsOfForm(form.entry), writtenAt: form.savedAt })
    removeRmaForm(outbox, form)
  }
  const edits = allCaseEdits(outbox).filter((edit) => edit.caseId === caseId)
  const keptBefore = edits.length > 0 ? listRecovered(outbox).filter((one) => one.caseId === caseId) : []
  for (const [at, { kind, text }] of edits.entries()) {
    // A window that has them open still may keep them once more.
    if (keptBefore.some((one) => one.kind === kind && one.text === text)) continue
    const id = `edit-${caseId}-${at}-${now}`
    addRecovered(outbox, { ...lost, id, kind, text, writtenAt: now })
  }
  if (edits.length > 0) removeCaseEdits(outbox, caseId)
  return drafts.length + forms.length + rmaForms.length + edits.length > 0
}

/** Words, files, or both. The files stay where they are. */
function draftOf(outbox: Outbox, caseId: string, mode: ComposerMode) {
  const words = getDraft(outbox, caseId, mode)
  const [file] = stagedFiles(outbox, caseId, mode)
  const savedAt = words?.savedAt ?? file?.stagedAt
  return savedAt === undefined ? null : { mode, body: words?.body ?? '', savedAt, hasFiles: file !== undefined }
}
