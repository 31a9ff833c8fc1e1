import { describe, expect, it } from 'vitest'
import { MAIL_WORDS } from '#portal/mail/words/index.ts'
import { words as en } from '#portal/web/i18n/en/index.ts'
import { words as sl } from '#portal/web/i18n/sl/index.ts'
import { LOCALES } from '#portal/web/locales.ts'
import { CUSTOMER_PROBLEMS } from '#shared/customer-api/common.ts'
import { LANGUAGES } from '#shared/domain/case.ts'
import { baseKeys, expectSameInBothLanguages, flatWords, sentencesIn, sourcesBelow, unusedKeys } from './words.ts'

const words = { sl: flatWords(sl), en: flatWords(en) }

describe("the words of the customers' pages", () => {
  it('have the same keys, the plural forms of their language, and the same placeholders', () => {
    expectSameInBothLanguages(words, LOCALES)
  })

  it('tell of every problem that the portal answers with', () => {
    for (const language of LANGUAGES) {
      for (const code of [...CUSTOMER_PROBLEMS, 'unreachable']) {
        expect(words[language].get(`shell.problem.${code}`), `${language} ${code}`).toBeTruthy()
      }
    }
  })

  it('name the invitation by the subject under which it arrives', () => {
    for (const language of LANGUAGES) {
      for (const key of ['access.registered.step2', 'access.activate.lead', 'help.page.confirm1']) {
        expect(words[language].get(key), `${language} ${key}`).toContain(MAIL_WORDS[language].invitation.subject)
      }
    }
  })
})

describe('the keys that the pages use', () => {
  const sources = sourcesBelow('src-portal/web')
  const known = baseKeys(words.en)

  it('are all the keys there are: none is unused', () => {
    expect(unusedKeys(known, sources)).toEqual([])
  })

  it('are the only words: no component carries a sentence of its own', () => {
    expect(sentencesIn(sources)).toEqual([])
  })
})
