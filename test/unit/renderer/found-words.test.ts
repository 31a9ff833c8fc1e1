import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { RESOURCES } from '#shared/i18n/index.ts'
import { foundWords, SEARCH_LIMIT } from '../../../src-renderer/features/search/found-words.ts'

const words = (lng: 'sl' | 'en', { rmas, cases }: { rmas: number; cases: number }) => {
  const i18n = createInstance({ lng, resources: RESOURCES, defaultNS: 'desk', initAsync: false })
  i18n.init()
  const found = [...Array(rmas).fill({ rma: {} }), ...Array(cases).fill({})]
  return foundWords(found, i18n.t)
}

it('tells RMAs and cases apart', () => {
  expect(words('sl', { rmas: 0, cases: 3 })).toBe('3 najdeni zahtevki')
  expect(words('sl', { rmas: 2, cases: 1 })).toBe('2 najdeni popravili (RMA). 1 najden zahtevek')
  expect(words('en', { rmas: 1, cases: 0 })).toBe('1 RMA found')
  expect(words('en', { rmas: 0, cases: 0 })).toBe('0 cases found')
})

it('says that there may be more cases only where cases alone fill the list', () => {
  expect(words('en', { rmas: 4, cases: SEARCH_LIMIT - 4 })).toBe('4 RMAs found. 46 cases found')
  expect(words('en', { rmas: 1, cases: SEARCH_LIMIT })).toBe(
    '1 RMA found. The newest 50 cases are shown; add a word to narrow the search',
  )
})
