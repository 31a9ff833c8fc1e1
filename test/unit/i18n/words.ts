import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '#shared/domain/case.ts'
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
