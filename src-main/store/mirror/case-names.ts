import type { FilterField } from '#shared/domain/filter/fields.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { sortKey, wordsKey } from './compare-keys.ts'
import { UNKNOWN } from './fact-schema.ts'

/** The names that cases are filtered and sorted by. */
export const NAME_KINDS = ['agents', 'teams', 'accounts', 'contacts', 'entitlements'] as const
export type NameKind = (typeof NAME_KINDS)[number]

/** Between two neighbours, so that one that comes between them moves nobody. */
const GAP = 2 ** 32

/** Family names come first in the order of people. */
const NAME: Record<NameKind, { sort: string; words: string }> = {
  agents: { sort: 'name', words: 'name' },
  teams: { sort: 'name', words: 'name' },
  accounts: { sort: 'name', words: `name || ' ' || coalesce(city, '')` },
  contacts: { sort: `last_name || ' ' || first_name`, words: `first_name || ' ' || last_name || ' ' || email` },
  entitlements: { sort: 'name', words: 'name' },
}

/** Which fact tells the rank, and how the cases of one row are found without reading them all. */
const CASES_OF: Record<NameKind, { fact: string; where: string }> = {
  agents: { fact: 'owner', where: 'c.owner_key = ?' },
  teams: { fact: 'team', where: 'c.team_id = ?' },
  accounts: { fact: 'account', where: 'c.account_id = ?' },
  contacts: { fact: 'contact', where: 'c.contact_id = ?' },
  entitlements: {
    fact: 'entitlement',
    where: `c.entitlement_id = ?1 AND c.account_id = (SELECT account_id FROM entitlements WHERE id = ?1)`,
  },
}

export function isNamed(table: SyncTable): table is NameKind {
  return (NAME_KINDS as readonly SyncTable[]).includes(table)
}

/** All of a kind at once, in their order; for a first sync. */
export function buildNames(mirror: Mirror, kind: NameKind): void {
  const { sort, words } = NAME[kind]
  const rows = mirror
    .prepare<[string, string, string]>(`SELECT id, ${sort}, ${words} FROM ${kind}`, { raw: true })
    .all()
    .map(([id, name, all]) => ({ id, key: sortKey(name), words: searchWords(all) }))
    .toSorted((a, b) => (a.key === b.key ? before(a.id, b.id) : before(a.key, b.key)))
  const insert = mirror.prepare(INSERT)
  for (const [at, { id, key, words: all }] of rows.entries()) insert.run(kind, id, key, all, (at + 1) * GAP)
}

const INSERT = `INSERT INTO case_names (kind, id, sort_key, words, rank) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (kind, id) DO UPDATE SET sort_key = excluded.sort_key, words = excluded.words, rank = excluded.rank`

const before = (one: string, other: string): number => (one < other ? -1 : 1)
const searchWords = (text: string): string => ` ${wordsKey(text)}`

/** After a row of that kind was written or removed: its rank, and that of its cases. */
export function refreshName(mirror: Mirror, kind: NameKind, id: string): void {
  const { sort, words } = NAME[kind]
  const row = mirror
    .prepare<[string, string]>(`SELECT ${sort}, ${words} FROM ${kind} WHERE id = ?`, { raw: true })
    .get(id)
  const known = mirror
    .prepare<[string, string, number]>('SELECT sort_key, words, rank FROM case_names WHERE kind = ? AND id = ?', {
      raw: true,
    })
    .get(kind, id)
  if (!row) {
    if (!known) return
    mirror.prepare('DELETE FROM case_names WHERE kind = ? AND id = ?').run(kind, id)
    giveRank(mirror, kind, { id, from: known[2], to: UNKNOWN })
    return
  }
  const key = sortKey(row[0])
  const all = searchWords(row[1])
  if (known?.[0] === key) {
    if (known[1] !== all) mirror.prepare(INSERT).run(kind, id, key, all, known[2])
    return
  }
  if (known) mirror.prepare('DELETE FROM case_names WHERE kind = ? AND id = ?').run(kind, id)
  const rank = rankBetween(mirror, kind, key, id)
  mirror.prepare(INSERT).run(kind, id, key, all, rank)
  giveRank(mirror, kind, { id, from: known?.[2] ?? UNKNOWN, to: rank })
}

function rankBetween(mirror: Mirror, kind: NameKind, key: string, id: string): number {
  const [low, high] = neighbours(mirror, kind, key, id)
  if (low === undefined) return high === undefined ? GAP : high - GAP
  if (high === undefined) return low + GAP
  if (high - low >= 2) return Math.floor((low + high) / 2)
  spread(mirror, kind)
  return rankBetween(mirror, kind, key, id)
}

function neighbours(mirror: Mirror, kind: NameKind, key: string, id: string): [number | undefined, number | undefined] {
  const beside = (sign: '<' | '>', direction: 'DESC' | 'ASC') =>
    mirror
      .prepare<number>(
        `SELECT rank FROM case_names WHERE kind = ? AND (sort_key, id) ${sign} (?, ?)
         ORDER BY sort_key ${direction}, id ${direction} LIMIT 1`,
        { pluck: true },
      )
      .get(kind, key, id)
  return [beside('<', 'DESC'), beside('>', 'ASC')]
}

/** After some thirty names in one and the same place: all ranks of the kind anew. */
function spread(mirror: Mirror, kind: NameKind): void {
  const { fact } = CASES_OF[kind]
  const rows = mirror
    .prepare<[string, number]>('SELECT id, rank FROM case_names WHERE kind = ? ORDER BY sort_key, id', { raw: true })
    .all(kind)
  const ranks = JSON.stringify(rows.map(([, rank], at) => [rank, (at + 1) * GAP]))
  mirror.exec('DROP TABLE IF EXISTS temp.new_rank')
  mirror.exec('CREATE TEMP TABLE new_rank (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)')
  mirror.prepareOnce(`INSERT INTO new_rank SELECT value ->> 0, value ->> 1 FROM json_each(?)`).run(ranks)
  mirror
    .prepareOnce(`UPDATE case_facts SET ${fact} = (SELECT new FROM new_rank WHERE old = ${fact})
      WHERE ${fact} IN (SELECT old FROM new_rank)`)
    .run()
  mirror
    .prepareOnce('UPDATE case_names SET rank = (SELECT new FROM new_rank WHERE old = rank) WHERE kind = ?')
    .run(kind)
  mirror.exec('DROP TABLE temp.new_rank')
}

/** A row that was not here has cases by its id alone; of one that was, whoever bears the old rank. */
function giveRank(mirror: Mirror, kind: NameKind, { id, from, to }: { id: string; from: number; to: number }): void {
  const { fact, where } = CASES_OF[kind]
  if (from !== UNKNOWN && kind !== 'accounts' && kind !== 'contacts') {
    mirror.prepare(`UPDATE case_facts SET ${fact} = ? WHERE ${fact} = ?`).run(to, from)
    return
  }
  const pks = mirror.prepare<number>(`SELECT c.pk FROM cases c WHERE ${where}`, { pluck: true }).all(id)
  if (pks.length === 0) return
  mirror
    .prepare(`UPDATE case_facts SET ${fact} = ? WHERE pk IN (SELECT value FROM json_each(?))`)
    .run(to, JSON.stringify(pks))
}

export function rankOf(mirror: Mirror, kind: NameKind, id: string): number | undefined {
  return mirror.prepare<number>('SELECT rank FROM case_names WHERE kind = ? AND id = ?', { pluck: true }).get(kind, id)
}

/** The ranks of the names of which, for every word of the text, some word begins so. */
export function ranksOfNames(mirror: Mirror, kind: NameKind, text: string): number[] {
  const words = wordsKey(text)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return []
  return mirror
    .prepare<number>(
      `SELECT rank FROM case_names n WHERE kind = ?
         AND NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE instr(n.words, ' ' || w.value) = 0)`,
      { pluck: true },
    )
    .all(kind, JSON.stringify(words))
}

const NAMES_SHOWN = 8

const KIND_OF: Partial<Record<FilterField, NameKind>> = {
  owner: 'agents',
  team: 'teams',
  company: 'accounts',
  customer: 'contacts',
  entitlement: 'entitlements',
}

const SHOWN_NAME: Record<NameKind, string> = {
  agents: 'r.name',
  teams: 'r.name',
  accounts: 'r.name',
  contacts: `r.first_name || ' ' || r.last_name`,
  entitlements: 'r.name',
}

/** The first names of a field in their order that hold what is typed, once each. */
export function namesOfField(mirror: Mirror, field: FilterField, text: string): string[] {
  const kind = KIND_OF[field]
  if (kind === undefined) return []
  const words = wordsKey(text)
    .split(' ')
    .filter((word) => word !== '')
  return mirror
    .prepare<string>(
      `SELECT ${SHOWN_NAME[kind]} AS name FROM case_names n JOIN ${kind} r ON r.id = n.id WHERE n.kind = ?
         AND NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE instr(n.words, ' ' || w.value) = 0)
         GROUP BY name ORDER BY min(n.sort_key) LIMIT ${NAMES_SHOWN}`,
      { pluck: true },
    )
    .all(kind, JSON.stringify(words))
}
