import type { Language } from '../case.ts'
import { type FilterField, kindOf } from './fields.ts'
import { fieldNamed, fieldsBeginning, nameOfField, nameOfUnit, nameOfValue, valuesBeginning } from './names.ts'
import { printValue } from './print.ts'
import { type ScannedTerm, type ScannedValue, scanFilter } from './scan.ts'

/** Names that may be offered: of agents, teams, companies and so on. */
export type NamesOf = Partial<Record<FilterField, readonly string[]>>

export type Proposal = {
  kind: 'field' | 'value'
  field: FilterField
  /** What takes the place of `from` … `to`. */
  insert: string
  /** What is offered: the name of a field, or a value without quotes. */
  label: string
}

export type Completion = {
  from: number
  to: number
  proposals: Proposal[]
  /** The field whose value is being typed, and what there is of it: names to offer can be looked up. */
  typing: { field: FilterField; text: string } | null
}

const MAX_PROPOSALS = 12
const AGES = ['4h', '1d', '3d', '1w', '2w', '4w'] as const
const DUES = ['<1h', '<4h', '<1d', '<3d', '<1w', '>1d'] as const

/** What could stand at the caret. */
export function completeFilter(
  text: string,
  caret: number,
  { language, names }: { language: Language; names: NamesOf },
): Completion {
  const term = scanFilter(text).find(({ from, to }) => from < caret && caret <= to)
  if (!term) return fields(caret, caret, '', language)
  const begin = term.not ? term.from + 1 : term.from
  if (!term.name) return fields(begin, term.to, text.slice(begin, caret), language, isBare(term))
  if (caret <= term.name.to) return fields(begin, term.name.to + 1, text.slice(begin, caret), language)
  const field = fieldNamed(term.name.text)
  const value = term.values.find(({ to }) => caret <= to) ?? term.values.at(-1)
  if (!field || !value) return { from: caret, to: caret, proposals: [], typing: null }
  return values(text, caret, { field, value, language, names })
}

const isBare = (term: ScannedTerm): boolean => term.values.length === 1 && !term.values[0]!.quoted

function fields(from: number, to: number, typed: string, language: Language, offered = true): Completion {
  const proposals = offered
    ? fieldsBeginning(typed, language).map((field): Proposal => {
        const label = nameOfField(field, language)
        return { kind: 'field', field, insert: `${label}:`, label }
      })
    : []
  return { from, to, proposals, typing: null }
}

type AtValue = { field: FilterField; value: ScannedValue; language: Language; names: NamesOf }

function values(text: string, caret: number, { field, value, language, names }: AtValue): Completion {
  const written = text.slice(value.from, caret)
  const typed = written.replace(/^"/, '')
  // Quotes that nobody has closed yet do not hold what was written behind them.
  const to = value.open ? caret : value.to
  const isLast = text.slice(to).trim() === ''
  const propose = (insert: string, label: string): Proposal => ({
    kind: 'value',
    field,
    insert: isLast && text[to] !== ' ' ? `${insert} ` : insert,
    label,
  })
  const known = value.quoted ? [] : valuesBeginning(field, typed, language).map((one) => nameOfValue(one, language))
  const named = matching(names[field] ?? [], typed).map((name) =>
    propose(printValue(field, { text: name }, language), name),
  )
  const offered = { age: AGES, due: DUES }[kindOf(field) === 'due' ? 'due' : 'age']
  const isTime = kindOf(field) === 'age' || kindOf(field) === 'due'
  const ages = isTime ? offered.map((age) => ageIn(age, language)).filter((age) => age.startsWith(typed)) : []
  const plain = [...known, ...ages].map((word) => propose(word, word))
  const proposals = [...plain, ...named].filter(({ label }) => label !== typed).slice(0, MAX_PROPOSALS)
  return { from: value.from, to, proposals, typing: { field, text: typed } }
}

function ageIn(age: string, language: Language): string {
  const unit = age.at(-1)
  return `${age.slice(0, -1)}${unit === 'h' || unit === 'd' || unit === 'w' ? nameOfUnit(unit, language) : ''}`
}

/** Those of which some word begins so. */
function matching(names: readonly string[], typed: string): string[] {
  const wanted = fold(typed).trim()
  return names.filter((name) => wanted === '' || fold(` ${name}`).includes(` ${wanted}`))
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
