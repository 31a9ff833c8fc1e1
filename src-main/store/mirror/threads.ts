import { LINE_FIELDS } from '#shared/portal-api/rma-rows.ts'
import type { HistoryEntry, ThreadItem, ThreadPage } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { agentName } from './agents.ts'
import { attachmentsByNote, attachmentsOfCase } from './attachments.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'
import { personName } from './contact-row.ts'
import type { LocalState } from './local-notes.ts'
import { type MergedPart, mergedParts } from './merged.ts'

type Note = Extract<ThreadItem, { type: 'note' }>
type Event = Extract<ThreadItem, { type: 'event' }>

type CaseChange = Omit<HistoryEntry, 'pending'>

type NoteRecord = Omit<Note, 'type' | 'mine' | 'sending' | 'attachments' | 'mentions'> & {
  mentions: string
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
  const items = newestOfParts(mirror, pk, before, limit + 1, me)
  const page = items.slice(0, limit).reverse()
  const oldest = page[0]
  return { items: page, older: items.length > limit && oldest ? [oldest.createdAt, oldest.id] : null }
}

/** Of the case and of all that were merged into it, newest first; at most `count`. */
function newestOfParts(
  mirror: Mirror,
  pk: number,
  before: [number, string],
  count: number,
  me: string | null,
): ThreadItem[] {
  const parts = mergedParts(mirror, pk)
  const own = newest(mirror, pk, before, count, me)
  if (parts.length === 0) return own
  const merged = parts.flatMap((part) => {
    const origin = { caseId: part.id, caseNumber: part.caseNumber }
    const items = newest(mirror, part.pk, before, count, me).map((item) => ({ ...item, origin }))
    return [...items, ...beginningOf(mirror, part, before).map((item) => ({ ...item, origin }))]
  })
  return [...own, ...merged].sort(byNewest).slice(0, count)
}

const byNewest = (a: ThreadItem, b: ThreadItem) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)

/** With what a merged case was begun: words of its customer like any others. */
function beginningOf(mirror: Mirror, { pk, id }: MergedPart, before: [number, string]): Note[] {
  const row = readCase(mirror, pk)?.row
  if (!row || row.createdAt > before[0] || (row.createdAt === before[0] && id >= before[1])) return []
  const authorName = personName(mirror, row.contactId)
  return [
    {
      type: 'note',
      id,
      createdAt: row.createdAt,
      authorKind: 'customer',
      authorName,
      mine: false,
      visibility: 'public',
      body: row.description === '' ? row.title : `${row.title}\n\n${row.description}`,
      attachments: attachmentsOfCase(mirror, pk),
      mentions: [],
      sending: null,
    },
  ]
}

/** At least the `count` newest items before the position (all, when there are fewer), newest first. */
function newest(mirror: Mirror, pk: number, before: [number, string], count: number, me: string | null): ThreadItem[] {
  // Rows of a case lie far apart, so the instants are read from the indexes first and no row in vain.
  for (let reach = count; ; reach *= 2) {
    const since = instantOf(mirror, pk, before[0], reach)
    const items = [...notes(mirror, pk, since ?? 0, before, me), ...events(mirror, pk, since ?? 0, before)]
    // Items of the position's own instant count in the index, whichever side of the position they are on.
    if (since !== null && items.length < count) continue
    return items.sort(byNewest)
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
      `SELECT id, created_at AS createdAt, author_kind AS authorKind, author_id AS authorId, ${NAME} AS authorName, visibility, body, mentions, local
       FROM notes WHERE case_pk = ? AND created_at >= ? AND (created_at, id) < (?, ?)`,
    )
    .all(pk, since, ...before)
    .map(({ authorId, local, mentions, ...record }) => ({
      ...record,
      mentions: mentions === '[]' ? [] : namesOf(mirror, mentions, me),
      type: 'note',
      attachments: files.get(record.id) ?? [],
      authorName: local === null ? record.authorName : myName,
      mine: local !== null || (record.authorKind === 'agent' && authorId !== null && authorId === me),
      // Until when it can be taken back is the outbox's to say.
      sending: local === null || local === 'settled' ? null : { opId: record.id, state: local, undoUntil: null },
    }))
}

function namesOf(mirror: Mirror, mentions: string, me: string | null): Note['mentions'] {
  return (JSON.parse(mentions) as string[]).flatMap((id) => {
    const name = agentName(mirror, id)
    return name === null ? [] : [{ name, me: id === me }]
  })
}

/** All changes of the case's fields with who made them, newest first; at most `limit`. */
export function caseChanges(mirror: Mirror, caseId: string, limit: number): CaseChange[] {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return []
  const parts = mergedParts(mirror, pk).flatMap(({ pk: part, id, caseNumber }) =>
    changesOf(mirror, part, limit).map((change) => ({ ...change, origin: { caseId: id, caseNumber } })),
  )
  const own = changesOf(mirror, pk, limit)
  return parts.length === 0 ? own : [...own, ...parts].sort((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, limit)
}

function changesOf(mirror: Mirror, pk: number, limit: number): CaseChange[] {
  return mirror
    .prepare<Omit<CaseChange, 'line'>>(
      `SELECT id, created_at AS at, authored_at AS authoredAt, actor_kind AS authorKind, actor_id AS authorId,
         ${NAME.replaceAll('author_', 'actor_')} AS authorName, field, ${named('from_value')} AS "from", ${named('to_value')} AS "to"
       FROM case_events WHERE case_pk = ? ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .all(pk, limit)
    .map((record) => ({ ...record, ...lineOf(mirror, record) }))
}

/** Which of these notes the portal has. */
export function noteIdsAtPortal(mirror: Mirror, ids: readonly string[]): Set<string> {
  return new Set(
    mirror
      .prepare<string>('SELECT n.id FROM json_each(?) j JOIN notes n ON n.id = j.value WHERE n.local IS NULL', {
        pluck: true,
      })
      .all(JSON.stringify(ids)),
  )
}

/** These notes wherever they are, oldest first. */
export function notesById(mirror: Mirror, ids: readonly string[], me: string | null): Note[] {
  const pks = mirror
    .prepare<number>('SELECT DISTINCT n.case_pk FROM json_each(?) j JOIN notes n ON n.id = j.value', { pluck: true })
    .all(JSON.stringify(ids))
  const wanted = new Set(ids)
  return pks
    .flatMap((pk) => notes(mirror, pk, 0, END, me))
    .filter(({ id }) => wanted.has(id))
    .sort((a, b) => a.createdAt - b.createdAt)
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
