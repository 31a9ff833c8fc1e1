import { NEW_CASE } from '#shared/domain/case.ts'
import type { Outbox } from '../open.ts'
import { begunForms, NEW_CASE_FORM } from './forms.ts'

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
