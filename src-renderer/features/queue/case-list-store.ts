import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CaseListQuery, CasePage, PageAnchor } from '#shared/rpc/models.ts'
import {
  EMPTY_WINDOW,
  type Fetch,
  FIRST_FETCH,
  indexIn,
  joinPage,
  type ListWindow,
  nextFetch,
  type Range,
  refreshFetch,
  rowAt,
} from './window.ts'

export type CaseListState = {
  query: CaseListQuery
  window: ListWindow
  status: 'loading' | 'ready' | 'failed'
  error: unknown
  /** Grows when rows above the screen came or went: the list then scrolls by `rows`, so that nothing jumps. */
  shift: { count: number; rows: number }
}

export type CaseListDeps = {
  fetchPage: (query: CaseListQuery, anchor: PageAnchor, limit: number) => Promise<CasePage>
  indexOf: (query: CaseListQuery, caseId: string) => Promise<number | null>
}

export type CaseList = {
  state: StoreApi<CaseListState>
  setQuery: (query: CaseListQuery) => void
  /** The rows on screen; what is missing is read. */
  show: (visible: Range) => void
  /** Reads the window again in place; `changed` are cases that must not anchor it. */
  refresh: (changed?: readonly string[] | null) => void
  /** Makes sure that a row is loaded, wherever it is. */
  load: (index: number) => Promise<void>
}

/** A window over one list, filled as it is looked at: one request at a time, answers of an older query dropped. */
export function createCaseList(deps: CaseListDeps, query: CaseListQuery): CaseList {
  const state = createStore<CaseListState>(() => ({
    query,
    window: EMPTY_WINDOW,
    status: 'loading',
    error: null,
    shift: { count: 0, rows: 0 },
  }))
  let visible: Range = { first: 0, last: 0 }
  let busy: Promise<void> | null = null
  let turn = 0
  let asked = false
  let stale: { changed: Set<string> | null } | null = { changed: null }

  async function read(fetch: Fetch, shiftRows = 0): Promise<boolean> {
    const mine = turn
    try {
      const page = await deps.fetchPage(state.getState().query, fetch.anchor, fetch.limit)
      if (mine !== turn) return false
      const before = state.getState()
      const shift = shiftRows === 0 ? before.shift : { count: before.shift.count + 1, rows: shiftRows }
      state.setState({ window: joinPage(before.window, page, fetch), status: 'ready', error: null, shift })
      return true
    } catch (error) {
      if (mine === turn) state.setState({ status: 'failed', error })
      return false
    }
  }

  async function readAgain(changed: Set<string> | null): Promise<boolean> {
    const mine = turn
    const { window, query: now } = state.getState()
    if (window.rows.length === 0) return read(FIRST_FETCH)
    const anchor = visible.first === 0 ? null : anchorRow(window, visible, changed)
    if (anchor === null) return read(refreshFetch(window, window.start))
    const index = await deps.indexOf(now, anchor.caseId).catch(() => null)
    if (mine !== turn) return false
    const shift = index === null ? 0 : index - anchor.index
    visible = { first: visible.first + shift, last: visible.last + shift }
    return read(refreshFetch(window, window.start + shift), shift)
  }

  async function work(): Promise<void> {
    for (;;) {
      if (stale) {
        const { changed } = stale
        stale = null
        if (!(await readAgain(changed)) && !stale) return
        continue
      }
      const fetch = nextFetch(state.getState().window, visible)
      if (!fetch || !(await read(fetch))) {
        if (!stale) return
      }
    }
  }

  /** Runs the work once more after the running one when something was asked meanwhile. */
  function pump(): Promise<void> {
    asked = true
    busy ??= run().finally(() => {
      busy = null
      if (asked) void pump()
    })
    return busy
  }

  async function run(): Promise<void> {
    while (asked) {
      asked = false
      await work()
    }
  }

  return {
    state,
    setQuery(next) {
      turn++
      visible = { first: 0, last: 0 }
      stale = { changed: null }
      state.setState({ query: next, window: EMPTY_WINDOW, status: 'loading', error: null })
      void pump()
    },
    show(range) {
      visible = range
      void pump()
    },
    refresh(changed = null) {
      const before = stale === null ? new Set<string>() : stale.changed
      stale = { changed: before === null || changed === null ? null : new Set([...before, ...changed]) }
      void pump()
    },
    async load(index) {
      visible = { first: index, last: index }
      while (!rowAt(state.getState().window, index)) {
        const before = state.getState().window
        await pump()
        if (state.getState().window === before) return
      }
    },
  }
}

function anchorRow(window: ListWindow, visible: Range, changed: Set<string> | null) {
  for (let index = visible.first; index <= visible.last; index++) {
    const row = rowAt(window, index)
    if (row && !changed?.has(row.id)) return { caseId: row.id, index: indexIn(window, row.id) }
  }
  return null
}
