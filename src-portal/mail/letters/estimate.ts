import type { Language } from '#shared/domain/case.ts'
import { estimateTotals, itemTotal } from '#shared/domain/estimate.ts'
import type { estimates } from '../../db/schema.ts'
import { dayName, money, number } from '../format.ts'
import type { Part, Sum } from '../layout.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { words as somebodysWords } from './draft.ts'

type Estimate = Pick<typeof estimates.$inferSelect, 'items' | 'note' | 'validUntil'>

/** What it costs, and the agent's words about it. */
export function estimateParts(language: Language, { items, note, validUntil }: Estimate): Part[] {
  const w = MAIL_WORDS[language].estimate
  const totals = estimateTotals(items)
  const sum = (label: string, amount: number, detail: string | null = null, total = false): Sum => ({
    label,
    detail,
    amount: money(language, amount),
    total,
  })
  const rows = [
    ...items.map((item) =>
      sum(
        item.description,
        itemTotal(item),
        `${number(language, item.quantity / 100)} × ${money(language, item.unitPrice)}`,
      ),
    ),
    sum(w.net, totals.net),
    ...totals.vat.map(({ rate, vat }) => sum(w.vat(number(language, rate)), vat)),
    sum(w.gross, totals.gross, null, true),
  ]
  return [
    ...(note.trim() === '' ? [] : [somebodysWords(note)]),
    { type: 'sums', rows },
    { type: 'facts', rows: [[w.validUntil, dayName(language, validUntil)]] },
  ]
}
