import { lookUpKey } from '#shared/domain/look-up.ts'
import { foldText } from '../../components/fold-text.ts'

export type HighlightPart = { text: string; hit: boolean }

/** Marks where the searched words begin words of a text; case and diacritics do not matter. */
export function highlight(text: string, search: string): HighlightPart[] {
  const folded = foldText(text)
  const words = foldText(search)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const hits: [number, number][] = []
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (isWordStart(folded, at)) hits.push([at, at + word.length])
    }
  }
  return cut(text, hits)
}

/** Marks a number (of a case, of a device) anywhere in its text, however it was typed. */
export function highlightNumber(text: string, search: string): HighlightPart[] {
  const wanted = lookUpKey(search)
  if (wanted.length < 2) return [{ text, hit: false }]
  const places: number[] = []
  let key = ''
  for (let at = 0; at < text.length; at++) {
    const char = lookUpKey(text[at]!)
    if (char) {
      key += char
      places.push(at)
    }
  }
  const from = key.indexOf(wanted)
  if (from < 0) return [{ text, hit: false }]
  return cut(text, [[places[from]!, places[from + wanted.length - 1]! + 1]])
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)
}

function cut(text: string, hits: [number, number][]): HighlightPart[] {
  const parts: HighlightPart[] = []
  let from = 0
  for (const [start, end] of hits.sort((a, b) => a[0] - b[0])) {
    if (end <= from) continue
    const begin = Math.max(start, from)
    if (begin > from) parts.push({ text: text.slice(from, begin), hit: false })
    parts.push({ text: text.slice(begin, end), hit: true })
    from = end
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), hit: false })
  return parts
}
