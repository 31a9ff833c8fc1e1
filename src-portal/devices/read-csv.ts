import { Readable } from 'node:stream'
import { type Options, parse } from 'csv-parse'
import { FileFault } from './file-fault.ts'
import type { FileRow } from './read-file.ts'

const DELIMITERS = [';', ',', '\t'] as const
/** Longer records are no table. */
const MAX_RECORD = 200_000
const CHUNK = 1 << 18

/** The rows of a CSV file: UTF-8 with or without its mark, UTF-16 with one, or Windows-1250. Throws `FileFault`. */
export async function* readCsv(bytes: Uint8Array): AsyncGenerator<FileRow> {
  const text = decode(bytes)
  const options: Options = {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_RECORD,
  }
  let row = 0
  try {
    for await (const cells of Readable.from(chunksOf(text)).pipe(parse(options))) yield { row: ++row, cells }
  } catch (error) {
    throw new FileFault('not_readable', error instanceof Error ? error.message.slice(0, 200) : '')
  }
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK)
}

/** Excel still saves CSV in the system's own code page; what is no UTF-8 is that of Central Europe. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}

/** The one that stands most often in the first line that has any, outside of quotes. */
function delimiterOf(text: string): string {
  const said = /^sep=(.)\r?\n/i.exec(text.slice(0, 10))?.[1]
  if (said) return said
  for (const line of text.slice(0, MAX_RECORD).split(/\r?\n|\r/)) {
    const plain = line.replace(/"[^"]*"/g, '')
    const counts = DELIMITERS.map((delimiter) => plain.split(delimiter).length - 1)
    const most = Math.max(...counts)
    if (most > 0) return DELIMITERS[counts.indexOf(most)] ?? ';'
  }
  return ';'
}
