import { describe, expect, it } from 'vitest'
import {
  AHEAD_ROWS,
  FIRST_FETCH,
  joinPage,
  type ListWindow,
  MAX_ROWS,
  nextFetch,
  PAGE_ROWS,
  refreshFetch,
  rowAt,
  windowEnd,
} from '../../../src-renderer/features/queue/window.ts'
import { listRow } from './rows.ts'

const rows = (from: number, count: number, total: number) =>
  Array.from({ length: count }, (_, at) => listRow(`c${from + at}`, total - from - at))
const windowOf = (start: number, count: number, total: number): ListWindow => ({
  start,
  rows: rows(start, count, total),
  total,
})

describe('nextFetch', () => {
  it('asks for nothing while the screen and a bit around it are loaded', () => {
    expect(nextFetch(windowOf(0, 100, 1000), { first: 0, last: 100 - AHEAD_ROWS - 1 })).toBeNull()
    expect(nextFetch(windowOf(0, 50, 50), { first: 30, last: 49 })).toBeNull()
  })

  it('goes on after the last row by its key when the screen comes near the end of the window', () => {
    const window = windowOf(0, 100, 1000)
    expect(nextFetch(window, { first: 60, last: 72 })).toEqual({
      anchor: { after: window.rows[99]!.key },
      limit: PAGE_ROWS,
      join: 'append',
    })
  })

  it('goes back before the first row by its key', () => {
    const window = windowOf(400, 100, 1000)
    expect(nextFetch(window, { first: 410, last: 425 })).toEqual({
      anchor: { before: window.rows[0]!.key },
      limit: PAGE_ROWS,
      join: 'prepend',
    })
  })

  it('jumps by row number into the middle, by end to the end, by start to the start', () => {
    const window = windowOf(0, 100, 50_000)
    expect(nextFetch(window, { first: 25_000, last: 25_012 })?.anchor).toEqual({ index: 25_006 - PAGE_ROWS / 2 })
    expect(nextFetch(window, { first: 49_988, last: 49_999 })?.anchor).toEqual({ at: 'end' })
    expect(nextFetch(windowOf(30_000, 100, 50_000), { first: 0, last: 12 })).toEqual(FIRST_FETCH)
  })

  it('treats a screen beyond a list that has become shorter as its end', () => {
    expect(nextFetch(windowOf(0, 10, 10), { first: 500, last: 512 })).toBeNull()
  })
})

describe('joinPage', () => {
  it('keeps at most MAX_ROWS, dropping those on the far side', () => {
    const window = windowOf(0, MAX_ROWS, 1000)
    const fetch = nextFetch(window, { first: MAX_ROWS - 20, last: MAX_ROWS - 5 })!
    const joined = joinPage(window, { rows: rows(MAX_ROWS, 100, 1000), total: 1000, startIndex: null }, fetch)
    expect(joined.rows).toHaveLength(MAX_ROWS)
    expect(joined.start).toBe(100)
    expect(rowAt(joined, 399)?.id).toBe('c399')
    expect(windowEnd(joined)).toBe(400)

    const back = joinPage(
      windowOf(200, MAX_ROWS, 1000),
      { rows: rows(100, 100, 1000), total: 1000, startIndex: null },
      { anchor: { before: [0, 0] }, limit: 100, join: 'prepend' },
    )
    expect([back.start, back.rows.length, rowAt(back, 100)?.id]).toEqual([100, MAX_ROWS, 'c100'])
  })

  it('learns from a short page where the list begins and ends', () => {
    const ended = joinPage(
      windowOf(0, 100, 1000),
      { rows: rows(100, 30, 1000), total: 1000, startIndex: null },
      { anchor: { after: [0, 0] }, limit: 100, join: 'append' },
    )
    expect(ended.total).toBe(130)
    const begun = joinPage(
      windowOf(50, 100, 200),
      { rows: rows(20, 30, 200), total: 200, startIndex: null },
      { anchor: { before: [0, 0] }, limit: 100, join: 'prepend' },
    )
    expect(begun.start).toBe(0)
  })

  it('never shows a case twice when it moved between two pages', () => {
    const window = windowOf(0, 100, 1000)
    const page = { rows: [window.rows[5]!, ...rows(100, 99, 1000)], total: 1000, startIndex: null }
    const joined = joinPage(window, page, { anchor: { after: [0, 0] }, limit: 100, join: 'append' })
    expect(new Set(joined.rows.map((row) => row.id)).size).toBe(joined.rows.length)
  })

  it('keeps the objects of rows that did not change', () => {
    const window = windowOf(0, 3, 3)
    const fresh = window.rows.map((row) => ({ ...row, key: [...row.key] as [number, number] }))
    fresh[1] = { ...fresh[1]!, status: 'resolved' }
    const joined = joinPage(window, { rows: fresh, total: 3, startIndex: 0 }, refreshFetch(window, 0))
    expect(joined.rows[0]).toBe(window.rows[0])
    expect(joined.rows[1]).not.toBe(window.rows[1])
    expect(joined.rows[2]).toBe(window.rows[2])
  })
})

describe('refreshFetch', () => {
  it('reads the same stretch again, from the start when it stands there', () => {
    expect(refreshFetch(windowOf(0, 100, 1000), 0)).toEqual({ anchor: { at: 'start' }, limit: 100, join: 'replace' })
    expect(refreshFetch(windowOf(200, 250, 1000), 203)).toEqual({ anchor: { index: 203 }, limit: 250, join: 'replace' })
    expect(refreshFetch(windowOf(0, 10, 10), -4).anchor).toEqual({ at: 'start' })
  })
})
