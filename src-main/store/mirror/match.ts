import { lookUpKey } from '#shared/domain/look-up.ts'

/** What a person typed, as the two full-text tables understand it; null where that table cannot help. */
export type Match = { words: string | null; keys: string | null }

const MAX_WORDS = 16
const MAX_WORD_LENGTH = 64

/** The tokenizer of the full text drops these inside a word, and takes everything else that is no letter or number as a gap. */
const ACCENTS = /[\u{300}-\u{36f}]/gu
/** The last ranges are letters that its older tables do not know as such. */
const GAPS = /(?:[^\p{L}\p{N}\p{Co}]|[\u{19b0}-\u{19c0}\u{19c8}\u{19c9}\u{1cf2}\u{1cf3}])+/u

/** All words must occur, the last one as a prefix. Whatever is typed, the answer is a valid query. */
export function matchOf(text: string): Match {
  const words = wordsOf(text)
  const key = lookUpKey(text.slice(0, 200))
  return {
    words:
      words.length > 0
        ? words.map((word, at) => (at === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' AND ')
        : null,
    keys: key.length >= 3 ? `"${key}"` : null,
  }
}

export function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .slice(0, 2000)
    .replace(ACCENTS, '')
    .split(GAPS)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .map((word) => word.slice(0, MAX_WORD_LENGTH))
}
