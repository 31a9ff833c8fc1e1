import type { CaseRow, NoteRow, SyncRow, SyncTable } from '#shared/portal-api/rows.ts'
import type { ChangeItem } from '#shared/portal-api/sync.ts'
import type { Mirror } from '../open.ts'
import { caseKey, knownCaseKey } from './case-key.ts'
import { isNamed, refreshName } from './case-names.ts'
import { deleteCase, readCase, writeCase } from './case-rows.ts'
import type { NewNote } from './changes.ts'
import { indexContact, indexContactsOf, unindexContact } from './contact-index.ts'
import { indexDevice, unindexDevice } from './device-suffixes.ts'
import { readBase, removeOverlay, replaceBase } from './overlay.ts'
import { type PlainTable, tableName, upsert } from './plain-tables.ts'
import { casesWithRmas, SHOWN_RMA_TABLES } from './rma-shown.ts'
import { markStaleBy, removeDocuments } from './search-index.ts'

/** What the items of one transaction did, by the cases' local keys. */
export type Effects = {
  touched: Set<number>
  /** Cases whose searchable text or place among the newest changed. */
  reindex: Set<number>
  /** Ids of cases that are no longer here. */
  gone: Set<string>
  newNotes: NewNote[]
  namesChanged: boolean
  registrationsChanged: boolean
  /** A person, a company, or what belongs to them. */
  customersChanged: boolean
  rmasChanged: boolean
  templatesChanged: boolean
  viewsChanged: boolean
  macrosChanged: boolean
}

export function applyItem(mirror: Mirror, item: ChangeItem, effects: Effects): void {
  if (item.kind !== 'row') removeRow(mirror, item.table, item.id, item.seq, effects)
  else if (item.table === 'cases') applyCase(mirror, item.row, item.seq, effects)
  else applyPlain(mirror, item.table, item.row, item.seq, effects)
}

function applyCase(mirror: Mirror, row: CaseRow, seq: number, effects: Effects): void {
  const pk = caseKey(mirror, row.id)
  const base = readBase(mirror, pk)
  if (base) {
    if (base.seq > seq) return
    replaceBase(mirror, pk, { row, seq })
  } else {
    const shown = readCase(mirror, pk)
    if (shown && shown.seq > seq) return
    writeCase(mirror, pk, row, seq, shown?.flags ?? { pending: false, conflict: false })
  }
  effects.touched.add(pk)
  effects.reindex.add(pk)
}

function applyPlain<T extends PlainTable>(
  mirror: Mirror,
  table: T,
  row: SyncRow<T>,
  seq: number,
  effects: Effects,
): void {
  effects.customersChanged ||= OF_CUSTOMERS.has(table)
  effects.rmasChanged ||= OF_RMAS.has(table)
  effects.templatesChanged ||= table === 'templates'
  effects.viewsChanged ||= table === 'views'
  effects.macrosChanged ||= table === 'macros'
  if (table === 'devices') {
    unindexDevice(mirror, row.id)
    upsert(mirror, table, row, seq)
    indexDevice(mirror, row.id)
    return
  }
  const label = labelOf(mirror, table, row.id)
  if (!upsert(mirror, table, row, seq)) return
  if ('caseId' in row) {
    const pk = caseKey(mirror, row.caseId)
    effects.touched.add(pk)
    if (table !== 'notes') return
    effects.reindex.add(pk)
    if (label === undefined) effects.newNotes.push(newNote(row as NoteRow))
    return
  }
  if (table === 'serviceLevels') hoursChanged(mirror, effects)
  if (isNamed(table)) refreshName(mirror, table, row.id)
  if (table === 'contacts') indexContact(mirror, row.id)
  if (table === 'registrations') effects.registrationsChanged = true
  if (label !== labelOf(mirror, table, row.id)) renamed(mirror, table, row.id, effects)
}

/** What is due when goes by them on every row, and repairs are due anew. */
function hoursChanged(mirror: Mirror, effects: Effects): void {
  effects.namesChanged = true
  effects.rmasChanged = true
  for (const pk of casesWithRmas(mirror, 0, Number.MAX_SAFE_INTEGER)) effects.touched.add(pk)
}

const newNote = ({ id, caseId, authorKind, authorId, visibility }: NoteRow): NewNote => ({
  id,
  caseId,
  authorKind,
  authorId,
  visibility,
})

/** What other rows show of a row; undefined when it is not here. Of a note only whether it is. */
function labelOf(mirror: Mirror, table: PlainTable, id: string): unknown {
  const label = LABELS[table]
  if (!label) return undefined
  return mirror.prepare(`SELECT ${label} FROM ${tableName(table)} WHERE id = ?`, { pluck: true }).get(id)
}

const LABELS: Partial<Record<PlainTable, string>> = {
  teams: 'name',
  agents: `name || active || team_ids || is_admin`,
  accounts: 'name',
  contacts: `first_name || ' ' || last_name || ' ' || email`,
  notes: '1',
}

function renamed(mirror: Mirror, table: PlainTable, id: string, effects: Effects): void {
  if (table === 'accounts') {
    markStaleBy(mirror, 'account_id', id)
    indexContactsOf(mirror, id)
  }
  if (table === 'contacts') markStaleBy(mirror, 'contact_id', id)
  if (LABELS[table]) effects.namesChanged = true
}

/** A tombstone or an eviction, unless the row here is newer. */
function removeRow(mirror: Mirror, table: SyncTable, id: string, seq: number, effects: Effects): void {
  if (table === 'cases') {
    removeCase(mirror, id, seq, effects)
    return
  }
  effects.customersChanged ||= OF_CUSTOMERS.has(table)
  effects.rmasChanged ||= OF_RMAS.has(table)
  effects.templatesChanged ||= table === 'templates'
  effects.viewsChanged ||= table === 'views'
  effects.macrosChanged ||= table === 'macros'
  const name = tableName(table)
  if (table === 'devices') unindexDevice(mirror, id)
  const casePk = HAS_CASE.has(table)
    ? mirror.prepare<number>(`SELECT case_pk FROM ${name} WHERE id = ?`, { pluck: true }).get(id)
    : undefined
  // Words that are only here come back with their operation, when what the agent sees is rebuilt.
  const removed = mirror.prepare(`DELETE FROM ${name} WHERE id = ? AND seq <= ?`).run(id, seq) > 0
  if (!removed) {
    if (table === 'devices') indexDevice(mirror, id)
    return
  }
  if (casePk !== undefined) {
    effects.touched.add(casePk)
    if (table === 'notes') effects.reindex.add(casePk)
    return
  }
  if (isNamed(table)) refreshName(mirror, table, id)
  if (table === 'contacts') unindexContact(mirror, id)
  if (table === 'registrations') effects.registrationsChanged = true
  renamed(mirror, table, id, effects)
}

const HAS_CASE: ReadonlySet<SyncTable> = new Set([
  'notes',
  'caseEvents',
  'attachments',
  'estimates',
  'rmas',
  'rmaLines',
  'caseLinks',
  'caseMarks',
])

/** The marks stay: they are the agent's, and hold again when the case comes back. */
const TABLES_OF_CASE = [
  'notes',
  'case_events',
  'attachments',
  'estimates',
  'rmas',
  'rma_lines',
  'case_links',
  ...SHOWN_RMA_TABLES,
]

const OF_RMAS: ReadonlySet<SyncTable> = new Set(['rmas', 'rmaLines'])

const OF_CUSTOMERS: ReadonlySet<SyncTable> = new Set(['accounts', 'contacts', 'consents', 'entitlements', 'devices'])

function removeCase(mirror: Mirror, id: string, seq: number, effects: Effects): void {
  const pk = knownCaseKey(mirror, id)
  if (pk === undefined) return
  const here = readBase(mirror, pk) ?? readCase(mirror, pk)
  if (!here) {
    // It went before it had come here again: what stood on top of it alone is made anew, without the work that was closed.
    effects.touched.add(pk)
    return
  }
  if (here.seq > seq) return
  removeDocuments(mirror, [pk])
  removeOverlay(mirror, pk)
  deleteCase(mirror, pk)
  for (const table of [...TABLES_OF_CASE, 'search_stale', 'case_attention']) {
    mirror.prepare(`DELETE FROM ${table} WHERE case_pk = ?`).run(pk)
  }
  effects.touched.delete(pk)
  effects.reindex.delete(pk)
  effects.gone.add(id)
}
