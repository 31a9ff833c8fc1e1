import { lookUpKey } from '#shared/domain/look-up.ts'
import { keysOneSlipAway, MIN_NEAR } from '#shared/domain/serial-number.ts'
import type { RmaCard } from '#shared/rpc/rmas.ts'
import type { Mirror } from '../open.ts'
import { MAX_NEAR, NEAR_SHOWN } from './device-hits.ts'
import { cardOfLine } from './rma-cards.ts'

const OPEN = `state <> 'closed' ORDER BY state_since, id LIMIT @limit`
/** Also of the device that came in another's place, which is the one that goes back. */
export const LINES_BY_SERIAL = `SELECT id FROM rma_line_shown WHERE (serial_key = @key OR new_serial_key = @key) AND ${OPEN}`
export const LINES_BY_RMA = `SELECT id FROM rma_line_shown WHERE rma_id IN (SELECT id FROM rma_shown WHERE number_key = @key)
  AND ${OPEN}`

/** The open lines of exactly that serial number, old or new, or of the RMA of exactly that number, however it was typed. */
export function linesByNumber(mirror: Mirror, text: string, now: number, limit: number): RmaCard[] {
  const key = lookUpKey(text)
  if (key === '') return []
  const find = (sql: string) => mirror.prepare<string>(sql, { pluck: true }).all({ key, limit })
  const bySerial = find(LINES_BY_SERIAL)
  const ids = bySerial.length > 0 ? bySerial : find(LINES_BY_RMA)
  return ids.flatMap((id) => cardOfLine(mirror, id, now) ?? [])
}

export const LINES_NEAR = `SELECT id FROM rma_line_shown WHERE serial_key IN (SELECT value FROM json_each(?)) AND state <> 'closed'
  ORDER BY serial_key, id LIMIT ${NEAR_SHOWN}`

/** Open lines whose serial number differs by one slip from what was read. */
export function linesNear(mirror: Mirror, text: string, now: number): RmaCard[] {
  const key = lookUpKey(text)
  if (key.length < MIN_NEAR || key.length > MAX_NEAR) return []
  const keys = JSON.stringify([...new Set(keysOneSlipAway(key))])
  const ids = mirror.prepare<string>(LINES_NEAR, { pluck: true }).all(keys)
  return ids.flatMap((id) => cardOfLine(mirror, id, now) ?? [])
}
