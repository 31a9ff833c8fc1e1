import {
  type EstimateItem,
  type EstimateTotals,
  estimateTotals,
  MAX_ESTIMATE_ITEMS,
  MAX_ESTIMATE_NOTE_LENGTH,
  MAX_ITEM_LENGTH,
  VAT_RATES,
} from '#shared/domain/estimate.ts'
import { parseHundredths } from './amounts.ts'

/** Everything as typed, so that nothing is lost that is not a number yet. */
export type ItemValues = { key: string; description: string; quantity: string; unitPrice: string; vatRate: number }
export type EstimateValues = {
  items: ItemValues[]
  note: string
  /** `YYYY-MM-DD`; empty: so many days from today as is usual. */
  validUntil: string
  /** Devices of the case's RMAs that it is about. */
  rmaLineIds: string[]
}

export const VALID_DAYS = 14
const MAX_QUANTITY = 100_000_000
const MAX_UNIT_PRICE = 100_000_000_00

type NumberFault = 'missing' | 'notNumber' | 'tooLarge'
export type ItemFaults = {
  description?: 'missing' | 'tooLong'
  quantity?: NumberFault | 'notPositive'
  unitPrice?: NumberFault
}
export type ItemField = keyof ItemFaults
export type EstimateFaults = {
  /** In the order of the items. */
  items: ItemFaults[]
  noItems: boolean
  note: 'tooLong' | null
  validUntil: 'missing' | 'past' | null
}

export type GroupSign = '.' | ','

let minted = 0
export function newItem(): ItemValues {
  minted++
  return { key: `item-${minted}`, description: '', quantity: '1', unitPrice: '', vatRate: VAT_RATES[0] }
}

export function emptyEstimate(): EstimateValues {
  return { items: [newItem()], note: '', validUntil: '', rmaLineIds: [] }
}

/** True when the words or numbers of an item are the person's own. */
function isFilled({ description, unitPrice, quantity, vatRate }: ItemValues): boolean {
  return description.trim() !== '' || unitPrice.trim() !== '' || quantity.trim() !== '1' || vatRate !== VAT_RATES[0]
}

export function isTouched(values: EstimateValues): boolean {
  return values.items.some(isFilled) || values.note.trim() !== '' || values.validUntil !== ''
}

/** The day until which an estimate is good unless another is chosen; `today` is `YYYY-MM-DD`. */
export function usualValidity(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + VALID_DAYS * 86_400_000).toISOString().slice(0, 10)
}

/** Empty lines between or after the others are no fault and are not sent. */
export function faultsOf(values: EstimateValues, today: string, group: GroupSign): EstimateFaults {
  const { validUntil } = values
  return {
    items: values.items.map((item) => (isFilled(item) ? itemFaults(item, group) : {})),
    noItems: !values.items.some(isFilled),
    note: values.note.length > MAX_ESTIMATE_NOTE_LENGTH ? 'tooLong' : null,
    validUntil:
      validUntil !== '' && !isDay(validUntil) ? 'missing' : validUntil !== '' && validUntil < today ? 'past' : null,
  }
}

export function hasFaults({ items, noItems, note, validUntil }: EstimateFaults): boolean {
  return noItems || note !== null || validUntil !== null || items.some((faults) => Object.keys(faults).length > 0)
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

function itemFaults({ description, quantity, unitPrice }: ItemValues, group: GroupSign): ItemFaults {
  const faults: ItemFaults = {}
  if (description.trim() === '') faults.description = 'missing'
  else if (description.trim().length > MAX_ITEM_LENGTH) faults.description = 'tooLong'
  const pieces = numberFault(quantity, group, MAX_QUANTITY)
  if (pieces) faults.quantity = pieces
  else if (parseHundredths(quantity, group) === 0) faults.quantity = 'notPositive'
  const price = numberFault(unitPrice, group, MAX_UNIT_PRICE)
  if (price) faults.unitPrice = price
  return faults
}

function numberFault(text: string, group: GroupSign, max: number): NumberFault | null {
  if (text.trim() === '') return 'missing'
  const value = parseHundredths(text, group)
  if (value === null) return 'notNumber'
  return value > max ? 'tooLarge' : null
}

/** An item as far as it can be counted; null while a number is missing. */
export function countedItem(
  { description, quantity, unitPrice, vatRate }: ItemValues,
  group: GroupSign,
): EstimateItem | null {
  const pieces = parseHundredths(quantity, group)
  const price = parseHundredths(unitPrice, group)
  if (pieces === null || price === null) return null
  return { description: description.trim(), quantity: pieces, unitPrice: price, vatRate }
}

/** The sums of what can be counted already. */
export function runningTotals(values: EstimateValues, group: GroupSign): EstimateTotals {
  return estimateTotals(values.items.flatMap((item) => countedItem(item, group) ?? []))
}

/** What is sent of a form without faults. */
export function sendingOf(values: EstimateValues, today: string, group: GroupSign) {
  return {
    items: values.items.filter(isFilled).flatMap((item) => countedItem(item, group) ?? []),
    note: values.note.trim(),
    validUntil: values.validUntil || usualValidity(today),
    rmaLineIds: values.rmaLineIds,
  }
}

export function mayAddItem(values: EstimateValues): boolean {
  return values.items.length < MAX_ESTIMATE_ITEMS
}

/** The form that an estimate came from, in the numbers of the screen's language. */
export function valuesOf(
  { items, note, validUntil }: { items: readonly EstimateItem[]; note: string; validUntil: string },
  { hundredths, amount }: { hundredths: (value: number) => string; amount: (cents: number) => string },
): EstimateValues {
  return {
    items: items.map(({ description, quantity, unitPrice, vatRate }) => ({
      ...newItem(),
      ...{ description, quantity: hundredths(quantity), unitPrice: amount(unitPrice), vatRate },
    })),
    note,
    validUntil,
    rmaLineIds: [],
  }
}

/** What a kept form says; what makes no sense any more is left out. */
export function parseEntry(entry: string): EstimateValues {
  let stored: Record<string, unknown>
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return emptyEstimate()
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const items = (Array.isArray(stored.items) ? stored.items : []).slice(0, MAX_ESTIMATE_ITEMS).map((value: unknown) => {
    const item: Record<string, unknown> = Object(value)
    return {
      ...newItem(),
      description: text(item.description),
      quantity: text(item.quantity),
      unitPrice: text(item.unitPrice),
      vatRate: VAT_RATES.find((rate) => rate === item.vatRate) ?? VAT_RATES[0],
    }
  })
  return {
    items: items.length > 0 ? items : [newItem()],
    note: text(stored.note),
    validUntil: text(stored.validUntil),
    rmaLineIds: (Array.isArray(stored.rmaLineIds) ? stored.rmaLineIds : []).filter((one) => typeof one === 'string'),
  }
}
