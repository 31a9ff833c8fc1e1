import { join } from 'node:path'
import { LANGUAGES } from '#shared/domain/case.ts'
import { MAX_ZOOM, MIN_ZOOM, USUAL_ZOOM } from '#shared/domain/zoom.ts'
import { readJson, writeJson } from './json-file.ts'
import type { Appearance } from './messages.ts'

const THEMES: readonly Appearance['theme'][] = ['light', 'dark', 'system']

const fileIn = (dir: string) => join(dir, 'appearance.json')

/** What the last run showed, known before the desk answers, so that the window does not change its colours and size. */
export function rememberedAppearance(dir: string, locale: string): Appearance {
  const fallback: Appearance = {
    language: locale.toLowerCase().startsWith('sl') ? 'sl' : 'en',
    theme: 'system',
    zoom: USUAL_ZOOM,
    spelling: [...LANGUAGES],
  }
  try {
    const read = { ...(readJson(fileIn(dir)) as Partial<Record<keyof Appearance, unknown>> | null) }
    const { language, theme, zoom, spelling } = read
    return {
      language: LANGUAGES.find((known) => known === language) ?? fallback.language,
      theme: THEMES.find((known) => known === theme) ?? fallback.theme,
      zoom: isZoom(zoom) ? zoom : fallback.zoom,
      spelling: Array.isArray(spelling) ? LANGUAGES.filter((known) => spelling.includes(known)) : fallback.spelling,
    }
  } catch {
    return fallback
  }
}

export function rememberAppearance(dir: string, appearance: Appearance): void {
  writeJson(fileIn(dir), appearance)
}

function isZoom(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= MIN_ZOOM && (value as number) <= MAX_ZOOM
}
