import { describe, expect, it, vi } from 'vitest'
import { COMMAND_IDS, specOf } from '../../../src-renderer/app/keys/commands.ts'
import { recordStroke } from '../../../src-renderer/app/keys/recorder.ts'
import { type Chord, createKeyRegistry } from '../../../src-renderer/app/keys/registry.ts'
import {
  ariaKeys,
  bindingsOf,
  changeKeys,
  parseKeys,
  refusalOf,
  strokeParts,
  takenBy,
} from '../../../src-renderer/app/keys/shortcuts.ts'

const chord = (key: string, over: Partial<Chord> = {}): Chord => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...over,
})

describe('keys as text', () => {
  it('reads every key of the table as it stands', () => {
    for (const id of COMMAND_IDS) for (const keys of specOf(id).keys) expect(parseKeys(keys)).toBe(keys)
  })

  it.each(['j', 'Shift+E', 'g q', '/', 'Ctrl+Shift+A', 'Alt+j', 'F2', 'č', 'Ctrl++', 'Shift+ArrowDown'])(
    'takes %s',
    (keys) => {
      expect(parseKeys(keys)).toBe(keys)
    },
  )

  it.each([
    '',
    'J',
    'Shift+e',
    'Ctrl+k',
    'Shift+/',
    'g q q',
    'Ctrl+K g',
    'g Ctrl+K',
    'hello',
    'Meta+K',
    'Shift+Ctrl+K',
    'F123',
  ])('refuses %s', (keys) => {
    expect(parseKeys(keys)).toBeNull()
  })

  it('takes a stroke apart', () => {
    expect(strokeParts('Ctrl+Shift+A')).toEqual(['Ctrl', 'Shift', 'A'])
    expect(strokeParts('Ctrl++')).toEqual(['Ctrl', '+'])
    expect(strokeParts('+')).toEqual(['+'])
  })

  it('writes them for assistive technology, which knows no two strokes', () => {
    expect(ariaKeys(['Ctrl+K'])).toBe('Control+K')
    expect(ariaKeys(['Shift+J', 'Shift+ArrowDown'])).toBe('Shift+J Shift+ArrowDown')
    expect(ariaKeys(['j'])).toBe('J')
    expect(ariaKeys(['g q'])).toBeUndefined()
    expect(ariaKeys([])).toBeUndefined()
  })
})

describe('changing keys', () => {
  const usual = bindingsOf({})

  it('refuses what another command of the section, or one that works everywhere, has', () => {
    expect(refusalOf(usual, 'case.reply', 'e')).toEqual({ reason: 'taken', by: 'case.resolve' })
    expect(refusalOf(usual, 'case.reply', 'c')).toEqual({ reason: 'taken', by: 'app.newCase' })
    expect(refusalOf(usual, 'case.reply', 'j')).toEqual({ reason: 'taken', by: 'list.next' })
    expect(refusalOf(usual, 'app.help', 'r')).toEqual({ reason: 'taken', by: 'case.reply' })
  })

  it('lets pages that are never shown together share keys', () => {
    expect(refusalOf(usual, 'sync.retry', 'n')).toBeNull()
    expect(refusalOf(usual, 'customer.find', 'e')).toBeNull()
  })

  it('refuses a key that begins two strokes, and two strokes that begin with a key', () => {
    expect(takenBy(usual, 'case.reply', 'g')).toBe('go.queues')
    expect(takenBy(usual, 'go.settings', 'j x')).toBe('list.next')
    expect(refusalOf(usual, 'go.settings', 'g y')).toBeNull()
    expect(refusalOf(usual, 'go.settings', 'g q')).toEqual({ reason: 'taken', by: 'go.queues' })
  })

  it.each([
    'Escape',
    'Tab',
    'Enter',
    'ArrowDown',
    'Ctrl+C',
    'Ctrl+V',
    'Ctrl+W',
    'F5',
    'Ctrl+Alt+e',
    'Alt+F4',
    // Menus, and the browser's address.
    'Alt+d',
    // Screen readers.
    'Insert',
    'Shift+Insert',
    'Ctrl+Alt+ArrowRight',
    // The browser: help, search in the page, tabs, private window, developer tools, zoom.
    'F1',
    'F6',
    'F10',
    'Shift+F10',
    'Ctrl+F',
    'Ctrl+T',
    'Ctrl+5',
    'Ctrl+Shift+N',
    'Ctrl+Shift+I',
    'Ctrl++',
    'Ctrl+-',
    'Ctrl+0',
    'g Enter',
    'Zzz',
  ])('refuses %s, which is not to be had', (keys) => {
    expect(refusalOf(usual, 'go.settings', keys)).toEqual({ reason: 'reserved' })
  })

  it('wants Ctrl for what works while somebody writes', () => {
    expect(refusalOf(usual, 'composer.send', 'y')).toEqual({ reason: 'needsCtrl' })
    expect(refusalOf(usual, 'composer.send', 'Ctrl+M')).toBeNull()
  })

  it('gives a command its own keys back, whoever else may want them', () => {
    expect(refusalOf(bindingsOf({ 'composer.attach': [] }), 'composer.attach', 'Ctrl+Shift+A')).toBeNull()
    expect(refusalOf(bindingsOf({ 'sync.withdraw': ['y'] }), 'sync.withdraw', 'Delete')).toBeNull()
    expect(refusalOf(usual, 'sync.retry', 'Delete')).toEqual({ reason: 'reserved' })
  })

  it('leaves keys alone that the program around the page hears', () => {
    const fixed = COMMAND_IDS.filter((id) => specOf(id).fixed)
    expect(fixed).toEqual(['app.zoomIn', 'app.zoomOut', 'app.zoomReset'])
    expect(bindingsOf({ 'app.zoomIn': ['y'] })['app.zoomIn']).toEqual(['Ctrl++'])
    const keys = createKeyRegistry(() => 0)
    const run = vi.fn()
    keys.bind('app.zoomIn', run)
    expect(keys.press(chord('+', { ctrlKey: true }), 'page')).toBe(false)
    expect(run).not.toHaveBeenCalled()
    expect(keys.run('app.zoomIn')).toBe(true)
  })

  it('frees the keys of a command that got others or none', () => {
    expect(refusalOf(bindingsOf({ 'case.resolve': [] }), 'case.reply', 'e')).toBeNull()
    expect(refusalOf(bindingsOf({ 'case.resolve': ['y'] }), 'case.reply', 'e')).toBeNull()
  })

  it('keeps only what differs from the table, and forgets it again', () => {
    const changed = changeKeys({}, 'case.reply', ['y'])
    expect(changed).toEqual({ 'case.reply': ['y'] })
    expect(changeKeys(changed, 'case.note', [])).toEqual({ 'case.reply': ['y'], 'case.note': [] })
    expect(changeKeys(changed, 'case.reply', ['r'])).toEqual({})
    expect(changeKeys(changed, 'case.reply', null)).toEqual({})
  })

  it('gives chosen keys to the change where a later release uses them too, and drops what it cannot read', () => {
    const bindings = bindingsOf({ 'case.reply': ['e', 'Ctrl+nonsense'], 'no.such': ['k'] })
    expect(bindings['case.reply']).toEqual(['e'])
    expect(bindings['case.resolve']).toEqual([])
    expect(bindings['sync.edit']).toEqual(['e'])
    expect(bindings['list.previous']).toEqual(['k'])
  })
})

describe('recording keys', () => {
  it('takes a key, two strokes, and keys with Ctrl', () => {
    expect(recordStroke(null, chord('y'))).toEqual({ type: 'waiting', keys: 'y' })
    expect(recordStroke('g', chord('y'))).toEqual({ type: 'done', keys: 'g y' })
    expect(recordStroke('g', chord('Enter'))).toEqual({ type: 'done', keys: 'g' })
    expect(recordStroke(null, chord('s', { ctrlKey: true }))).toEqual({ type: 'done', keys: 'Ctrl+S' })
    expect(recordStroke('g', chord('s', { ctrlKey: true }))).toEqual({ type: 'done', keys: 'Ctrl+S' })
    expect(recordStroke(null, chord('F2'))).toEqual({ type: 'done', keys: 'F2' })
  })

  it('waits for the key behind Shift, and ends at Esc', () => {
    expect(recordStroke(null, chord('Shift', { shiftKey: true }))).toEqual({ type: 'ignored' })
    expect(recordStroke(null, chord('y', { repeat: true }))).toEqual({ type: 'ignored' })
    expect(recordStroke(null, chord('Y', { shiftKey: true }))).toEqual({ type: 'waiting', keys: 'Shift+Y' })
    expect(recordStroke('g', chord('Escape'))).toEqual({ type: 'cancelled' })
  })
})

describe('the registry with changed keys', () => {
  it('follows them at once, and no longer hears the old ones', () => {
    const keys = createKeyRegistry(() => 0)
    const [reply, settings] = [vi.fn(), vi.fn()]
    keys.bind('case.reply', reply)
    keys.bind('go.settings', settings)
    keys.bindings.setState(bindingsOf({ 'case.reply': ['y'], 'go.settings': ['g e'] }), true)
    expect(keys.press(chord('r'), 'page')).toBe(false)
    keys.press(chord('y'), 'page')
    keys.press(chord('g'), 'page')
    keys.press(chord('e'), 'page')
    expect([reply.mock.calls.length, settings.mock.calls.length]).toEqual([1, 1])
    keys.bindings.setState(bindingsOf({ 'case.reply': [] }), true)
    expect(keys.press(chord('y'), 'page')).toBe(false)
    expect(keys.press(chord('r'), 'page')).toBe(false)
  })

  it('waits for a second stroke though another page has a command under the first', () => {
    const keys = createKeyRegistry(() => 0)
    const run = vi.fn()
    keys.bind('case.reply', run)
    keys.bindings.setState(bindingsOf({ 'case.reply': ['x y'] }), true)
    expect(keys.press(chord('x'), 'page')).toBe(true)
    keys.press(chord('y'), 'page')
    expect(run).toHaveBeenCalledOnce()
  })
})
