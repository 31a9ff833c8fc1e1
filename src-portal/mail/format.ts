import type { Language } from '#shared/domain/case.ts'
import { LOCALES } from '#shared/i18n/index.ts'
import { MAIL_WORDS } from './words/index.ts'

const TIME_ZONE = 'Europe/Ljubljana'

/** Slovene declines the names of months; numbers are right everywhere. */
const DATE: Record<Language, Intl.DateTimeFormatOptions> = {
  sl: { day: 'numeric', month: 'numeric', year: 'numeric' },
  en: { day: 'numeric', month: 'long', year: 'numeric' },
}

/** Of an instant, as read on a clock in Ljubljana. */
export function dateTime(language: Language, at: number): string {
  const date = new Intl.DateTimeFormat(LOCALES[language], { ...DATE[language], timeZone: TIME_ZONE }).format(at)
  const time = new Intl.DateTimeFormat(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: TIME_ZONE,
  }).format(at)
  return MAIL_WORDS[language].dateTime(date, time)
}

/** Of a day, `YYYY-MM-DD`. */
export function dayName(language: Language, day: string): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { ...DATE[language], timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** Slovene would leave four digits together; on an invoice they are not. */
export function money(language: Language, cents: number): string {
  const format = { style: 'currency', currency: 'EUR', useGrouping: 'always' } as const
  return new Intl.NumberFormat(LOCALES[language], format).format(cents / 100)
}

export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value)
}
