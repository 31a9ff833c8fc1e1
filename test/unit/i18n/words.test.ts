import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#shared/domain/case.ts'
import { LOCALES, RESOURCES } from '#shared/i18n/index.ts'
import { DESK_PROBLEMS } from '#shared/rpc/problem.ts'
import {
  baseKey,
  baseKeys,
  expectSameInBothLanguages,
  placeholdersOf,
  pluralOf,
  rendererSources,
  sentencesIn,
  unusedKeys,
  wordsOf,
} from './words.ts'

const words = { sl: wordsOf('sl'), en: wordsOf('en') }

describe('the words of both languages', () => {
  it('have the same keys, the plural forms of their language, and the same placeholders', () => {
    expectSameInBothLanguages(words, LOCALES)
  })

  it('agree among the plural forms of a key about its placeholders', () => {
    for (const language of LANGUAGES) {
      for (const [key, text] of words[language]) {
        if (!pluralOf(key)) continue
        const other = words[language].get(`${baseKey(key)}_other`)!
        expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(other)])
      }
    }
  })

  it('give every problem of the desk a title and an advice', () => {
    for (const language of LANGUAGES) {
      for (const code of DESK_PROBLEMS) {
        expect(words[language].get(`problem.${code}.title`), `${language} ${code}`).toBeTruthy()
        expect(words[language].get(`problem.${code}.advice`), `${language} ${code}`).toBeTruthy()
      }
    }
  })

  it('count in Slovene as Slovenes do', () => {
    const i18n = createInstance({ lng: 'sl', resources: RESOURCES, defaultNS: 'desk', initAsync: false })
    void i18n.init()
    const said = [0, 1, 2, 3, 4, 5, 101, 102, 1204].map((count) => i18n.t('list.count', { count }))
    expect(said).toEqual([
      '0 zahtevkov',
      '1 zahtevek',
      '2 zahtevka',
      '3 zahtevki',
      '4 zahtevki',
      '5 zahtevkov',
      '101 zahtevek',
      '102 zahtevka',
      '1204 zahtevki',
    ])
  })
})

describe('the keys that the screen uses', () => {
  const sources = rendererSources()
  const known = baseKeys(words.en)

  it('all exist', () => {
    const missing: string[] = []
    for (const { path, text } of sources) {
      for (const match of text.matchAll(/\bt\(\s*'([\w.]+)'/g)) {
        if (!known.has(match[1]!)) missing.push(`${path}: ${match[1]}`)
      }
    }
    expect(missing).toEqual([])
  })

  it('are all the keys there are: none is unused', () => {
    expect(unusedKeys(known, sources)).toEqual([])
  })

  it('are the only words: no component carries a sentence of its own', () => {
    expect(sentencesIn(sources)).toEqual([])
  })
})
