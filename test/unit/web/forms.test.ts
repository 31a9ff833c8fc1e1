import { describe, expect, it } from 'vitest'
import { forgetForm, forgetForms, readForm, writeForm } from '#portal/web/forms/keeper.ts'

function aStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  }
}
const EMPTY = { name: '', agreed: false, password: '' }

describe('a kept form', () => {
  it('comes back as it was typed, without its secrets', () => {
    const storage = aStorage()
    writeForm(storage, 'f', { name: 'Žiga', agreed: true, password: 'Skrito-1' }, ['password'])
    expect(readForm(storage, 'f', EMPTY)).toEqual({ name: 'Žiga', agreed: true, password: '' })
    expect(storage.getItem(storage.key(0)!)).not.toContain('Skrito')
    expect(readForm(storage, 'g', EMPTY)).toEqual(EMPTY)
  })

  it('leaves out what the form no longer has, and what nobody could have typed', () => {
    const storage = aStorage()
    writeForm(storage, 'f', { name: 7, gone: 'x', agreed: true }, [])
    expect(readForm(storage, 'f', EMPTY)).toEqual({ ...EMPTY, agreed: true })
    storage.setItem(storage.key(0)!, 'not json')
    expect(readForm(storage, 'f', EMPTY)).toEqual(EMPTY)
  })

  it('goes when it was sent, and all of them go with the person; nothing else does', () => {
    const storage = aStorage()
    storage.setItem('spica.language', 'sl')
    for (const name of ['a', 'b', 'c']) writeForm(storage, name, { ...EMPTY, name }, [])
    forgetForm(storage, 'a')
    expect(readForm(storage, 'a', EMPTY)).toEqual(EMPTY)
    forgetForms(storage)
    expect(storage.length).toBe(1)
    expect(storage.getItem('spica.language')).toBe('sl')
  })

  it('does without a storage that refuses', () => {
    const full = {
      ...aStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => writeForm(full as Storage, 'f', EMPTY, [])).not.toThrow()
  })
})
