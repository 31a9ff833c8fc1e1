import type { Language } from '../case.ts'
import { type Age, type Filter, type FilterField, type FilterTerm, type FilterValue, kindOf } from './fields.ts'
import { nameOfField, nameOfUnit, nameOfValue, valueNamed } from './names.ts'

/** As an agent of that language writes it. Parsed again it is the same filter. */
export function printFilter(filter: Filter, language: Language): string {
  return filter.map((term) => printTerm(term, language)).join(' ')
}

export function printTerm({ field, not, values }: FilterTerm, language: Language): string {
  const name = field === 'text' ? '' : `${nameOfField(field, language)}:`
  return `${not ? '-' : ''}${name}${values.map((value) => printValue(field, value, language)).join(',')}`
}

export function printValue(field: FilterField, value: FilterValue, language: Language): string {
  if ('known' in value) return nameOfValue(value.known, language)
  if ('age' in value) return printAge(value.age, language)
  if ('due' in value) return `${value.due.sign}${printAge(value.due.age, language)}`
  return mayStandBare(field, value.text) ? value.text : quoted(value.text)
}

function printAge(age: Age, language: Language): string {
  return 'day' in age ? age.day : `${age.count}${nameOfUnit(age.unit, language)}`
}

const PLAIN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._/@+#&-]*$/u

/** Nothing in it could be taken for something else. */
function mayStandBare(field: FilterField, text: string): boolean {
  return PLAIN.test(text) && (kindOf(field) === 'words' || valueNamed(field, text) === undefined)
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (sign) => `\\${sign}`)}"`
}
