import { expect, test } from 'vitest'
import { rmaDigits } from '#shared/domain/rma-number.ts'

test('the number of an RMA is known by its digits', () => {
  expect(['RMA-00012', ' rma 12 ', '12', 'RMA12', 'rma 0012'].map(rmaDigits)).toEqual([
    '00012',
    '12',
    '12',
    '12',
    '0012',
  ])
  expect(['rma', 'ZT5-2020', '12a', '', 'RMA-1234567890123'].map(rmaDigits)).toEqual([null, null, null, null, null])
})
