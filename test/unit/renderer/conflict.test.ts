import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiffPart, diffWords, shortened } from '../../../src-renderer/features/conflict/word-diff.ts'

const older = (parts: readonly DiffPart[]) => join(parts, 'added')
const newer = (parts: readonly DiffPart[]) => join(parts, 'removed')
const join = (parts: readonly DiffPart[], without: DiffPart['kind']) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')
const shown = (from: string, to: string) =>
  diffWords(from, to).map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))

describe('words compared', () => {
  it('give both texts back, whatever they are', () => {
    const text = fc.array(fc.constantFrom('ura', 'Čas', ' ', '\n', ', ', '.', 'prehiteva', '10'), { maxLength: 30 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [from, to] = [a.join(''), b.join('')]
        const parts = diffWords(from, to)
        expect([older(parts), newer(parts)]).toEqual([from, to])
        for (let at = 1; at < parts.length; at++) expect(parts[at]!.kind).not.toBe(parts[at - 1]!.kind)
      }),
    )
  })

  it('name what changed by whole words', () => {
    expect(shown('Ura prehiteva', 'Ura prehiteva za deset minut')).toEqual(['Ura prehiteva', '+ za deset minut+'])
    expect(shown('Ura prehiteva.', 'Ura zaostaja.')).toEqual(['Ura ', '-prehiteva-', '+zaostaja+', '.'])
    expect(shown('isto', 'isto')).toEqual(['isto'])
    expect(shown('', 'novo')).toEqual(['+novo+'])
  })

  it('join a change that only a space divides', () => {
    expect(shown('a vrata levo b', 'a okno desno b')).toEqual(['a ', '-vrata levo-', '+okno desno+', ' b'])
  })

  it('show texts that differ beyond measure as replaced whole', () => {
    const [from, to] = ['a ', 'b '].map((word) => `začetek ${word.repeat(3_000)} konec`) as [string, string]
    expect(diffWords(from, to).map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
  })

  it('leave out what is far from any change', () => {
    const long = 'beseda '.repeat(100)
    const parts = shortened(diffWords(`${long}staro ${long}`, `${long}novo ${long}`))
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
    expect(parts.every(({ text }) => text.length < 250)).toBe(true)
    expect(parts[0]!.text.endsWith('beseda ')).toBe(true)
    expect(parts[0]!.text.startsWith(' … ')).toBe(true)
  })
})
