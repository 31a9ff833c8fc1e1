import { describe, expect, it, vi } from 'vitest'
import { createWords, firstLanguage } from '#portal/web/i18n/words.ts'

const nothingKept = { getItem: () => null }

describe('the first language', () => {
  it('is the one that was chosen here before', () => {
    expect(firstLanguage({ getItem: () => 'en' }, ['sl-SI'])).toBe('en')
    expect(firstLanguage({ getItem: () => 'de' }, ['en-GB'])).toBe('en')
  })
  it('is else the first of the browser’s that the portal speaks, and Slovene when there is none', () => {
    expect(firstLanguage(nothingKept, ['de-AT', 'en-US', 'sl'])).toBe('en')
    expect(firstLanguage(nothingKept, ['sl-SI', 'en'])).toBe('sl')
    expect(firstLanguage(nothingKept, ['de', 'hr'])).toBe('sl')
    expect(firstLanguage(nothingKept, [])).toBe('sl')
  })
})

describe('the words', () => {
  it('change the language of the page, and remember it', async () => {
    const storage = { setItem: vi.fn() }
    const document = { documentElement: { lang: '' } } as unknown as Document
    const words = await createWords('sl', { document, storage })
    expect(document.documentElement.lang).toBe('sl')
    expect(words.t('shell.nav.signOut')).toBe('Odjava')
    expect(words.t('shell.form.faults', { count: 2 })).toBe('Preverite 2 polji')
    const drawn = vi.fn()
    const stop = words.subscribe(drawn)
    await words.change('en')
    expect(words.language()).toBe('en')
    expect(words.t('shell.nav.signOut')).toBe('Sign out')
    expect(document.documentElement.lang).toBe('en')
    expect(storage.setItem).toHaveBeenCalledWith('spica.language', 'en')
    expect(drawn).toHaveBeenCalledTimes(1)
    stop()
    await words.change('sl')
    expect(drawn).toHaveBeenCalledTimes(1)
  })

  it('find those of a code, and others where there are none', async () => {
    const document = { documentElement: { lang: '' } } as unknown as Document
    const words = await createWords('en', { document, storage: { setItem: () => {} } })
    expect(words.firstOf(['shell.problem.nothing_like_it', 'shell.problem.internal'])).toMatch(/our side/)
    expect(words.firstOf(['shell.fault.email.invalid', 'shell.fault.any.invalid'])).toMatch(/e-mail/)
  })
})
