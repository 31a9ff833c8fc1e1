import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLive, type LiveSource, POLL_MS } from '#portal/web/cases/shared/live.ts'

class FakeSource implements LiveSource {
  readyState = 0
  closed = false
  private readonly listeners = new Map<string, ((event: { data?: unknown }) => void)[]>()
  addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  }
  close() {
    this.closed = true
    this.readyState = 2
  }
  emit(type: 'open' | 'error' | 'case', { readyState, data }: { readyState?: number; data?: unknown } = {}) {
    this.readyState = readyState ?? this.readyState
    for (const listener of this.listeners.get(type) ?? []) listener({ data })
  }
}

let sources: FakeSource[]
let heard: (string | null)[]
let visible: boolean

function start() {
  return createLive(
    {
      open: () => {
        const source = new FakeSource()
        sources.push(source)
        return source
      },
      schedule: (task, ms) => {
        const timer = setTimeout(task, ms)
        return () => clearTimeout(timer)
      },
      isVisible: () => visible,
    },
    (caseId) => heard.push(caseId),
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  sources = []
  heard = []
  visible = true
  return () => vi.useRealTimers()
})

describe('live changes', () => {
  it('come from the stream, without any asking', () => {
    start()
    sources[0]!.emit('open', { readyState: 1 })
    sources[0]!.emit('case', { data: '{"caseId":"k-1"}' })
    sources[0]!.emit('case', { data: 'nonsense' })
    vi.advanceTimersByTime(10 * POLL_MS)
    expect(heard).toEqual(['k-1'])
  })

  it('are asked for while the stream is away, and once when it is back', () => {
    start()
    sources[0]!.emit('open', { readyState: 1 })
    sources[0]!.emit('error', { readyState: 0 })
    vi.advanceTimersByTime(2 * POLL_MS)
    expect(heard).toEqual([null, null])
    sources[0]!.emit('open', { readyState: 1 })
    expect(heard).toEqual([null, null, null])
    vi.advanceTimersByTime(10 * POLL_MS)
    expect(heard).toHaveLength(3)
    expect(sources).toHaveLength(1)
  })

  it('try a refused stream again, and ask meanwhile', () => {
    start()
    sources[0]!.emit('error', { readyState: 2 })
    vi.advanceTimersByTime(2 * POLL_MS)
    expect(sources).toHaveLength(2)
    expect(heard.length).toBeGreaterThanOrEqual(1)
    sources[1]!.emit('open', { readyState: 1 })
    const before = heard.length
    vi.advanceTimersByTime(10 * POLL_MS)
    expect(heard).toHaveLength(before)
  })

  it('are not asked for by a page that nobody looks at, but at once when somebody does', () => {
    const live = start()
    sources[0]!.emit('error', { readyState: 2 })
    visible = false
    vi.advanceTimersByTime(POLL_MS)
    expect(heard).toEqual([])
    visible = true
    live.wake()
    expect(heard).toEqual([null])
    expect(sources).toHaveLength(2)
  })

  it('end with the page', () => {
    const live = start()
    sources[0]!.emit('error', { readyState: 2 })
    live.stop()
    vi.advanceTimersByTime(10 * POLL_MS)
    expect(heard).toEqual([])
    expect(sources).toHaveLength(1)
    expect(sources[0]!.closed).toBe(true)
  })
})
