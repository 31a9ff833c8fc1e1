import { expect, it } from 'vitest'
import { shortenedChange } from '#portal/server/cases/shortened-change.ts'

it('leaves short texts and empty sides as they are', () => {
  expect(shortenedChange({ from: null, to: 'kratko' })).toEqual({ from: null, to: 'kratko' })
  expect(shortenedChange({ from: 'a'.repeat(300), to: null })).toEqual({ from: 'a'.repeat(300), to: null })
})

it('keeps of long texts the place where they differ', () => {
  const same = 'Terminal ne beleži. '.repeat(40)
  const { from, to } = shortenedChange({ from: `${same}Rdeča lučka.`, to: `${same}Zelena lučka. ${same}` })
  expect(from).toMatch(/^….*Rdeča lučka\.$/)
  expect(to).toMatch(/^….*Zelena lučka\..*…$/)
  for (const text of [from, to]) expect(text?.length).toBeLessThanOrEqual(300)
  expect(from?.slice(0, 60)).toBe(to?.slice(0, 60))
})

it('cuts no character in two', () => {
  for (let shift = 0; shift < 4; shift++) {
    const same = 'x'.repeat(shift) + '😀'.repeat(200)
    const { from, to } = shortenedChange({ from: `${same}A${same}`, to: `${same}B${same}` })
    for (const text of [from, to]) expect(text?.isWellFormed()).toBe(true)
  }
})
