import { describe, expect, test } from 'vitest'
import { exportWords } from '#main/desk/sync/export-words.ts'
import { money as moneyInMail } from '#portal/mail/format.ts'
import { createMoneyFormat } from '#portal/web/cases/estimate/money.ts'
import type { Language } from '#shared/domain/case.ts'
import { createFormat } from '../../../src-renderer/components/format.ts'

const AMOUNTS: Record<Language, [cents: number, text: string][]> = {
  sl: [
    [123_450, '1.234,50 €'],
    [99_999, '999,99 €'],
    [123_456_789, '1.234.567,89 €'],
    [-123_450, '-1.234,50 €'],
  ],
  en: [
    [123_450, '€1,234.50'],
    [99_999, '€999.99'],
    [123_456_789, '€1,234,567.89'],
    [-123_450, '-€1,234.50'],
  ],
}

describe('an amount of money is written alike', () => {
  const writers: [where: string, write: (language: Language, cents: number) => string][] = [
    ['in e-mail', moneyInMail],
    ["on the customers' pages", (language, cents) => createMoneyFormat(language).money(cents)],
    ['on the desk', (language, cents) => createFormat(language, '').money(cents)],
    ["in the desk's export", (language, cents) => exportWords(language).money(cents)],
  ]
  test.each(writers)('%s', (_, write) => {
    for (const language of ['sl', 'en'] as const) {
      for (const [cents, text] of AMOUNTS[language]) {
        expect(
          write(language, cents)
            .replace(/[\u00a0\u202f]/g, ' ')
            .replace('\u2212', '-'),
        ).toBe(text)
      }
    }
  })
})
