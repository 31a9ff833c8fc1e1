import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockStanding,
  isKept,
  keptMark,
  nextDueAt,
  type SlaClock,
  type SlaMoment,
  type SlaStep,
  slaClocks,
  slaSum,
  slaTarget,
  startClock,
  startClocks,
  stepClock,
  stepClocks,
  watchedClock,
} from '#shared/domain/sla.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import { workingTime } from '#shared/domain/working-time.ts'

const HOUR = 3_600_000
const OPEN = { from: 8 * 60, to: 16 * 60 }
const time = workingTime({
  timeZone: 'Europe/Ljubljana',
  week: [OPEN, OPEN, OPEN, OPEN, OPEN, null, null],
  holidays: [],
})
const at = (text: string) => Date.parse(`2026-${text}+01:00`)
const TARGET = { firstResponse: 4 * HOUR, resolution: 16 * HOUR }
/** A Monday. */
const CREATED = { at: at('11-16T10:00'), status: 'in_progress' } as const
const clocks = (...moments: SlaMoment[]) => slaClocks(TARGET, CREATED, moments, time)

describe('SLA clocks', () => {
  it('run over opening hours; the first answer stops the first of them', () => {
    expect(clocks()).toEqual({
      firstResponse: { state: 'running', dueAt: at('11-16T14:00') },
      resolution: { state: 'running', dueAt: at('11-18T10:00') },
    })
    const answered = clocks({ at: at('11-16T11:00'), kind: 'answer' }, { at: at('11-17T15:00'), kind: 'answer' })
    expect(answered.firstResponse).toEqual({ state: 'met', at: at('11-16T11:00'), left: 3 * HOUR })
    expect(answered.resolution).toEqual({ state: 'running', dueAt: at('11-18T10:00') })
    expect(clocks({ at: at('11-16T15:00'), kind: 'answer' }).firstResponse).toEqual({
      state: 'late',
      at: at('11-16T15:00'),
      dueAt: at('11-16T14:00'),
    })
  })

  it('stand still while the customer is waited for', () => {
    const waiting: SlaMoment = { at: at('11-16T12:00'), kind: 'status', to: 'waiting_for_details' }
    expect(clocks(waiting).resolution).toEqual({ state: 'paused', left: 14 * HOUR })
    expect(clocks(waiting).firstResponse).toEqual({ state: 'paused', left: 2 * HOUR })
    const woken: SlaMoment = { at: at('11-19T08:00'), kind: 'status', to: 'in_progress' }
    expect(clocks(waiting, woken).resolution).toEqual({ state: 'running', dueAt: at('11-20T14:00') })
  })

  it('go on with what was left when a case is opened again, and never forget that it was late', () => {
    const closed: SlaMoment = { at: at('11-17T10:00'), kind: 'status', to: 'resolved' }
    const again: SlaMoment = { at: at('11-23T08:00'), kind: 'status', to: 'in_progress' }
    expect(clocks(closed).resolution).toEqual({ state: 'met', at: at('11-17T10:00'), left: 8 * HOUR })
    expect(clocks(closed, again).resolution).toEqual({ state: 'running', dueAt: at('11-23T16:00') })
    const late: SlaMoment = { ...closed, at: at('11-19T10:00') }
    expect(clocks(late).resolution?.state).toBe('late')
    expect(clocks(late, again).resolution).toEqual({ state: 'missed', dueAt: at('11-18T10:00') })
    expect(clocks(closed, again).firstResponse).toEqual(clocks(closed).firstResponse)
  })

  it('are none where nothing was promised', () => {
    expect(slaClocks({ firstResponse: null, resolution: null }, CREATED, [], time)).toEqual({
      firstResponse: null,
      resolution: null,
    })
  })

  it('say how they stand', () => {
    const clock: SlaClock = { state: 'running', dueAt: at('11-16T14:00') }
    expect(clockStanding(clock, at('11-16T10:00'), time, HOUR)).toEqual({
      standing: 'running',
      left: 4 * HOUR,
      over: 0,
    })
    expect(clockStanding(clock, at('11-16T13:00'), time, HOUR)).toEqual({ standing: 'at_risk', left: HOUR, over: 0 })
    expect(clockStanding(clock, at('11-17T09:00'), time, HOUR)).toEqual({
      standing: 'breached',
      left: 0,
      over: 3 * HOUR,
    })
  })

  it('never run below zero, in whatever order things happen', () => {
    const step = fc.constantFrom<SlaStep>('pause', 'resume', 'finish', 'reopen')
    const steps = fc.array(fc.record({ step, wait: fc.integer({ min: 0, max: 200 * HOUR }) }), { maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * HOUR }), steps, (promised, list) => {
        let now = CREATED.at
        let clock = startClock(promised, now, time)
        let used = 0
        for (const { step: one, wait } of list) {
          if (clock.state === 'running') used += time.between(now, now + wait)
          now += wait
          const before = clock
          clock = stepClock(clock, one, now, time)
          if ('left' in clock) {
            expect(clock.left).toBeGreaterThanOrEqual(0)
            expect(clock.left).toBe(promised - used)
          }
          // Late once is late for ever.
          if (before.state === 'missed' || before.state === 'late') expect(['missed', 'late']).toContain(clock.state)
          const { left, over } = clockStanding(clock, now, time, HOUR)
          expect(Math.min(left, over)).toBe(0)
          expect(Math.max(left, over)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  it('follow from any history: a clock of a closed case stands, one that waits does not run', () => {
    const moment = fc.record({
      wait: fc.integer({ min: 0, max: 60 * HOUR }),
      what: fc.constantFrom('answer' as const, ...CASE_STATUSES),
    })
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 15 }), (list) => {
        let now: number = CREATED.at
        const moments = list.map(({ wait, what }): SlaMoment => {
          now += wait
          return what === 'answer' ? { at: now, kind: 'answer' } : { at: now, kind: 'status', to: what }
        })
        const { firstResponse, resolution } = clocks(...moments)
        const status = list.findLast(({ what }) => what !== 'answer')?.what ?? CREATED.status
        if (status === 'resolved' || status === 'cancelled') expect(['met', 'late']).toContain(resolution?.state)
        else if (status === 'waiting_for_details') expect(['paused', 'missed']).toContain(resolution?.state)
        else expect(['running', 'missed']).toContain(resolution?.state)
        if (list.some(({ what }) => what === 'answer')) expect(['met', 'late']).toContain(firstResponse?.state)
      }),
    )
  })
})

describe('the clocks of a case together', () => {
  const aClock: fc.Arbitrary<SlaClock | null> = fc.oneof(
    fc.constant(null),
    fc.integer({ min: 2, max: 1e6 }).map((dueAt): SlaClock => ({ state: 'running', dueAt })),
    fc.integer({ min: 1, max: 1e6 }).map((dueAt): SlaClock => ({ state: 'missed', dueAt })),
    fc.nat(1e6).map((left): SlaClock => ({ state: 'paused', left })),
    fc.nat(1e6).map((left): SlaClock => ({ state: 'met', at: 5, left })),
    fc.nat(1e6).map((dueAt): SlaClock => ({ state: 'late', at: dueAt + 1, dueAt })),
  )
  const both = fc.record({ firstResponse: aClock, resolution: aClock })

  it('are due when the first of them is, and are watched where there is most to do', () => {
    fc.assert(
      fc.property(both, (clocks) => {
        const all = [clocks.firstResponse, clocks.resolution].filter((clock) => clock !== null)
        const counting = all.filter((clock) => clock.state === 'running' || clock.state === 'missed')
        const due = nextDueAt(clocks)
        expect(due).toBe(counting.length === 0 ? null : Math.min(...counting.map(({ dueAt }) => dueAt)))
        expect(slaSum(clocks) === 'counting').toBe(due !== null)
        const seen = watchedClock(clocks)
        expect(seen === null).toBe(all.length === 0)
        expect(slaSum(clocks) === 'none').toBe(all.length === 0)
        if (due !== null) expect(seen?.clock).toMatchObject({ dueAt: due })
        else if (all.some(({ state }) => state === 'paused')) expect(seen?.clock.state).toBe('paused')
      }),
    )
  })

  it('following each moment is the same as working all of them out at the end', () => {
    const moment = fc.record({
      wait: fc.integer({ min: 0, max: 60 * HOUR }),
      what: fc.constantFrom('answer' as const, ...CASE_STATUSES),
    })
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 15 }), (list) => {
        let now: number = CREATED.at
        let status: CaseStatus = CREATED.status
        let followed = startClocks(TARGET, CREATED, time)
        const moments = list.map(({ wait, what }): SlaMoment => {
          now += wait
          const one: SlaMoment = what === 'answer' ? { at: now, kind: 'answer' } : { at: now, kind: 'status', to: what }
          followed = stepClocks(followed, status, one, time)
          if (one.kind === 'status') status = one.to
          return one
        })
        expect(followed).toEqual(slaClocks(TARGET, CREATED, moments, time))
      }),
    )
  })

  it('are marked for counting as their standing says', () => {
    fc.assert(
      fc.property(aClock, fc.nat(2e6), (clock, now) => {
        const kept = isKept(keptMark(clock), now)
        const always = { between: () => 1, after: (from: number) => from }
        const standing = clock && clockStanding(clock, now, always, 0).standing
        const outcome = { met: true, late: false, breached: false, running: null, at_risk: null, paused: null }
        expect(kept).toBe(standing && outcome[standing])
      }),
    )
  })

  it('are promised by the contract, and where it says nothing as usual', () => {
    const usual = { firstResponseMinutes: 480, resolutionMinutes: null }
    expect(slaTarget(null, usual)).toEqual({ firstResponse: 8 * HOUR, resolution: null })
    expect(slaTarget({ firstResponseMinutes: null, resolutionMinutes: 60 }, usual)).toEqual({
      firstResponse: 8 * HOUR,
      resolution: HOUR,
    })
  })
})
