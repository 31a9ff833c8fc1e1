import type { Mirror } from '../open.ts'

/** Characters of a case that are searchable; of a longer one the oldest notes are left out. */
const MAX_TEXT = 500_000
/** Characters that one transaction indexes at once; the rest is marked stale and follows in slices. */
const MAX_AT_ONCE = 250_000

type Source = {
  caseNumber: string
  title: string
  description: string
  serialNumber: string | null
  customerReference: string | null
  accountName: string | null
  contact: string | null
  numberKey: string
  serialKey: string | null
}

export type SearchDocument = { text: string; keys: string }

/** The words and the look-up keys of a case; null when its row is not here. */
export function searchDocument(mirror: Mirror, pk: number): SearchDocument | null {
  const source = mirror
    .prepare<Source>(
      `SELECT c.case_number AS caseNumber, c.title, c.description, c.serial_number AS serialNumber,
         c.customer_reference AS customerReference, a.name AS accountName,
         k.first_name || ' ' || k.last_name || ' ' || k.email AS contact, c.number_key AS numberKey, c.serial_key AS serialKey
       FROM cases c LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN contacts k ON k.id = c.contact_id WHERE c.pk = ?`,
    )
    .get(pk)
  if (!source) return null
  const { caseNumber, title, description, serialNumber, customerReference, accountName, contact } = source
  const parts = [caseNumber, title, description, serialNumber, customerReference, accountName, contact]
  let text = parts.filter((part) => part !== null).join('\n')
  for (const body of noteBodies(mirror, pk)) {
    if (text.length + body.length > MAX_TEXT) break
    text += `\n${body}`
  }
  return { text, keys: source.serialKey === null ? source.numberKey : `${source.numberKey} ${source.serialKey}` }
}

/** Newest first. */
export function noteBodies(mirror: Mirror, pk: number): string[] {
  return mirror
    .prepare<string>('SELECT body FROM notes WHERE case_pk = ? ORDER BY created_at DESC LIMIT 2000', { pluck: true })
    .all(pk)
}

/** For the first build: documents come in order and none is there yet. Answers the length of the text. */
export function addDocument(mirror: Mirror, pk: number, doc: number): number {
  const document = searchDocument(mirror, pk)
  if (!document) return 0
  mirror.prepare('INSERT INTO search_doc (doc, case_pk) VALUES (?, ?)').run(doc, pk)
  mirror.prepare('INSERT INTO case_text (rowid, text) VALUES (?, ?)').run(doc, document.text)
  mirror.prepare('INSERT INTO case_keys (rowid, text) VALUES (?, ?)').run(doc, document.keys)
  return document.text.length
}

/** Changed cases get a new document at the top; beyond a limit of text they are only marked, see `refreshStale`. */
export function indexCases(mirror: Mirror, pks: readonly number[]): void {
  // All removals before all additions: full text flushes what it has gathered whenever the rowids do not ascend.
  for (const pk of pks) removeDocument(mirror, pk)
  let doc = nextDoc(mirror)
  let length = 0
  for (const pk of pks) {
    if (length > MAX_AT_ONCE) markStale(mirror, pk)
    else length += addDocument(mirror, pk, doc++)
  }
}

export function removeDocument(mirror: Mirror, pk: number): void {
  const doc = docOf(mirror, pk)
  if (doc === undefined) return
  mirror.prepare('DELETE FROM case_text WHERE rowid = ?').run(doc)
  mirror.prepare('DELETE FROM case_keys WHERE rowid = ?').run(doc)
  mirror.prepare('DELETE FROM search_doc WHERE doc = ?').run(doc)
}

function docOf(mirror: Mirror, pk: number): number | undefined {
  return mirror.prepare<number>('SELECT doc FROM search_doc WHERE case_pk = ?', { pluck: true }).get(pk)
}

export function nextDoc(mirror: Mirror): number {
  return mirror.prepare<number>('SELECT coalesce(max(doc), 0) + 1 FROM search_doc', { pluck: true }).get() ?? 1
}

/** Its document is made anew, at the top, with `refreshStale`. */
export function markStale(mirror: Mirror, pk: number): void {
  mirror.prepare('INSERT OR REPLACE INTO search_stale (case_pk, to_top) VALUES (?, 1)').run(pk)
}

/** A renamed company's or contact's cases are found by the new name after `refreshStale`; their order stays. */
export function markStaleBy(mirror: Mirror, column: 'account_id' | 'contact_id', id: string): void {
  mirror
    .prepare(
      `INSERT INTO search_stale (case_pk, to_top) SELECT pk, 0 FROM cases WHERE ${column} = ? ON CONFLICT (case_pk) DO NOTHING`,
    )
    .run(id)
}

const SLICE_MS = 12
/** Pieces above which a transaction that adds one also merges a little. */
export const MANY_SEGMENTS = 200

/** One short slice of what waits: stale cases first, then merging. False: nothing is left. */
export function refreshStale(mirror: Mirror, clock: { now(): number }): boolean {
  const deadline = clock.now() + SLICE_MS
  const late = () => clock.now() >= deadline
  return mirror.transaction(() => {
    const stale = mirror
      .prepare<[number, number]>('SELECT case_pk, to_top FROM search_stale ORDER BY case_pk LIMIT 50', { raw: true })
      .all()
    for (const [pk, toTop] of stale) {
      const doc = toTop === 1 ? undefined : docOf(mirror, pk)
      removeDocument(mirror, pk)
      addDocument(mirror, pk, doc ?? nextDoc(mirror))
      mirror.prepare('DELETE FROM search_stale WHERE case_pk = ?').run(pk)
      if (late()) break
    }
    return stale.length > 0 || mergeSearch(mirror, late)
  })
}

/** Pieces that a search of the full text has to look into. Steps from one to the next, so that it never reads them all. */
export function countSegments(mirror: Mirror): number {
  return (
    mirror
      .prepare<number>(
        `WITH RECURSIVE piece (id) AS (
           SELECT min(segid) FROM case_text_idx
           UNION ALL SELECT (SELECT min(segid) FROM case_text_idx WHERE segid > piece.id) FROM piece WHERE piece.id IS NOT NULL)
         SELECT count(id) FROM piece`,
        { pluck: true },
      )
      .get() ?? 0
  )
}

/** Merges until it is late, within the caller's transaction. False: nothing is left to merge. */
export function mergeSearch(mirror: Mirror, late: () => boolean): boolean {
  while (TEXT_TABLES.some((table) => mergeSegments(mirror, table))) if (late()) return true
  return false
}

const TEXT_TABLES = ['case_text', 'case_keys'] as const

/** Every transaction leaves a segment of its own; fewer are faster to search. A few pages at a time. False: nothing to merge. */
function mergeSegments(mirror: Mirror, table: (typeof TEXT_TABLES)[number]): boolean {
  const changes = () => mirror.prepare<number>('SELECT total_changes()', { pluck: true }).get() ?? 0
  const before = changes()
  mirror.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', 16)`).run()
  // The insert itself counts as one.
  return changes() - before >= 2
}
