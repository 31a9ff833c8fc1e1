import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeText } from '#portal/server/cases/merge-text.ts'

const clean = (text: string) => ({ clean: true, text })
const OVERLAP = { clean: false }

describe('merging titles by words', () => {
  const base = 'Terminal pri vhodu ne beleži dogodkov'
  it.each([
    [
      'different words',
      'Terminal pri glavnem vhodu ne beleži dogodkov',
      'Terminal pri vhodu ne beleži prihodov',
      clean('Terminal pri glavnem vhodu ne beleži prihodov'),
    ],
    ['both ends', `RMA: ${base}`, `${base} (nujno)`, clean(`RMA: ${base} (nujno)`)],
    ['the same change', 'Terminal pri vhodu miruje', 'Terminal pri vhodu miruje', clean('Terminal pri vhodu miruje')],
    ['the same change and one more', `${base} danes`, `Nujno: ${base} danes`, clean(`Nujno: ${base} danes`)],
    ['one side alone', base, 'Drugo', clean('Drugo')],
    ['the same word', 'Terminal pri izhodu ne beleži dogodkov', 'Terminal pri skladišču ne beleži dogodkov', OVERLAP],
    ['neighbouring words', 'Terminal ob vhodu ne beleži dogodkov', 'Terminal pri izhodu ne beleži dogodkov', OVERLAP],
    ['two additions in one place', `${base} danes`, `${base} včeraj`, OVERLAP],
    [
      'a word taken out beside one changed',
      'Terminal pri vhodu beleži dogodkov',
      'Terminal pri vhodu ne zapisuje dogodkov',
      OVERLAP,
    ],
  ])('%s', (_, mine, theirs, expected) => {
    expect(mergeText(base, mine, theirs, ' ')).toEqual(expected)
    expect(mergeText(base, theirs, mine, ' ')).toEqual(expected)
  })
})

describe('merging descriptions by lines', () => {
  it('keeps line ends, empty lines and words like __proto__', () => {
    const base = 'prva\r\n\n__proto__\nkonec\n'
    expect(mergeText(base, `nova\n${base}`, `${base}še ena`, '\n')).toEqual(clean(`nova\n${base}še ena`))
  })

  it('leaves changes of one line to a person', () => {
    expect(mergeText('en dva tri', 'EN dva tri', 'en dva TRI', '\n')).toEqual(OVERLAP)
  })

  it('merges far ends of a long text', () => {
    const long = Array.from({ length: 3000 }, (_, line) => `vrstica ${line}`).join('\n')
    expect(mergeText(long, `na začetku\n${long}`, `${long}\nna koncu`, '\n')).toEqual(
      clean(`na začetku\n${long}\nna koncu`),
    )
  })

  it('does not begin what would hold the portal up', () => {
    // Without the limit this takes minutes.
    const same = '\n'.repeat(20_000)
    expect(mergeText(same, `a${same}`, `${same}b`, '\n')).toEqual(OVERLAP)
    // All but the ends is the same in all three, however long it is.
    expect(mergeText(`${same}a${same}`, `${same}b${same}`, `${same}a${same}`, '\n').clean).toBe(true)
    expect(mergeText(`${same}a\n1\nb${same}`, `${same}A\n1\nb${same}`, `${same}a\n1\nB${same}`, '\n')).toEqual(
      clean(`${same}A\n1\nB${same}`),
    )
  })
})

describe('any merge', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 }).map((words) => words.join(' '))

  it('is the same from both sides, and changes nothing that neither changed', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(mergeText(base, mine, theirs, ' ')).toEqual(mergeText(base, theirs, mine, ' '))
        expect(mergeText(base, mine, base, ' ')).toEqual(clean(mine))
        expect(mergeText(base, mine, mine, ' ')).toEqual(clean(mine))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps what each side wrote when the sides touch different ends', () => {
    fc.assert(
      fc.property(text, fc.stringMatching(/^[x-z]{1,5}$/), fc.stringMatching(/^[p-r]{1,5}$/), (base, front, back) => {
        expect(mergeText(base, `${front} ${base}`, `${base} ${back}`, ' ')).toEqual(clean(`${front} ${base} ${back}`))
      }),
      { numRuns: 300 },
    )
  })
})
