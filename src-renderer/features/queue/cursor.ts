import type { ListKey } from '#shared/rpc/models.ts'
import { indexIn, type ListWindow, rowAt } from './window.ts'

/** The chosen case and what stood around it then, so that `j` goes on from the same place when the case has moved away. */
export type Cursor = {
  caseId: string
  index: number
  key: ListKey | null
  previousId: string | null
  nextId: string | null
}

export function cursorAt(window: ListWindow, index: number): Cursor | null {
  const row = rowAt(window, index)
  if (!row) return null
  return {
    caseId: row.id,
    index,
    key: row.key,
    previousId: rowAt(window, index - 1)?.id ?? null,
    nextId: rowAt(window, index + 1)?.id ?? null,
  }
}

/**
 * The row number to go to from `cursor` by `delta` rows. A case that was answered jumps to the top of the list, or
 * leaves it; the agent goes on where they were.
 */
export function stepTarget(window: ListWindow, cursor: Cursor | null, delta: number): number | null {
  const { total } = window
  if (total === 0) return null
  if (!cursor) return delta >= 0 ? 0 : total - 1
  const clamp = (index: number) => Math.max(0, Math.min(index, total - 1))

  const now = indexIn(window, cursor.caseId)
  const row = now < 0 ? undefined : rowAt(window, now)
  const moved = row ? cursor.key !== null && cursor.key[0] !== row.key[0] && now !== cursor.index : true
  if (row && !moved) return clamp(now + delta)
  if (now < 0 && !isLoaded(window, cursor.index)) return clamp(cursor.index + delta)

  const neighbour = delta > 0 ? cursor.nextId : cursor.previousId
  const beside = neighbour === null ? -1 : indexIn(window, neighbour)
  if (beside >= 0) return clamp(beside + (delta > 0 ? delta - 1 : delta + 1))
  return clamp(delta > 0 ? cursor.index + delta - 1 : cursor.index + delta)
}

function isLoaded(window: ListWindow, index: number): boolean {
  return rowAt(window, index) !== undefined || window.total <= index
}
