/** Tax numbers of companies: Slovene ones by their check digit, those of the EU by their form, others loosely. */

const SLOVENE_WEIGHTS = [8, 7, 6, 5, 4, 3, 2] as const
/** What VIES takes, without the country's prefix. Greece writes EL. */
const EU_FORMS: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GR: /^\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z*+]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9*+]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SK: /^\d{10}$/,
}
/** Anywhere else a number has some digits, and little besides. */
const OTHER_FORM = /^(?=.*\d)[A-Z0-9]{4,20}$/

/** As it is kept and compared: no spaces and dots; Slovene ones without the prefix, all others of the EU with it. */
export function normaliseTaxNumber(typed: string, country: string): string {
  const compact = typed.toUpperCase().replace(/[\s.\-/]/g, '')
  const prefix = prefixOf(country)
  const bare = compact.startsWith(prefix) ? compact.slice(prefix.length) : compact
  if (country === 'SI') return bare
  return country in EU_FORMS ? `${prefix}${bare}` : compact
}

/** `country`: ISO 3166-1 alpha-2. The country's prefix may be there or not. */
export function isTaxNumber(typed: string, country: string): boolean {
  const number = normaliseTaxNumber(typed, country)
  if (country === 'SI') return isSlovene(number)
  const form = EU_FORMS[country]
  return form ? form.test(number.slice(prefixOf(country).length)) : OTHER_FORM.test(number)
}

function prefixOf(country: string): string {
  return country === 'GR' ? 'EL' : country
}

function isSlovene(number: string): boolean {
  if (!/^[1-9]\d{7}$/.test(number)) return false
  const sum = SLOVENE_WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0)
  const check = 11 - (sum % 11)
  // 11 is never given out.
  return check !== 11 && check % 10 === Number(number[7])
}
