import { strToU8, zipSync } from 'fflate'

/** A cell: text, a number, a day that the sheet formats as one, or a formula with its kept result. */
export type Cell = string | number | null | { day: string } | { formula: string; result: string }

const inXml = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const column = (at: number): string =>
  (at < 26 ? '' : column(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))

/** A workbook as Excel writes it: shared strings, styles, a hidden first sheet. `parts` replaces or adds parts. */
export function aWorkbook(rows: readonly (readonly Cell[])[], parts: Record<string, string> = {}): Buffer {
  const strings = new Map<string, number>()
  const shared = (text: string) => {
    if (!strings.has(text)) strings.set(text, strings.size)
    return strings.get(text)
  }
  const cellOf = (cell: Cell, at: string): string => {
    if (cell === null) return ''
    if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${shared(cell)}</v></c>`
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
    if ('day' in cell) return `<c r="${at}" s="1"><v>${Date.parse(cell.day) / 86_400_000 + 25_569}</v></c>`
    return `<c r="${at}" t="str"><f>${inXml(cell.formula)}</f><v>${inXml(cell.result)}</v></c>`
  }
  const body = rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, at) => cellOf(cell, `${column(at)}${row + 1}`)).join('')}</row>`,
    )
    .join('')
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Skrit" state="hidden" r:id="rId1"/><sheet name="Naprave" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d\\.\\ m\\.\\ yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>Skrito</t></is></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${body}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${[...strings.keys()].map((text) => `<si><r><t>${inXml(text.slice(0, 2))}</t></r><r><t>${inXml(text.slice(2))}</t></r></si>`).join('')}</sst>`,
    ...parts,
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))
}
