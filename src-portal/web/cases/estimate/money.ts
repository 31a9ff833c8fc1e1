import type { Language } from '#shared/domain/case.ts'
import { LOCALES } from '../../locales.ts'

export type MoneyFormat = {
  /** Cents. */
  money: (cents: number) => string
  /** Hundredths: 150 is one and a half. */
  quantity: (hundredths: number) => string
  /** Per cent: 9.5. */
  percent: (rate: number) => string
}

export function createMoneyFormat(language: Language): MoneyFormat {
  const locale = LOCALES[language]
  // Slovene would leave four digits together; on an invoice they are not.
  const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', useGrouping: 'always' })
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return {
    money: (cents) => euros.format(cents / 100),
    quantity: (hundredths) => numbers.format(hundredths / 100),
    percent: (rate) => percents.format(rate / 100),
  }
}
