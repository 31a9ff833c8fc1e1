import type { Language } from '#shared/domain/case.ts'
import {
  type ComparedPeriod,
  customPeriod,
  isPeriod,
  namedPeriod,
  PERIOD_NAMES,
  type Period,
} from '#shared/domain/period.ts'
import { LOCALES } from '#shared/i18n/index.ts'

export const CHOICES = [...PERIOD_NAMES, 'custom'] as const
export type Choice = (typeof CHOICES)[number]

/** `custom`: what stands in the two fields, whichever period is chosen. */
export type DashboardState = { choice: Choice; custom: Period }

export const FIRST_CHOICE: DashboardState = { choice: 'last_30_days', custom: { from: '', to: '' } }

/** Null while the fields hold no period. `today` in Ljubljana. */
export function chosenPeriod(
  { choice, custom }: DashboardState,
  today: string,
  weekStart: number,
): ComparedPeriod | null {
  if (choice !== 'custom') return namedPeriod(choice, today, weekStart)
  return isDay(custom.from) && isDay(custom.to) && isPeriod(custom) ? customPeriod(custom) : null
}

/** Four digits of a year: a field that is being typed in holds the year 0002 on its way to 2026. */
function isDay(text: string): boolean {
  return /^(19|20|21)\d\d-\d\d-\d\d$/.test(text)
}

type WeekInfo = { firstDay: number }
/** Browsers have it as a function or, older ones, as a property. */
type WeekLocale = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo }

/** 1 for Monday to 7 for Sunday, as the language's region has it. */
export function weekStartOf(language: Language): number {
  const locale: WeekLocale = new Intl.Locale(LOCALES[language])
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1
}
