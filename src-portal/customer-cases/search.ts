import { lookUpKey } from '#shared/domain/look-up.ts'

const MAX_WORDS = 8
/** Shorter ones would be in nearly every number. */
const MIN_NUMBER = 3

export type SearchTerms = {
  /** Ready for LIKE but for folding, which the database does as it did for what is looked through. */
  words: string[]
  /** What was typed as a case number or serial number; empty where it cannot be one. */
  numberKey: string
}

export function searchTerms(text: string): SearchTerms {
  const words = text.toWellFormed().replaceAll('\0', ' ').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)
  const key = lookUpKey(text)
  return {
    words: words.map((word) => word.replace(/[\\%_]/g, '\\$&')),
    numberKey: key.length >= MIN_NUMBER ? key : '',
  }
}
