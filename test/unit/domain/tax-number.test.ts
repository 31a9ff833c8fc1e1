import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isTaxNumber, normaliseTaxNumber } from '#shared/domain/tax-number.ts'

it.each(['12345679', '50640275', 'SI50640275', 'si 5064 0275', '50436112', '1000-0003'])(
  'takes the Slovene number %s',
  (number) => {
    expect(isTaxNumber(number, 'SI')).toBe(true)
  },
)

it.each(['12345678', '50640279', '05064027', '5064027', '506402755', 'SI', '', 'HR12345678901', '５０６４０２７５'])(
  'refuses »%s« as a Slovene number',
  (number) => {
    expect(isTaxNumber(number, 'SI')).toBe(false)
  },
)

it('takes no more than one last digit for the seven before it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000, max: 9_999_999 }), (base) => {
      const taken = Array.from({ length: 10 }, (_, digit) => `${base}${digit}`).filter((one) => isTaxNumber(one, 'SI'))
      expect(taken.length).toBeLessThanOrEqual(1)
    }),
  )
})

it('finds every pair of neighbouring digits that changed places', () => {
  for (const number of ['12345679', '50436112']) {
    for (let at = 0; at < 7; at++) {
      const digits = [...number]
      const [a = '', b = ''] = [digits[at], digits[at + 1]]
      if (a === b) continue
      digits[at] = b
      digits[at + 1] = a
      expect(isTaxNumber(digits.join(''), 'SI')).toBe(false)
    }
  }
})

it.each([
  ['HR', 'HR12345678901'],
  ['HR', '12345678901'],
  ['AT', 'ATU12345678'],
  ['DE', 'DE 123 456 789'],
  ['IT', '12345678901'],
  ['GR', 'EL123456789'],
  ['FR', 'FRXX123456789'],
  ['NL', 'NL123456789B01'],
  ['RS', '100001159'],
  ['US', '12-3456789'],
  ['CH', 'CHE-123.456.789 MWST'],
])('takes a number of %s: %s', (country, number) => {
  expect(isTaxNumber(number, country)).toBe(true)
})

it.each([
  ['HR', '1234567890'],
  ['AT', '12345678'],
  ['DE', '12345678X'],
  ['US', 'NONE'],
  ['US', '1'],
  ['US', '1'.repeat(21)],
])('refuses a number of %s: %s', (country, number) => {
  expect(isTaxNumber(number, country)).toBe(false)
})

it('keeps Slovene numbers without the prefix and those of the EU with it', () => {
  expect(normaliseTaxNumber(' si 5064.0275', 'SI')).toBe('50640275')
  expect(normaliseTaxNumber('12345678901', 'HR')).toBe('HR12345678901')
  expect(normaliseTaxNumber('EL 123456789', 'GR')).toBe('EL123456789')
  expect(normaliseTaxNumber('12-3456789', 'US')).toBe('123456789')
})
