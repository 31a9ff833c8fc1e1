import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CASE_STATUSES,
  canMove,
  isOpen,
  legalMoves,
  STATUS_GROUPS,
  statusAfterCustomerNote,
  statusesIn,
  statusGroup,
} from '#shared/domain/status.ts'

const anyStatus = fc.constantFrom(...CASE_STATUSES)
const DAY = 86_400_000

describe('status', () => {
  it('puts every status into exactly one of the three groups of the legend', () => {
    expect(STATUS_GROUPS.flatMap(statusesIn).sort()).toEqual([...CASE_STATUSES].sort())
    expect(statusesIn('waiting')).toEqual(['waiting_for_details'])
    expect(statusesIn('active')).toEqual(['in_progress', 'researching', 'field_service'])
    expect(statusesIn('closed')).toEqual(['resolved', 'cancelled'])
  })

  it('never offers a move to the status that the case has', () => {
    fc.assert(
      fc.property(anyStatus, fc.constantFrom('agent', 'customer', 'system'), (from, actor) => {
        expect(legalMoves(from, actor)).not.toContain(from)
      }),
    )
  })

  it('lets an agent reopen a closed case only to "in progress"', () => {
    for (const from of statusesIn('closed')) expect(legalMoves(from)).toEqual(['in_progress'])
  })

  it('lets an agent move an open case anywhere else', () => {
    fc.assert(
      fc.property(anyStatus.filter(isOpen), anyStatus, (from, to) => {
        expect(canMove(from, to)).toBe(from !== to)
      }),
    )
  })

  it('lets a customer close an open case and nothing else', () => {
    fc.assert(
      fc.property(anyStatus, anyStatus, (from, to) => {
        expect(canMove(from, to, 'customer')).toBe(isOpen(from) && to === 'resolved')
      }),
    )
  })
})

describe("a customer's note", () => {
  it('wakes a waiting case', () => {
    expect(statusAfterCustomerNote('waiting_for_details', null, 0, 14)).toEqual({ kind: 'move', to: 'in_progress' })
  })

  it('leaves a case in work where it is', () => {
    for (const status of statusesIn('active'))
      expect(statusAfterCustomerNote(status, null, 0, 14)).toEqual({ kind: 'keep' })
  })

  it('reopens within the window and asks for a follow-up after it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...statusesIn('closed')),
        fc.nat(60 * DAY),
        fc.integer({ min: 1, max: 30 }),
        (status, closedFor, days) => {
          const outcome = statusAfterCustomerNote(status, 1000, 1000 + closedFor, days)
          expect(outcome).toEqual(closedFor <= days * DAY ? { kind: 'move', to: 'in_progress' } : { kind: 'follow_up' })
        },
      ),
    )
  })

  it('only ever leads to an open status', () => {
    fc.assert(
      fc.property(anyStatus, fc.nat(), fc.nat(), (status, closedAt, now) => {
        const outcome = statusAfterCustomerNote(status, closedAt, now, 14)
        if (outcome.kind === 'move') expect(statusGroup(outcome.to)).toBe('active')
      }),
    )
  })
})
