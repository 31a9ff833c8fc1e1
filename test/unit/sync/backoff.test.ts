import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffMs } from '#main/sync/backoff.ts'

it('doubles its ceiling from one second to five minutes and draws below it', () => {
  const highest = (failures: number) => backoffMs(failures, null, () => 0.999_999)
  expect([1, 2, 3, 4, 9, 10, 50].map(highest).map((ms) => Math.round(ms / 1000))).toEqual([1, 2, 4, 8, 256, 300, 300])
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const ms = backoffMs(failures, null, () => random)
        return ms >= 0 && ms <= 300_000
      },
    ),
  )
})

it('never comes back before the time that the portal asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (asked, failures, random) => {
        const ms = backoffMs(failures, asked, () => random)
        return ms >= asked && ms <= asked + 1_000
      },
    ),
  )
})
