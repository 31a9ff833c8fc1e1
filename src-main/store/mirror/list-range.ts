import type { ListKey, PageAnchor } from '#shared/rpc/models.ts'

/** A range of a list: beside a key or from a row's number on, in the list's direction or against it. */
export type Range = { beside: ListKey | null; backwards: boolean; offset: number; limit: number }

/** A jump into the second half of a list counts from its end: half the way at most. */
export function rangeOf(anchor: PageAnchor, limit: number, total: number): { range: Range; startIndex: number | null } {
  const range: Range = { beside: null, backwards: false, offset: 0, limit }
  if ('after' in anchor) return { range: { ...range, beside: anchor.after }, startIndex: null }
  if ('before' in anchor) return { range: { ...range, beside: anchor.before, backwards: true }, startIndex: null }
  if ('at' in anchor && anchor.at === 'start') return { range, startIndex: 0 }
  if ('at' in anchor) return { range: { ...range, backwards: true }, startIndex: Math.max(0, total - limit) }
  const index = Math.min(anchor.index, total)
  if (index <= total / 2) return { range: { ...range, offset: index }, startIndex: index }
  const rows = Math.min(limit, total - index)
  return { range: { beside: null, backwards: true, offset: total - index - rows, limit: rows }, startIndex: index }
}
