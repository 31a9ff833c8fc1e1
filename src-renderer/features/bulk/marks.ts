import { MAX_BULK } from '#shared/rpc/bulk.ts'
import type { CaseListQuery } from '#shared/rpc/models.ts'

/** The cases that are selected in one list, in the order in which they were; `listOf` says in which list. */
export type MarksState = { ids: ReadonlySet<string>; list: string; anchorId: string | null }

export const NO_MARKS: MarksState = { ids: new Set(), list: '', anchorId: null }

/** The same list, in whatever order it stands. */
export function listOf({ queue, filter, caseType, ownerId, text }: CaseListQuery): string {
  return JSON.stringify([queue, filter ?? '', caseType ?? '', ownerId === undefined ? '*' : ownerId, text ?? ''])
}

/** With these too, as far as there is room. */
export function withMarked(state: MarksState, list: string, ids: readonly string[]): MarksState {
  const known = state.list === list ? state.ids : NO_MARKS.ids
  const all = new Set(known)
  for (const id of ids) if (all.size < MAX_BULK) all.add(id)
  return { ids: all, list, anchorId: ids.at(-1) ?? state.anchorId }
}

export function toggled(state: MarksState, list: string, id: string): MarksState {
  if (state.list !== list || !state.ids.has(id)) return withMarked(state, list, [id])
  return { ...without(state, id), anchorId: id }
}

/** One step further with Shift: from a marked row back onto a marked one takes the mark of the row that is left. */
export function extended(state: MarksState, list: string, from: string, to: string): MarksState {
  const isBack = state.list === list && state.ids.has(from) && state.ids.has(to)
  return isBack ? { ...without(state, from), anchorId: to } : withMarked(state, list, [from, to])
}

function without({ ids, list, anchorId }: MarksState, id: string): MarksState {
  return { ids: new Set([...ids].filter((other) => other !== id)), list, anchorId }
}

/** As the desk keeps it; null: nothing is selected. */
export function writeMarks({ ids, list }: MarksState): string | null {
  return ids.size === 0 ? null : JSON.stringify({ list, ids: [...ids] })
}

export function readMarks(entry: string): MarksState | null {
  try {
    const { list, ids } = Object(JSON.parse(entry)) as { list?: unknown; ids?: unknown }
    if (typeof list !== 'string' || !Array.isArray(ids)) return null
    const known = ids.filter((id): id is string => typeof id === 'string').slice(0, MAX_BULK)
    return { ids: new Set(known), list, anchorId: null }
  } catch {
    return null
  }
}
