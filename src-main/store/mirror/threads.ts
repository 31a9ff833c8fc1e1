import { LINE_FIELDS } from '#shared/portal-api/rma-rows.ts'
import type { ThreadItem, ThreadPage } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { agentName } from './agents.ts'
import { attachmentsByNote } from './attachments.ts'
import { knownCaseKey } from './case-key.ts'
import type { LocalState } from './local-notes.ts'

type Note = Extract<ThreadItem, { type: 'note' }>
type Event = Extract<ThreadItem, { type: 'event' }>

type NoteRecord = Omit<Note, 'type' | 'mine' | 'sending' | 'attachments'> & {
  authorId: string | null
  local: LocalState | null
}

const NAME = `CASE author_kind WHEN 'agent' THEN (SELECT name FROM agents WHERE id = author_id)
  WHEN 'customer' THEN (SELECT first_name || ' ' || last_name FROM contacts WHERE id = author_id) END`
const named = (value: string) => `CASE field WHEN 'ownerId' THEN (SELECT name FROM agents WHERE id = ${value})
  WHEN 'teamId' THEN (SELECT name FROM teams WHERE id = ${value}) ELSE ${value} END`
/** Later than anything, for the newest page. */
const END: [number, string] = [Number.MAX_SAFE_INTEGER, '']

/** Notes and events together, oldest first within the page; the newest page without `before`. */
export function caseThread(
  mirror: Mirror,
  { caseId, before = END, limit, me }: { caseId: string; before?: [number, string]; limit: number; me: string | null },
): ThreadPage {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return { items: [], older: null }
  const items = newest(mirror, pk, before, limit + 1, me)
  const page = items.slice(0, limit).reverse()
  const oldest = page[0]
  return { items: page, older: items.length > limit && oldest ? [oldest.createdAt, oldest.id] : null }
}

/** At least the `count` newest items before the position (all, when there are fewer), newest first. */
function newest(mirror: Mirror, pk: number, before: [number, string], count: number, me: string | null): ThreadItem[] {
  // Rows of a case lie far apart, so the instants are read from the indexes first and no row in vain.
  for (let reach = count; ; reach *= 2) {
    const since = instantOf(mirror, pk, before[0], reach)
    const items = [...notes(mirror, pk, since ?? 0, before, me), ...events(mirror, pk, since ?? 0, before)]
    // Items of the position's own instant count in the index, whichever side of the position they are on.
    if (since !== null && items.length < count) continue
    return items.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  }
}

/** The instant of the `nth` newest item; null when there are fewer. */
function instantOf(mirror: Mirror, pk: number, before: number, nth: number): number | null {
  const of = (table: string) =>
    `SELECT * FROM (SELECT created_at FROM ${table} WHERE case_pk = @pk AND created_at <= @before ORDER BY created_at DESC LIMIT @nth)`
  return (
    mirror
      .prepare<number>(
        `${of('notes')} UNION ALL ${of('case_events')} ORDER BY created_at DESC LIMIT 1 OFFSET @nth - 1`,
        { pluck: true },
      )
      .get({ pk, before, nth }) ?? null
  )
}

function notes(mirror: Mirror, pk: number, since: number, before: [number, string], me: string | null): Note[] {
  const myName = me === null ? null : agentName(mirror, me)
  const files = attachmentsByNote(mirror, pk)
  return mirror
    .prepare<NoteRecord>(
      `SELECT id, created_at AS createdAt, author_kind AS authorKind, author_id AS authorId, ${NAME} AS authorName, visibility, body, local
       FROM notes WHERE case_pk = ? AND created_at >= ? AND (created_at, id) < (?, ?)`,
    )
    .all(pk, since, ...before)
    .map(({ authorId, local, ...record }) => ({
      ...record,
      type: 'note',
      attachments: files.get(record.id) ?? [],
      authorName: local === null ? record.authorName : myName,
      mine: local !== null || (record.authorKind === 'agent' && authorId !== null && authorId === me),
      // Until when it can be taken back is the outbox's to say.
      sending: local === null || local === 'settled' ? null : { opId: record.id, state: local, undoUntil: null },
    }))
}

function events(mirror: Mirror, pk: number, since: number, before: [number, string]): Event[] {
  return mirror
    .prepare<Omit<Event, 'type'>>(
      `SELECT id, created_at AS createdAt, actor_kind AS authorKind, ${NAME.replaceAll('author_', 'actor_')} AS authorName, field,
         ${named('from_value')} AS "from", ${named('to_value')} AS "to"
       FROM case_events WHERE case_pk = ? AND created_at >= ? AND (created_at, id) < (?, ?)`,
    )
    .all(pk, since, ...before)
    .map((record) => ({ type: 'event', ...record, ...lineOf(mirror, record) }))
}

/** Of which device of which RMA, where the event's id says so: `<line>:<version>`, `<line>:<field>:<version>`. */
function lineOf(mirror: Mirror, { id, field }: Pick<Event, 'id' | 'field'>): Pick<Event, 'line'> {
  if (field !== 'rmaLine' && field !== 'rmaField') return {}
  const [lineId = '', part] = id.split(':')
  const found = mirror
    .prepare<{ serialNumber: string; rmaNumber: string }>(
      `SELECT l.serial_number AS serialNumber, r.rma_number AS rmaNumber FROM rma_lines l JOIN rmas r ON r.id = l.rma_id WHERE l.id = ?`,
    )
    .get(lineId)
  const named = LINE_FIELDS.find((known) => known === part) ?? null
  return { line: { lineId, serialNumber: null, rmaNumber: null, ...found, field: named } }
}
