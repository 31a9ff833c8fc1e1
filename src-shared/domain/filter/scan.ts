/** A filter cut into its parts, whatever it says; every place is a number of characters from its beginning. */

export type ScannedValue = {
  /** Without quotes and backslashes. */
  text: string
  quoted: boolean
  /** The quote that opens has none that closes. */
  open: boolean
  from: number
  to: number
}

export type ScannedTerm = {
  not: boolean
  /** As it is written, before the colon; null of bare words. */
  name: { text: string; from: number; to: number } | null
  values: ScannedValue[]
  from: number
  to: number
}

const SPACE = /\s/
const NAME = /^\p{L}[\p{L}\p{M}\p{N}_-]*(?=:)/u

export function scanFilter(text: string): ScannedTerm[] {
  const terms: ScannedTerm[] = []
  let at = 0
  while (at < text.length) {
    if (SPACE.test(text[at]!)) {
      at++
      continue
    }
    const term = scanTerm(text, at)
    terms.push(term)
    at = term.to
  }
  return terms
}

function scanTerm(text: string, from: number): ScannedTerm {
  const not = text[from] === '-'
  let at = not ? from + 1 : from
  const found = NAME.exec(text.slice(at))?.[0]
  const name = found === undefined ? null : { text: found, from: at, to: at + found.length }
  if (name) at = name.to + 1
  const values: ScannedValue[] = []
  for (;;) {
    const value = scanValue(text, at)
    values.push(value)
    at = value.to
    if (text[at] !== ',') return { not, name, values, from, to: at }
    at++
  }
}

function scanValue(text: string, from: number): ScannedValue {
  if (text[from] === '"') return scanQuoted(text, from)
  let to = from
  while (to < text.length && text[to] !== ',' && !SPACE.test(text[to]!)) to++
  return { text: text.slice(from, to), quoted: false, open: false, from, to }
}

function scanQuoted(text: string, from: number): ScannedValue {
  let content = ''
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at]!
    if (sign === '"') return { text: content, quoted: true, open: false, from, to: endOf(text, at + 1) }
    if (sign === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) content += text[++at]
    else content += sign
  }
  return { text: content, quoted: true, open: true, from, to: text.length }
}

/** What stands right behind the quotes is no value of its own; it is left out. */
function endOf(text: string, from: number): number {
  let to = from
  while (to < text.length && text[to] !== ',' && !SPACE.test(text[to]!)) to++
  return to
}
