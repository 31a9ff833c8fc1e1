import { fold } from './compare-keys.ts'

/** Characters before and after the first hit. */
const BEFORE = 40
const AFTER = 100

/** Letters that lose their accent when folded, by the letter that is left: `c` → `čćç…`. */
const ACCENTED = accentedLetters()

/** Plain text around the first word that is found; null when no text has any of them. `pattern`: of `wordPattern`. */
export function excerptOf(texts: Iterable<string>, pattern: RegExp): string | null {
  for (const text of texts) {
    const at = firstWord(text, pattern)
    if (at !== null) return around(text, at)
  }
  return null
}

const ENDS_IN_WORD = /[\p{L}\p{N}]$/u

/** Where a hit begins that is no word's middle. */
function firstWord(text: string, pattern: RegExp): number | null {
  pattern.lastIndex = 0
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    // Two units: the letter before may be one of those that need both.
    if (!ENDS_IN_WORD.test(text.slice(Math.max(0, hit.index - 2), hit.index))) return hit.index
  }
  return null
}

function around(text: string, at: number): string {
  const from = at <= BEFORE ? 0 : afterSpace(text, at - BEFORE, at)
  const to = Math.min(text.length, at + AFTER)
  const words = text.slice(from, to).replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${words}${to < text.length ? '…' : ''}`
}

/** The beginning of a word, so that the excerpt does not begin in the middle of one. */
function afterSpace(text: string, from: number, to: number): number {
  const space = text.indexOf(' ', from)
  return space >= 0 && space < to ? space + 1 : from
}

/**
 * Any of the words, whatever their accents and case; null for none. Made anew for every key, so it is nothing that takes long to
 * compile: what may stand before a word is looked at where one is found.
 */
export function wordPattern(words: readonly string[]): RegExp | null {
  const alternatives = words.filter((word) => word !== '').map(foldedPattern)
  return alternatives.length === 0 ? null : new RegExp(alternatives.join('|'), 'gi')
}

function foldedPattern(word: string): string {
  return [...fold(word)]
    .map((letter) => {
      const accented = ACCENTED.get(letter)
      const literal = letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      return accented ? `[${letter}${accented}]` : literal
    })
    .join('')
}

function accentedLetters(): Map<string, string> {
  const letters = new Map<string, string>()
  for (let code = 0xc0; code < 0x250; code++) {
    const letter = String.fromCodePoint(code)
    const folded = fold(letter)
    if (folded !== letter.toLowerCase() && /^[a-z]$/.test(folded)) {
      letters.set(folded, (letters.get(folded) ?? '') + letter)
    }
  }
  return letters
}
