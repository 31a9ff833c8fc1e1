import type { Language } from '#shared/domain/case.ts'
import { LOCALES } from '#shared/i18n/index.ts'

const TIME_ZONE = 'Europe/Ljubljana'

/** Of an instant, as read on a clock in Ljubljana. */
export function dateTime(language: Language, at: number): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: TIME_ZONE,
  })
  return format.format(at)
}

/** Of a day, `YYYY-MM-DD`. */
export function dayName(language: Language, day: string): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

export function money(language: Language, cents: number): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency: 'EUR' }).format(cents / 100)
}

export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value)
}
