import { lookUpKey } from '#shared/domain/look-up.ts'
import type { RmaCard } from '#shared/rpc/rmas.ts'
import type { Mirror } from '../open.ts'
import { cardOfLine } from './rma-cards.ts'

const OPEN = `state <> 'closed' ORDER BY state_since, id LIMIT @limit`
export const LINES_BY_SERIAL = `SELECT id FROM rma_line_shown WHERE serial_key = @key AND ${OPEN}`
export const LINES_BY_RMA = `SELECT id FROM rma_line_shown WHERE rma_id IN (SELECT id FROM rma_shown WHERE number_key = @key)
  AND ${OPEN}`

/** The open lines of exactly that serial number, or of the RMA of exactly that number, however it was typed. */
export function linesByNumber(mirror: Mirror, text: string, now: number, limit: number): RmaCard[] {
  const key = lookUpKey(text)
  if (key === '') return []
  const find = (sql: string) => mirror.prepare<string>(sql, { pluck: true }).all({ key, limit })
  const bySerial = find(LINES_BY_SERIAL)
  const ids = bySerial.length > 0 ? bySerial : find(LINES_BY_RMA)
  return ids.flatMap((id) => cardOfLine(mirror, id, now) ?? [])
}
