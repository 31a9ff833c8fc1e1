import { describe, expect, it } from 'vitest'
import { createFormat } from '#portal/web/cases/shared/format.ts'
import { splitLinks } from '#portal/web/cases/shared/words-with-links.tsx'

/** Intl separates by spaces that do not break. */
const plain = (text: string) => text.replace(/\s/g, ' ')

describe('formats', () => {
  it('are those of the language', () => {
    const sl = createFormat('sl')
    const en = createFormat('en')
    expect(plain(sl.money(123_456))).toBe('1.234,56 €')
    expect(plain(en.money(123_456))).toBe('€1,234.56')
    expect(plain(sl.money(-5))).toMatch(/0,05 €$/)
    expect(sl.quantity(150)).toBe('1,5')
    expect(plain(sl.percent(9.5))).toBe('9,5 %')
    expect(en.percent(22)).toBe('22%')
    expect(plain(sl.bytes(25 * 1_048_576))).toBe('25 MB')
    expect(plain(sl.bytes(1_500_000))).toBe('1,4 MB')
    expect(plain(en.bytes(2_048))).toBe('2 kB')
    expect(plain(sl.bytes(12))).toBe('12 B')
  })

  it('keep a day the day that it is, wherever the reader is', () => {
    expect(plain(createFormat('sl').day('2026-12-05'))).toBe('5. 12. 2026')
    expect(createFormat('en').day('2026-12-05')).toBe('05/12/2026')
    expect(createFormat('en').day('nonsense')).toBe('nonsense')
  })
})

describe('addresses in words', () => {
  it('become links by https alone, without the end of the sentence', () => {
    expect(splitLinks('Glejte (https://example.com/a), https://example.com/a(b). Konec')).toEqual([
      { text: 'Glejte (', href: null },
      { text: 'https://example.com/a', href: 'https://example.com/a' },
      { text: '), ', href: null },
      { text: 'https://example.com/a(b)', href: 'https://example.com/a(b)' },
      { text: '. Konec', href: null },
    ])
    for (const text of ['javascript:alert(1)', 'http://example.com', 'data:text/html,x', 'https://', '']) {
      expect(splitLinks(text).every(({ href }) => href === null)).toBe(true)
    }
  })
})
