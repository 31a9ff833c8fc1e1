import { lookUpKey } from '#shared/domain/look-up.ts'
import { lineDueAt, rmaDueAt, rmaStateOf } from '#shared/domain/rma.ts'
import type { WorkingHours, WorkingTime } from '#shared/domain/working-time.ts'
import type { RmaLineRow, RmaRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'
import { caseIdOf } from './case-key.ts'
import { RMA_LINE_SELECT } from './rma-line-columns.ts'
import { type ShownLine, type ShownRma, withRmaOperations } from './rma-overlay.ts'
import { serviceLevels } from './service-levels.ts'

export const SHOWN_RMA_TABLES = ['rma_shown', 'rma_line_shown'] as const

/** Beyond all times: nothing is due. */
export const NEVER_DUE = Number.MAX_SAFE_INTEGER

/** The local keys of cases that have RMAs at the portal, after one of them. */
export function casesWithRmas(mirror: Mirror, after: number, limit: number): number[] {
  return mirror
    .prepare<number>('SELECT DISTINCT case_pk FROM rmas WHERE case_pk > ? ORDER BY case_pk LIMIT ?', { pluck: true })
    .all(after, limit)
}

/** Makes what the agent sees of a case's RMAs: the portal's rows with `operations` (of this case, in order) on top. */
export function showRmas(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): void {
  const caseId = caseIdOf(mirror, pk)
  if (caseId === undefined || !concernsRmas(mirror, pk, operations)) return
  const { rmas, lines } = withRmaOperations(portalRows(mirror, pk, caseId), operations)
  for (const table of SHOWN_RMA_TABLES) mirror.prepare(`DELETE FROM ${table} WHERE case_pk = ?`).run(pk)
  const opening = serviceLevels(mirror)
  for (const rma of rmas) {
    const own = lines.filter(({ row }) => row.rmaId === rma.row.id)
    writeRma(mirror, pk, { ...rma, lines: own }, opening)
    for (const line of own) writeLine(mirror, pk, line, opening)
  }
}

const WITH_RMAS = `SELECT EXISTS (SELECT 1 FROM rmas WHERE case_pk = @pk) OR EXISTS (SELECT 1 FROM rma_shown WHERE case_pk = @pk)`

function concernsRmas(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): boolean {
  if (operations.some(({ operation }) => operation.kind === 'rma.create')) return true
  return mirror.prepare<number>(WITH_RMAS, { pluck: true }).get({ pk }) === 1
}

function portalRows(mirror: Mirror, pk: number, caseId: string) {
  const rmas = mirror
    .prepare<Omit<RmaRow, 'caseId'> & { seq: number }>(
      `SELECT id, rma_number AS rmaNumber, created_by AS createdBy, created_at AS createdAt, seq FROM rmas WHERE case_pk = ?`,
    )
    .all(pk)
  const lines = mirror
    .prepare<Omit<RmaLineRow, 'caseId'> & { seq: number }>(
      `SELECT ${RMA_LINE_SELECT}, seq FROM rma_lines WHERE case_pk = ?`,
    )
    .all(pk)
  return {
    rmas: rmas.map(({ seq, ...row }) => ({ row: { ...row, caseId }, seq })),
    lines: lines.map(({ seq, ...row }) => ({ row: { ...row, caseId }, seq })),
  }
}

type Opening = { hours: WorkingHours; time: WorkingTime }
type RmaWithLines = ShownRma & { lines: readonly ShownLine[] }

function writeRma(mirror: Mirror, pk: number, { row, pending, conflict, lines }: RmaWithLines, opening: Opening): void {
  const rows = lines.map((line) => line.row)
  mirror
    .prepare(
      `INSERT INTO rma_shown (id, case_pk, rma_number, number_key, number_sort, created_by, created_at, state, due_at,
         line_count, pending, conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.id,
      pk,
      row.rmaNumber,
      lookUpKey(row.rmaNumber),
      // One without a number is newer than all.
      row.rmaNumber === '' ? NEVER_DUE : Number(/\d+/.exec(row.rmaNumber)?.[0] ?? 0),
      row.createdBy,
      row.createdAt,
      rmaStateOf(rows),
      rmaDueAt(rows, opening) ?? NEVER_DUE,
      rows.length,
      bit(pending || lines.some((line) => line.pending)),
      bit(conflict || lines.some((line) => line.conflict)),
    )
}

function writeLine(mirror: Mirror, pk: number, { row, pending, conflict }: ShownLine, opening: Opening): void {
  mirror
    .prepare(
      `INSERT INTO rma_line_shown (id, rma_id, case_pk, position, state, state_since, due_at, serial_key, new_serial_key,
         line, pending, conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.id,
      row.rmaId,
      pk,
      row.position,
      row.state,
      row.stateSince,
      lineDueAt(row, opening) ?? NEVER_DUE,
      lookUpKey(row.serialNumber),
      row.newSerialNumber === null ? null : lookUpKey(row.newSerialNumber),
      JSON.stringify(row),
      bit(pending),
      bit(conflict),
    )
}

const bit = (flag: boolean): number => (flag ? 1 : 0)
