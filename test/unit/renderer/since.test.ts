import { expect, it } from 'vitest'
import { lowered, sinceOf } from '../../../src-renderer/features/attention/since.ts'

it('stays where it was when the case is read, and goes down when it, or what was merged into it, is made unread', () => {
  const begun = sinceOf({ readUntil: 10, readParts: [{ caseId: 'b', readUntil: 5 }] })
  expect(lowered(begun, sinceOf({ readUntil: 99, readParts: [{ caseId: 'b', readUntil: 99 }] }))).toBe(begun)
  expect(lowered(begun, sinceOf({ readUntil: 7, readParts: [{ caseId: 'b', readUntil: 9 }] }))).toEqual({
    own: 7,
    parts: { b: 5 },
  })
  const merged = sinceOf({ readUntil: 10, readParts: [{ caseId: 'c', readUntil: 3 }] })
  expect(lowered(begun, merged)).toEqual({ own: 10, parts: { b: 5, c: 3 } })
})

it('is of no case that was never looked at before, also when it is read then', () => {
  const begun = sinceOf({ readUntil: null, readParts: [{ caseId: 'b', readUntil: null }] })
  expect(begun).toEqual({ own: null, parts: {} })
  expect(lowered(begun, sinceOf({ readUntil: 10, readParts: [] }))).toBe(begun)
})
