import { describe, expect, it } from 'vitest'
import type { DraftKey } from '../../../src-renderer/features/case/draft-saver.ts'
import { createDraftWorks } from '../../../src-renderer/features/case/draft-work.ts'

const REPLY: DraftKey = { caseId: 'c1', mode: 'reply' }
const NOTE: DraftKey = { caseId: 'c1', mode: 'note' }
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A task that ends when the test says so. */
function aTask(log: string[], name: string) {
  let end = { done: () => {}, fail: () => {} }
  const task = () => {
    log.push(name)
    return new Promise<string>((resolve, reject) => {
      end = { done: () => resolve(name), fail: () => reject(new Error(name)) }
    })
  }
  return { task, done: () => end.done(), fail: () => end.fail() }
}

describe('work on drafts', () => {
  it('is known from its first moment until it has ended, whoever began it', async () => {
    const works = createDraftWorks()
    const sending = aTask([], 'send')
    const done = works.run([REPLY], 'sending', sending.task)
    expect([works.of(REPLY), works.of(NOTE)]).toEqual(['sending', undefined])
    await settle()
    sending.done()
    expect([await done, works.of(REPLY)]).toEqual(['send', undefined])
  })

  it('waits for other work on the same draft, and for that alone', async () => {
    const works = createDraftWorks()
    const log: string[] = []
    const [sending, back, note] = ['send', 'back', 'note'].map((name) => aTask(log, name))
    const first = works.run([REPLY], 'sending', sending!.task)
    const second = works.run([REPLY, NOTE], 'takingBack', back!.task)
    await settle()
    expect(log).toEqual(['send'])
    sending!.fail()
    await expect(first).rejects.toThrow('send')
    await settle()
    expect([log, works.of(REPLY)]).toEqual([['send', 'back'], 'takingBack'])
    const third = works.run([NOTE], 'sending', note!.task)
    await settle()
    expect(log).toEqual(['send', 'back'])
    back!.done()
    await second
    await settle()
    note!.done()
    await third
    expect([log, works.of(REPLY), works.of(NOTE)]).toEqual([['send', 'back', 'note'], undefined, undefined])
  })
})
