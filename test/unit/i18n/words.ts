import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { LANGUAGES, type Language } from '#shared/domain/case.ts'
import { RESOURCES } from '#shared/i18n/index.ts'

const PLURAL = /_(zero|one|two|few|many|other)$/

/** All words of the desk's screen in a language by their full key, plural endings included. */
export function wordsOf(language: Language): Map<string, string> {
  return flatWords(RESOURCES[language].desk)
}

export function flatWords(tree: object): Map<string, string> {
  const words = new Map<string, string>()
  const walk = (node: unknown, path: string) => {
    if (typeof node === 'string') words.set(path, node)
    else for (const [key, value] of Object.entries(node as object)) walk(value, path ? `${path}.${key}` : key)
  }
  walk(tree, '')
  return words
}

export function baseKey(key: string): string {
  return key.replace(PLURAL, '')
}

export function pluralOf(key: string): string | null {
  return PLURAL.exec(key)?.[1] ?? null
}

export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]!))].sort()
}

/** Every source file of the screen. */
export function rendererSources(): { path: string; text: string }[] {
  return sourcesBelow('src-renderer')
}

export function sourcesBelow(folder: string): { path: string; text: string }[] {
  const root = join(import.meta.dirname, '../../..', folder)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

type Words = Record<Language, Map<string, string>>

/** Every key without its plural endings. */
export function baseKeys(words: Map<string, string>): Set<string> {
  return new Set([...words.keys()].map(baseKey))
}

/** What holds for the words of every screen: the same keys, plural forms and placeholders in both languages. */
export function expectSameInBothLanguages(words: Words, locales: Record<Language, string>): void {
  const bases = { sl: baseKeys(words.sl), en: baseKeys(words.en) }
  expect([...bases.sl].filter((key) => !bases.en.has(key))).toEqual([])
  expect([...bases.en].filter((key) => !bases.sl.has(key))).toEqual([])
  for (const language of LANGUAGES) {
    const needed = [...new Intl.PluralRules(locales[language]).resolvedOptions().pluralCategories].sort()
    const forms = new Map<string, string[]>()
    for (const key of words[language].keys()) {
      const plural = pluralOf(key)
      if (plural) forms.set(baseKey(key), [...(forms.get(baseKey(key)) ?? []), plural])
    }
    expect(forms.size).toBeGreaterThan(0)
    for (const [key, found] of forms) expect([key, found.sort()]).toEqual([key, needed])
  }
  for (const [key, text] of words.sl) {
    expect(text.trim(), key).not.toBe('')
    const english = words.en.get(key) ?? words.en.get(`${baseKey(key)}_other`) ?? words.en.get(baseKey(key))
    expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(english ?? '')])
  }
  for (const [key, text] of words.en) expect(text.trim(), key).not.toBe('')
}

type Source = { path: string; text: string }

/** Keys that no source names, neither as a whole nor as a pattern. */
export function unusedKeys(known: ReadonlySet<string>, sources: readonly Source[]): string[] {
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
  return [...known].filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)))
}

/** Sentences that a component carries itself, instead of naming their key. */
export function sentencesIn(sources: readonly Source[]): string[] {
  const found: string[] = []
  for (const { path, text } of sources) {
    if (!path.endsWith('.tsx')) continue
    for (const match of text.matchAll(/>\s*([A-ZČŠŽ][\p{L}]+(?: [\p{L}]+)+)[.…]?\s*</gu))
      found.push(`${path}: ${match[1]}`)
    for (const match of text.matchAll(/\b(?:aria-label|title|placeholder|label|alt)="([^"]*\p{L}[^"]*)"/gu)) {
      found.push(`${path}: ${match[1]}`)
    }
  }
  return found
}
