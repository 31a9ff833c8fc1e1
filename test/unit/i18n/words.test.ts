import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#shared/domain/case.ts'
import { LOCALES, RESOURCES } from '#shared/i18n/index.ts'
import { DESK_PROBLEMS } from '#shared/rpc/problem.ts'
import { baseKey, placeholdersOf, pluralOf, rendererSources, wordsOf } from './words.ts'

const words = { sl: wordsOf('sl'), en: wordsOf('en') }
const bases = (language: 'sl' | 'en') => new Set([...words[language].keys()].map(baseKey))

describe('the words of both languages', () => {
  it('have the same keys, plural forms aside', () => {
    expect([...bases('sl')].filter((key) => !bases('en').has(key))).toEqual([])
    expect([...bases('en')].filter((key) => !bases('sl').has(key))).toEqual([])
  })

  it('have exactly the plural forms that their language needs', () => {
    for (const language of LANGUAGES) {
      const needed = [...new Intl.PluralRules(LOCALES[language]).resolvedOptions().pluralCategories].sort()
      const forms = new Map<string, string[]>()
      for (const key of words[language].keys()) {
        const plural = pluralOf(key)
        if (plural) forms.set(baseKey(key), [...(forms.get(baseKey(key)) ?? []), plural])
      }
      expect(forms.size).toBeGreaterThan(10)
      for (const [key, found] of forms) expect([key, found.sort()]).toEqual([key, needed])
    }
  })

  it('are never empty and say the same placeholders', () => {
    for (const [key, text] of words.sl) {
      expect(text.trim(), key).not.toBe('')
      const english = words.en.get(key) ?? words.en.get(`${baseKey(key)}_other`) ?? words.en.get(baseKey(key))
      expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(english ?? '')])
    }
    for (const [key, text] of words.en) expect(text.trim(), key).not.toBe('')
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
  const known = bases('en')

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
    const literals = new Set<string>()
    const patterns: RegExp[] = []
    for (const { text } of sources) {
      for (const match of text.matchAll(/'([\w.]+)'/g)) literals.add(match[1]!)
      for (const match of text.matchAll(/`([\w.]*\$\{[^`]*)`/g)) {
        const parts = match[1]!.split(/\$\{[^}]*\}/)
        if (parts[0]!.includes('.')) {
          patterns.push(new RegExp(`^${parts.map((part) => part.replace(/\./g, '\\.')).join('[\\w.]+')}$`))
        }
      }
    }
    const unused = [...known].filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })

  it('are the only words: no component carries a sentence of its own', () => {
    const found: string[] = []
    for (const { path, text } of sources) {
      if (!path.endsWith('.tsx')) continue
      for (const match of text.matchAll(/>\s*([A-ZČŠŽ][\p{L}]+(?: [\p{L}]+)+)[.…]?\s*</gu))
        found.push(`${path}: ${match[1]}`)
      for (const match of text.matchAll(/\b(?:aria-label|title|placeholder|label|alt)="([^"]*\p{L}[^"]*)"/gu)) {
        found.push(`${path}: ${match[1]}`)
      }
    }
    expect(found).toEqual([])
  })
})
