import { describe, expect, it } from 'vitest'
import {
  createDraftSaver,
  DRAFT_LONGEST_MS,
  DRAFT_PAUSE_MS,
  type DraftKey,
} from '../../../src-renderer/features/case/draft-saver.ts'

const REPLY: DraftKey = { caseId: 'c1', mode: 'reply' }
const NOTE: DraftKey = { caseId: 'c1', mode: 'note' }

/** Timers that run when the test says so, and saves that end when the test says so. */
function setUp() {
  let now = 0
  let timers: { at: number; task: () => void }[] = []
  const saves: { key: DraftKey; body: string; done: () => void; fail: () => void }[] = []
  const saver = createDraftSaver({
    schedule(task, ms) {
      const timer = { at: now + ms, task }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    save: (key, body) =>
      new Promise((resolve, reject) =>
        saves.push({ key, body, done: resolve, fail: () => reject(new Error('disk full')) }),
      ),
  })
  function pass(ms: number) {
    now += ms
    const due = timers.filter((timer) => timer.at <= now)
    timers = timers.filter((timer) => timer.at > now)
    for (const timer of due) timer.task()
  }
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return { saver, saves, pass, settle, timers: () => timers.length }
}

describe('the draft saver', () => {
  it('saves after a short pause, once, the newest words', async () => {
    const { saver, saves, pass, settle } = setUp()
    saver.change(REPLY, 'D')
    saver.change(REPLY, 'Do')
    pass(DRAFT_PAUSE_MS)
    expect(saves.map((save) => save.body)).toEqual(['Do'])
    expect(saver.state(REPLY)).toBe('saving')
    saves[0]!.done()
    await settle()
    expect(saver.state(REPLY)).toBe('saved')
    expect(saver.unsaved(REPLY)).toBeUndefined()
  })

  it('does not wait longer than half a second for a pause', () => {
    const { saver, saves, pass } = setUp()
    for (let at = 0; at < DRAFT_LONGEST_MS; at += 100) {
      saver.change(REPLY, `text ${at}`)
      pass(100)
    }
    expect(saves).toHaveLength(1)
    expect(DRAFT_LONGEST_MS).toBeLessThanOrEqual(500)
  })

  it('never lets two saves of one draft overtake each other', async () => {
    const { saver, saves, pass, settle } = setUp()
    saver.change(REPLY, 'first')
    pass(DRAFT_PAUSE_MS)
    saver.change(REPLY, 'second')
    pass(DRAFT_LONGEST_MS)
    expect(saves.map((save) => save.body)).toEqual(['first'])
    saves[0]!.done()
    await settle()
    expect(saves.map((save) => save.body)).toEqual(['first', 'second'])
    expect(saver.unsaved(REPLY)).toBe('second')
    saves[1]!.done()
    await settle()
    expect(saver.hasUnsaved()).toBe(false)
  })

  it('keeps each mode of a case apart', () => {
    const { saver, saves } = setUp()
    saver.change(REPLY, 'for the customer')
    saver.change(NOTE, 'for colleagues')
    saver.flushAll()
    expect(saves.map((save) => [save.key.mode, save.body])).toEqual([
      ['reply', 'for the customer'],
      ['note', 'for colleagues'],
    ])
  })

  it('flush settles only when the desk has answered', async () => {
    const { saver, saves, settle } = setUp()
    saver.change(REPLY, 'words')
    let flushed = false
    const flush = saver.flush(REPLY).then(() => {
      flushed = true
    })
    await settle()
    expect(flushed).toBe(false)
    saves[0]!.done()
    await flush
    expect(saver.state(REPLY)).toBe('saved')
  })

  it('keeps trying when the desk could not keep it, and tells flush so', async () => {
    const { saver, saves, pass, settle } = setUp()
    saver.change(REPLY, 'words')
    const flush = saver.flush(REPLY)
    saves[0]!.fail()
    await expect(flush).rejects.toThrow('disk full')
    expect(saver.state(REPLY)).toBe('failed')
    expect(saver.unsaved(REPLY)).toBe('words')
    pass(2_000)
    saves[1]!.done()
    await settle()
    expect(saver.state(REPLY)).toBe('saved')
  })

  it('saves nothing more of a draft whose words were sent', () => {
    const { saver, saves, pass, timers } = setUp()
    saver.change(REPLY, 'sent')
    saver.forget(REPLY)
    pass(10_000)
    expect([saves.length, timers(), saver.state(REPLY)]).toEqual([0, 0, 'clean'])
  })
})
