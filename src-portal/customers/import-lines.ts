import { asc, inArray, or } from 'drizzle-orm'
import { normaliseTaxNumber } from '#shared/domain/tax-number.ts'
import type { Transaction } from '../db/open.ts'
import { accounts } from '../db/schema.ts'

/** Its message is for the person at the terminal. */
export class ImportError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ImportError'
  }
}

/** `at`: the line's number in the file. */
export type Line<Column extends string> = { at: number; cells: Record<Column, string> }

/**
 * Lines of a CSV file whose cells are parted by semicolons, or by commas where there are none; nothing that is imported here
 * has one of its own. `isHeading` looks at the first line alone. Throws `ImportError`.
 */
export function readLines<Column extends string>(
  csv: string,
  columns: readonly Column[],
  isHeading: (cells: Record<Column, string>) => boolean,
): Line<Column>[] {
  const lines: Line<Column>[] = []
  let first = true
  for (const [index, row] of csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (row.trim() === '') continue
    const texts = row.split(row.includes(';') ? ';' : ',').map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    const at = index + 1
    if (texts.length !== columns.length) throw new ImportError(`Line ${at}: expected ${columns.join(';')}`)
    const cells = Object.fromEntries(
      columns.map((column, place) => [column, texts[place] ?? '']),
    ) as Line<Column>['cells']
    if (!(first && isHeading(cells))) lines.push({ at, cells })
    first = false
  }
  if (lines.length === 0) throw new ImportError('The file has no lines')
  return lines
}

/** The ids of companies that are named by id or tax number; those of which there is no single one are left out. */
export async function findCompanies(tx: Transaction, names: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)]
  const numbers = wanted.map((name) => normaliseTaxNumber(name, 'SI'))
  const found = await tx
    .select({ id: accounts.id, taxNumber: accounts.taxNumber })
    .from(accounts)
    .where(or(inArray(accounts.id, wanted), inArray(accounts.taxNumber, [...wanted, ...numbers])))
    .orderBy(asc(accounts.id))
  const idOf = new Map<string, string>()
  for (const name of wanted) {
    const byNumber = found.filter(
      ({ taxNumber }) => taxNumber !== null && (taxNumber === name || taxNumber === normaliseTaxNumber(name, 'SI')),
    )
    const one = found.find(({ id }) => id === name) ?? (byNumber.length === 1 ? byNumber[0] : undefined)
    if (one) idOf.set(name, one.id)
  }
  return idOf
}

/** Throws `ImportError` where there is no such company. */
export function companyIn(idOf: Map<string, string>, { at, cells }: Line<'company'>): string {
  const id = idOf.get(cells.company)
  if (id === undefined) throw new ImportError(`Line ${at}: there is no single company "${cells.company}"`)
  return id
}
