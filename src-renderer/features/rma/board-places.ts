export type Arrow = 'up' | 'down' | 'left' | 'right' | 'first' | 'last'

/** The card to which an arrow leads from another: left and right pass columns without cards. */
export function arrowTarget<T>(columns: readonly (readonly T[])[], from: T, arrow: Arrow): T | null {
  const column = columns.findIndex((cards) => cards.includes(from))
  const cards = columns[column]
  if (!cards) return null
  const at = cards.indexOf(from)
  switch (arrow) {
    case 'up':
      return cards[at - 1] ?? null
    case 'down':
      return cards[at + 1] ?? null
    case 'first':
      return cards[0] ?? null
    case 'last':
      return cards.at(-1) ?? null
    case 'left':
      return beside(columns.slice(0, column).toReversed(), at)
    case 'right':
      return beside(columns.slice(column + 1), at)
  }
}

function beside<T>(columns: readonly (readonly T[])[], at: number): T | null {
  const cards = columns.find(({ length }) => length > 0)
  return cards?.[Math.min(at, cards.length - 1)] ?? null
}
