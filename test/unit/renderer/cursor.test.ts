import { describe, expect, it } from 'vitest'
import { type Cursor, cursorAt, stepTarget } from '../../../src-renderer/features/queue/cursor.ts'
import type { ListWindow } from '../../../src-renderer/features/queue/window.ts'
import { listRow } from './rows.ts'

const windowOf = (...ids: [string, number][]): ListWindow => ({
  start: 0,
  rows: ids.map(([id, order]) => listRow(id, order)),
  total: ids.length,
})
const before = windowOf(['a', 5], ['b', 4], ['c', 3], ['d', 2], ['e', 1])
const onC = cursorAt(before, 2)

describe('stepTarget', () => {
  it('begins at the first row, or backwards at the last', () => {
    expect(stepTarget(before, null, 1)).toBe(0)
    expect(stepTarget(before, null, -1)).toBe(4)
    expect(stepTarget(windowOf(), null, 1)).toBeNull()
  })

  it('goes to the neighbours and stops at both ends', () => {
    expect(stepTarget(before, onC, 1)).toBe(3)
    expect(stepTarget(before, onC, -1)).toBe(1)
    expect(stepTarget(before, cursorAt(before, 4), 1)).toBe(4)
    expect(stepTarget(before, cursorAt(before, 0), -10)).toBe(0)
  })

  it('goes on where the agent was when the answered case has jumped to the top', () => {
    const after = windowOf(['c', 6], ['a', 5], ['b', 4], ['d', 2], ['e', 1])
    expect(stepTarget(after, onC, 1)).toBe(3)
    expect(stepTarget(after, onC, -1)).toBe(2)
  })

  it('goes to the case that took its place when the resolved one has left the list', () => {
    const after = windowOf(['a', 5], ['b', 4], ['d', 2], ['e', 1])
    expect(stepTarget(after, onC, 1)).toBe(2)
    expect(stepTarget(after, onC, -1)).toBe(1)
  })

  it('counts a case that only others pushed down as standing where it is', () => {
    const after = windowOf(['x', 9], ['a', 5], ['b', 4], ['c', 3], ['d', 2], ['e', 1])
    expect(stepTarget(after, onC, 1)).toBe(4)
  })

  it('knows a row that is not loaded by its number', () => {
    const cursor: Cursor = { caseId: 'z', index: 900, key: [1, 1], previousId: null, nextId: null }
    expect(stepTarget({ ...before, total: 1000 }, cursor, 1)).toBe(901)
  })
})
