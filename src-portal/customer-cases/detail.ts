import type { CustomerCaseDetail, CustomerEstimate, CustomerThreadItem } from '#shared/customer-api/cases.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { isPastValidity } from '#shared/domain/estimate.ts'
import { isOpen, statusAfterCustomerNote } from '#shared/domain/status.ts'
import type { PortalDatabase, Query } from '../db/open.ts'
import { caseColumns } from './list.ts'
import { inStepOrder, type RmaEvent, readRmas, rmaThread } from './repairs.ts'
import { type Customer, readAs } from './scope.ts'

export type DetailArgs = { caseId: string; now: number; reopenWindowDays: number }

/** The case that carries a merged one on, where the reader sees it. */
const ROOT = `(WITH RECURSIVE up AS (
  SELECT c.merged_into_id AS id UNION SELECT v.merged_into_id FROM visible_cases v JOIN up ON v.id = up.id
) SELECT json_build_object('id', r.id, 'caseNumber', r.case_number) FROM up JOIN visible_cases r ON r.id = up.id
  WHERE r.merged_into_id IS NULL)`

/** The case and those that were merged into it, of which the reader sees each. */
const PARTS = `(WITH RECURSIVE part AS (
  SELECT $3::text COLLATE "C" AS id UNION SELECT v.id FROM visible_cases v JOIN part p ON v.merged_into_id = p.id
) SELECT id FROM part)`

const CASE_SELECT = `SELECT ${caseColumns('$4::date')}, c.description, t.name AS "entitlementName",
  c.customer_system_id AS "customerSystemId", c.warranty_repair AS "warrantyRepair", c.serial_number AS "serialNumber",
  (SELECT d.model FROM own_devices d WHERE d.serial_key = c.serial_key) AS "deviceModel", c.closed_at AS "closedAt",
  c.merged_into_id IS NOT NULL AS merged, ${ROOT} AS "mergedInto"
FROM visible_cases c LEFT JOIN own_entitlements t ON t.id = c.entitlement_id WHERE c.id = $3`

/** `from` and the name of who did it, of a row with `author_kind` and `author_id`, or the like. */
const authored = (kind: string, id: string) => `
  CASE WHEN ${kind} = 'customer' AND ${id} = $1 THEN 'you' WHEN ${kind} = 'customer' THEN 'colleague' ELSE ${kind} END AS "from",
  CASE ${kind} WHEN 'agent' THEN (SELECT g.name FROM agents g WHERE g.id = ${id})
    WHEN 'customer' THEN (SELECT p.first_name || ' ' || p.last_name FROM contacts p WHERE p.id = ${id}) END AS name`

const NOTES_SELECT = `SELECT 'note' AS type, n.id, n.created_at AS "createdAt", ${authored('n.author_kind', 'n.author_id')},
  n.body, coalesce((SELECT json_agg(json_build_object('id', a.id, 'fileName', a.file_name, 'mediaType', a.media_type,
    'size', a.size) ORDER BY a.created_at, a.id) FROM visible_attachments a WHERE a.note_id = n.id AND a.case_id = n.case_id),
    '[]'::json) AS attachments
FROM visible_notes n WHERE n.case_id IN ${PARTS} ORDER BY n.created_at, n.id`

/** With what a merged case was begun: words of its customer like any others. */
const MERGED_SELECT = `SELECT 'note' AS type, m.id, m.created_at AS "createdAt", ${authored("'customer'", 'm.contact_id')},
  m.description AS body, coalesce((SELECT json_agg(json_build_object('id', a.id, 'fileName', a.file_name, 'mediaType', a.media_type,
    'size', a.size) ORDER BY a.created_at, a.id) FROM visible_attachments a WHERE a.case_id = m.id AND a.note_id IS NULL),
    '[]'::json) AS attachments
FROM visible_cases m WHERE m.id IN ${PARTS} AND m.id <> $3 AND m.description <> '' ORDER BY m.created_at, m.id`

/** Its own, and what became of the estimates of merged cases. */
const EVENTS_SELECT = `SELECT e.id, e.field, e.from_value AS "before", e.to_value AS "to", e.created_at AS "createdAt",
  ${authored('e.actor_kind', 'e.actor_id')}
FROM visible_events e WHERE e.case_id IN ${PARTS} AND (e.case_id = $3 OR e.field = 'estimate') ORDER BY e.created_at, e.id`

const FILES_SELECT = `SELECT a.id, a.file_name AS "fileName", a.media_type AS "mediaType", a.size
FROM visible_attachments a WHERE a.case_id = $3 AND a.note_id IS NULL ORDER BY a.created_at, a.id`

const ESTIMATES_SELECT = `SELECT e.id, e.state, e.items, e.note, e.valid_until AS "validUntil", e.created_at AS "createdAt",
  (SELECT g.name FROM agents g WHERE g.id = e.created_by) AS "agentName", e.ended_at AS "endedAt",
  (SELECT json_build_object('id', m.id, 'caseNumber', m.case_number) FROM visible_cases m WHERE m.id = e.case_id AND m.id <> $3)
    AS "ofMerged"
FROM visible_estimates e WHERE e.case_id IN ${PARTS} ORDER BY e.created_at DESC, e.id DESC`

type Note = Extract<CustomerThreadItem, { type: 'note' }>
type CaseFields = Omit<CustomerCaseDetail['case'], 'reopens' | 'mayClose'>
type Event = RmaEvent

/** The whole case as at one instant; null where there is none for this customer. */
export function readCase(
  database: PortalDatabase,
  customer: Customer,
  args: DetailArgs,
): Promise<CustomerCaseDetail | null> {
  return database.inSnapshot((query) => readWith(query, customer, args))
}

async function readWith(query: Query, customer: Customer, args: DetailArgs): Promise<CustomerCaseDetail | null> {
  const { caseId, now, reopenWindowDays } = args
  const today = dayInLjubljana(now)
  const read = <Row extends object>(select: string) => readAs<Row>(query, customer, select, [caseId])
  const [found] = await readAs<CaseFields>(query, customer, CASE_SELECT, [caseId, today])
  if (!found) return null
  const notes = [...(await read<Note>(MERGED_SELECT)), ...(await read<Note>(NOTES_SELECT))]
  const events = inStepOrder(await read<Event>(EVENTS_SELECT))
  const rmas = await readRmas(read, events)
  const outcome = statusAfterCustomerNote(found.status, found.closedAt, now, reopenWindowDays)
  return {
    case: { ...found, reopens: outcome.kind !== 'follow_up', mayClose: isOpen(found.status) },
    attachments: await read(FILES_SELECT),
    thread: inOrder([...events.flatMap(threadItem), ...rmaThread(events, rmas), ...notes]),
    estimates: (await read<CustomerEstimate>(ESTIMATES_SELECT)).map((estimate) => asOf(estimate, today)),
    rmas,
  }
}

function threadItem({ field, to, before: _, ...event }: Event): CustomerThreadItem[] {
  if (field === 'status') return [{ ...event, type: 'status', status: to as never }]
  if (field !== 'estimate') return []
  return [{ ...event, type: 'estimate', estimateId: event.id.split(':', 1)[0] ?? event.id, state: to as never }]
}

/** Oldest first; of one instant the words come before what they caused. */
function inOrder(items: CustomerThreadItem[]): CustomerThreadItem[] {
  const rank = ({ type }: CustomerThreadItem) => (type === 'note' ? 0 : 1)
  return items.toSorted((a, b) => a.createdAt - b.createdAt || rank(a) - rank(b))
}

/** The upkeep writes it down some time after midnight; it holds at once. */
function asOf(estimate: CustomerEstimate, today: string): CustomerEstimate {
  const ranOut = estimate.state === 'open' && isPastValidity(estimate.validUntil, today)
  return ranOut ? { ...estimate, state: 'expired' } : estimate
}
