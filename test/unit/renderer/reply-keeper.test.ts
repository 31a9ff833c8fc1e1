import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import {
  type ApprovalsState,
  begunKinds,
  closedReply,
  NO_APPROVALS,
  openedReply,
  type Reply,
} from '../../../src-renderer/features/registrations/approvals.ts'
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
const REASON: Reply = { open: 'reject', texts: { reject: 'Podjetja ne poznamo.' }, attempted: true }
const QUESTION: Reply = { open: 'ask', texts: { ask: 'Za katero lokacijo?' }, attempted: false }
/** Both were begun, neither is shown. */
const CLOSED: Reply = { open: null, texts: { reject: 'Ne.', ask: 'Zakaj?' }, attempted: false }

describe('words for applicants that were begun', () => {
  it('are kept after a pause and come back, each with its request', async () => {
    const { approvals, save, pass } = setUp()
    approvals.setState({
      replies: { a: REASON, b: QUESTION, c: { ...QUESTION, texts: { ask: ' ' } }, d: CLOSED },
      batchReason: 'Dvojna prijava.',
    })
    await pass()
    const again = setUp(save.mock.calls[0]![0])
    await again.keeper.restore()
    expect(again.approvals.getState()).toMatchObject({ batchReason: 'Dvojna prijava.' })
    expect(again.approvals.getState().replies).toEqual({
      ...{ a: { ...REASON, attempted: false }, b: QUESTION, d: CLOSED },
    })
  })

  it('do not write over what was typed meanwhile', async () => {
    const { approvals, save, pass } = setUp()
    approvals.setState({ replies: { a: REASON, b: QUESTION }, batchReason: 'Prej.' })
    await pass()
    const again = setUp(save.mock.calls[0]![0])
    const typed: Reply = { ...REASON, texts: { reject: 'Zdaj' } }
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

  it('of an earlier version come back in their form', () => {
    expect(parseEntry('{"replies":{"a":{"kind":"ask","text":"Kje?"}},"batchReason":"Ne."}')).toEqual({
      replies: { a: { open: 'ask', texts: { ask: 'Kje?' }, attempted: false } },
      batchReason: 'Ne.',
    })
  })

  it('stay when their form is closed, each under its own button, until they are cleared or sent', () => {
    const asked = openedReply(undefined, 'ask')
    expect(asked).toEqual({ open: 'ask', texts: {}, attempted: false })
    expect(closedReply(asked)).toBeUndefined()
    const closed = closedReply({ ...asked, texts: { ask: 'Kje?' }, attempted: true })
    expect(closed).toEqual({ open: null, texts: { ask: 'Kje?' }, attempted: false })
    const refused = openedReply(closed, 'reject')
    expect([refused.texts.reject, refused.open]).toEqual([undefined, 'reject'])
    expect(begunKinds({ texts: { ...refused.texts, reject: ' ' } })).toEqual(['ask'])
    expect(openedReply(closedReply(refused), 'ask').texts.ask).toBe('Kje?')
    expect(closedReply({ ...refused, texts: { ask: '' } })).toBeUndefined()
  })

  it('are left out where they make no sense', () => {
    const nothing = { replies: {}, batchReason: '' }
    for (const entry of [
      '',
      'null',
      '[]',
      '{"replies":7,"batchReason":3}',
      '{"replies":{"a":{"kind":"x","text":"y"}}}',
      '{"replies":{"a":[{"kind":"ask","text":7,"open":true},3],"b":[],"c":[{"kind":"ask","text":" "}]}}',
    ]) {
      expect(parseEntry(entry)).toEqual(nothing)
    }
  })
})
