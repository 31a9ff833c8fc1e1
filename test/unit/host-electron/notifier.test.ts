import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dotBitmap } from '#main/host-electron/badge.ts'
import { createNotifier } from '#main/host-electron/notifier.ts'
import { wordsFor } from '#main/host-electron/words.ts'

const { made } = vi.hoisted(() => {
  const made: {
    options: { title: string; body: string; actions: { text: string }[] }
    emit: (...args: unknown[]) => void
    closed: boolean
  }[] = []
  return { made }
})
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  class Notification extends EventEmitter {
    static isSupported = () => true
    closed = false
    readonly options: (typeof made)[number]['options']
    constructor(options: (typeof made)[number]['options']) {
      super()
      this.options = options
    }
    show() {
      made.push(this as never)
    }
    close() {
      this.closed = true
    }
  }
  return { Notification, nativeImage: {} }
})

const announcement = {
  title: 'Stranka je odgovorila',
  body: 'CAS-1 · Žaga',
  count: 1,
  caseNumber: 'CAS-1',
  caseId: 'c1',
}

describe('the system’s notifications', () => {
  const open = vi.fn()
  const snooze = vi.fn()
  const notifier = createNotifier({ words: () => wordsFor('sl'), open, snooze })
  beforeEach(() => {
    made.length = 0
    vi.clearAllMocks()
  })

  it('open their case when they are pressed, and put it off by their second button', () => {
    notifier.show(announcement)
    const [shown] = made
    expect(shown?.options).toMatchObject({ title: announcement.title, body: announcement.body })
    expect(shown?.options.actions.map(({ text }) => text)).toEqual(['Odpri', 'Preloži na jutri'])
    shown?.emit('click')
    shown?.emit('action', {}, 0)
    expect(open.mock.calls).toEqual([['CAS-1'], ['CAS-1']])
    shown?.emit('action', {}, 1)
    expect(snooze.mock.calls).toEqual([['c1']])
  })

  it('of several cases open the window alone, and take the place of the one before', () => {
    notifier.show(announcement)
    notifier.show({ ...announcement, count: 3, caseNumber: null, caseId: null })
    expect(made.map(({ closed }) => closed)).toEqual([true, false])
    expect(made[1]?.options.actions).toHaveLength(1)
    made[1]?.emit('action', {}, 0)
    expect(open.mock.calls).toEqual([[null]])
  })
})

describe('the dot on the program’s button', () => {
  it('is round: full in the middle, clear in the corners', () => {
    const bitmap = dotBitmap(16)
    const opacity = (x: number, y: number) => bitmap[(y * 16 + x) * 4 + 3]
    expect(bitmap).toHaveLength(16 * 16 * 4)
    expect([opacity(8, 8), opacity(0, 0), opacity(15, 15), opacity(7, 0)]).toEqual([255, 0, 0, 255])
  })
})
