import { Parser } from 'htmlparser2'
import type { Archive } from './archive.ts'

export type Handlers = {
  open?(name: string, attributes: Record<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

/** Reads a part piece by piece; names come without their prefix. Nothing of what XML can include from elsewhere is. */
export async function* readXml(archive: Archive, part: string, handlers: Handlers): AsyncGenerator<void> {
  const plain = (name: string) => name.slice(name.indexOf(':') + 1)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handlers.open?.(plain(name), attributes),
      ontext: (text) => handlers.text?.(text),
      onclosetag: (name) => handlers.close?.(plain(name)),
    },
    { xmlMode: true, decodeEntities: true },
  )
  for await (const piece of archive.text(part)) {
    parser.write(piece)
    yield
  }
  parser.end()
}

async function read(archive: Archive, part: string, handlers: Handlers): Promise<void> {
  for await (const _ of readXml(archive, part, handlers));
}

export type Workbook = { sheet: string; epoch1904: boolean }

/** The part of the first sheet that is not hidden; null in an archive that is no workbook. */
export async function readWorkbook(archive: Archive): Promise<Workbook | null> {
  const sheets: { relation: string; hidden: boolean }[] = []
  let epoch1904 = false
  await read(archive, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') epoch1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name === 'sheet') {
        const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
        sheets.push({ relation, hidden: (attributes.state ?? 'visible') !== 'visible' })
      }
    },
  })
  const targets = new Map<string, string>()
  await read(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id && Target) targets.set(Id, Target)
    },
  })
  const target = targets.get((sheets.find(({ hidden }) => !hidden) ?? sheets[0])?.relation ?? '')
  if (target === undefined) return null
  const sheet = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  return archive.has(sheet) ? { sheet, epoch1904 } : null
}

/** Texts that cells point at by number. */
export async function readSharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let inText = false
  let phonetic = false
  await read(archive, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') inText = !phonetic
    },
    text(piece) {
      if (inText) text += piece
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') strings.push(text)
    },
  })
  return strings
}

/** By the number of a cell's style: whether its number is a day. */
export async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const formats = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await read(archive, 'xl/styles.xml', {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), isDateFormat(formatCode ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(numFmtId ?? 0)
        styles.push(formats.get(id) ?? isBuiltInDate(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** Of a day; what stands in quotes or brackets is no part of it. */
function isDateFormat(code: string): boolean {
  return /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}
