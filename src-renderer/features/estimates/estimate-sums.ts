import { type EstimateItem, estimateTotals } from '#shared/domain/estimate.ts'

/** What the customer pays, in cents. */
export function grossOf({ items }: { items: readonly EstimateItem[] }): number {
  return estimateTotals(items).gross
}
