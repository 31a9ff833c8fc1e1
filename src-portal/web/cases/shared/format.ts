import { useMemo } from 'react'
import type { Language } from '#shared/domain/case.ts'
import { useWords } from '../../i18n/use-words.ts'
import { LOCALES } from '../../locales.ts'
import { createMoneyFormat, type MoneyFormat } from '../estimate/money.ts'

/** Instants are epoch ms, days `YYYY-MM-DD`, sizes bytes. */
export type Format = MoneyFormat & {
  dateTime: (instant: number) => string
  clock: (instant: number) => string
  date: (instant: number) => string
  day: (day: string) => string
  bytes: (size: number) => string
  /** From 0 to 1. */
  share: (part: number) => string
}

const DAY_PARTS = { day: 'numeric', month: 'numeric', year: 'numeric' } as const

export function createFormat(language: Language): Format {
  const locale = LOCALES[language]
  const dateTime = new Intl.DateTimeFormat(locale, { ...DAY_PARTS, hour: '2-digit', minute: '2-digit' })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const date = new Intl.DateTimeFormat(locale, DAY_PARTS)
  // A day is the same day wherever the reader is.
  const day = new Intl.DateTimeFormat(locale, { ...DAY_PARTS, timeZone: 'UTC' })
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return {
    ...createMoneyFormat(language),
    dateTime: (instant) => dateTime.format(instant),
    clock: (instant) => clock.format(instant),
    date: (instant) => date.format(instant),
    day: (text) => (Number.isNaN(Date.parse(text)) ? text : day.format(Date.parse(text))),
    bytes: (size) => {
      if (size < 1_024) return `${tenths.format(size)} B`
      if (size < 1_048_576) return `${tenths.format(Math.round(size / 1_024))} kB`
      return `${tenths.format(size / 1_048_576)} MB`
    },
    share: (part) => shares.format(part),
  }
}

export function useFormat(): Format {
  const { language } = useWords()
  return useMemo(() => createFormat(language), [language])
}
