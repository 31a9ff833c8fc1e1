import type { CustomerRma, CustomerThreadItem } from '#shared/customer-api/cases.ts'
import { rmaStateOf } from '#shared/domain/rma.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'

const RMAS_SELECT = `SELECT r.id, r.rma_number AS "rmaNumber", r.created_at AS "createdAt" FROM visible_rmas r
WHERE r.case_id = $3 ORDER BY r.created_at DESC, r.id DESC`

const LINES_SELECT = `SELECT l.id, l.rma_id AS "rmaId", l.serial_number AS "serialNumber", l.model, l.fault, l.accessories,
  l.warranty, l.state, l.new_serial_number AS "newSerialNumber", l.rejection_reason AS "rejectionReason",
  l.inbound_carrier AS "inboundCarrier", l.inbound_tracking AS "inboundTracking", l.carrier,
  l.tracking_number AS "trackingNumber", l.created_at AS "createdAt"
FROM visible_rma_lines l WHERE l.case_id = $3 ORDER BY l.position, l.id`

type RmaItem = Extract<CustomerThreadItem, { type: 'rma' }>
type Rma = Omit<CustomerRma, 'state' | 'lines'>
type Line = Omit<CustomerRma['lines'][number], 'steps'> & { rmaId: string; createdAt: number }

/** An event of a case as a customer may read it. `before`: of a device's step alone. */
export type RmaEvent = Pick<RmaItem, 'id' | 'createdAt' | 'from' | 'name'> & {
  field: string
  before: string | null
  to: string | null
}

type Read = <Row extends object>(select: string) => Promise<Row[]>

/** `read`: a SELECT about one case, with the customer's eyes. */
export async function readRmas(read: Read, events: readonly RmaEvent[]): Promise<CustomerRma[]> {
  const rmas = await read<Rma>(RMAS_SELECT)
  if (rmas.length === 0) return []
  const lines = await read<Line>(LINES_SELECT)
  return rmas.map((rma) => {
    const own = lines.filter(({ rmaId }) => rmaId === rma.id)
    const shown = own.map(({ rmaId: _, createdAt, ...line }) => ({
      ...line,
      steps: stepsOf(line.id, createdAt, events),
    }))
    return { ...rma, state: rmaStateOf(own), lines: shown }
  })
}

function stepsOf(lineId: string, requestedAt: number, events: readonly RmaEvent[]) {
  const steps = events.filter(({ field, id, before, to }) => {
    return field === 'rmaLine' && before !== null && to !== null && subjectOf(id) === lineId
  })
  const requested = { state: 'requested' as const, at: requestedAt }
  return [requested, ...steps.map(({ to, createdAt }) => ({ state: to as RmaLineState, at: createdAt }))]
}

/** Two steps of one instant are told apart by the version of their line. */
export function inStepOrder(events: readonly RmaEvent[]): RmaEvent[] {
  return events.toSorted((a, b) => a.createdAt - b.createdAt || versionOf(a.id) - versionOf(b.id))
}

const versionOf = (eventId: string) => Number(/:(\d+)$/.exec(eventId)?.[1] ?? 0)

/** A line's or an RMA's id. */
const subjectOf = (eventId: string) => eventId.split(':', 1)[0] ?? eventId

/** What happened to RMAs and their devices, in the order of the events. */
export function rmaThread(events: readonly RmaEvent[], rmas: readonly CustomerRma[]): RmaItem[] {
  const known = new Map(
    rmas.flatMap(({ rmaNumber, lines }) =>
      lines.map(({ id, serialNumber }) => [id, { rmaNumber, serialNumber }] as const),
    ),
  )
  const removed = new Map(
    events.flatMap(({ field, id, before, to }) =>
      field === 'rmaLine' && to === null ? [[subjectOf(id), before] as const] : [],
    ),
  )
  return events.flatMap(({ field, before: _, to, ...event }): RmaItem[] => {
    if (field === 'rma') return [{ ...event, type: 'rma', step: 'created', rmaNumber: to, serialNumber: null }]
    if (field !== 'rmaLine') return []
    const line = subjectOf(event.id)
    const about = known.get(line) ?? { rmaNumber: null, serialNumber: removed.get(line) ?? null }
    return [{ ...event, type: 'rma', step: to === null ? 'removed' : (to as RmaLineState), ...about }]
  })
}
