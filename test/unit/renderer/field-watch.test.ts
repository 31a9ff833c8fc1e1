import { describe, expect, it } from 'vitest'
import { createFieldWatch, REST_MS } from '../../../src-renderer/app/keys/field-watch.ts'
import type { Chord } from '../../../src-renderer/app/keys/registry.ts'

const PLAIN: Omit<Chord, 'key'> = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false }

function setUp() {
  const time = { now: 0 }
  const watch = createFieldWatch(() => time.now)
  const field = { isConnected: true }
  return {
    time,
    watch,
    field,
    write: (key: string, over: Partial<Chord> = {}) => {
      expect(watch.press({ ...PLAIN, key, ...over }, false)).toBe('pass')
      if (key.length === 1) watch.at(field)
    },
    command: (key: string, over: Partial<Chord> = {}) => watch.press({ ...PLAIN, key, ...over }, false),
    adrift: (key: string, over: Partial<Chord> = {}) => watch.press({ ...PLAIN, key, ...over }, true),
  }
}

describe('the watch over the field that is written in', () => {
  it('swallows what is typed on when the field was taken away, tells it once, and lets keys be after a rest', () => {
    const { time, watch, field, write, adrift } = setUp()
    watch.at(field)
    for (const key of 'Dvojn') write(key)
    field.isConnected = false
    time.now += 10_000
    expect(adrift('a')).toBe('lost')
    for (const key of [' ', 'p', 'Enter', 'Backspace', '2']) {
      time.now += REST_MS - 1
      expect(adrift(key)).toBe('swallow')
    }
    time.now += REST_MS
    expect(adrift('a')).toBe('pass')
  })

  it('also where nothing was written in it yet, and with letters of the third level', () => {
    const { watch, field, adrift } = setUp()
    watch.at(field)
    field.isConnected = false
    expect(adrift('Shift')).toBe('pass')
    expect(adrift('€', { ctrlKey: true, altKey: true })).toBe('lost')
  })

  it('lets commands be, which end the rest', () => {
    const { watch, field, adrift } = setUp()
    watch.at(field)
    field.isConnected = false
    expect(adrift('a')).toBe('lost')
    expect(adrift('k', { ctrlKey: true })).toBe('pass')
    expect(adrift('j')).toBe('pass')
  })

  for (const [name, key, over] of [
    ['Enter', 'Enter', {}],
    ['Ctrl+Enter', 'Enter', { ctrlKey: true }],
    ['Escape', 'Escape', {}],
  ] as const) {
    it(`takes a field that goes after ${name} as sent away by the agent`, () => {
      const { watch, field, write, command, adrift } = setUp()
      watch.at(field)
      write('x')
      command(key, over)
      field.isConnected = false
      expect(adrift('a')).toBe('pass')
    })
  }

  it('so, too, after a click; but not once something was written again', () => {
    const { watch, field, write, adrift } = setUp()
    watch.at(field)
    watch.act()
    field.isConnected = false
    expect(adrift('a')).toBe('pass')
    field.isConnected = true
    write('x')
    field.isConnected = false
    expect(adrift('a')).toBe('lost')
  })

  it('counts only a field that is gone, that had the focus last, while nothing has it now', () => {
    const { watch, field, command, adrift } = setUp()
    watch.at(field)
    expect(adrift('a')).toBe('pass')
    field.isConnected = false
    expect(command('a')).toBe('pass')
    watch.at(null)
    expect(adrift('a')).toBe('pass')
  })
})
