import { FileFault } from './file-fault.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'

/** `row`: its number as a spreadsheet shows it. */
export type FileRow = { row: number; cells: readonly string[] }

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Of Excel's files before 2007, and of those locked with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/** The rows of a table, by what the file is and not by its name; of a workbook the first sheet. Throws `FileFault`. */
export function readFile(bytes: Uint8Array): AsyncGenerator<FileRow> {
  const begins = (signature: readonly number[]) => signature.every((byte, at) => bytes[at] === byte)
  if (begins(ZIP)) return readXlsx(bytes)
  if (begins(COMPOUND)) {
    const locked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new FileFault(locked ? 'encrypted' : 'old_excel')
  }
  return readCsv(bytes)
}
