import { describe, expect, it } from 'vitest'
import {
  again,
  begun,
  counted,
  goneBack,
  goneOn,
  joined,
  without,
} from '../../../src-renderer/features/triage/triage.ts'

const QUERY = { queue: 'open', sort: 'modified', direction: 'desc' } as const
const start = (from: string | null = null) => begun(QUERY, 'Vsi', ['a', 'b', 'c', 'd'], from)

describe('going through a list', () => {
  it('begins at the marked case and passes over none', () => {
    const state = start('c')
    expect([state.currentId, state.ahead]).toEqual(['c', ['d', 'a', 'b']])
    expect(counted(state)).toEqual({ left: 4, done: 0, skipped: 0 })
  })

  it('counts what was done and skipped, and goes back', () => {
    const state = goneOn(goneOn(start(), 'done'), 'skipped')
    expect([state.currentId, counted(state)]).toEqual(['c', { left: 2, done: 1, skipped: 1 }])
    const back = goneBack(state)
    expect([back.currentId, back.ahead]).toEqual(['b', ['c', 'd']])
    expect(goneBack(start())).toEqual(start())
  })

  it('passes over what somebody else saw to, and takes in what came meanwhile at the end', () => {
    const state = without(start())
    expect([state.currentId, state.ahead]).toEqual(['b', ['c', 'd']])
    expect(joined(state, ['e', 'b', 'c']).ahead).toEqual(['c', 'd', 'e'])
    const over = ['done', 'done', 'done'].reduce((now) => goneOn(now, 'done'), state)
    expect([over.currentId, counted(over).left]).toEqual([null, 0])
    expect(joined(over, ['b', 'f'])).toMatchObject({ currentId: 'f', ahead: [] })
  })

  it('shows the skipped ones again', () => {
    const over = goneOn(goneOn(goneOn(goneOn(start(), 'skipped'), 'done'), 'skipped'), 'done')
    const next = again(over)
    expect([next.currentId, next.ahead, counted(next)]).toEqual(['a', ['c'], { left: 2, done: 2, skipped: 0 }])
  })
})
