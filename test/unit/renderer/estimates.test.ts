import { describe, expect, it, vi } from 'vitest'
import { estimateItems } from '#shared/portal-api/rows.ts'
import { parseHundredths } from '../../../src-renderer/features/estimates/amounts.ts'
import {
  type EstimateValues,
  emptyEstimate,
  faultsOf,
  hasFaults,
  isTouched,
  newItem,
  parseEntry,
  runningTotals,
  sendingOf,
  usualValidity,
} from '../../../src-renderer/features/estimates/estimate-form.ts'
import { createEstimateForms, KEEP_PAUSE_MS } from '../../../src-renderer/features/estimates/estimate-forms.ts'

const TODAY = '2026-11-21'
const READER = { ...newItem(), description: 'Čitalnik', quantity: '2', unitPrice: '1.234,50' }
const WORK = { ...newItem(), description: 'Delo', quantity: '1,5', unitPrice: '45', vatRate: 9.5 }
const form = (change: Partial<EstimateValues>): EstimateValues => ({ ...emptyEstimate(), ...change })

describe('an amount as it is typed', () => {
  it('is read as Slovenes write it', () => {
    const typed = ['1', '1,5', '1.234,50', '1 234,5 €', '1234', '0,05', ',5', '1.234', '12.345.678', '12.5', '45 EUR']
    expect(typed.map((text) => parseHundredths(text, '.'))).toEqual([
      100, 150, 123_450, 123_450, 123_400, 5, 50, 123_400, 1_234_567_800, 1_250, 4_500,
    ])
  })

  it('is read as the English write it', () => {
    const typed = ['1.5', '1,234.50', '1,234', '€12.05', '1,5', '12,345,678']
    expect(typed.map((text) => parseHundredths(text, ','))).toEqual([150, 123_450, 123_400, 1_205, 150, 1_234_567_800])
  })

  it('is none where it makes no sense, rather than another one', () => {
    const typed = [
      '',
      'x',
      '-1',
      '1,234,5',
      '12.34.56',
      '1,2345',
      '1.2.3',
      '1,,5',
      '0x10',
      '1e3',
      '12,345',
      '99999999999999999',
    ]
    expect(typed.filter((text) => parseHundredths(text, '.') !== null)).toEqual([])
  })
})

describe('the form of an estimate', () => {
  it('wants an item with words, a quantity and a price, and leaves empty lines out', () => {
    expect(faultsOf(emptyEstimate(), TODAY, '.')).toMatchObject({ noItems: true })
    const values = form({
      items: [READER, newItem(), { ...newItem(), description: '  ', unitPrice: 'x', quantity: '0' }],
    })
    expect(faultsOf(values, TODAY, '.').items).toEqual([
      {},
      {},
      { description: 'missing', quantity: 'notPositive', unitPrice: 'notNumber' },
    ])
    expect(hasFaults(faultsOf(form({ items: [READER, newItem()] }), TODAY, '.'))).toBe(false)
    expect(hasFaults(faultsOf(form({ items: [{ ...READER, description: 'x'.repeat(501) }] }), TODAY, '.'))).toBe(true)
  })

  it('wants a day that is not over', () => {
    expect(faultsOf(form({ items: [READER], validUntil: '2026-11-20' }), TODAY, '.').validUntil).toBe('past')
    expect(faultsOf(form({ items: [READER], validUntil: TODAY }), TODAY, '.').validUntil).toBeNull()
    expect(usualValidity('2026-12-25')).toBe('2027-01-08')
  })

  it('counts what can be counted, by rate of VAT', () => {
    const values = form({ items: [READER, WORK, { ...WORK, unitPrice: '' }] })
    expect(runningTotals(values, '.')).toEqual({
      net: 253_650,
      vat: [
        { rate: 22, net: 246_900, vat: 54_318 },
        { rate: 9.5, net: 6_750, vat: 641 },
      ],
      gross: 308_609,
    })
  })

  it('is sent as the wire has it', () => {
    const sent = sendingOf(form({ items: [READER, newItem(), WORK], note: ' Lep pozdrav ' }), TODAY, '.')
    expect(sent).toEqual({
      items: [
        { description: 'Čitalnik', quantity: 200, unitPrice: 123_450, vatRate: 22 },
        { description: 'Delo', quantity: 150, unitPrice: 4_500, vatRate: 9.5 },
      ],
      note: 'Lep pozdrav',
      validUntil: '2026-12-05',
      rmaLineIds: [],
    })
    expect(estimateItems.safeParse(sent.items).success).toBe(true)
  })

  it('comes back as it was kept, and nonsense as an empty one', () => {
    const kept = parseEntry(JSON.stringify(form({ items: [READER, { ...WORK, unitPrice: 'še ne vem' }], note: 'a' })))
    expect(kept.items.map(({ description, unitPrice, vatRate }) => [description, unitPrice, vatRate])).toEqual([
      ['Čitalnik', '1.234,50', 22],
      ['Delo', 'še ne vem', 9.5],
    ])
    for (const nonsense of ['', '{', '[]', '{"items":[]}', '{"items":7}']) {
      expect(isTouched(parseEntry(nonsense))).toBe(false)
    }
  })
})

describe('the forms that are kept on the desk', () => {
  function world(stored: Record<string, string | null> = {}) {
    const tasks: { task: () => void; ms: number }[] = []
    const save = vi.fn(async (caseId: string, entry: string | null) => {
      stored[caseId] = entry
    })
    const forms = createEstimateForms({
      load: async (caseId) => stored[caseId] ?? null,
      save,
      schedule: (task, ms) => {
        const entry = { task, ms }
        tasks.push(entry)
        return () => {
          if (tasks.includes(entry)) tasks.splice(tasks.indexOf(entry), 1)
        }
      },
    })
    const settle = async () => {
      while (tasks.length > 0) {
        tasks.shift()!.task()
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    return { forms, stored, save, tasks, settle }
  }

  it('hold what is sent until the answer is there', () => {
    const { forms } = world()
    forms.change('a', { note: 'Poslano' })
    forms.setBusy('a', true)
    forms.change('a', { note: 'Poslano in še' })
    forms.change('b', { note: 'Drugo' })
    expect(forms.state.getState().a?.values.note).toBe('Poslano')
    expect(forms.state.getState().b?.values.note).toBe('Drugo')
    forms.setBusy('a', false)
    forms.change('a', { note: 'Poslano in še' })
    expect(forms.state.getState().a?.values.note).toBe('Poslano in še')
  })

  it('are saved a moment after the last change, each for its case', async () => {
    const { forms, stored, save, tasks, settle } = world()
    forms.change('a', { note: 'P' })
    forms.change('a', { note: 'Pozdravljeni' })
    forms.change('b', { note: 'Drugo' })
    expect(tasks.map(({ ms }) => ms)).toEqual([KEEP_PAUSE_MS, KEEP_PAUSE_MS])
    await settle()
    expect(save).toHaveBeenCalledTimes(2)
    expect(parseEntry(stored.a ?? '').note).toBe('Pozdravljeni')
    expect(parseEntry(stored.b ?? '').note).toBe('Drugo')
  })

  it('come back, but never over what has been typed meanwhile', async () => {
    const kept = JSON.stringify({ items: [], note: 'Od včeraj', validUntil: '' })
    const { forms } = world({ a: kept, b: kept })
    await forms.restore('a')
    expect(forms.state.getState().a?.values.note).toBe('Od včeraj')
    const restoring = forms.restore('b')
    forms.change('b', { note: 'Novo' })
    await restoring
    expect(forms.state.getState().b?.values.note).toBe('Novo')
  })

  it('are asked to be kept again when the desk could not', async () => {
    const { forms, stored, save, settle } = world()
    save.mockRejectedValueOnce(new Error('disk full'))
    forms.change('a', { note: 'Pomembno' })
    await settle()
    expect(save).toHaveBeenCalledTimes(2)
    expect(parseEntry(stored.a ?? '').note).toBe('Pomembno')
  })

  it('are gone once they were sent', async () => {
    const { forms, stored, settle } = world()
    forms.change('a', { note: 'Poslano' })
    await settle()
    forms.clear('a')
    await settle()
    expect(stored.a).toBeNull()
  })
})
