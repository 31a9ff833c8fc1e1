import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readHeaders } from '#portal/devices/headers.ts'
import { dayOf, stateOf } from '#portal/devices/words.ts'

it('reads every day in each way of writing it, and no day that is none', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10)
      const [year, month, at] = day.split('-').map(Number)
      const ways = [day, `${day}T00:00:00`, `${day} 0:00`, `${at}. ${month}. ${year}`, `${at}.${month}.${year}.`]
      for (const way of [...ways, `${at}/${month}/${year}`, `${at}-${month}-${year}`]) expect(dayOf(way)).toBe(day)
    }),
  )
  for (const none of ['31. 2. 2024', '2024-13-01', '1. 1. 24', '12345', 'jutri', '', '1/1/1899']) {
    expect(dayOf(none)).toBeNull()
  }
})

it('knows states and headers in both languages, with and without marks', () => {
  expect(['Na zalogi', 'IN USE', 'izlocena', 'in_service', 'Odpisana', 'zamenjana.'].map(stateOf)).toEqual([
    ...['in_stock', 'in_use', 'retired', 'in_service', 'retired', 'replaced'],
  ])
  expect(stateOf('pokvarjena')).toBeUndefined()
  const headers = readHeaders(['SERIJSKA STEVILKA', 'model', '', 'Warranty until', 'Barva'])
  expect([...(headers?.places ?? [])]).toEqual([
    ['serialNumber', 0],
    ['model', 1],
    ['warrantyUntil', 3],
  ])
  expect(headers?.ignored).toEqual(['Barva'])
  expect(readHeaders(['Model', 'Lastnik'])).toBeNull()
})
