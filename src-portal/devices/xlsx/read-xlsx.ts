import { FileFault } from '../file-fault.ts'
import type { FileRow } from '../read-file.ts'
import { openArchive } from './archive.ts'
import { readDateStyles, readSharedStrings, readWorkbook, readXml } from './parts.ts'

/** All that a workbook unpacks to; 200,000 rows of devices take about 150 MB. */
const MAX_UNPACKED = 400 * 1024 * 1024
/** Cells further to the right are no table of devices. */
const MAX_COLUMNS = 200
/** What a spreadsheet takes in one cell. */
const MAX_CELL = 32_767
const DAY = 86_400_000

type Cell = { place: number; type: string; style: number; value: string }

/**
 * The rows of a workbook's first visible sheet, one after the other; empty rows are left out. A formula is what the
 * spreadsheet kept as its result: nothing is calculated. Throws `FileFault`.
 */
export async function* readXlsx(bytes: Uint8Array): AsyncGenerator<FileRow> {
  const archive = await openArchive(bytes, MAX_UNPACKED)
  const workbook = await readWorkbook(archive)
  if (workbook === null) throw new FileFault('not_readable')
  const strings = await readSharedStrings(archive)
  const dates = await readDateStyles(archive)

  let rows: FileRow[] = []
  let cells: string[] = []
  let row = 0
  let next = 0
  let cell: Cell | null = null
  let reading = false
  const pieces = readXml(archive, workbook.sheet, {
    open(name, attributes) {
      if (name === 'row') {
        row = attributes.r ? Number(attributes.r) : row + 1
        cells = []
        next = 0
      } else if (name === 'c') {
        const place = attributes.r ? columnOf(attributes.r) : next
        cell = { place, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' }
        next = place + 1
      } else if (name === 'v' || name === 't') reading = true
    },
    text(piece) {
      if (reading && cell && cell.value.length < MAX_CELL) cell.value += piece
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c' && cell) {
        if (cell.place < MAX_COLUMNS) {
          while (cells.length < cell.place) cells.push('')
          cells[cell.place] = textOf(cell)
        }
        cell = null
      } else if (name === 'row' && cells.some((text) => text !== '')) rows.push({ row, cells })
    },
  })

  function textOf({ type, style, value }: Cell): string {
    if (type === 's') return strings[Number(value)] ?? ''
    if (type === 'e') return ''
    if (type !== 'n' || value === '') return value
    const number = Number(value)
    if (Number.isNaN(number)) return value
    return dates[style] ? dayText(number, workbook?.epoch1904 ?? false) : String(number)
  }

  for await (const _ of pieces) {
    yield* rows
    rows = []
  }
  yield* rows
}

/** `C7` is 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'ZZZ') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** Days since the end of 1899, or since 1904 on old Macs. */
function dayText(number: number, epoch1904: boolean): string {
  const begin = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const date = new Date(begin + Math.floor(number) * DAY)
  return Number.isNaN(date.getTime()) ? String(number) : date.toISOString().slice(0, 10)
}
