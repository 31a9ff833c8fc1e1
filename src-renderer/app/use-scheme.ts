import { useSyncExternalStore } from 'react'
import { type Settings, THEMES } from '#shared/rpc/models.ts'
import type { Scheme } from './tokens.ts'

type Theme = Settings['theme']
const REMEMBERED = 'desk-theme'
const DARK = '(prefers-color-scheme: dark)'

export function rememberedTheme(storage: Storage): Theme {
  return THEMES.find((theme) => theme === storage.getItem(REMEMBERED)) ?? 'system'
}

export function rememberTheme(storage: Storage, theme: Theme): void {
  storage.setItem(REMEMBERED, theme)
}

export function useScheme(theme: Theme): Scheme {
  const systemDark = useSyncExternalStore(
    (changed) => {
      const query = matchMedia(DARK)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => matchMedia(DARK).matches,
  )
  return theme === 'system' ? (systemDark ? 'dark' : 'light') : theme
}
