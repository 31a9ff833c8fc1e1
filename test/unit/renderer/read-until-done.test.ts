import { describe, expect, it, vi } from 'vitest'
import { READ_AGAIN_MS, readUntilDone } from '../../../src-renderer/rpc/read-until-done.ts'

/** Answers that come when the test says so, and timers that it runs. */
function setUp() {
  const asked: { answer: (value: string) => void; fail: () => void }[] = []
  let timers: { task: () => void; ms: number }[] = []
  const take = vi.fn()
  const onFailure = vi.fn()
  const stop = readUntilDone({
    read: () =>
      new Promise<string>((resolve, reject) => asked.push({ answer: resolve, fail: () => reject(new Error('away')) })),
    take,
    onFailure,
    schedule(task, ms) {
      const timer = { task, ms }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
  })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  const pass = () => timers.splice(0).forEach(({ task }) => void task())
  return { asked, take, onFailure, stop, settle, pass, timers: () => timers.map(({ ms }) => ms) }
}

describe('what has to be read', () => {
  it('is asked for until there is an answer, and a failure never passes for nothing', async () => {
    const { asked, take, onFailure, settle, pass, timers } = setUp()
    asked[0]!.fail()
    await settle()
    expect([take.mock.calls, onFailure.mock.calls.length, timers()]).toEqual([[], 1, [READ_AGAIN_MS]])
    pass()
    asked[1]!.fail()
    await settle()
    pass()
    asked[2]!.answer('Osnutek')
    await settle()
    expect([take.mock.calls, asked.length, timers()]).toEqual([[['Osnutek']], 3, []])
  })

  it('is not taken any more once nobody waits for it', async () => {
    const late = setUp()
    late.stop()
    late.asked[0]!.answer('Osnutek')
    await late.settle()
    expect(late.take).not.toHaveBeenCalled()

    const failed = setUp()
    failed.asked[0]!.fail()
    await failed.settle()
    failed.stop()
    expect(failed.timers()).toEqual([])
  })
})
