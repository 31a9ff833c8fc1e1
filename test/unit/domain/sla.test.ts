import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockStanding,
  type SlaClock,
  type SlaMoment,
  type SlaStep,
  slaClocks,
  startClock,
  stepClock,
} from '#shared/domain/sla.ts'
import { CASE_STATUSES } from '#shared/domain/status.ts'
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
