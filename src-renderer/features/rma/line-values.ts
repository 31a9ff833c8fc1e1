import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_LINE_TEXT, MAX_LINE_VALUE } from '#shared/domain/rma.ts'
import { WARRANTY_DECISIONS, type WarrantyDecision } from '#shared/domain/rma-line.ts'
import type { NewLineInput } from '#shared/rpc/rmas.ts'

/** A device as it is typed into the form of an RMA. */
export type LineValues = {
  key: string
  serialNumber: string
  model: string
  fault: string
  accessories: string
  warranty: WarrantyDecision
}

let minted = 0
export function newLine(serialNumber = '', fault = ''): LineValues {
  minted++
  return { key: `line-${minted}`, serialNumber, model: '', fault, accessories: '', warranty: 'undecided' }
}

export const LINE_TEXT_FIELDS = ['serialNumber', 'model', 'fault', 'accessories'] as const

export function isFilled(line: LineValues): boolean {
  return LINE_TEXT_FIELDS.some((field) => line[field].trim() !== '') || line.warranty !== 'undecided'
}

export type LineFault = 'missing' | 'twice' | 'tooLong'
export type LineFaults = Partial<Record<(typeof LINE_TEXT_FIELDS)[number], LineFault>>

/** In the order of the lines. `taken`: serial numbers that the RMA has already. Empty lines are no fault and are not sent. */
export function faultsOf(lines: readonly LineValues[], taken: readonly string[] = []): LineFaults[] {
  const seen = new Set(taken.map(lookUpKey))
  return lines.map((line) => {
    if (!isFilled(line)) return {}
    const faults: LineFaults = {}
    const key = lookUpKey(line.serialNumber)
    if (key === '') faults.serialNumber = 'missing'
    else if (seen.has(key)) faults.serialNumber = 'twice'
    else if (line.serialNumber.trim().length > MAX_LINE_VALUE) faults.serialNumber = 'tooLong'
    seen.add(key)
    if (line.model.trim().length > MAX_LINE_VALUE) faults.model = 'tooLong'
    if (line.fault.trim().length > MAX_LINE_TEXT) faults.fault = 'tooLong'
    if (line.accessories.trim().length > MAX_LINE_TEXT) faults.accessories = 'tooLong'
    return faults
  })
}

/** Before the first attempt only what is wrong is told, not what is missing yet. */
export function untilAttempted({ serialNumber, ...others }: LineFaults): LineFaults {
  return serialNumber === undefined || serialNumber === 'missing' ? others : { ...others, serialNumber }
}

/** What is sent of lines without faults. */
export function sendingOf(lines: readonly LineValues[]): NewLineInput[] {
  return lines.filter(isFilled).map(({ key: _, ...line }) => line)
}

/** Those that came from elsewhere join what was begun; a device is there once. */
export function withSerials(
  lines: readonly LineValues[],
  serialNumbers: readonly string[],
  fault: string,
): LineValues[] {
  const begun = lines.filter(isFilled)
  const known = new Set(begun.map(({ serialNumber }) => lookUpKey(serialNumber)))
  const more: LineValues[] = []
  for (const serialNumber of serialNumbers) {
    const key = lookUpKey(serialNumber)
    if (key === '' || known.has(key)) continue
    known.add(key)
    more.push(newLine(serialNumber.trim(), fault))
  }
  const all = [...begun, ...more]
  return all.length > 0 ? all : [newLine('', fault)]
}

export function toEntry({ key: _, ...line }: LineValues): Omit<LineValues, 'key'> {
  return line
}

export function parseLine(value: unknown): LineValues {
  const stored: Record<string, unknown> = Object(value)
  const line = newLine()
  for (const field of LINE_TEXT_FIELDS) {
    const text = stored[field]
    if (typeof text === 'string') line[field] = text
  }
  line.warranty = WARRANTY_DECISIONS.find((known) => known === stored.warranty) ?? 'undecided'
  return line
}
