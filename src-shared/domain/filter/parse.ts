import {
  type Age,
  DUE_SIGNS,
  type FieldKind,
  type Filter,
  type FilterField,
  type FilterTerm,
  type FilterValue,
  kindOf,
  MAX_AGE_COUNT,
  MAX_FILTER_LENGTH,
  MAX_TERMS,
} from './fields.ts'
import { fieldNamed, unitNamed, valueNamed } from './names.ts'
import { type ScannedTerm, type ScannedValue, scanFilter } from './scan.ts'

export const FILTER_FAULTS = [
  'unknown_field',
  'unknown_value',
  'value_missing',
  'quote_open',
  'not_an_age',
  'not_due',
  'one_value',
  'no_words',
  'too_long',
] as const
export type FilterFaultCode = (typeof FILTER_FAULTS)[number]

/** What is wrong, and where it stands. `what`: the piece as it is written. */
export type FilterFault = { code: FilterFaultCode; from: number; to: number; what: string; field: FilterField | null }

export type ParsedFilter = { filter: Filter; faults: FilterFault[] }

/** The terms that can be understood, and what is wrong with the others. Field names of both languages are known. */
export function parseFilter(text: string): ParsedFilter {
  const terms: FilterTerm[] = []
  const faults: FilterFault[] = []
  if (text.length > MAX_FILTER_LENGTH) return { filter: [], faults: [tooLong(text, MAX_FILTER_LENGTH)] }
  for (const scanned of scanFilter(text)) {
    const parsed = parseTerm(scanned)
    if ('code' in parsed) faults.push({ ...parsed, what: text.slice(parsed.from, parsed.to) })
    else if (terms.length === MAX_TERMS) return { filter: terms, faults: [...faults, tooLong(text, scanned.from)] }
    else terms.push(parsed)
  }
  return { filter: terms, faults }
}

const tooLong = (text: string, from: number): FilterFault => ({
  code: 'too_long',
  from,
  to: text.length,
  what: '',
  field: null,
})

type Fault = Omit<FilterFault, 'what'>

const ONE_VALUE: readonly FieldKind[] = ['age', 'due']

function parseTerm(scanned: ScannedTerm): FilterTerm | Fault {
  const { name, not } = scanned
  const field = name === null ? 'text' : fieldNamed(name.text)
  if (field === undefined) return { code: 'unknown_field', field: null, from: name!.from, to: name!.to }
  const values: FilterValue[] = []
  for (const value of scanned.values) {
    const fault = (code: FilterFaultCode): Fault => ({ code, field, ...placeOf(value, scanned) })
    if (value.open) return fault('quote_open')
    const text = value.text.normalize('NFC').replace(/\s+/g, ' ').trim()
    if (text === '') return fault('value_missing')
    const parsed = PARSE[kindOf(field)](field, text, value)
    if (typeof parsed === 'string') return fault(parsed)
    values.push(parsed)
  }
  const second = scanned.values[1]
  if (ONE_VALUE.includes(kindOf(field)) && second) return { code: 'one_value', field, from: second.from, to: second.to }
  return { field, not, values }
}

/** An empty value stands where its term does. */
function placeOf({ from, to }: ScannedValue, term: ScannedTerm): { from: number; to: number } {
  return to > from ? { from, to } : { from: term.from, to: Math.max(to, term.from + 1) }
}

type ParseValue = (field: FilterField, text: string, value: ScannedValue) => FilterValue | FilterFaultCode

const knownOr =
  (other: (text: string) => FilterValue | FilterFaultCode): ParseValue =>
  (field, text, { quoted }) => {
    const known = quoted ? undefined : valueNamed(field, text)
    return known ? { known } : other(text)
  }

const PARSE: Record<FieldKind, ParseValue> = {
  choice: (field, text) => {
    const known = valueNamed(field, text)
    return known ? { known } : 'unknown_value'
  },
  name: knownOr(searchable),
  part: knownOr(searchable),
  age: (_, text) => {
    const age = parseAge(text)
    return age ? { age } : 'not_an_age'
  },
  due: knownOr((text) => {
    const sign = DUE_SIGNS.find((one) => text.startsWith(one))
    const age = parseAge(sign ? text.slice(1).trimStart() : text)
    return age ? { due: { sign: sign ?? '<', age } } : 'not_due'
  }),
  words: (_, text) => searchable(text),
}

function searchable(text: string): FilterValue | FilterFaultCode {
  return /[\p{L}\p{N}]/u.test(text) ? { text } : 'no_words'
}

const BEFORE_NOW = /^(\d{1,6})(\p{L})$/u
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
/** As it is written in Slovenia: `1.3.2026`. */
const SLOVENE_DAY = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/

function parseAge(text: string): Age | null {
  const before = BEFORE_NOW.exec(text)
  if (before) {
    const unit = unitNamed(before[2]!)
    const count = Number(before[1])
    return unit && count <= MAX_AGE_COUNT ? { count, unit } : null
  }
  const iso = DAY.exec(text)
  const there = SLOVENE_DAY.exec(text)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  return there ? dayOf(there[3]!, there[2]!, there[1]!) : null
}

function dayOf(year: string, month: string, date: string): Age | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const instant = Date.parse(`${day}T00:00:00Z`)
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(day) ? { day } : null
}
