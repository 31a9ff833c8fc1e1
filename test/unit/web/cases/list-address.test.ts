import { describe, expect, it } from 'vitest'
import {
  FIRST_LIST,
  listAddress,
  nextPage,
  previousPage,
  readListAddress,
  readOrigin,
  readTrail,
} from '#portal/web/cases/list/list-address.ts'

describe('the address of a list', () => {
  const read = (address: string) => {
    const { pathname, search } = new URL(address, 'https://portal.test')
    return readListAddress(pathname, search)
  }

  it('is the page alone for the open cases, and says view, search and page else', () => {
    expect(listAddress(FIRST_LIST)).toBe('/cases')
    for (const view of ['open', 'closed', 'all', 'mine', 'archive'] as const) {
      const address = { view, text: 'čitalnik & ura', after: 'c/1=' }
      expect(read(listAddress(address))).toEqual(address)
    }
    expect(listAddress({ view: 'archive', text: '', after: null })).toBe('/archive')
  })

  it('shows the open cases where it makes no sense', () => {
    expect(read('/cases?view=secret&q=&after=')).toEqual(FIRST_LIST)
  })

  it('is no longer than the portal takes', () => {
    expect(read(`/cases?q=${'a'.repeat(500)}`).text).toHaveLength(200)
  })
})

describe('pages', () => {
  it('lead onwards by the cursor and back by the trail', () => {
    const second = nextPage(FIRST_LIST, [], 'a')
    const third = nextPage(second.address, second.trail, 'b')
    expect(third).toEqual({ address: { ...FIRST_LIST, after: 'b' }, trail: [null, 'a'] })
    expect(previousPage(third.address, third.trail)).toEqual(second)
    expect(previousPage(second.address, second.trail)).toEqual({ address: FIRST_LIST, trail: [] })
    expect(previousPage(FIRST_LIST, [])).toBeNull()
  })

  it('lead back to the first where a link came without a trail', () => {
    const address = { ...FIRST_LIST, after: 'b' }
    for (const state of [null, undefined, { trail: 'x' }, { trail: [] }, { trail: [null, 3] }, { trail: ['a'] }]) {
      expect(readTrail(state, address)).toEqual([null])
    }
    expect(readTrail({ trail: [null, 'a'] }, address)).toEqual([null, 'a'])
    expect(readTrail({ trail: [null, 'a'] }, FIRST_LIST)).toEqual([])
  })
})

describe('the way back from a case', () => {
  it('is the list that it was opened from, and nowhere else', () => {
    expect(readOrigin({ from: '/cases?view=closed&q=ura' })).toBe('/cases?view=closed&q=ura')
    expect(readOrigin({ from: '/archive' })).toBe('/archive')
    for (const state of [null, {}, { from: 7 }, { from: '//evil.test' }, { from: 'https://evil.test/cases' }]) {
      expect(readOrigin(state)).toBeNull()
    }
  })
})
