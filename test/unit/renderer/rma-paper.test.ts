import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import type { Language } from '#shared/domain/case.ts'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { aContact, anAccount, anRma, anRmaLine } from '#test/factories/rows.ts'
import { symbolsIn } from '#test/support/barcodes.ts'
import { createFormat } from '../../../src-renderer/components/format.ts'
import { type PaperKind, paperFileName, rmaPaper } from '../../../src-renderer/features/rma-print/rma-paper.ts'
import { type BarcodeSymbol, code128Symbol, qrSymbol } from '../../../src-renderer/features/rma-print/symbols.ts'

const ADDRESS = 'https://podpora.spica.example/cases/0192-7'
const line = anRmaLine({ diagnosis: 'Napajalnik pušča.', work: 'Menjava', warranty: 'warranty', state: 'repaired' })
const flags = { dueAt: null, overdue: false, pending: false, conflict: false }
const detail = {
  rma: { ...anRma({ rmaNumber: 'RMA-00041' }), ...flags, createdByName: 'Ana', state: 'finished' },
  case: { id: '0192-7', caseNumber: 'CAS-02580-A1B2C3', title: 'Terminal ne dela' },
  account: anAccount({ name: 'Lesna industrija d.o.o.' }),
  contact: aContact({ firstName: 'Maja', lastName: 'Žagar' }),
  lines: [{ ...line, ...flags, device: null, replacement: null, steps: [], removable: false }],
} as unknown as RmaDetail

function paper(kind: PaperKind, language: Language, of: RmaDetail = detail) {
  const i18n = createInstance({ lng: language, resources: RESOURCES, defaultNS: 'desk', initAsync: false })
  void i18n.init()
  const format = createFormat(language, 'now')
  const symbols = { code128: code128Symbol, qr: qrSymbol }
  return {
    ...{ t: i18n.t, made: rmaPaper({ detail: of, kind, address: ADDRESS, symbols, now: 0, t: i18n.t, format }) },
  }
}
const wordsOf = (kind: PaperKind, language: Language) => JSON.stringify(paper(kind, language).made)

describe('an RMA on paper', () => {
  it('speaks the language of whoever reads it', () => {
    expect(wordsOf('slip', 'sl')).toContain('Popravljeno')
    expect(wordsOf('slip', 'sl')).toContain('Zaslon ostane črn.')
    expect(wordsOf('slip', 'en')).toContain('Repaired')
    const english = paper('slip', 'en')
    expect(paperFileName(english.made, english.t)).toBe('RMA-00041 repair slip.pdf')
  })

  it('tells customers nothing of what agents keep to themselves', () => {
    for (const kind of ['slip', 'labels'] as const) {
      expect(wordsOf(kind, 'sl')).not.toMatch(/pušča|Menjava|Garancija/)
    }
    expect(wordsOf('workshop', 'sl')).toMatch(/pušča.*Menjava/)
  })

  it('has no barcode of a number that is not there yet', () => {
    const { made } = paper('slip', 'sl', { ...detail, rma: { ...detail.rma, rmaNumber: '' } })
    expect(made).toMatchObject({ number: '', barcode: null })
    expect(made.lines[0]?.barcode).not.toBeNull()
    expect(paperFileName(made, paper('slip', 'sl').t)).toBe('RMA spremni list.pdf')
  })

  it('is read by a scanner as what it says', async () => {
    const { made } = paper('labels', 'sl')
    expect(await symbolsIn(drawn(made.barcode!))).toEqual(['Code128: RMA-00041'])
    expect(await symbolsIn(drawn(made.lines[0]!.barcode!))).toEqual(['Code128: ZT-2231-0077'])
    expect(await symbolsIn(drawn(made.qr!))).toEqual([`QRCode: ${ADDRESS}`])
  })
})

const SCALE = 3
const QUIET = 10

/** The symbol in pixels, as even-odd fills it: dark between the first edge of a row and the second, and so on. */
function drawn({ width, height, path }: BarcodeSymbol): ImageData {
  const [columns, rows] = [(width + 2 * QUIET) * SCALE, (height + 2 * QUIET) * SCALE]
  const data = new Uint8ClampedArray(columns * rows * 4).fill(255)
  const edges = path.split('z').flatMap((part) => (part === '' ? [] : uprightEdgesOf(cornersOf(part))))
  for (let y = 0; y < rows; y++) {
    const at = (y + 0.5) / SCALE - QUIET
    const crossed = edges.filter(({ from, to }) => from <= at && at < to).map(({ x }) => (x + QUIET) * SCALE)
    const sorted = crossed.sort((a, b) => a - b)
    for (let edge = 0; edge + 1 < sorted.length; edge += 2) {
      for (let x = sorted[edge]!; x < sorted[edge + 1]!; x++)
        data.fill(0, (y * columns + x) * 4, (y * columns + x) * 4 + 3)
    }
  }
  return { data, width: columns, height: rows, colorSpace: 'srgb' } as ImageData
}

type Corner = [x: number, y: number]

function cornersOf(part: string): Corner[] {
  const numbers = part.split(/[^\d.-]+/).flatMap((text) => (text === '' ? [] : Number(text)))
  if (!part.includes('h'))
    return Array.from({ length: numbers.length / 2 }, (_, n) => [numbers[2 * n]!, numbers[2 * n + 1]!])
  const [x = 0, y = 0, w = 0, h = 0] = numbers
  return [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ]
}

function uprightEdgesOf(corners: readonly Corner[]): { x: number; from: number; to: number }[] {
  return corners.flatMap(([x, y], at) => {
    const [nextX, nextY] = corners[(at + 1) % corners.length]!
    return x === nextX ? [{ x, from: Math.min(y, nextY), to: Math.max(y, nextY) }] : []
  })
}
