import type { TFunction } from 'i18next'
import { type Failure, toFailure } from '../rpc/problem.ts'

export type Words = { title: string; advice: string }

/** Why the portal refuses what an agent decided about people, estimates and repairs; all else has the same advice. */
const REASONS = [
  'case_closed',
  'estimate_past',
  'registration_decided',
  'account_not_found',
  'contact_erased',
  'deletion_not_requested',
  'invitation_not_possible',
  'reset_not_possible',
  'serial_twice',
  'line_under_way',
  'last_line',
  'warranty_undecided',
  'warranty_covers',
  'warranty_fixed',
  'new_serial_missing',
  'reason_missing',
  'replacement_not_free',
  'replacement_itself',
] as const

/** Title and advice of anything that went wrong, in the language of the screen. */
export function failureWords(failure: Failure, t: TFunction): Words {
  if (failure.kind === 'lost') return { title: t('connection.lostTitle'), advice: t('connection.callFailed') }
  const { code, params } = failure.problem
  const reason = code === 'rejected' ? REASONS.find((known) => known === params.reason) : undefined
  if (reason) return { title: t('problem.rejected.title'), advice: t(`refused.${reason}`) }
  return { title: t(`problem.${code}.title`, params), advice: t(`problem.${code}.advice`, params) }
}

export function errorWords(error: unknown, t: TFunction): Words {
  return failureWords(toFailure(error), t)
}
