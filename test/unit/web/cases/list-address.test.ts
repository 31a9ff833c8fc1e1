import { describe, expect, it } from 'vitest'
import {
  FIRST_LIST,
  nextPage,
  previousPage,
  readListAddress,
  readTrail,
  writeListAddress,
} from '#portal/web/cases/list-address.ts'

describe('the address of a list', () => {
  it('is empty for the open cases, and says view, search and page else', () => {
    expect(writeListAddress(FIRST_LIST)).toBe('')
    const address = { view: 'archive', text: 'čitalnik & ura', after: 'c/1=' } as const
    expect(readListAddress(writeListAddress(address))).toEqual(address)
  })

  it('shows the open cases where it makes no sense', () => {
    expect(readListAddress('?view=secret&q=&after=')).toEqual(FIRST_LIST)
  })

  it('is no longer than the portal takes', () => {
    expect(readListAddress(`?q=${'a'.repeat(500)}`).text).toHaveLength(200)
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
