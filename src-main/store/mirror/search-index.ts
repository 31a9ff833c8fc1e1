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
  for (const body of noteBodies(mirror).all(pk)) {
    if (text.length + body.length > MAX_TEXT) break
    text += `\n${body}`
  }
  return { text, keys: source.serialKey === null ? source.numberKey : `${source.numberKey} ${source.serialKey}` }
}

/** Of a case, newest first. */
export const noteBodies = (mirror: Mirror) =>
  mirror.prepare<string>('SELECT body FROM notes WHERE case_pk = ? ORDER BY created_at DESC LIMIT 2000', {
    pluck: true,
  })

type Place = { pk: number; doc: number }

/** Documents of cases that have none, in the order of `doc`, as one piece of the full text. */
export function addDocuments(mirror: Mirror, places: readonly Place[]): void {
  const documents = places.map((place) => ({ ...place, document: searchDocument(mirror, place.pk) }))
  writeDocuments(
    mirror,
    documents.flatMap(({ document, ...place }) => (document ? [{ ...place, ...document }] : [])),
  )
}

/** Table by table: full text writes out what it has gathered when another one is written to, and a piece for each is slow. */
function writeDocuments(mirror: Mirror, documents: readonly (Place & SearchDocument)[]): void {
  const addDoc = mirror.prepare('INSERT INTO search_doc (doc, case_pk) VALUES (?, ?)')
  for (const { pk, doc } of documents) addDoc.run(doc, pk)
  const addText = mirror.prepare('INSERT INTO case_text (rowid, text) VALUES (?, ?)')
  for (const { doc, text } of documents) addText.run(doc, text)
  const addKeys = mirror.prepare('INSERT INTO case_keys (rowid, text) VALUES (?, ?)')
  for (const { doc, keys } of documents) addKeys.run(doc, keys)
}

/** Changed cases get a new document at the top; beyond a limit of text they are only marked, see `refreshStale`. */
export function indexCases(mirror: Mirror, pks: readonly number[]): void {
  removeDocuments(mirror, pks)
  const documents: (Place & SearchDocument)[] = []
  let doc = nextDoc(mirror)
  let length = 0
  for (const pk of pks) {
    const document = length > MAX_AT_ONCE ? 'later' : searchDocument(mirror, pk)
    if (document === 'later') markStale(mirror, pk)
    else if (document !== null) {
      documents.push({ pk, doc: doc++, ...document })
      length += document.text.length
    }
  }
  writeDocuments(mirror, documents)
}

/** All removals come before all additions: full text also writes out whenever its documents do not ascend. */
export function removeDocuments(mirror: Mirror, pks: readonly number[]): void {
  const docs = pks.flatMap((pk) => docOf(mirror, pk) ?? [])
  for (const table of ['case_text WHERE rowid', 'case_keys WHERE rowid', 'search_doc WHERE doc']) {
    const remove = mirror.prepare(`DELETE FROM ${table} = ?`)
    for (const doc of docs) remove.run(doc)
  }
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
/** Documents that are made as one piece, some 5 ms. */
const AT_ONCE = 16
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
    for (let from = 0; from < stale.length && (from === 0 || !late()); from += AT_ONCE) {
      makeAnew(mirror, stale.slice(from, from + AT_ONCE))
    }
    return stale.length > 0 || mergeSearch(mirror, late)
  })
}

/** The documents of a few cases, where they were or at the top. */
function makeAnew(mirror: Mirror, stale: readonly (readonly [pk: number, toTop: number])[]): void {
  const staying = stale
    .flatMap(([pk, toTop]) => (toTop === 1 ? [] : [{ pk, doc: docOf(mirror, pk) }]))
    .filter((place): place is Place => place.doc !== undefined)
    .sort((one, other) => one.doc - other.doc)
  const stays = new Set(staying.map(({ pk }) => pk))
  const pks = stale.map(([pk]) => pk)
  const top = nextDoc(mirror)
  removeDocuments(mirror, pks)
  const moving = pks.filter((pk) => !stays.has(pk)).map((pk, at) => ({ pk, doc: top + at }))
  addDocuments(mirror, [...staying, ...moving])
  const done = mirror.prepare('DELETE FROM search_stale WHERE case_pk = ?')
  for (const pk of pks) done.run(pk)
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
