import { createContext, type ReactNode, use, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/domain/case.ts'
import { createFormat, type Format } from './format.ts'

const FormatContext = createContext<Format | null>(null)

export function FormatProvider({ language, children }: { language: Language; children: ReactNode }) {
  const { t } = useTranslation()
  const now = t('time.now')
  const format = useMemo(() => createFormat(language, now), [language, now])
  return <FormatContext value={format}>{children}</FormatContext>
}

export function useFormat(): Format {
  const format = use(FormatContext)
  if (!format) throw new Error('FormatContext is missing')
  return format
}
