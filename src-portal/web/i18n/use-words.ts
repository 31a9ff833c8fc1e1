import { useSyncExternalStore } from 'react'
import type { Language } from '#shared/domain/case.ts'
import { usePortal } from '../app/portal.ts'
import type { Words } from './words.ts'

/** `const { t, language } = useWords()`; draws again when the language changes. */
export function useWords(): Pick<Words, 't' | 'firstOf' | 'change'> & { language: Language } {
  const { words } = usePortal()
  const language = useSyncExternalStore(words.subscribe, words.language)
  return { language, t: words.t, firstOf: words.firstOf, change: words.change }
}
