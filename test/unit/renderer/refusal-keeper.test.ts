import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type CustomersState, NO_CUSTOMER } from '../../../src-renderer/features/customers/customers.ts'
import { createRefusalKeeper, parseRefusals } from '../../../src-renderer/features/customers/refusal-keeper.ts'

function setUp(stored: string | null = null) {
  const customers = createStore<CustomersState>(() => NO_CUSTOMER)
  const tasks: (() => void)[] = []
  const schedule = (task: () => void) => {
    tasks.push(task)
    return () => void tasks.splice(tasks.indexOf(task), 1)
  }
  const save = vi.fn(async (_entry: string | null) => {})
  const keeper = createRefusalKeeper({ load: async () => stored, save, schedule }, customers)
  const pass = async () => {
    for (const task of tasks.splice(0)) task()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { customers, save, keeper, pass }
}
const OPEN = { text: 'Odprt je servisni primer.', open: true, attempted: false }
const CLOSED = { text: 'Račun ni poravnan.', open: false, attempted: false }

describe('reasons for refusing deletion that were begun', () => {
  it('are kept after a pause and come back, each with its person', async () => {
    const { customers, save, pass } = setUp()
    customers.setState({ refusals: { a: { ...OPEN, attempted: true }, b: CLOSED, c: { ...OPEN, text: ' ' } } })
    await pass()
    const again = setUp(save.mock.calls[0]?.[0])
    again.customers.setState({ refusals: { b: { ...CLOSED, text: 'Zdaj' } } })
    await again.keeper.restore()
    expect(again.customers.getState().refusals).toEqual({ a: OPEN, b: { ...CLOSED, text: 'Zdaj' } })
  })

  it('are forgotten once they were sent', async () => {
    const { customers, save, pass } = setUp()
    customers.setState({ refusals: { a: OPEN } })
    await pass()
    customers.setState({ contactId: 'b' })
    await pass()
    expect(save).toHaveBeenCalledTimes(1)
    customers.setState({ refusals: { a: undefined } })
    await pass()
    expect(save.mock.calls.at(-1)).toEqual([null])
  })

  it('are left out where they make no sense', () => {
    for (const entry of ['', 'null', '7', '[]', '{"a":7,"b":{"text":3}}']) expect(parseRefusals(entry)).toEqual({})
  })
})
