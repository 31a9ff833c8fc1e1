import type { TFunction } from 'i18next'
import { type Failure, toFailure } from '../rpc/problem.ts'

export type Words = { title: string; advice: string }

/** Title and advice of anything that went wrong, in the language of the screen. */
export function failureWords(failure: Failure, t: TFunction): Words {
  if (failure.kind === 'lost') return { title: t('connection.lostTitle'), advice: t('connection.callFailed') }
  const { code, params } = failure.problem
  return { title: t(`problem.${code}.title`, params), advice: t(`problem.${code}.advice`, params) }
}

export function errorWords(error: unknown, t: TFunction): Words {
  return failureWords(toFailure(error), t)
}
