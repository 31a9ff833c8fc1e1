import type { AccountRow, RegistrationRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { taxKey, taxSigns, wordsKey } from './compare-keys.ts'

const SELECT = 'SELECT id, name, tax_number AS taxNumber, country, city FROM accounts'

export function findAccount(mirror: Mirror, id: string): AccountRow | null {
  return mirror.prepare<AccountRow>(`${SELECT} WHERE id = ?`).get(id) ?? null
}

export const ACCOUNTS_BY_TAX = `${SELECT} WHERE tax_key = ? ORDER BY id LIMIT 10`

/** Companies with the same tax number, however it is written; none for an empty one. The portal takes the first of them. */
export function accountsByTaxNumber(
  mirror: Mirror,
  { taxNumber, country }: Pick<RegistrationRow, 'taxNumber' | 'country'>,
): AccountRow[] {
  const key = taxKey(taxNumber, country)
  return key === '' ? [] : mirror.prepare<AccountRow>(ACCOUNTS_BY_TAX).all(key)
}

/** Words that are looked for; a company is found by fewer. */
const MAX_WORDS = 5

/** Companies of whose name, city or tax number every word begins one; those that begin with the text come first. */
export function findAccounts(mirror: Mirror, text: string, limit: number): AccountRow[] {
  const words = wordsKey(text)
  if (words === '') return []
  const parts = words.split(' ').slice(0, MAX_WORDS)
  const begins = Array.from({ length: MAX_WORDS }, (_, at) => (parts[at] === undefined ? '' : ` ${parts[at]}`))
  const signs = taxSigns(text)
  // A company's words are so few that reading all of them takes a few milliseconds.
  return mirror
    .prepare<AccountRow>(
      `${SELECT} WHERE (${begins.map(() => 'instr(words_key, ?) > 0').join(' AND ')}) OR instr(tax_key, ?) = 1 OR instr(tax_key, ?) = 1
       ORDER BY instr(words_key, ?) <> 1, name COLLATE NOCASE, id LIMIT ?`,
    )
    .all(...begins, signs.length < 3 ? NOTHING : signs, withoutCountry(signs), ` ${words}`, limit)
}

/** Stands in no tax number. */
const NOTHING = '-'

const withoutCountry = (signs: string) => /^[A-Z]{2}(\w{3,})$/.exec(signs)?.[1] ?? NOTHING
