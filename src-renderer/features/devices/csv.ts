/** A spreadsheet takes a cell that begins like this for a formula; an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/

function plain(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** For Excel in Slovenia: semicolons, and the mark that says UTF-8. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cellOf = (cell: string) => {
    const text = plain(cell)
    return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(';')).join('\r\n')}\r\n`
}

/** For pasting into a spreadsheet. */
export function toTabs(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => plain(cell.replace(/\s+/g, ' '))).join('\t')).join('\n')
}
