import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type ApprovalsState, NO_APPROVALS } from '../../../src-renderer/features/registrations/approvals.ts'
import { createReplyKeeper, parseEntry } from '../../../src-renderer/features/registrations/reply-keeper.ts'

function setUp(stored: string | null = null) {
  const approvals = createStore<ApprovalsState>(() => NO_APPROVALS)
  let due: (() => void) | null = null
  const schedule = (task: () => void) => {
    due = task
    return () => {
      due = null
    }
  }
  const save = vi.fn(async (_entry: string | null) => {})
  const keeper = createReplyKeeper({ load: async () => stored, save, schedule }, approvals)
  const pass = async () => {
    due?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { approvals, save, keeper, pass }
}
const REASON = { kind: 'reject', text: 'Podjetja ne poznamo.', attempted: true } as const
const QUESTION = { kind: 'ask', text: 'Za katero lokacijo?', attempted: false } as const

describe('words for applicants that were begun', () => {
  it('are kept after a pause and come back, each with its request', async () => {
    const { approvals, save, pass } = setUp()
    approvals.setState({
      replies: { a: REASON, b: QUESTION, c: { ...QUESTION, text: ' ' } },
      batchReason: 'Dvojna prijava.',
    })
    await pass()
    const again = setUp(save.mock.calls[0]![0])
    await again.keeper.restore()
    expect(again.approvals.getState()).toMatchObject({ batchReason: 'Dvojna prijava.' })
    expect(again.approvals.getState().replies).toEqual({ a: { ...REASON, attempted: false }, b: QUESTION })
  })

  it('do not write over what was typed meanwhile', async () => {
    const { approvals, save, pass } = setUp()
    approvals.setState({ replies: { a: REASON, b: QUESTION }, batchReason: 'Prej.' })
    await pass()
    const again = setUp(save.mock.calls[0]![0])
    const typed = { ...REASON, text: 'Zdaj' }
    again.approvals.setState({ replies: { a: typed }, batchReason: 'Zdaj.' })
    await again.keeper.restore()
    expect(again.approvals.getState()).toMatchObject({ replies: { a: typed, b: QUESTION }, batchReason: 'Zdaj.' })
  })

  it('are forgotten once they were sent', async () => {
    const { approvals, save, pass } = setUp()
    approvals.setState({ replies: { a: REASON } })
    await pass()
    approvals.setState({ replies: { a: undefined } })
    await pass()
    expect(save.mock.calls.at(-1)).toEqual([null])
  })

  it('are left out where they make no sense', () => {
    const nothing = { replies: {}, batchReason: '' }
    for (const entry of [
      '',
      'null',
      '[]',
      '{"replies":7,"batchReason":3}',
      '{"replies":{"a":{"kind":"x","text":"y"}}}',
    ]) {
      expect(parseEntry(entry)).toEqual(nothing)
    }
  })
})
