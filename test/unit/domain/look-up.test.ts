import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCaseNumber, sameCaseNumber } from '#shared/domain/case-number.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'

describe('case numbers', () => {
  it('takes both spellings of the guide as the same number', () => {
    expect(sameCaseNumber('CAS-02580-T0M2L3', 'CAS-02580-TOM2L3')).toBe(true)
    expect(sameCaseNumber('CAS-02580-T0M2L3', 'CAS-02581-T0M2L3')).toBe(false)
  })

  it('makes five digits or more, then letter and digit in turn', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.nat(2_000_000), random, (counter, value) => {
        const number = makeCaseNumber(counter, () => value)
        expect(number).toMatch(/^CAS-\d{5,}-([A-Z]\d){3}$/)
        expect(Number(number.split('-')[1])).toBe(counter)
      }),
    )
  })
})

describe('look-up key', () => {
  it('ignores case, spaces and dashes, and folds O/0 and I/1', () => {
    expect(lookUpKey(' zt-o1 i0 ')).toBe('ZT0110')
    expect(lookUpKey('ZTO-1I-O')).toBe('ZT0110')
  })

  it('is stable: a key is its own key, and any separators between characters change nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = lookUpKey(text)
        expect(lookUpKey(key)).toBe(key)
        expect(lookUpKey([...text].join(' - '))).toBe(key)
      }),
    )
  })
})
