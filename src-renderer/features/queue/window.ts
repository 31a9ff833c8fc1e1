import type { CasePage, CaseSummary, ListKey, PageAnchor } from '#shared/rpc/models.ts'

export type ListRow = CaseSummary & { key: ListKey }

/** The part of a long list that is loaded: rows `start` … `start + rows.length` of `total`. */
export type ListWindow = { start: number; rows: readonly ListRow[]; total: number }

/** First and last row number on screen, inclusive. */
export type Range = { first: number; last: number }

export const PAGE_ROWS = 100
export const MAX_ROWS = 300
/** Rows loaded ahead of the screen's edge, so that scrolling does not meet empty rows. */
export const AHEAD_ROWS = 40

export const EMPTY_WINDOW: ListWindow = { start: 0, rows: [], total: 0 }

export type Fetch = { anchor: PageAnchor; limit: number; join: 'replace' | 'append' | 'prepend' }

export const FIRST_FETCH: Fetch = { anchor: { at: 'start' }, limit: PAGE_ROWS, join: 'replace' }

export function windowEnd(window: ListWindow): number {
  return window.start + window.rows.length
}

export function rowAt(window: ListWindow, index: number): ListRow | undefined {
  return window.rows[index - window.start]
}

/** The row number of a case, or -1 when it is not loaded. */
export function indexIn(window: ListWindow, caseId: string): number {
  const at = window.rows.findIndex((row) => row.id === caseId)
  return at < 0 ? -1 : window.start + at
}

/** What to read next so that `visible` and a little around it is loaded; null when it is. */
export function nextFetch(window: ListWindow, visible: Range): Fetch | null {
  const { start, rows, total } = window
  if (total === 0 || rows.length === 0) return null
  const end = windowEnd(window)
  const first = Math.max(0, Math.min(visible.first, total - 1))
  const last = Math.max(first, Math.min(visible.last, total - 1))

  const far = first > end + PAGE_ROWS || last < start - PAGE_ROWS
  if (far) {
    if (last >= total - PAGE_ROWS / 2) return { anchor: { at: 'end' }, limit: PAGE_ROWS, join: 'replace' }
    if (first < PAGE_ROWS / 2) return FIRST_FETCH
    const middle = Math.floor((first + last) / 2)
    return { anchor: { index: Math.max(0, middle - PAGE_ROWS / 2) }, limit: PAGE_ROWS, join: 'replace' }
  }
  if (end < total && last + AHEAD_ROWS >= end) {
    return { anchor: { after: rows[rows.length - 1]!.key }, limit: PAGE_ROWS, join: 'append' }
  }
  if (start > 0 && first - AHEAD_ROWS < start) {
    return { anchor: { before: rows[0]!.key }, limit: PAGE_ROWS, join: 'prepend' }
  }
  return null
}

/** Joins a page to the window, at most `MAX_ROWS` of it, keeping the side that was just read. */
export function joinPage(window: ListWindow, page: CasePage, fetch: Fetch): ListWindow {
  switch (fetch.join) {
    case 'replace': {
      const start = page.startIndex ?? 0
      return { start, rows: shareRows(window.rows, page.rows), total: Math.max(page.total, start + page.rows.length) }
    }
    case 'append': {
      const known = new Set(window.rows.map((row) => row.id))
      const rows = [...window.rows, ...page.rows.filter((row) => !known.has(row.id))]
      // A short page is the end of the list, whatever the total said a moment ago.
      const total =
        page.rows.length < fetch.limit ? window.start + rows.length : Math.max(page.total, window.start + rows.length)
      const cut = Math.max(0, rows.length - MAX_ROWS)
      return { start: window.start + cut, rows: rows.slice(cut), total }
    }
    case 'prepend': {
      const known = new Set(window.rows.map((row) => row.id))
      const fresh = page.rows.filter((row) => !known.has(row.id))
      const rows = [...fresh, ...window.rows].slice(0, MAX_ROWS)
      const start = page.rows.length < fetch.limit ? 0 : Math.max(0, window.start - fresh.length)
      return { start, rows, total: Math.max(page.total, start + rows.length) }
    }
  }
}

/** The page that reads the window anew in place, when its first row is now number `start`. */
export function refreshFetch(window: ListWindow, start: number): Fetch {
  const limit = Math.max(PAGE_ROWS, Math.min(window.rows.length, MAX_ROWS))
  const from = Math.max(0, start)
  return { anchor: from === 0 ? { at: 'start' } : { index: from }, limit, join: 'replace' }
}

/** Rows that did not change stay the same objects, so that their components do not draw again. */
function shareRows(before: readonly ListRow[], after: readonly ListRow[]): readonly ListRow[] {
  const known = new Map(before.map((row) => [row.id, row]))
  return after.map((row) => {
    const old = known.get(row.id)
    return old && sameRow(old, row) ? old : row
  })
}

function sameRow(a: ListRow, b: ListRow): boolean {
  for (const field of Object.keys(b) as (keyof ListRow)[]) {
    if (field === 'key') {
      if (a.key[0] !== b.key[0] || a.key[1] !== b.key[1]) return false
    } else if (field === 'sla') {
      if (JSON.stringify(a.sla) !== JSON.stringify(b.sla)) return false
    } else if (a[field] !== b[field]) return false
  }
  return true
}
