import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { LANGUAGES } from '#shared/domain/case.ts'
import { RESOURCES } from '#shared/i18n/index.ts'
import { failureWords } from '../../../src-renderer/components/problem-words.ts'

it.each(LANGUAGES)('says why the portal has refused an estimate, and is silent where it does not know (%s)', (lng) => {
  const i18n = createInstance({ lng, resources: RESOURCES, defaultNS: 'desk', initAsync: false })
  void i18n.init()
  const wordsOf = (reason: string) =>
    failureWords({ kind: 'problem', problem: { code: 'rejected', params: { reason } } }, i18n.t)
  const { refused, problem } = RESOURCES[lng].desk
  expect(wordsOf('case_closed')).toEqual({ title: problem.rejected.title, advice: refused.case_closed })
  expect(wordsOf('estimate_past').advice).toBe(refused.estimate_past)
  expect(wordsOf('one_field')).toEqual(problem.rejected)
})
