import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { realDeps } from '#main/desk/deps.ts'

it('a wait that is longer than timers can be is no short one', async () => {
  let calls = 0
  // As after a `Retry-After` of a month.
  const timer = realDeps().timers.after(30 * 86_400_000, () => calls++)
  await wait(50)
  timer.cancel()
  expect(calls).toBe(0)
})
