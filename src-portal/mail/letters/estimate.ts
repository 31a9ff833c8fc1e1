import type { Language } from '#shared/domain/case.ts'
import { estimateTotals, itemTotal } from '#shared/domain/estimate.ts'
import type { estimates } from '../../db/schema.ts'
import { dayName, money, number } from '../format.ts'
import type { Part } from '../layout.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { words as somebodysWords } from './draft.ts'

type Estimate = Pick<typeof estimates.$inferSelect, 'items' | 'note' | 'validUntil'>

/** What it costs, and the agent's words about it. */
export function estimateParts(language: Language, { items, note, validUntil }: Estimate): Part[] {
  const w = MAIL_WORDS[language].estimate
  const totals = estimateTotals(items)
  const rows: [string, string][] = [
    ...items.map((item): [string, string] => [
      item.description,
      `${number(language, item.quantity / 100)} × ${money(language, item.unitPrice)} = ${money(language, itemTotal(item))}`,
    ]),
    [w.net, money(language, totals.net)],
    ...totals.vat.map(({ rate, vat }): [string, string] => [w.vat(number(language, rate)), money(language, vat)]),
    [w.gross, money(language, totals.gross)],
    [w.validUntil, dayName(language, validUntil)],
  ]
  return [...(note.trim() === '' ? [] : [somebodysWords(note)]), { type: 'facts', rows }]
}
