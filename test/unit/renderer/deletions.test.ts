import { describe, expect, it } from 'vitest'
import type { DeletionRequestView } from '#shared/rpc/models.ts'
import { aContact } from '#test/factories/rows.ts'
import {
  answerBy,
  daysSince,
  inOrder,
  urgencyOf,
  waitingDeletions,
} from '../../../src-renderer/features/deletions/deletions.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (...date: [number, number, number, number?]) => new Date(...date).getTime()

const request = (id: string, pending: DeletionRequestView['pending'] = null): DeletionRequestView => ({
  contact: aContact({ id, deletionRequestedAt: 1 }),
  accountName: 'Alveta',
  pending,
})

describe('requests for deletion', () => {
  it('wait until they are decided here; decided ones come last', () => {
    const all = [request('a', 'erase'), request('b'), request('c', 'refuse_deletion'), request('d')]
    expect(inOrder(all).map(({ contact }) => contact.id)).toEqual(['b', 'd', 'a', 'c'])
    expect(waitingDeletions(all)).toBe(2)
  })

  it('wait for whole days, and never less than none', () => {
    expect([0, DAY - 1, DAY, 40 * DAY].map((passed) => daysSince(1000, 1000 + passed))).toEqual([0, 0, 1, 40])
    expect(daysSince(1000, 0)).toBe(0)
  })

  it.each([
    [at(2026, 10, 21, 9), at(2026, 11, 21, 9)],
    [at(2026, 0, 31), at(2026, 1, 28)],
    [at(2028, 0, 30), at(2028, 1, 29)],
    [at(2026, 11, 31), at(2027, 0, 31)],
  ])('are to be answered within a month', (asked, due) => {
    expect(answerBy(asked)).toBe(due)
  })

  it('become urgent a week before that day, and late after it', () => {
    const asked = at(2026, 2, 3, 12)
    const due = answerBy(asked)
    expect(urgencyOf(asked, asked)).toBe('calm')
    expect(urgencyOf(asked, due - 7 * DAY)).toBe('calm')
    expect(urgencyOf(asked, due - 7 * DAY + HOUR)).toBe('soon')
    expect(urgencyOf(asked, due)).toBe('soon')
    expect(urgencyOf(asked, due + 1)).toBe('late')
  })
})
