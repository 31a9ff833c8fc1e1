import type { TFunction } from 'i18next'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import type { Format } from '../../components/format.ts'
import type { BarcodeSymbol } from './symbols.ts'

/** `slip`: goes with the devices, for the customer. `workshop`: all that agents know, not for customers. `labels`: one a device. */
export const PAPERS = ['slip', 'workshop', 'labels'] as const
export type PaperKind = (typeof PAPERS)[number]

type Field = readonly [name: string, value: string]

export type PaperLine = {
  id: string
  model: string
  serialNumber: string
  barcode: BarcodeSymbol | null
  fields: readonly Field[]
}

/** An RMA to be put on paper, all of it in words of one language. */
export type RmaPaper = {
  kind: PaperKind
  /** Empty until the portal has given one. */
  number: string
  barcode: BarcodeSymbol | null
  /** The case's page of the portal. */
  address: string
  qr: BarcodeSymbol | null
  company: string
  fields: readonly Field[]
  lines: readonly PaperLine[]
  printed: string
}

export type Symbols = { code128(text: string): BarcodeSymbol; qr(text: string): BarcodeSymbol }

type Args = {
  detail: RmaDetail
  kind: PaperKind
  address: string
  symbols: Symbols
  now: number
  /** Of the language of whoever reads it. */
  t: TFunction
  format: Format
}

export function rmaPaper({ detail, kind, address, symbols, now, t, format }: Args): RmaPaper {
  const { rma, account, contact } = detail
  return {
    kind,
    number: rma.rmaNumber,
    barcode: drawn(symbols.code128, rma.rmaNumber),
    address,
    qr: drawn(symbols.qr, address),
    company: account?.name ?? '',
    fields: filled([
      [t('rmaPrint.company'), account?.name],
      [t('rmaPrint.contact'), contact && `${contact.firstName} ${contact.lastName}`],
      [t('rmaPrint.phone'), contact?.phone],
      [t('rmaPrint.case'), [detail.case.caseNumber, detail.case.title].filter(Boolean).join(' · ')],
      [t('rmaPrint.created'), format.date(rma.createdAt)],
      [t('rmaPrint.devices'), format.number(detail.lines.length)],
    ]),
    lines: detail.lines.map((line) => ({
      id: line.id,
      model: line.model,
      serialNumber: line.serialNumber,
      barcode: drawn(symbols.code128, line.serialNumber),
      fields: fieldsOf(line, kind, t, format),
    })),
    printed: format.exact(now),
  }
}

function fieldsOf(line: RmaDetail['lines'][number], kind: PaperKind, t: TFunction, format: Format): Field[] {
  const told: [string, string | null][] = [
    [t('rma.field.fault'), line.fault],
    [t('rma.field.accessories'), line.accessories],
  ]
  if (kind === 'labels') return filled(told.slice(0, 1))
  const known: [string, string | null][] = [
    [t('rmaPrint.state'), t(`rma.line.${line.state}`)],
    [t('rmaPrint.received'), line.receivedAt === null ? null : format.date(line.receivedAt)],
    [t('rmaPrint.newSerialNumber'), line.newSerialNumber],
    [t('rmaPrint.rejectionReason'), line.rejectionReason],
    [t('rmaPrint.shipment'), [line.carrier, line.trackingNumber].filter(Boolean).join(' ')],
  ]
  if (kind === 'slip') return filled([...told, ...known])
  const own: [string, string | null][] = [
    [t('rma.field.warranty'), t(`rma.warranty.${line.warranty}`)],
    [t('rma.field.diagnosis'), line.diagnosis],
    [t('rma.field.work'), line.work],
    [t('rma.field.parts'), line.parts],
  ]
  return filled([...told, ...known, ...own])
}

const filled = (fields: readonly (readonly [string, string | null | undefined])[]): Field[] =>
  fields.filter((field): field is Field => Boolean(field[1]?.trim()))

/** Nothing where there is nothing, or signs that the symbol has no bars for: the number itself is on the paper. */
function drawn(draw: (text: string) => BarcodeSymbol, text: string): BarcodeSymbol | null {
  if (text === '') return null
  try {
    return draw(text)
  } catch {
    return null
  }
}

/** Of a PDF; the RMA's number where it has one. */
export function paperFileName({ kind, number }: Pick<RmaPaper, 'kind' | 'number'>, t: TFunction): string {
  const name = t(`rmaPrint.file.${kind}`)
  return `${number || 'RMA'} ${name}.pdf`
}
