import { describe, expect, it, vi } from 'vitest'
import { createCaseList } from '../../../src-renderer/features/queue/case-list-store.ts'
import { indexIn, rowAt } from '../../../src-renderer/features/queue/window.ts'
import { fakeList } from './rows.ts'

const QUERY = { queue: 'open', sort: 'modified', direction: 'desc' } as const

async function opened(count: number) {
  const desk = fakeList(count)
  const list = createCaseList(desk, QUERY)
  list.refresh()
  await vi.waitFor(() => expect(list.state.getState().status).toBe('ready'))
  return { desk, list, window: () => list.state.getState().window }
}

describe('the list of cases', () => {
  it('reads the first page, then follows the screen by keys', async () => {
    const { desk, list, window } = await opened(1000)
    expect(desk.requests).toEqual([{ at: 'start' }])
    list.show({ first: 80, last: 95 })
    await vi.waitFor(() => expect(rowAt(window(), 150)?.id).toBe('c150'))
    expect(desk.requests[1]).toEqual({ after: [901, 901] })
  })

  it('loads a far row by its number and the last one by the end', async () => {
    const { desk, list, window } = await opened(50_000)
    await list.load(25_000)
    expect(rowAt(window(), 25_000)?.id).toBe('c25000')
    await list.load(49_999)
    expect(rowAt(window(), 49_999)?.id).toBe('c49999')
    expect(desk.requests.at(-1)).toEqual({ at: 'end' })
  })

  it('shows at the top what comes in while it stands there', async () => {
    const { desk, list, window } = await opened(1000)
    list.show({ first: 0, last: 12 })
    desk.add('new')
    list.refresh(['new'])
    await vi.waitFor(() => expect(rowAt(window(), 0)?.id).toBe('new'))
    expect(list.state.getState().shift.count).toBe(0)
    expect(window().total).toBe(1001)
  })

  it('keeps its place further down: rows that came above move the scroll position', async () => {
    const { desk, list, window } = await opened(1000)
    list.show({ first: 60, last: 72 })
    await vi.waitFor(() => expect(rowAt(window(), 110)).toBeDefined())
    desk.add('new-1')
    desk.add('new-2')
    list.refresh(['new-1', 'new-2'])
    await vi.waitFor(() => expect(list.state.getState().shift).toEqual({ count: 1, rows: 2 }))
    expect(indexIn(window(), 'c60')).toBe(62)
  })

  it('does not follow a changed case to the top of the list', async () => {
    const { desk, list, window } = await opened(1000)
    list.show({ first: 60, last: 72 })
    await vi.waitFor(() => expect(rowAt(window(), 110)).toBeDefined())
    desk.touch('c60')
    list.refresh(['c60'])
    await vi.waitFor(() => expect(indexIn(window(), 'c60')).toBe(0))
    expect(indexIn(window(), 'c61')).toBe(61)
    expect(list.state.getState().shift.rows).toBe(0)
  })

  it('drops the answers to an older question', async () => {
    const desk = fakeList(10)
    const slow = Promise.withResolvers<void>()
    const list = createCaseList(
      {
        ...desk,
        fetchPage: async (query, anchor, limit) => {
          if (query.text === 'slow') await slow.promise
          const page = await desk.fetchPage(query, anchor, limit)
          return query.text === 'slow' ? { ...page, rows: [], total: 0 } : page
        },
      },
      { ...QUERY, text: 'slow' },
    )
    list.refresh()
    list.setQuery({ ...QUERY, text: 'quick' })
    slow.resolve()
    await vi.waitFor(() => expect(list.state.getState().window.rows).toHaveLength(10))
    expect(list.state.getState().query.text).toBe('quick')
  })

  it('says that reading failed, and recovers', async () => {
    const desk = fakeList(5)
    let broken = true
    const list = createCaseList(
      {
        ...desk,
        fetchPage: (query, anchor, limit) =>
          broken ? Promise.reject(new Error('no')) : desk.fetchPage(query, anchor, limit),
      },
      QUERY,
    )
    list.refresh()
    await vi.waitFor(() => expect(list.state.getState().status).toBe('failed'))
    broken = false
    list.refresh()
    await vi.waitFor(() => expect(list.state.getState().status).toBe('ready'))
    expect(list.state.getState().window.rows).toHaveLength(5)
  })
})
