import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { createNearFinder } from '#shared/domain/near-keys.ts'
import { compareWritten, keysOneSlipAway, type Part, slipBetween, splitNumbers } from '#shared/domain/serial-number.ts'

const SIGNS = [...'0123456789ABCDEFGHJKLMNPQRSTUVWXYZ']
const aKey = fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 1, maxLength: 16 })
/** Few signs, so that the same ones come often. */
const aDullKey = fc.string({ unit: fc.constantFrom('0', '1', 'A'), minLength: 1, maxLength: 7 })
const aWriting = fc.string({ unit: fc.constantFrom(...'OoIil01aAzZ9-/ .'), maxLength: 14 })

describe('the key of a number', () => {
  it('does not depend on case, spaces, dashes, or O for 0 and I for 1', () => {
    fc.assert(
      fc.property(aWriting, (text) => {
        const key = lookUpKey(text)
        expect(lookUpKey(key)).toBe(key)
        expect(lookUpKey(text.toLowerCase())).toBe(key)
        expect(lookUpKey([...text].join(' - '))).toBe(key)
        expect(lookUpKey(text.replace(/[oO]/g, '0').replace(/[iI]/g, '1'))).toBe(key)
        expect(key).toMatch(/^[A-HJ-NP-Z0-9]*$/)
      }),
    )
    // As the portal's database makes it: a letter from elsewhere is none.
    expect(lookUpKey('Šifra ı ß 12')).toBe('1FRA12')
  })
})

describe('near misses', () => {
  it('a slip is found exactly where the keys are one slip apart, from both sides', () => {
    fc.assert(
      fc.property(aDullKey, aDullKey, (one, other) => {
        const near = new Set(keysOneSlipAway(one))
        near.delete(one)
        expect(slipBetween(one, other) !== null).toBe(near.has(other))
        expect(slipBetween(one, other) !== null).toBe(slipBetween(other, one) !== null)
      }),
    )
  })

  it('many are found as one by one', () => {
    fc.assert(
      fc.property(fc.array(aDullKey, { maxLength: 30 }), fc.array(aDullKey, { maxLength: 30 }), (wanted, known) => {
        const finder = createNearFinder(wanted)
        for (const key of known) {
          const expected = [...new Set(wanted)].filter((one) => slipBetween(one, key) !== null)
          expect([...finder.near(key)].sort()).toEqual(expected.sort())
        }
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(aKey, fc.nat(2000), (key, which) => {
        const all = [...keysOneSlipAway(key)].filter((other) => other !== key)
        const other = all[which % all.length] ?? ''
        expect(createNearFinder([key]).near(other)).toEqual([key])
      }),
    )
  })

  it('what differs is marked in both as they are written, and nothing is left out', () => {
    const shown = (parts: Part[]) => parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')
    const compare = (typed: string, known: string) => {
      const found = compareWritten(typed, known)
      return found && [found.slip.kind, shown(found.typed), shown(found.known)]
    }
    expect(compare('zt5 2401 00018', 'ZT5-2401-00013')).toEqual(['replaced', 'zt5 2401 0001[8]', 'ZT5-2401-0001[3]'])
    expect(compare('ZT5-2410-00013', 'ZT5-2401-00013')).toEqual(['swapped', 'ZT5-24[10]-00013', 'ZT5-24[01]-00013'])
    expect(compare('ZT5-241-00013', 'ZT5-2401-00013')).toEqual(['missing', 'ZT5-241-00013', 'ZT5-24[0]1-00013'])
    expect(compare('ZT5-2401-000133', 'ZT5-2401-00013')).toEqual(['extra', 'ZT5-2401-00013[3]', 'ZT5-2401-00013'])
    // Not a slip at all: the same number.
    expect(compare('ZT5-24O1-00013', 'ZT5-2401-00013')).toBeNull()
    fc.assert(
      fc.property(aWriting, aWriting, (typed, known) => {
        const found = compareWritten(typed, known)
        if (!found) return
        const whole = (parts: Part[]) => parts.map(({ text }) => text).join('')
        expect([whole(found.typed), whole(found.known)]).toEqual([typed, known])
      }),
    )
  })
})

it('a pasted list is parted at lines, tabs, commas and semicolons, not at spaces', () => {
  expect(splitNumbers(' ZT5 2401 00001\r\nA-1\tB-2;C-3,\n\n --- \nD/4 ')).toEqual([
    'ZT5 2401 00001',
    'A-1',
    'B-2',
    'C-3',
    'D/4',
  ])
  expect(splitNumbers('\n ;')).toEqual([])
})
