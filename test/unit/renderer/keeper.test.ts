import { describe, expect, it, vi } from 'vitest'
import { createFormsByCase } from '../../../src-renderer/stores/forms-by-case.ts'
import { createKeeper } from '../../../src-renderer/stores/keeper.ts'

/** A desk that is away until it comes back, and timers that run when the test says so. */
function aDesk(stored: string | null) {
  const desk = { away: true, stored }
  const tasks: (() => void)[] = []
  const answer = async <T>(task: () => T): Promise<T> => {
    if (desk.away) throw new Error('The desk is not connected')
    return task()
  }
  const deps = {
    load: vi.fn(() => answer(() => desk.stored)),
    save: (entry: string | null) =>
      answer(() => {
        desk.stored = entry
      }),
    schedule(task: () => void) {
      tasks.push(task)
      return () => {
        if (tasks.includes(task)) tasks.splice(tasks.indexOf(task), 1)
      }
    },
  }
  const pass = async () => {
    tasks.splice(0).forEach((task) => void task())
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { desk, deps, pass }
}

describe('what is kept of begun words', () => {
  function setUp(stored: string) {
    const world = aDesk(stored)
    const words = new Set<string>()
    let changed = () => {}
    const keeper = createKeeper(world.deps, {
      wanted: () => (words.size === 0 ? null : [...words].sort().join(',')),
      subscribe: (tell) => {
        changed = tell
      },
      bringBack(entry) {
        for (const word of entry.split(',')) words.add(word)
        return true
      },
    })
    const type = (word: string) => {
      words.add(word)
      changed()
    }
    return { ...world, keeper, words, type }
  }

  it('is not written over while it cannot be read', async () => {
    const { desk, keeper, words, type, pass } = setUp('stored')
    await expect(keeper.restore()).rejects.toThrow()
    type('typed')
    await pass()
    desk.away = false
    await pass()
    expect([desk.stored, [...words].sort()]).toEqual(['stored,typed', ['stored', 'typed']])
  })

  it('is brought back once, however often it is asked for', async () => {
    const { desk, keeper, words } = setUp('stored')
    desk.away = false
    const late = keeper.restore()
    await keeper.restore()
    words.clear()
    await late
    await keeper.restore()
    expect(words.size).toBe(0)
  })
})

describe('forms that were begun', () => {
  function setUp(stored: string) {
    const world = aDesk(stored)
    const { load, save, schedule } = world.deps
    const forms = createFormsByCase<Record<string, string>>(
      { load, save: (_caseId, entry) => save(entry), schedule },
      {
        empty: () => ({}),
        entryOf: (form) => (Object.keys(form).length === 0 ? null : JSON.stringify(form)),
        parse: (entry) => JSON.parse(entry) as Record<string, string>,
        join: (kept, typed) => ({ ...kept, ...typed }),
      },
    )
    return { ...world, forms }
  }

  it('are joined by what was typed before they could be read', async () => {
    const { desk, forms, pass } = setUp('{"fault":"stored","work":"stored"}')
    await expect(forms.restore('c1')).rejects.toThrow()
    forms.put('c1', { work: 'typed' })
    await pass()
    desk.away = false
    await pass()
    expect(JSON.parse(desk.stored ?? '')).toEqual({ fault: 'stored', work: 'typed' })
    expect(forms.of('c1')).toEqual({ fault: 'stored', work: 'typed' })
  })
})
