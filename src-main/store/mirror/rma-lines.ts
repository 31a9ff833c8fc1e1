import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaLineRow, RmaRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'
import { RMA_LINE_SELECT } from './rma-line-columns.ts'

type LineRecord = { line: string; dueAt: number; pending: number; conflict: number }
export type StoredLine = Omit<LineRecord, 'line'> & { row: RmaLineRow }

const SELECT = 'SELECT line, due_at AS dueAt, pending, conflict FROM rma_line_shown'

/** As the agent sees it; the base of the next operation. */
export function shownLine(mirror: Mirror, lineId: string): RmaLineRow | null {
  const line = mirror.prepare<string>('SELECT line FROM rma_line_shown WHERE id = ?', { pluck: true }).get(lineId)
  return line === undefined ? null : (JSON.parse(line) as RmaLineRow)
}

export function shownLines(mirror: Mirror, rmaId: string): StoredLine[] {
  return mirror
    .prepare<LineRecord>(`${SELECT} WHERE rma_id = ? ORDER BY position, id`)
    .all(rmaId)
    .map(({ line, ...rest }) => ({ ...rest, row: JSON.parse(line) as RmaLineRow }))
}

export function shownRma(mirror: Mirror, rmaId: string): RmaRow | null {
  return (
    mirror
      .prepare<RmaRow>(
        `SELECT r.id, k.id AS caseId, r.rma_number AS rmaNumber, r.created_by AS createdBy, r.created_at AS createdAt
         FROM rma_shown r JOIN case_key k ON k.pk = r.case_pk WHERE r.id = ?`,
      )
      .get(rmaId) ?? null
  )
}

/** As the portal has it, without what is pending here. */
export function portalLine(mirror: Mirror, lineId: string): Omit<RmaLineRow, 'caseId'> | null {
  return (
    mirror.prepare<Omit<RmaLineRow, 'caseId'>>(`SELECT ${RMA_LINE_SELECT} FROM rma_lines WHERE id = ?`).get(lineId) ??
    null
  )
}

/** The feed's number of the portal's row of a line; 0 where there is none. */
export function lineSeq(mirror: Mirror, lineId: string): number {
  return mirror.prepare<number>('SELECT seq FROM rma_lines WHERE id = ?', { pluck: true }).get(lineId) ?? 0
}

export type LineEvent = { lineId: string; state: RmaLineState; at: number; actorName: string | null }

/** The steps of all lines of a case at the portal, oldest first. */
export function lineEvents(mirror: Mirror, caseId: string): LineEvent[] {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return []
  const records = mirror
    .prepare<LineEvent & { id: string }>(
      `SELECT id, to_value AS state, created_at AS at, CASE actor_kind
         WHEN 'agent' THEN (SELECT name FROM agents WHERE id = actor_id)
         WHEN 'customer' THEN (SELECT first_name || ' ' || last_name FROM contacts WHERE id = actor_id) END AS actorName
       FROM case_events WHERE case_pk = ? AND field = 'rmaLine' AND from_value IS NOT NULL AND to_value IS NOT NULL
       ORDER BY created_at`,
    )
    .all(pk)
  const versionOf = (id: string) => Number(id.slice(id.indexOf(':') + 1))
  return records
    .toSorted((a, b) => a.at - b.at || versionOf(a.id) - versionOf(b.id))
    .map(({ id, ...event }) => ({ ...event, lineId: id.slice(0, id.indexOf(':')) }))
}
