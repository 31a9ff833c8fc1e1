import { DEVICE_COLUMNS, type DeviceColumn } from '#shared/portal-api/device-import.ts'
import { foldWord } from './words.ts'

/** What the first row may call a column, in Slovene and English; the first of each is the one to recommend. */
export const DEVICE_HEADERS: Record<DeviceColumn, readonly string[]> = {
  serialNumber: [
    ...['Serijska številka', 'Serijska št.', 'Serijska', 'SN', 'S/N'],
    ...['Serial number', 'Serial', 'Serial no.'],
  ],
  model: ['Model', 'Naprava', 'Artikel', 'Izdelek', 'Device', 'Product', 'Item'],
  owner: [
    ...['Lastnik', 'Stranka', 'Kupec', 'Podjetje', 'Davčna številka', 'Davčna številka lastnika'],
    ...['Owner', 'Customer', 'Company', 'Account', 'Tax number'],
  ],
  soldOn: ['Prodano', 'Datum prodaje', 'Prodano dne', 'Dobavljeno', 'Sold on', 'Sold', 'Sale date'],
  saleDocument: [
    ...['Dokument', 'Dokument prodaje', 'Dobavnica', 'Račun', 'Številka dokumenta'],
    ...['Document', 'Sale document', 'Delivery note', 'Invoice'],
  ],
  warrantyUntil: ['Garancija do', 'Garancija', 'Konec garancije', 'Warranty until', 'Warranty', 'Warranty end'],
  entitlement: ['Upravičenost', 'Pogodba', 'Vzdrževalna pogodba', 'Entitlement', 'Contract', 'Maintenance contract'],
  state: ['Stanje', 'Stanje naprave', 'State', 'Status'],
  replacedBy: ['Zamenjana z', 'Zamenjal', 'Nadomestna naprava', 'Replaced by'],
  replaces: ['Zamenjuje', 'Nadomešča', 'Replaces'],
  firmware: ['Vdelana programska oprema', 'Strojna programska oprema', 'Firmware', 'FW', 'Firmware version'],
}

const COLUMN_OF = new Map(
  DEVICE_COLUMNS.flatMap((column) => DEVICE_HEADERS[column].map((header) => [foldWord(header), column] as const)),
)

export type Headers = {
  /** Where the cells of a column stand. */
  places: Map<DeviceColumn, number>
  ignored: string[]
  /** A column that two headers name. */
  twice: string | null
}

/** Null: no row of headers, for none of them names the serial number. */
export function readHeaders(cells: readonly string[]): Headers | null {
  const headers: Headers = { places: new Map(), ignored: [], twice: null }
  for (const [place, header] of cells.entries()) {
    const column = COLUMN_OF.get(foldWord(header))
    if (column === undefined) {
      if (header.trim() !== '') headers.ignored.push(header.trim().slice(0, 100))
    } else if (headers.places.has(column)) headers.twice ??= header.trim()
    else headers.places.set(column, place)
  }
  return headers.places.has('serialNumber') ? headers : null
}
