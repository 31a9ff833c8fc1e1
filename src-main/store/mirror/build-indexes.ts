import { parseCursor } from '#shared/portal-api/sync.ts'
import type { Mirror } from '../open.ts'
import { newSince, ownId, showAttention } from './attention.ts'
import { buildNames, NAME_KINDS } from './case-names.ts'
import { indexContact } from './contact-index.ts'
import { addSuffixes } from './device-suffixes.ts'
import { FACT_TRIGGERS, factsSql, NAME_INDEX } from './fact-schema.ts'
import { casesWithRmas, showRmas } from './rma-shown.ts'
import { BUILD_INDEX, DROP_BUILD_INDEX, INDEXES, SEARCH_DOC_INDEX } from './schema.ts'
import { addDocuments, countSegments, MANY_SEGMENTS, mergeSearch, nextDoc } from './search-index.ts'
import { getMirrorValue, putMirrorValue, removeMirrorValue, SHOWN_SEQ, type Snapshot } from './state.ts'

type Position = [number, number]
type Progress = { done: number; total: number }

/** `run` does one slice from `from` on and answers where the next one begins, or null when the step is done. */
type Step = {
  units(mirror: Mirror): number
  run(mirror: Mirror, from: Position, late: () => boolean): { next: Position | null; units: number }
}

const SLICE_MS = 15
/** Rows read at once within a slice; with much fewer the full text has many small pieces to merge. */
const CHUNK = 500
/** Rows of one slice at most, whatever the clock says. */
const MAX_SLICE = 5_000

/**
 * Builds indexes, counters and full text in short steps; let the event loop live between two of them. Can be left and
 * begun again at any point, also after a restart. The last step ends the first sync: the cursor is set then.
 */
export function* buildIndexes(mirror: Mirror, clock: { now(): number }): Generator<Progress, void, void> {
  const begun = rowsComplete(mirror)
  if (!begun) return
  try {
    const total = STEPS.reduce((sum, step) => sum + step.units(mirror), 0)
    for (let snapshot: Snapshot | null = begun; snapshot; snapshot = rowsComplete(mirror)) {
      yield slice(mirror, snapshot, total, clock)
    }
  } finally {
    mirror.pragma('shrink_memory')
  }
}

function rowsComplete(mirror: Mirror): Snapshot | null {
  const snapshot = getMirrorValue<Snapshot>(mirror, 'snapshot')
  return snapshot && snapshot.at >= snapshot.tables.length ? snapshot : null
}

function slice(mirror: Mirror, snapshot: Snapshot, total: number, clock: { now(): number }): Progress {
  const deadline = clock.now() + SLICE_MS
  return mirror.transaction(() => {
    const { build } = snapshot
    const step = STEPS[build.step]
    if (!step) return finish(mirror, snapshot, total)
    const { next, units } = step.run(mirror, build.from, () => clock.now() >= deadline)
    snapshot.build = {
      step: next ? build.step : build.step + 1,
      from: next ?? [0, 0],
      done: Math.min(build.done + units, total),
      total,
    }
    putMirrorValue(mirror, 'snapshot', snapshot)
    return { done: snapshot.build.done, total }
  })
}

function finish(mirror: Mirror, snapshot: Snapshot, total: number): Progress {
  removeMirrorValue(mirror, 'snapshot')
  putMirrorValue(mirror, 'cursor', snapshot.cursor)
  putMirrorValue(mirror, SHOWN_SEQ, parseCursor(snapshot.cursor).seq)
  return { done: total, total }
}

const rowsOf = (mirror: Mirror, table: string): number =>
  mirror.prepare<number>(`SELECT coalesce(max(pk), 0) FROM ${table}`, { pluck: true }).get() ?? 0

/** One statement; SQLite cannot do it in slices. */
function statement(sql: string): Step {
  const units = (mirror: Mirror) => 1 + Math.floor(rowsOf(mirror, /cases/.test(sql) ? 'cases' : 'notes') / 100)
  return {
    units,
    run(mirror) {
      mirror.exec(sql)
      return { next: null, units: units(mirror) }
    },
  }
}

const counters: Step = {
  units: () => 1,
  run(mirror, [from]) {
    const size = 20_000
    mirror
      .prepare(
        `INSERT INTO case_count (status, owner_key, case_type, n)
         SELECT status, owner_key, case_type, count(*) FROM cases WHERE pk > ? AND pk <= ? GROUP BY status, owner_key, case_type
         ON CONFLICT (status, owner_key, case_type) DO UPDATE SET n = n + excluded.n`,
      )
      .run(from, from + size)
    const more = from + size < rowsOf(mirror, 'cases')
    return { next: more ? [from + size, 0] : null, units: more ? 0 : 1 }
  },
}

/** `from`: modification instant and key of the last case that has its document. */
const fullText: Step = {
  units: (mirror) => rowsOf(mirror, 'cases'),
  run(mirror, from, late) {
    // What is left to merge at the end is upkeep's, after the first sync.
    if (countSegments(mirror) >= MANY_SEGMENTS && mergeSearch(mirror, late)) return { next: from, units: 0 }
    const select = mirror.prepare<Position>(
      'SELECT modified_at, pk FROM cases WHERE (modified_at, pk) > (?, ?) ORDER BY modified_at, pk LIMIT ?',
      { raw: true },
    )
    let doc = nextDoc(mirror)
    return chunks(from, late, (last) => {
      const rows = select.all(...last, CHUNK)
      addDocuments(
        mirror,
        rows.map(([, pk]) => ({ pk, doc: doc++ })),
      )
      return rows
    })
  },
}

const deviceSuffixes: Step = {
  units: (mirror) => Math.floor(rowsOf(mirror, 'devices') / 10),
  run(mirror, from, late) {
    const select = mirror.prepare<[number, string]>(
      'SELECT pk, serial_key FROM devices WHERE pk > ? ORDER BY pk LIMIT ?',
      { raw: true },
    )
    const done = chunks(from, late, ([last]) => {
      const rows = select.all(last, CHUNK)
      for (const [pk, serialKey] of rows) addSuffixes(mirror, pk, serialKey)
      return rows.map(([pk]): Position => [pk, 0])
    })
    return { ...done, units: Math.floor(done.units / 10) }
  },
}

/** Cases with RMAs shown at once, each with several rows in many indexes. */
const RMA_CHUNK = 20

/** `from`: the local key of the last case whose RMAs are shown. What is pending comes on top when the first sync is complete. */
const rmasShown: Step = {
  units: (mirror) => Math.floor(count(mirror, 'rma_lines') / 2),
  run(mirror, [from], late) {
    let last = from
    let units = 0
    do {
      const pks = casesWithRmas(mirror, last, RMA_CHUNK)
      for (const pk of pks) showRmas(mirror, pk, [])
      units += pks.length
      last = pks.at(-1) ?? last
      if (pks.length < RMA_CHUNK) return { next: null, units }
    } while (!late())
    return { next: [last, 0], units }
  },
}

/** `from`: the document of the last contact that has one; contacts come by id, erased ones get none. */
const contactText: Step = {
  units: (mirror) => Math.floor(count(mirror, 'contacts') / 2),
  run(mirror, from, late) {
    const select = mirror.prepare<string>(
      `SELECT id FROM contacts WHERE id > coalesce((SELECT contact_id FROM contact_doc WHERE doc = ?), '')
         AND erased_at IS NULL ORDER BY id LIMIT ?`,
      { pluck: true },
    )
    const done = chunks(from, late, ([last]) => {
      const ids = select.all(last, CHUNK)
      for (const id of ids) indexContact(mirror, id)
      return ids.map((_, at): Position => [last + at + 1, 0])
    })
    return { ...done, units: Math.floor(done.units / 2) }
  },
}

/** `from`: the last case that was looked at. Of most of them the agent keeps nothing, and they are old. */
const attention: Step = {
  units: (mirror) => Math.floor(rowsOf(mirror, 'cases') / 50),
  run(mirror, [from], late) {
    const last = rowsOf(mirror, 'cases')
    const since = newSince(mirror, ownId(mirror)) ?? Number.MAX_SAFE_INTEGER
    const select = mirror.prepare<number>(
      `SELECT pk FROM cases c WHERE pk > ? AND pk <= ?
         AND (modified_at > ? OR EXISTS (SELECT 1 FROM case_marks m WHERE m.case_pk = c.pk))`,
      { pluck: true },
    )
    let at = from
    do {
      for (const pk of select.all(at, at + CHUNK, since)) showAttention(mirror, pk, [])
      at += CHUNK
    } while (at < last && !late())
    return { next: at < last ? [at, 0] : null, units: Math.floor((at - from) / 50) }
  },
}

/** Agents, companies and so on: some thousand at most. */
function names(kind: (typeof NAME_KINDS)[number]): Step {
  return {
    units: () => 1,
    run(mirror) {
      buildNames(mirror, kind)
      return { next: null, units: 1 }
    },
  }
}

/** `from`: the last case that has its facts. */
const facts: Step = {
  units: (mirror) => Math.floor(rowsOf(mirror, 'cases') / 20),
  run(mirror, from, late) {
    const last = rowsOf(mirror, 'cases')
    let at = from[0]
    do {
      mirror.prepare(factsSql('c.pk > ? AND c.pk <= ?')).run(at, at + CHUNK)
      at += CHUNK
    } while (at < last && !late())
    return { next: at < last ? [at, 0] : null, units: Math.floor((at - from[0]) / 20) }
  },
}

const count = (mirror: Mirror, table: string): number =>
  mirror.prepare<number>(`SELECT count(*) FROM ${table}`, { pluck: true }).get() ?? 0

/** Works off chunks until it is late; each answers its rows' positions. */
function chunks(from: Position, late: () => boolean, work: (last: Position) => Position[]) {
  let last = from
  let units = 0
  do {
    const rows = work(last)
    units += rows.length
    last = rows.at(-1) ?? last
    if (rows.length < CHUNK) return { next: null, units }
  } while (!late() && units < MAX_SLICE)
  return { next: last, units }
}

const STEPS: readonly Step[] = [
  ...INDEXES.map(statement),
  counters,
  statement(BUILD_INDEX),
  fullText,
  statement(DROP_BUILD_INDEX),
  statement(SEARCH_DOC_INDEX),
  deviceSuffixes,
  contactText,
  rmasShown,
  attention,
  ...NAME_KINDS.map(names),
  statement(NAME_INDEX),
  facts,
  ...FACT_TRIGGERS.map(statement),
]
