import { join } from 'node:path'
import { LANGUAGES } from '#shared/domain/case.ts'
import { readJson, writeJson } from './json-file.ts'
import type { Appearance } from './messages.ts'

const THEMES: readonly Appearance['theme'][] = ['light', 'dark', 'system']

const fileIn = (dir: string) => join(dir, 'appearance.json')

/** Language and theme of the last run, known before the desk answers, so that the window does not change its colours. */
export function rememberedAppearance(dir: string, locale: string): Appearance {
  const fallback: Appearance = { language: locale.toLowerCase().startsWith('sl') ? 'sl' : 'en', theme: 'system' }
  try {
    const { language, theme } = { ...(readJson(fileIn(dir)) as Partial<Record<keyof Appearance, unknown>> | null) }
    return {
      language: LANGUAGES.find((known) => known === language) ?? fallback.language,
      theme: THEMES.find((known) => known === theme) ?? fallback.theme,
    }
  } catch {
    return fallback
  }
}

export function rememberAppearance(dir: string, appearance: Appearance): void {
  writeJson(fileIn(dir), appearance)
}
