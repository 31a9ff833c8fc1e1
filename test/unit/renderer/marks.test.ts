import { describe, expect, it } from 'vitest'
import { MAX_BULK } from '#shared/rpc/bulk.ts'
import {
  extended,
  listOf,
  NO_MARKS,
  readMarks,
  toggled,
  withMarked,
  writeMarks,
} from '../../../src-renderer/features/bulk/marks.ts'

const LIST = listOf({ queue: 'open', sort: 'modified', direction: 'desc' })
const ids = (state: { ids: ReadonlySet<string> }) => [...state.ids]

describe('the selection of a list', () => {
  it('marks and unmarks one', () => {
    const one = toggled(NO_MARKS, LIST, 'a')
    expect(ids(one)).toEqual(['a'])
    expect(ids(toggled(one, LIST, 'a'))).toEqual([])
    expect(toggled(one, LIST, 'a').anchorId).toBe('a')
  })

  it('grows with Shift, and shrinks on the way back', () => {
    const down = extended(extended(NO_MARKS, LIST, 'a', 'b'), LIST, 'b', 'c')
    expect(ids(down)).toEqual(['a', 'b', 'c'])
    expect(ids(extended(down, LIST, 'c', 'b'))).toEqual(['a', 'b'])
  })

  it('takes no more than one command can act on', () => {
    const many = Array.from({ length: MAX_BULK + 5 }, (_, at) => `case-${at}`)
    expect(withMarked(NO_MARKS, LIST, many).ids.size).toBe(MAX_BULK)
  })

  it('is of one list, in whatever order that stands', () => {
    expect(listOf({ queue: 'open', sort: 'number', direction: 'asc' })).toBe(LIST)
    const other = listOf({ queue: 'open', sort: 'modified', direction: 'desc', filter: 'owner:me' })
    expect(other).not.toBe(LIST)
    expect(ids(withMarked(toggled(NO_MARKS, LIST, 'a'), other, ['b']))).toEqual(['b'])
  })

  it('is kept and read again; what is no selection is none', () => {
    const state = withMarked(NO_MARKS, LIST, ['a', 'b'])
    expect(readMarks(writeMarks(state) ?? '')).toEqual({ ...state, anchorId: null })
    expect(writeMarks(NO_MARKS)).toBeNull()
    for (const text of ['', '{}', 'null', '{"list":1,"ids":[]}']) expect(readMarks(text)).toBeNull()
  })
})
