import { describe, expect, it } from 'vitest'
import { words as en } from '#portal/web/i18n/en/index.ts'
import { words as sl } from '#portal/web/i18n/sl/index.ts'
import { LOCALES } from '#portal/web/locales.ts'
import { CUSTOMER_PROBLEMS } from '#shared/customer-api/common.ts'
import { LANGUAGES } from '#shared/domain/case.ts'
import { baseKey, flatWords, placeholdersOf, pluralOf, sourcesBelow } from './words.ts'

const words = { sl: flatWords(sl), en: flatWords(en) }
const bases = (language: 'sl' | 'en') => new Set([...words[language].keys()].map(baseKey))

describe("the words of the customers' pages", () => {
  it('have the same keys in both languages, plural forms aside', () => {
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
      expect(forms.size).toBeGreaterThan(0)
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

  it('tell of every problem that the portal answers with', () => {
    for (const language of LANGUAGES) {
      for (const code of [...CUSTOMER_PROBLEMS, 'unreachable']) {
        expect(words[language].get(`shell.problem.${code}`), `${language} ${code}`).toBeTruthy()
      }
    }
  })
})

describe('the keys that the pages use', () => {
  const sources = sourcesBelow('src-portal/web')
  const known = bases('en')

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
