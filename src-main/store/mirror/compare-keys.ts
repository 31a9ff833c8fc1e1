/** What is compared where people write the same thing in several ways. An empty key is like nothing, itself included. */

/** Without accents and case. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

/** Letters that are one with another to whoever types, but no accent makes them. */
const ALIKE: Record<string, string> = { đ: 'd', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe' }

/** The words of a text in their order, without accents, case and punctuation. */
export function wordsKey(text: string): string {
  return fold(text)
    .replace(/[đłøßæœ]/g, (letter) => ALIKE[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Letters that stand behind their likes in the alphabet: `{` and `|` come after every letter. */
const BEHIND: Record<string, string> = { č: 'c{', ć: 'c|', đ: 'd{', š: 's{', ž: 'z{' }
const SORT_LENGTH = 60

/** Compared sign by sign it gives the order of the Slovene alphabet, without case and punctuation. */
export function sortKey(text: string, length = SORT_LENGTH): string {
  const marked = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[čćđšž]/g, (letter) => BEHIND[letter] ?? letter)
  return fold(marked)
    .replace(/[^\p{L}\p{N}{|]+/gu, ' ')
    .trim()
    .slice(0, length)
}

/** First and last name, whichever was written into which field. */
export function nameKey(firstName: string, lastName: string): string {
  return wordsKey(`${firstName} ${lastName}`).split(' ').toSorted().join(' ')
}

export function emailKey(email: string): string {
  return fold(email.trim())
}

/** Without spaces, dashes and the country in front: `SI 1234-5678` and `12345678` are one. `country`: ISO 3166-1 alpha-2. */
export function taxKey(taxNumber: string | null, country: string): string {
  const signs = taxSigns(taxNumber ?? '')
  // Greek numbers carry the country's name in its own language.
  const prefix = country === 'GR' ? 'EL' : country
  return signs.startsWith(prefix) ? signs.slice(prefix.length) : signs
}

export function taxSigns(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
