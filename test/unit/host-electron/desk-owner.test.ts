import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { CLOSE_TIMEOUT_MS, type DeskChild, type DeskOwnerArgs, ownDesk } from '#main/host-electron/desk-owner.ts'
import type { ToDesk } from '#main/host-electron/messages.ts'

class FakeChild extends EventEmitter implements DeskChild {
  readonly received: ToDesk[] = []
  readonly ports: MessagePortMain[] = []
  killed = false

  postMessage(message: ToDesk, transfer: MessagePortMain[] = []): void {
    this.received.push(message)
    this.ports.push(...transfer)
  }

  kill(): boolean {
    this.killed = true
    this.emit('exit', 143)
    return true
  }
}

const opening: DeskOwnerArgs['opening'] = {
  type: 'open',
  profileDir: '/profile',
  key: new Uint8Array(32),
  keyKept: true,
  version: '1.0.0',
  notice: null,
}

function setUp(overrides: Partial<DeskOwnerArgs> = {}) {
  const children: FakeChild[] = []
  let now = 0
  const args = {
    fork: () => {
      const child = new FakeChild()
      children.push(child)
      return child
    },
    opening,
    adoptKey: vi.fn(async () => {}),
    onAppearance: vi.fn(),
    onNotices: vi.fn(),
    onGivenUp: vi.fn(),
    clock: () => now,
    log: vi.fn(),
    ...overrides,
  }
  const owner = ownDesk(args)
  return { owner, args, children, last: () => children.at(-1)!, wait: (ms: number) => (now += ms) }
}

const port = () => ({ close: vi.fn() }) as unknown as MessagePortMain

describe('ownDesk', () => {
  it('opens the desk by message', () => {
    const { last } = setUp()
    expect(last().received).toEqual([opening])
  })

  it('hands ports to the process that runs now', () => {
    const { owner, children, last } = setUp()
    last().emit('exit', 1)
    const given = port()
    owner.connect(given)
    expect(children).toHaveLength(2)
    expect(last().ports).toEqual([given])
    expect(last().received.at(-1)).toEqual({ type: 'connect' })
  })

  it('hands steps of the size to the desk, and to nobody while none runs', () => {
    const { owner, children, last } = setUp()
    owner.zoom('in')
    expect(last().received.at(-1)).toEqual({ type: 'zoom', step: 'in' })
    for (let crash = 0; crash < 4; crash++) last().emit('exit', 1)
    owner.zoom('out')
    expect(children.flatMap(({ received }) => received).filter(({ type }) => type === 'zoom')).toHaveLength(1)
  })

  it('restarts a desk that crashed, three times, and then says so once', () => {
    const { args, children, last } = setUp()
    for (let crash = 0; crash < 4; crash++) last().emit('exit', 7)
    expect(children).toHaveLength(4)
    expect(args.onGivenUp).toHaveBeenCalledExactlyOnceWith(7)
  })

  it('forgives crashes that are long ago', () => {
    const { args, children, last, wait } = setUp()
    for (let crash = 0; crash < 10; crash++) {
      wait(2 * 60_000)
      last().emit('exit', 1)
    }
    expect(children).toHaveLength(11)
    expect(args.onGivenUp).not.toHaveBeenCalled()
  })

  it('closes a port that nobody will serve, and starts again when told to', () => {
    const { owner, args, children, last } = setUp()
    for (let crash = 0; crash < 4; crash++) last().emit('exit', 1)
    const refused = port()
    owner.connect(refused)
    expect(refused.close).toHaveBeenCalledOnce()
    owner.restart()
    expect(children).toHaveLength(5)
    last().emit('exit', 1)
    expect(children).toHaveLength(6)
    expect(args.onGivenUp).toHaveBeenCalledOnce()
  })

  it('waits for the desk to close and does not restart it', async () => {
    const { owner, children, last } = setUp()
    const closed = owner.close()
    expect(last().received.at(-1)).toEqual({ type: 'close' })
    last().emit('exit', 0)
    await closed
    expect(children).toHaveLength(1)
    expect(last().killed).toBe(false)
  })

  it('ends a desk that does not close', async () => {
    vi.useFakeTimers()
    try {
      const { owner, last } = setUp()
      const closed = owner.close()
      await vi.advanceTimersByTimeAsync(CLOSE_TIMEOUT_MS)
      await closed
      expect(last().killed).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('closes at once when no desk runs', async () => {
    const { owner, last } = setUp()
    for (let crash = 0; crash < 4; crash++) last().emit('exit', 1)
    await expect(owner.close()).resolves.toBeUndefined()
  })

  it('keeps the new key before the desk may go on', async () => {
    const { args, last } = setUp()
    last().emit('message', { type: 'adopt-key' })
    await vi.waitFor(() => expect(last().received.at(-1)).toEqual({ type: 'key-adopted', error: null }))
    expect(args.adoptKey).toHaveBeenCalledOnce()
  })

  it('tells the desk when the new key could not be kept', async () => {
    const { last } = setUp({ adoptKey: () => Promise.reject(new Error('disk full')) })
    last().emit('message', { type: 'adopt-key' })
    await vi.waitFor(() => expect(last().received.at(-1)).toEqual({ type: 'key-adopted', error: 'Error: disk full' }))
  })

  it('passes language and theme on', () => {
    const { args, last } = setUp()
    last().emit('message', { type: 'settings', settings: { language: 'sl', theme: 'dark' } })
    expect(args.onAppearance).toHaveBeenCalledWith({ language: 'sl', theme: 'dark' })
  })
})
