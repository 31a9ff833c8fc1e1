import { useMemo } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { LOCALES } from '../locales.ts'

/** Epoch ms as people of the page's language write it. */
export function useDates(): { dateTime: (at: number) => string } {
  const { language } = useWords()
  return useMemo(() => {
    const times = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' })
    return { dateTime: (at) => times.format(at) }
  }, [language])
}
