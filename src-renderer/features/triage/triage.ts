import type { CaseListQuery } from '#shared/rpc/models.ts'

export const OUTCOMES = ['done', 'skipped'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Cases of one list, one after the other. Null: not now. */
export type TriageState = {
  query: CaseListQuery
  /** What the list is called. */
  name: string
  /** The one that is looked at; null: none is left. */
  currentId: string | null
  /** Those that come, in the list's order as it was. */
  ahead: readonly string[]
  /** Those that were looked at, the last one last. */
  past: readonly { caseId: string; outcome: Outcome }[]
} | null

export type Triage = NonNullable<TriageState>

export function begun(query: CaseListQuery, name: string, caseIds: readonly string[], from: string | null): Triage {
  const at = Math.max(0, from === null ? 0 : caseIds.indexOf(from))
  // Those before the marked one come at the end: none of the list is passed over.
  const ordered = [...caseIds.slice(at), ...caseIds.slice(0, at)]
  return { query, name, currentId: ordered[0] ?? null, ahead: ordered.slice(1), past: [] }
}

/** On to the next one. */
export function goneOn(state: Triage, outcome: Outcome): Triage {
  const { currentId, ahead, past } = state
  if (currentId === null) return state
  return {
    ...state,
    past: [...past, { caseId: currentId, outcome }],
    currentId: ahead[0] ?? null,
    ahead: ahead.slice(1),
  }
}

/** Without the present one, which is in the list no more: somebody else saw to it. */
export function without(state: Triage): Triage {
  return { ...state, currentId: state.ahead[0] ?? null, ahead: state.ahead.slice(1) }
}

/** Back to the one before; what was done to it stays done. */
export function goneBack(state: Triage): Triage {
  const last = state.past.at(-1)
  if (!last) return state
  const ahead = state.currentId === null ? state.ahead : [state.currentId, ...state.ahead]
  return { ...state, past: state.past.slice(0, -1), currentId: last.caseId, ahead }
}

/** Cases that came into the list meanwhile follow at the end. */
export function joined(state: Triage, caseIds: readonly string[]): Triage {
  const known = new Set([...state.past.map(({ caseId }) => caseId), ...state.ahead, state.currentId])
  const fresh = caseIds.filter((id) => !known.has(id))
  const all = [...state.ahead, ...fresh]
  return state.currentId === null
    ? { ...state, currentId: all[0] ?? null, ahead: all.slice(1) }
    : { ...state, ahead: all }
}

/** Those that were skipped once more. */
export function again(state: Triage): Triage {
  const skipped = state.past.flatMap(({ caseId, outcome }) => (outcome === 'skipped' ? [caseId] : []))
  const past = state.past.filter(({ outcome }) => outcome !== 'skipped')
  return { ...state, past, currentId: skipped[0] ?? null, ahead: skipped.slice(1) }
}

export function counted({ currentId, ahead, past }: Triage): { left: number; done: number; skipped: number } {
  const of = (wanted: Outcome) => past.filter(({ outcome }) => outcome === wanted).length
  return { left: ahead.length + (currentId === null ? 0 : 1), done: of('done'), skipped: of('skipped') }
}
