/** A number is written as one; a text is never a formula. */
export type CsvCell = string | number | null

/** Where the comma divides decimals, as in Slovenia, spreadsheets expect the semicolon between cells. */
const SEPARATOR = ';'
const DECIMAL = ','

/** Spreadsheets run what begins with one of these, also after spaces and in full width. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u
const BOM = '\uFEFF'

/** For Excel in Slovenia: cells as RFC 4180 quotes them, and the byte order mark by which it knows UTF-8. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return BOM + rows.map((row) => `${row.map(cellText).join(SEPARATOR)}\r\n`).join('')
}

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', DECIMAL)
  const text = harmless(cell)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** For pasting into a spreadsheet. */
export function tabbedText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => harmless(cell.replace(/\s+/g, ' '))).join('\t')).join('\n')
}

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}
