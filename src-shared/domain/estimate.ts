import { assertNever } from './assert-never.ts'

/** What work outside warranty and contract will cost; the customer answers before it is done. */
export const ESTIMATE_STATES = ['open', 'approved', 'declined', 'withdrawn', 'expired'] as const
export type EstimateState = (typeof ESTIMATE_STATES)[number]

export const VAT_RATES = [22, 9.5, 5, 0] as const
export const MAX_ESTIMATE_ITEMS = 50
/** UTF-16 units. */
export const MAX_ITEM_LENGTH = 500
export const MAX_ESTIMATE_NOTE_LENGTH = 5_000

/** Money in cents, without VAT; quantity in hundredths (150 is one and a half); VAT in per cent. */
export type EstimateItem = { description: string; quantity: number; unitPrice: number; vatRate: number }

/** Cents. `vat`: by rate, highest first; rounded once a rate, as on an invoice. */
export type EstimateTotals = { net: number; vat: { rate: number; net: number; vat: number }[]; gross: number }

export function itemTotal({ quantity, unitPrice }: EstimateItem): number {
  return Math.round((quantity * unitPrice) / 100)
}

export function estimateTotals(items: readonly EstimateItem[]): EstimateTotals {
  const byRate = new Map<number, number>()
  for (const item of items) byRate.set(item.vatRate, (byRate.get(item.vatRate) ?? 0) + itemTotal(item))
  const vat = [...byRate]
    .sort(([a], [b]) => b - a)
    .map(([rate, net]) => ({ rate, net, vat: Math.round((net * rate) / 100) }))
  const net = vat.reduce((sum, one) => sum + one.net, 0)
  return { net, vat, gross: net + vat.reduce((sum, one) => sum + one.vat, 0) }
}

export type EstimateStep = 'approve' | 'decline' | 'withdraw' | 'expire'

/** The state that a step leads to; null where it is not allowed: only an open estimate goes anywhere. */
export function afterStep(state: EstimateState, step: EstimateStep): EstimateState | null {
  if (state !== 'open') return null
  switch (step) {
    case 'approve':
      return 'approved'
    case 'decline':
      return 'declined'
    case 'withdraw':
      return 'withdrawn'
    case 'expire':
      return 'expired'
    default:
      return assertNever(step)
  }
}

/** Good until the end of that day (`YYYY-MM-DD`) in Ljubljana; `today` is the day there. */
export function isPastValidity(validUntil: string, today: string): boolean {
  return today > validUntil
}
