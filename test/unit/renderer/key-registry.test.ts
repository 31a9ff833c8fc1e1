import { describe, expect, it, vi } from 'vitest'
import { COMMAND_IDS, type CommandId, specOf } from '../../../src-renderer/app/keys/commands.ts'
import { type Chord, chordName, createKeyRegistry, type Place } from '../../../src-renderer/app/keys/registry.ts'

const chord = (key: string, over: Partial<Chord> = {}): Chord => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...over,
})

function setUp() {
  const time = { now: 0 }
  const keys = createKeyRegistry(() => time.now)
  const press = (key: string, over: Partial<Chord> = {}, place: Place = 'page') => keys.press(chord(key, over), place)
  return { keys, press, time }
}

describe('chordName', () => {
  it('names letters, shifted letters, symbols and Ctrl as the table does', () => {
    expect(chordName(chord('j'))).toBe('j')
    expect(chordName(chord('J'))).toBe('j')
    expect(chordName(chord('E', { shiftKey: true }))).toBe('Shift+E')
    expect(chordName(chord('/', { shiftKey: true }))).toBe('/')
    expect(chordName(chord('?', { shiftKey: true }))).toBe('?')
    expect(chordName(chord('k', { ctrlKey: true }))).toBe('Ctrl+K')
    expect(chordName(chord('k', { metaKey: true }))).toBe('Ctrl+K')
    expect(chordName(chord('Enter', { ctrlKey: true }))).toBe('Ctrl+Enter')
  })
})

describe('the key registry', () => {
  it('gives no two commands of one page the same keys', () => {
    // A selection is of the page of cases; its commands go before those of one case.
    const pages = [
      'case',
      'newCase',
      'selection',
      'registrations',
      'customer',
      'devices',
      'rma',
      'templates',
      'sync',
      'dashboard',
    ]
    for (const page of pages) {
      const present = (id: CommandId) => !pages.includes(specOf(id).section) || specOf(id).section === page
      const all = COMMAND_IDS.filter(present).flatMap((id) => specOf(id).keys)
      expect(new Set(all).size).toBe(all.length)
    }
  })

  it('gives keys that two pages share to the one that is on the screen', () => {
    const { keys, press } = setUp()
    const [resolve, edit] = [vi.fn(), vi.fn()]
    keys.bind('sync.edit', edit)
    press('e')
    keys.bind('case.resolve', resolve)
    press('e')
    expect([edit.mock.calls.length, resolve.mock.calls.length]).toEqual([1, 1])
  })

  it('leaves a key alone when its handler says that it means nothing now', () => {
    const { keys, press } = setUp()
    keys.bind('app.undo', () => false)
    expect(press('z', { ctrlKey: true })).toBe(false)
  })

  it('runs the newest handler and falls back when it goes', () => {
    const { keys, press } = setUp()
    const [older, newer] = [vi.fn(), vi.fn()]
    keys.bind('list.next', older)
    const release = keys.bind('list.next', newer)
    expect(press('j')).toBe(true)
    release()
    press('j')
    expect([older.mock.calls.length, newer.mock.calls.length]).toEqual([1, 1])
  })

  it('leaves keys alone that nobody handles', () => {
    expect(setUp().press('j')).toBe(false)
  })

  it('never fires letters while somebody types, but Ctrl and Esc do', () => {
    const { keys, press } = setUp()
    const [resolve, send, back] = [vi.fn(), vi.fn(), vi.fn()]
    keys.bind('case.resolve', resolve)
    keys.bind('composer.send', send)
    keys.bind('case.back', back)
    expect(press('e', {}, 'field')).toBe(false)
    press('Enter', { ctrlKey: true }, 'field')
    press('Escape', {}, 'field')
    expect([resolve.mock.calls.length, send.mock.calls.length, back.mock.calls.length]).toEqual([0, 1, 1])
  })

  it('leaves menus and dialogs their keys, and buttons Enter', () => {
    const { keys, press } = setUp()
    const run = vi.fn()
    keys.bind('list.open', run)
    keys.bind('case.back', run)
    keys.bind('list.next', run)
    expect(press('Escape', {}, 'overlay')).toBe(false)
    expect(press('Enter', {}, 'control')).toBe(false)
    expect(run).not.toHaveBeenCalled()
    expect(press('j', {}, 'control')).toBe(true)
  })

  it('follows sequences, and forgets them after a moment', () => {
    const { keys, press, time } = setUp()
    const [mine, status, sync] = [vi.fn(), vi.fn(), vi.fn()]
    keys.bind('go.mine', mine)
    keys.bind('case.status', status)
    keys.bind('go.sync', sync)
    press('g')
    press('m')
    expect(mine).toHaveBeenCalledOnce()
    press('g')
    press('s')
    expect([sync.mock.calls.length, status.mock.calls.length]).toEqual([1, 0])
    press('g')
    time.now += 5_000
    press('s')
    expect([sync.mock.calls.length, status.mock.calls.length]).toEqual([1, 1])
  })

  it('repeats only what may repeat while a key is held', () => {
    const { keys, press } = setUp()
    const [next, resolve] = [vi.fn(), vi.fn()]
    keys.bind('list.next', next)
    keys.bind('case.resolve', resolve)
    press('j', { repeat: true })
    expect(press('e', { repeat: true })).toBe(true)
    expect([next.mock.calls.length, resolve.mock.calls.length]).toEqual([1, 0])
  })

  it('can be switched off: only Ctrl and Esc stay', () => {
    const { keys, press } = setUp()
    const run = vi.fn()
    for (const id of ['list.next', 'app.palette', 'case.back'] as const) keys.bind(id, run)
    keys.setSingleKeys(false)
    expect(press('j')).toBe(false)
    expect(press('k', { ctrlKey: true })).toBe(true)
    expect(press('Escape')).toBe(true)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('swallows letters while the focus is on its way to a field', () => {
    const { keys, press, time } = setUp()
    const resolve = vi.fn()
    keys.bind('case.resolve', resolve)
    keys.hold(100)
    expect(press('e')).toBe(true)
    expect(resolve).not.toHaveBeenCalled()
    time.now = 101
    press('e')
    expect(resolve).toHaveBeenCalledOnce()
  })
})
