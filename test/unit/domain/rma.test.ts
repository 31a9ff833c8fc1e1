import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { isOverdue, lineDueAt, makeRmaNumber, phaseOf, RMA_STATES, rmaDueAt, rmaStateOf } from '#shared/domain/rma.ts'
import {
  canStep,
  detailOfStep,
  INITIAL_LINE_STATE,
  isRemovable,
  type LineFacts,
  type LineStep,
  legalSteps,
  mayDecide,
  RMA_LINE_STATES,
  type RmaLineState,
  stateAfterEstimate,
  stepFault,
  stepped,
  stepTo,
  WARRANTY_DECISIONS,
  waitsForEstimate,
} from '#shared/domain/rma-line.ts'
import { USUAL_HOURS, workingTime } from '#shared/domain/working-time.ts'

const anyState = fc.constantFrom(...RMA_LINE_STATES)
const anyWarranty = fc.constantFrom(...WARRANTY_DECISIONS)
const words = fc.option(fc.constantFrom('', '  ', 'SN-1', 'DHL'), { nil: undefined })
const anyStep: fc.Arbitrary<LineStep> = fc.record({
  to: anyState,
  warranty: fc.option(anyWarranty, { nil: undefined }),
  reason: words,
  newSerialNumber: words,
  carrier: words,
  trackingNumber: words,
})

const begun: LineFacts = {
  state: INITIAL_LINE_STATE,
  stateSince: 0,
  warranty: 'undecided',
  receivedAt: null,
  shippedAt: null,
  newSerialNumber: null,
  rejectionReason: null,
  inboundCarrier: null,
  inboundTracking: null,
  carrier: null,
  trackingNumber: null,
}

/** Whatever is asked of a line; what cannot be is left out, as everywhere. */
function walk(steps: readonly LineStep[]): { line: LineFacts; trail: RmaLineState[] } {
  let line = begun
  const trail: RmaLineState[] = [line.state]
  for (const [at, step] of steps.entries()) {
    if (stepFault(line, step) !== null) continue
    line = stepped(line, step, at + 1)
    trail.push(line.state)
  }
  return { line, trail }
}

/** Leads through all states, so that walks do not end at the first bend. */
const guided = fc.array(anyStep, { maxLength: 60, size: 'max' })

const HOURS = { ...USUAL_HOURS, holidays: ['2026-11-23'] }
const OPENING = { hours: HOURS, time: workingTime(HOURS) }

describe('a line of an RMA', () => {
  it('goes from request to closing as the steps are named', () => {
    const usual: LineStep[] = [
      { to: 'approved' },
      { to: 'in_transit', carrier: 'Pošta Slovenije', trackingNumber: 'RP1' },
      { to: 'received' },
      { to: 'diagnosing' },
      { to: 'awaiting_approval', warranty: 'out_of_warranty' },
      { to: 'repairing' },
      { to: 'repaired' },
      { to: 'shipped', carrier: 'DHL', trackingNumber: 'JD01' },
      { to: 'closed' },
    ]
    const { line, trail } = walk(usual)
    expect(trail).toEqual([INITIAL_LINE_STATE, ...usual.map(({ to }) => to)])
    expect(line).toMatchObject({
      receivedAt: 3,
      shippedAt: 8,
      inboundCarrier: 'Pošta Slovenije',
      inboundTracking: 'RP1',
      carrier: 'DHL',
      trackingNumber: 'JD01',
      warranty: 'out_of_warranty',
    })
  })

  it('reaches no state but along the table, whatever is asked of it', () => {
    fc.assert(
      fc.property(guided, (steps) => {
        const { trail } = walk(steps)
        for (const [at, to] of trail.slice(1).entries()) expect(legalSteps(trail[at]!)).toContain(to)
      }),
    )
  })

  it('holds what each state promises', () => {
    fc.assert(
      fc.property(guided, (steps) => {
        const { line, trail } = walk(steps)
        const was = (state: RmaLineState) => trail.includes(state)
        expect(line.newSerialNumber !== null).toBe(was('replaced'))
        expect(line.rejectionReason !== null).toBe(was('rejected'))
        expect(line.receivedAt !== null).toBe(was('received'))
        expect(line.shippedAt !== null).toBe(was('shipped'))
        if (was('repairing') || was('replaced')) expect(line.warranty).not.toBe('undecided')
        if (line.state === 'awaiting_approval') expect(line.warranty).toBe('out_of_warranty')
        if (was('shipped')) expect(was('repaired') || was('replaced') || was('rejected')).toBe(true)
        if (was('repaired')) expect(was('received') && was('repairing')).toBe(true)
      }),
    )
  })

  it('can be closed from everywhere, and every state can be reached', () => {
    const reach = (from: RmaLineState): Set<RmaLineState> => {
      const seen = new Set([from])
      for (const state of seen) for (const to of legalSteps(state)) seen.add(to)
      return seen
    }
    expect([...reach(INITIAL_LINE_STATE)].sort()).toEqual([...RMA_LINE_STATES].sort())
    for (const state of RMA_LINE_STATES) expect(reach(state)).toContain('closed')
  })

  it('never stays where it is by a step, and is over when it is closed', () => {
    for (const state of RMA_LINE_STATES) expect(canStep(state, state)).toBe(false)
    expect(legalSteps('closed')).toEqual([])
  })

  it.each<[string, LineFacts['state'], LineStep, string]>([
    ['replaced without a serial number', 'repairing', { to: 'replaced', newSerialNumber: ' ' }, 'new_serial_missing'],
    ['rejected without a reason', 'requested', { to: 'rejected' }, 'reason_missing'],
    ['repaired at nobody’s cost', 'diagnosing', { to: 'repairing' }, 'warranty_undecided'],
    ['asked to pay before it is decided', 'diagnosing', { to: 'awaiting_approval' }, 'warranty_undecided'],
    [
      'asked to pay what the warranty covers',
      'diagnosing',
      { to: 'awaiting_approval', warranty: 'warranty' },
      'warranty_covers',
    ],
    ['shipped before anything is done', 'received', { to: 'shipped' }, 'illegal_step'],
  ])('is not %s', (_, state, step, fault) => {
    expect(stepFault({ ...begun, state }, step)).toBe(fault)
  })

  it('keeps a decision that others rely on', () => {
    fc.assert(
      fc.property(guided, anyWarranty, (steps, warranty) => {
        const { line } = walk(steps)
        fc.pre(mayDecide(line.state, warranty))
        if (line.state === 'awaiting_approval') expect(warranty).toBe('out_of_warranty')
        if (['repairing', 'repaired', 'replaced'].includes(line.state)) expect(warranty).not.toBe('undecided')
      }),
    )
    for (const warranty of WARRANTY_DECISIONS) expect(mayDecide('diagnosing', warranty)).toBe(true)
  })

  it('can say what its last step said', () => {
    fc.assert(
      fc.property(guided, (steps) => {
        let line = begun
        for (const step of steps) {
          if (stepFault(line, step) !== null) continue
          line = stepped(line, step, 1)
          expect(detailOfStep(stepTo(line))).toBe(detailOfStep(step))
        }
      }),
    )
    expect(detailOfStep({ to: 'shipped', carrier: ' DHL ', trackingNumber: 'JD01' })).toBe('DHL JD01')
  })

  it('may go before it has come', () => {
    expect(RMA_LINE_STATES.filter(isRemovable)).toEqual(['requested', 'approved'])
  })

  it('waits for an estimate where somebody can pay, and goes on with its end', () => {
    fc.assert(
      fc.property(anyState, anyWarranty, (state, warranty) => {
        const expected =
          canStep(state, 'awaiting_approval') && (warranty === 'undecided' || warranty === 'out_of_warranty')
        expect(waitsForEstimate({ state, warranty })).toBe(expected)
      }),
    )
    for (const ended of ['approved', 'declined', 'withdrawn', 'expired'] as const) {
      expect(canStep('awaiting_approval', stateAfterEstimate(ended))).toBe(true)
    }
    expect(stateAfterEstimate('approved')).toBe('repairing')
  })
})

describe('an RMA', () => {
  const lines = fc.array(anyState, { minLength: 1, maxLength: 20 })
  const of = (states: readonly RmaLineState[]) => rmaStateOf(states.map((state) => ({ state })))

  it('has a state whatever its lines are, and that of one of them', () => {
    fc.assert(
      fc.property(lines, (states) => {
        expect(RMA_STATES).toContain(of(states))
        expect(states.map(phaseOf)).toContain(of(states))
      }),
    )
  })

  it('does not depend on the order or the number of equal lines', () => {
    fc.assert(
      fc.property(lines, (states) => {
        expect(of(states.toReversed())).toBe(of(states))
        expect(of([...states, ...states])).toBe(of(states))
      }),
    )
  })

  it('is closed, shipped or finished when all its lines are at least that far', () => {
    fc.assert(
      fc.property(lines, (states) => {
        for (const reached of ['closed', 'shipped', 'finished'] as const) {
          const atLeast = (state: RmaLineState) => RMA_STATES.indexOf(phaseOf(state)) >= RMA_STATES.indexOf(reached)
          expect(RMA_STATES.indexOf(of(states)) >= RMA_STATES.indexOf(reached)).toBe(states.every(atLeast))
        }
      }),
    )
  })

  it('never falls back by a step of a line, but where a line goes back to its diagnosis or to the customer', () => {
    fc.assert(
      fc.property(lines, fc.nat(), anyState, (states, nth, to) => {
        const at = nth % states.length
        const from = states[at]!
        fc.pre(canStep(from, to) && to !== 'diagnosing' && to !== 'awaiting_approval')
        const before = RMA_STATES.indexOf(of(states))
        expect(RMA_STATES.indexOf(of(states.with(at, to)))).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  it('is overdue with the first of its lines', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyState, fc.nat(1e12)), { minLength: 1 }), fc.nat(2e12), (pairs, now) => {
        const all = pairs.map(([state, stateSince]) => ({ state, stateSince }))
        const due = rmaDueAt(all, OPENING)
        expect(due !== null && now > due).toBe(all.some((line) => isOverdue(line, now, OPENING)))
      }),
    )
    expect(lineDueAt({ state: 'closed', stateSince: 1 }, OPENING)).toBeNull()
  })

  it('is due after so many working days, at the same time of day', () => {
    const at = (text: string) => Date.parse(`2026-${text}+01:00`)
    // On a Friday; Monday is a holiday.
    const received = { state: 'received' as const, stateSince: at('11-20T10:30') }
    expect(lineDueAt(received, OPENING)).toBe(at('11-25T10:30'))
    expect(isOverdue(received, at('11-25T10:30'), OPENING)).toBe(false)
    expect(isOverdue(received, at('11-25T10:30') + 1, OPENING)).toBe(true)
    // What comes when nobody is there counts from the next morning on.
    expect(lineDueAt({ state: 'received', stateSince: at('11-21T12:00') }, OPENING)).toBe(at('11-25T16:00'))
  })

  it('is numbered on at least five digits, so that it can be found however it is typed', () => {
    expect(makeRmaNumber(7)).toBe('RMA-00007')
    expect(makeRmaNumber(123_456)).toBe('RMA-123456')
    expect(lookUpKey('rma 00007')).toBe(lookUpKey(makeRmaNumber(7)))
  })
})
