import type { Language } from '#shared/domain/case.ts'

/** A number is written as one; a text is never a formula. */
export type CsvCell = string | number | null

type Dialect = { separator: string; decimal: string }

/** What spreadsheets of the language expect: where the comma divides decimals, it can not divide cells. */
const DIALECTS: Record<Language, Dialect> = {
  sl: { separator: ';', decimal: ',' },
  en: { separator: ',', decimal: '.' },
}

/** Spreadsheets run what begins with one of these, also after spaces and in full width. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/u
const BOM = '\uFEFF'

/** RFC 4180 with a byte order mark, by which spreadsheets know UTF-8. */
export function csvText(rows: readonly (readonly CsvCell[])[], language: Language): string {
  const dialect = DIALECTS[language]
  return BOM + rows.map((row) => `${row.map((cell) => cellText(cell, dialect)).join(dialect.separator)}\r\n`).join('')
}

function cellText(cell: CsvCell, { separator, decimal }: Dialect): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', decimal)
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return /["\r\n]/.test(harmless) || harmless.includes(separator) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
