import { lookUpKey } from '#shared/domain/look-up.ts'
import type { RmaSummary } from '#shared/rpc/rmas.ts'
import type { DeskClient } from '../../rpc/connection.ts'

const SHOWN = 4
const PAGE = 20
/** `RMA-00012`, `rma 12`, or the digits alone. */
const NUMBER = /^(?:rma[\s-]*)?(\d{1,12})$/i

export function isRmaNumber(text: string): boolean {
  return NUMBER.test(text.trim())
}

/** Whether the number of an RMA is meant by what was typed; zeros in front say nothing. */
export function meansRma(text: string, rmaNumber: string): boolean {
  const digits = NUMBER.exec(text.trim())?.[1]
  const own = /\d+$/.exec(rmaNumber)?.[0]
  return digits !== undefined && own !== undefined && BigInt(digits) === BigInt(own)
}

/** RMAs by their number: the very one first, then those that contain what was typed. */
export async function rmasNumbered(client: DeskClient, text: string): Promise<RmaSummary[]> {
  const digits = NUMBER.exec(text.trim())?.[1]
  if (digits === undefined) return []
  const [padded, part] = await Promise.all(
    [`RMA-${digits.replace(/^0+(?=\d)/, '').padStart(5, '0')}`, digits].map((wanted) =>
      client.rmas.page({ text: wanted, list: 'all', sort: 'number', direction: 'desc', mine: false, limit: PAGE }),
    ),
  )
  const found = new Map([...(padded?.rows ?? []), ...(part?.rows ?? [])].map((rma) => [rma.id, rma]))
  return rankRmas([...found.values()], text).slice(0, SHOWN)
}

/** Those whose number contains the digits, the one that is meant first; a serial number that does is not asked about here. */
export function rankRmas<R extends { rmaNumber: string }>(rmas: readonly R[], text: string): R[] {
  const key = lookUpKey(NUMBER.exec(text.trim())?.[1] ?? '')
  const isMeant = ({ rmaNumber }: R) => meansRma(text, rmaNumber)
  const own = rmas.filter((rma) => isMeant(rma) || (key !== '' && lookUpKey(rma.rmaNumber).includes(key)))
  return [...own.filter(isMeant), ...own.filter((rma) => !isMeant(rma))]
}
