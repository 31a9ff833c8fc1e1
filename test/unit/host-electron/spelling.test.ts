import { describe, expect, it, vi } from 'vitest'
import { checkSpelling, spellerCodes } from '#main/host-electron/spelling.ts'
import type { Language } from '#shared/domain/case.ts'

const KNOWN = ['de-DE', 'en-AU', 'en-GB', 'en-US', 'sl']

function speller(availableSpellCheckerLanguages: string[] = KNOWN) {
  return {
    availableSpellCheckerLanguages,
    setSpellCheckerEnabled: vi.fn(),
    setSpellCheckerLanguages: vi.fn(),
  }
}

describe('spelling', () => {
  it('asks only for languages that the runtime knows, by the names it has for them', () => {
    expect(spellerCodes(['sl', 'en'], KNOWN)).toEqual(['sl', 'en-GB', 'en-US'])
    expect(spellerCodes(['sl', 'en'], ['sl-SI', 'en-US'])).toEqual(['sl-SI', 'en-US'])
    expect(spellerCodes(['sl'], ['en-GB'])).toEqual([])
  })

  it.each<[Language[], string[]]>([
    [['sl'], ['sl']],
    [['en'], ['en-GB', 'en-US']],
    [
      ['sl', 'en'],
      ['sl', 'en-GB', 'en-US'],
    ],
  ])('checks in %j', (languages, codes) => {
    const session = speller()
    checkSpelling(session, languages, false)
    expect(session.setSpellCheckerLanguages).toHaveBeenCalledExactlyOnceWith(codes)
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(true)
  })

  it('is off without a language', () => {
    const session = speller()
    checkSpelling(session, [], false)
    expect(session.setSpellCheckerLanguages).not.toHaveBeenCalled()
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(false)
  })

  it('leaves the languages to macOS', () => {
    const session = speller([])
    checkSpelling(session, ['sl'], true)
    expect(session.setSpellCheckerLanguages).not.toHaveBeenCalled()
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(true)
  })
})
