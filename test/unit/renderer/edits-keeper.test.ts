import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { OperationState } from '#shared/rpc/models.ts'
import type { FieldEdit } from '../../../src-renderer/features/case/use-field-edit.ts'
import type { Split } from '../../../src-renderer/features/relations/split-dialog.tsx'
import { createEditsKeeper, parseEdits } from '../../../src-renderer/stores/edits-keeper.ts'
import type { Rewrite } from '../../../src-renderer/stores/screen.ts'

function setUp(stored: string | null = null, states: Record<string, OperationState> = {}) {
  const stores = {
    edits: createStore<Record<string, FieldEdit>>(() => ({})),
    rewrites: createStore<Record<string, Rewrite | undefined>>(() => ({})),
    merged: createStore<Record<string, string | undefined>>(() => ({})),
    splits: createStore<Record<string, Split | undefined>>(() => ({})),
  }
  const tasks: (() => void)[] = []
  const schedule = (task: () => void) => {
    tasks.push(task)
    return () => void (tasks.includes(task) && tasks.splice(tasks.indexOf(task), 1))
  }
  const save = vi.fn(async (_entry: string | null) => {})
  const operations = Object.entries(states).map(([opId, state]) => ({ opId, state }))
  const keeper = createEditsKeeper(
    { load: async () => stored, save, schedule, operations: async () => ({ operations, total: operations.length }) },
    stores,
  )
  const pass = async () => {
    for (const task of tasks.splice(0)) task()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const held = () => ({
    edits: stores.edits.getState(),
    rewrites: stores.rewrites.getState(),
    merged: stores.merged.getState(),
    splits: stores.splits.getState(),
  })
  return { stores, save, keeper, pass, held }
}

const TITLE = { 'title:c': { text: 'Nov naslov', base: 'Naslov', asking: false } }
const SPLIT = { c: { title: 'Del', noteIds: new Set(['n1', 'n2']) } }

describe('what is being changed of cases and operations', () => {
  it('is kept after a pause and comes back; what was typed meanwhile stays', async () => {
    const { stores, save, pass } = setUp()
    stores.edits.setState({ ...TITLE, 'description:c': { text: 'Opis', base: '', asking: true } })
    stores.rewrites.setState({ op: { text: 'Drugače', open: true } })
    stores.merged.setState({ clash: 'Skupaj' })
    stores.splits.setState(SPLIT)
    await pass()
    const again = setUp(save.mock.calls[0]?.[0], { op: 'rejected', clash: 'conflict' })
    again.stores.merged.setState({ clash: 'Zdaj' })
    await again.keeper.restore()
    expect(again.held()).toEqual({
      edits: { ...TITLE, 'description:c': { text: 'Opis', base: '', asking: false } },
      rewrites: { op: { text: 'Drugače', open: true } },
      merged: { clash: 'Zdaj' },
      splits: SPLIT,
    })
  })

  it('counts for nothing while it is untouched, and is removed once it is saved or given up', async () => {
    const { stores, save, pass } = setUp()
    stores.edits.setState({ 'title:c': { text: ' Naslov  ', base: 'Naslov', asking: false } })
    stores.splits.setState({ c: { title: ' ', noteIds: new Set<string>() } })
    stores.rewrites.setState({ op: undefined })
    await pass()
    expect(save).not.toHaveBeenCalled()
    stores.edits.setState(TITLE)
    await pass()
    stores.edits.setState({}, true)
    await pass()
    expect(save.mock.calls).toEqual([[expect.stringContaining('Nov naslov')], [null]])
  })

  it('is let go where nothing needs it any more', async () => {
    const entry = JSON.stringify({
      rewrites: {
        refused: { text: 'a', open: false },
        sent: { text: 'b', open: false },
        read: { text: 'c', open: true },
        gone: { text: 'd', open: true },
      },
      merged: { clash: 'e', sent: 'f', gone: 'g' },
    })
    const { keeper, held, save, pass } = setUp(entry, {
      refused: 'rejected',
      sent: 'settled',
      read: 'settled',
      clash: 'conflict',
    })
    await keeper.restore()
    expect(Object.keys(held().rewrites)).toEqual(['refused', 'read'])
    expect(held().merged).toEqual({ clash: 'e' })
    await pass()
    expect(save.mock.calls.at(-1)?.[0]).not.toContain('gone')
  })

  it('is left out where it makes no sense', () => {
    const nothing = { edits: {}, rewrites: {}, merged: {}, splits: {} }
    const odd = '{"edits":{"a":{"text":1}},"rewrites":{"b":7},"merged":{"c":{}},"splits":{"d":{"title":""}}}'
    for (const entry of ['', 'null', '7', '[]', odd]) expect(parseEdits(entry)).toEqual(nothing)
  })
})
