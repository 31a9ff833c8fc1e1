import { describe, expect, it } from 'vitest'
import { type MacroContent, macroFaults, macroSnoozeUntil, wordsFor } from '#shared/domain/macro.ts'

const MACRO: MacroContent = {
  name: 'Počakaj',
  shortcut: '',
  words: 'reply',
  bodySl: 'Čakamo.',
  bodyEn: '',
  status: null,
  owner: null,
  teamId: null,
  snooze: null,
  shared: false,
}

describe('a macro', () => {
  it('does something, with words where it has any', () => {
    expect(macroFaults(MACRO)).toEqual([])
    expect(macroFaults({ ...MACRO, bodySl: ' ' })).toEqual(['body_empty'])
    expect(macroFaults({ ...MACRO, words: 'none', bodySl: '' })).toEqual(['nothing_done'])
    expect(macroFaults({ ...MACRO, words: 'none', bodySl: '', owner: 'me' })).toEqual([])
    expect(macroFaults({ ...MACRO, name: '', bodySl: '{{x}}' })).toEqual(['name_empty', 'unknown_placeholder'])
  })

  it('speaks the other language where it has no words in the one that is wanted', () => {
    expect(wordsFor(MACRO, 'en')).toBe('Čakamo.')
    expect(wordsFor({ ...MACRO, words: 'none' }, 'sl')).toBeNull()
  })

  it('snoozes until a morning', () => {
    const friday = new Date(2026, 2, 6, 15, 30).getTime()
    const morning = (day: number) => new Date(2026, 2, day, 8).getTime()
    expect(macroSnoozeUntil('tomorrow', friday)).toBe(morning(7))
    expect(macroSnoozeUntil('threeDays', friday)).toBe(morning(9))
    expect(macroSnoozeUntil('monday', friday)).toBe(morning(9))
    expect(macroSnoozeUntil('monday', morning(9))).toBe(morning(16))
    expect(macroSnoozeUntil('twoWeeks', friday)).toBe(morning(20))
    expect(macroSnoozeUntil('answer', friday)).toBeNull()
  })
})
