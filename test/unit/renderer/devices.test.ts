import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListedNumber } from '#shared/rpc/devices.ts'
import { aDevice, anEntitlement } from '#test/factories/rows.ts'
import { createScanWatch, SCAN_GAP_MS, type ScanVerdict } from '../../../src-renderer/app/keys/scan.ts'
import { csvText, tabbedText } from '../../../src-renderer/components/csv.ts'
import { contractOn, warrantyOn } from '../../../src-renderer/features/devices/cover.ts'
import { afterLookUp, afterOpeningDevice, NO_DEVICE } from '../../../src-renderer/features/devices/devices.ts'
import { arrange, cellOf, linesOf, nextSort } from '../../../src-renderer/features/devices/listing.ts'

describe('a scanner', () => {
  /** What the watch says of keys that come `gap` ms after each other. */
  function type(keys: readonly string[], gap: number | readonly number[], more = {}): ScanVerdict[] {
    const watch = createScanWatch()
    let at = 1000
    return keys.map((key, place) => {
      at += typeof gap === 'number' ? gap : (gap[place] ?? 0)
      return watch.press({ key, at, strong: false, repeat: false, ...more })
    })
  }
  const keys = (text: string) => [...text, 'Enter']

  it('is fast, long enough and ends in Enter', () => {
    expect(type(keys('ZT5-2401-00013'), 10).at(-1)).toEqual({ scan: 'ZT5-2401-00013' })
    expect(type(keys('ZT5 24'), SCAN_GAP_MS).at(-1)).toEqual({ scan: 'ZT5 24' })
    expect(type(keys('ZT5-2401-00013'), SCAN_GAP_MS + 1).at(-1)).toBe('pass')
    expect(type(keys('ZT524'), 5).at(-1)).toBe('pass')
    expect(type([...'ZT5-2401-00013', 'Tab'], 5).at(-1)).toBe('pass')
  })

  it('types capitals with Shift', () => {
    expect(type(['Shift', 'Z', 'Shift', 'T', '5', '1', '2', '3', 'Enter'], 8).at(-1)).toEqual({ scan: 'ZT5123' })
  })

  it('is no key that is held down, no shortcut, and no hand, however fast it is in between', () => {
    expect(type(keys('jjjjjjjj'), 30, { repeat: true })).not.toContainEqual({ scan: 'jjjjjjjj' })
    expect(type(keys('kkkkkkkk'), 5, { strong: true }).at(-1)).toBe('pass')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', '1', '-', 'Enter', ' '), fc.integer({ min: 1, max: 80 })), {
          maxLength: 40,
        }),
        (typed) => {
          const verdicts = type(
            typed.map(([key]) => key),
            typed.map(([, gap]) => gap),
          )
          for (const [place, verdict] of verdicts.entries()) {
            if (typeof verdict !== 'object') continue
            // Six keys or more before it, none of them late.
            const before = typed.slice(place - 5, place + 1)
            expect(before).toHaveLength(6)
            expect(before.every(([, gap]) => gap <= SCAN_GAP_MS)).toBe(true)
          }
        },
      ),
    )
  })

  it('begins anew after a pause', () => {
    expect(type(keys('ABCZT5-2401'), [5, 5, 5, 200, 5, 5, 5, 5, 5, 5, 5, 5]).at(-1)).toEqual({ scan: 'ZT5-2401' })
  })
})

const found = (text: string, overrides = {}): ListedNumber => ({
  text,
  state: 'found',
  hit: { device: aDevice({ serialNumber: text, ...overrides }), accountName: 'Lesna d.o.o.' },
  candidates: [],
})
const unknown = (text: string): ListedNumber => ({ text, state: 'unknown', hit: null, candidates: [] })

describe('a list of numbers', () => {
  const listed = [unknown('X-1'), found('A-10'), found('a 10'), found('A-9', { warrantyUntil: null })]
  const lines = linesOf(listed)
  const order = (...args: [Parameters<typeof arrange>[1], Parameters<typeof arrange>[2]]) =>
    arrange(lines, ...args, 'sl-SI').map(({ at }) => at)

  it('marks numbers that come twice, however they are written', () => {
    expect(lines.map(({ repeated }) => repeated)).toEqual([false, true, true, false])
  })

  it('is sorted both ways and back, what is missing last', () => {
    expect(order(null, 'all')).toEqual([0, 1, 2, 3])
    expect(order({ column: 'state', descending: true }, 'all')[0]).toBe(0)
    expect(order({ column: 'warranty', descending: false }, 'all')).toEqual([1, 2, 0, 3])
    expect(order({ column: 'warranty', descending: true }, 'all')).toEqual([1, 2, 0, 3])
    expect(order(null, 'found')).toEqual([1, 2, 3])
    let sort = nextSort(null, 'model')
    expect(sort).toEqual({ column: 'model', descending: false })
    sort = nextSort(sort, 'model')
    expect([sort, nextSort(sort, 'model')]).toEqual([{ column: 'model', descending: true }, null])
  })

  it('numbers sort by their size', () => {
    const many = linesOf([found('A-10'), found('A-9')])
    expect(
      arrange(many, { column: 'number', descending: false }, 'all', 'sl-SI').map((line) => cellOf(line, 'number')),
    ).toEqual(['A-9', 'A-10'])
  })

  it('leaves as text: no cell begins like a formula, and every cell comes back whole', () => {
    expect(csvText([['a;b', 'c"d', '=1+1', '-5', '@x', 'plain'], ['x\ny']])).toBe(
      '\uFEFF"a;b";"c""d";\'=1+1;\'-5;\'@x;plain\r\n"x\ny"\r\n',
    )
    expect(tabbedText([['a\tb', '+1'], ['c']])).toBe("a b\t'+1\nc")
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 3 }), { maxLength: 4 }), (rows) => {
        for (const cell of tabbedText(rows).split(/[\t\n]/)) expect(cell).not.toMatch(/^[=+\-@]/)
      }),
    )
  })
})

it('warranty and contract are a yes or a no with a day', () => {
  const device = aDevice({ warrantyUntil: '2026-03-01' })
  expect(warrantyOn('2026-03-01', device)).toMatchObject({ answer: 'yes', day: '2026-03-01' })
  expect(warrantyOn('2026-03-02', device)).toMatchObject({ answer: 'no', day: '2026-03-01' })
  expect(warrantyOn('2026-03-02', { warrantyUntil: null }).answer).toBe('unknown')
  const contract = anEntitlement({ validFrom: '2026-01-01', validUntil: '2026-12-31' })
  expect(contractOn('2026-12-31', contract)).toMatchObject({ answer: 'yes', day: '2026-12-31' })
  expect(contractOn('2027-01-01', contract)).toMatchObject({ answer: 'no', day: '2026-12-31', validity: 'expired' })
  expect(contractOn('2025-12-31', contract)).toMatchObject({ answer: 'no', day: '2026-01-01', validity: 'future' })
  expect(contractOn('2026-01-01', null)).toEqual({ answer: 'no', validity: null, day: null })
})

it('Escape leads back to where a device was opened', () => {
  const opened = afterOpeningDevice(NO_DEVICE, 'd1', 'sync')
  expect(afterOpeningDevice(opened, 'd2', 'devices')).toMatchObject({ deviceId: 'd2', cameFrom: 'sync' })
  expect(afterLookUp(opened, 'ZT5', 'devices')).toMatchObject({
    deviceId: null,
    text: 'ZT5',
    asked: 1,
    cameFrom: 'sync',
  })
})
