import { CASE_TYPES } from '#shared/domain/case.ts'
import {
  type AttentionValue,
  dueInstantOf,
  type Filter,
  type FilterField,
  type FilterTerm,
  type FilterValue,
  instantOf,
  type KnownValue,
} from '#shared/domain/filter/index.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { SLA_SUMS, type SlaSum } from '#shared/domain/sla.ts'
import { CASE_STATUSES, isOpen, statusGroup } from '#shared/domain/status.ts'
import { DEFAULT_RISK_HOURS } from '#shared/rpc/models.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { CARRYING_UNREAD } from './attention.ts'
import { type NameKind, rankOf, ranksOfNames } from './case-names.ts'
import { fold } from './compare-keys.ts'
import { NO_TEXT, NONE } from './fact-schema.ts'
import { matchOf } from './match.ts'
import { dueBounds, serviceLevels } from './service-levels.ts'

/** A part of a statement and the values of its placeholders. */
export type Condition = { sql: string; values: Value[] }
/**
 * `me`: the signed-in agent. `now`: epoch ms, that ages are counted from; the minute alone counts. `riskMs`: opening hours in
 * which something due is at risk.
 */
export type FilterContext = { me: string | null; now: number; riskMs?: number | undefined }

/** Two looks within a minute are at the same cases, and the second one need not count them again. */
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const NEVER: Condition = { sql: '0', values: [] }

/** What a case's facts, of the alias `f`, must be; nothing in it may be null. */
export function conditionOf(mirror: Mirror, filter: Filter, context: FilterContext): Condition {
  const terms = filter
    .map((term) => conditionOfTerm(mirror, term, context))
    .toSorted((one, other) => costOf(one) - costOf(other))
  if (terms.length === 0) return { sql: '1', values: [] }
  return { sql: terms.map(({ sql }) => sql).join(' AND '), values: terms.flatMap(({ values }) => values) }
}

function conditionOfTerm(mirror: Mirror, { field, not, values }: FilterTerm, context: FilterContext): Condition {
  const condition = CONDITION[field](values, { mirror, ...context })
  return not ? { sql: `NOT (${condition.sql})`, values: condition.values } : { ...condition, sql: `(${condition.sql})` }
}

type Work = FilterContext & { mirror: Mirror }
type Compile = (values: readonly FilterValue[], work: Work) => Condition

const CONDITION: Record<FilterField, Compile> = {
  status: (values) =>
    oneOf(
      'f.status',
      values.flatMap((value) => ('known' in value ? ordinalsOf(value.known) : [])),
    ),
  type: (values) =>
    oneOf(
      'f.type',
      CASE_TYPES.flatMap((type, at) => (hasKnown(values, type) ? [at] : [])),
    ),
  warranty: (values) =>
    oneOf(
      'f.warranty',
      (['no', 'yes', 'none'] as const).flatMap((known, at) => (hasKnown(values, known) ? [at] : [])),
    ),
  owner: named('agents', 'f.owner'),
  team: named('teams', 'f.team'),
  company: named('accounts', 'f.account'),
  customer: named('contacts', 'f.contact'),
  entitlement: named('entitlements', 'f.entitlement'),
  serial: part('f.serial', lookUpKey),
  reference: part('f.reference', fold),
  system: part('f.system', fold),
  number: (values) => anyOf(values.map((value) => ('text' in value ? numberHolds(value.text) : NEVER))),
  older: (values, work) => compared('f.modified <', values, work),
  newer: (values, work) => compared('f.modified >=', values, work),
  createdBefore: (values, work) => compared('f.created <', values, work),
  createdAfter: (values, work) => compared('f.created >=', values, work),
  waiting: (values, work) => compared('f.waiting <', values, work),
  sla: (values, work) => anyOf(values.map((value) => ('known' in value ? standing(value.known, work) : NEVER))),
  due: (values, work) => anyOf(values.map((value) => due(value, work))),
  is: (values, work) =>
    anyOf(ATTENTION_VALUES.flatMap(([known, compile]) => (hasKnown(values, known) ? [compile(work)] : []))),
  text: (values) => anyOf(values.map((value) => ('text' in value ? holdsWords(value.text) : NEVER))),
}

const attentionSql = (where: string): string => `f.pk IN (SELECT case_pk FROM case_attention WHERE ${where})`

const plain = (sql: string) => (): Condition => ({ sql, values: [] })

const ATTENTION_VALUES = [
  ['snoozed', plain(attentionSql('asleep = 1'))],
  ['back', plain(attentionSql('back IS NOT NULL'))],
  ['unread', plain(`${attentionSql('unread = 1')} OR f.pk IN (${CARRYING_UNREAD})`)],
  ['followed', followed],
] as const satisfies [AttentionValue, (work: Work) => Condition][]

/** By choice, or because it is the agent's own and not muted. */
function followed({ mirror, me }: Work): Condition {
  const chosen: Condition = { sql: attentionSql(`following = 'yes'`), values: [] }
  const rank = me === null ? undefined : rankOf(mirror, 'agents', me)
  if (rank === undefined) return chosen
  return anyOf([chosen, { sql: `f.owner = ? AND NOT ${attentionSql(`following = 'no'`)}`, values: [rank] }])
}

/** Cases that the agent has put off are in no queue but their own. */
export const AWAKE: Condition = { sql: `NOT ${attentionSql('asleep = 1')}`, values: [] }

function standing(known: KnownValue, { mirror, now, riskMs = DEFAULT_RISK_HOURS * HOUR_MS }: Work): Condition {
  const bounds = dueBounds(mirror, now, riskMs)
  if (known === 'breached') return { sql: 'f.due < ?', values: [bounds.now] }
  if (known === 'risk') return { sql: 'f.due BETWEEN ? AND ?', values: [bounds.now, bounds.riskUntil] }
  if (known === 'running')
    return { sql: `f.due > ? AND f.due < ${NONE}`, values: [Math.max(bounds.now, bounds.riskUntil)] }
  const sum = SLA_SUMS.indexOf(known as SlaSum)
  return sum < 0 ? NEVER : { sql: `f.sla = ${sum}`, values: [] }
}

function due(value: FilterValue, { mirror, now }: Work): Condition {
  if ('known' in value) return { sql: `f.due = ${NONE}`, values: [] }
  if (!('due' in value)) return NEVER
  const instant = dueInstantOf(value.due, Math.floor(now / MINUTE_MS) * MINUTE_MS, serviceLevels(mirror))
  if (value.due.sign === '<') return { sql: 'f.due <= ?', values: [instant] }
  return { sql: `f.due > ? AND f.due < ${NONE}`, values: [instant] }
}

function hasKnown(values: readonly FilterValue[], known: string): boolean {
  return values.some((value) => 'known' in value && value.known === known)
}

function ordinalsOf(known: string): number[] {
  return CASE_STATUSES.flatMap((status, at) =>
    known === status || known === statusGroup(status) || (known === 'open' && isOpen(status)) ? [at] : [],
  )
}

function oneOf(column: string, ordinals: readonly number[]): Condition {
  return ordinals.length === 0 ? NEVER : { sql: `${column} IN (${[...new Set(ordinals)].join(', ')})`, values: [] }
}

function named(kind: NameKind, column: string): Compile {
  return (values, { mirror, me }) => {
    const ranks = values.flatMap((value) => {
      if ('text' in value) return ranksOfNames(mirror, kind, value.text)
      if (!('known' in value)) return []
      if (value.known === 'none') return [NONE]
      return value.known === 'me' && me !== null ? (rankOf(mirror, kind, me) ?? []) : []
    })
    if (ranks.length === 0) return NEVER
    if (ranks.length === 1) return { sql: `${column} = ?`, values: [ranks[0]!] }
    return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ranks)] }
  }
}

function part(column: string, keyOf: (text: string) => string): Compile {
  return (values) =>
    anyOf(
      values.map((value): Condition => {
        if (!('text' in value)) return { sql: `${column} = ?`, values: [NO_TEXT] }
        const key = keyOf(value.text)
        return key === '' ? NEVER : { sql: `instr(${column}, ?) > 0`, values: [key] }
      }),
    )
}

/** The look-up finds candidates where there is enough to look up; only these are read. */
function numberHolds(text: string): Condition {
  const key = lookUpKey(text)
  if (key === '') return NEVER
  const holds = `instr((SELECT c.number_key FROM cases c WHERE c.pk = f.pk), ?) > 0`
  if (key.length < 3) return { sql: holds, values: [key] }
  const sql = `f.doc IN (SELECT rowid FROM case_keys WHERE case_keys MATCH ?) AND ${holds}`
  return { sql, values: [`"${key}"`, key] }
}

function holdsWords(text: string): Condition {
  const { words, keys } = matchOf(text)
  const parts = [
    words === null ? null : { sql: 'SELECT rowid FROM case_text WHERE case_text MATCH ?', value: words },
    keys === null ? null : { sql: 'SELECT rowid FROM case_keys WHERE case_keys MATCH ?', value: keys },
  ].filter((one) => one !== null)
  if (parts.length === 0) return NEVER
  return {
    sql: parts.map(({ sql }) => `f.doc IN (${sql})`).join(' OR '),
    values: parts.map(({ value }) => value),
  }
}

function compared(comparison: string, values: readonly FilterValue[], { now }: Work): Condition {
  return anyOf(
    values.map((value) =>
      'age' in value
        ? { sql: `${comparison} ?`, values: [instantOf(value.age, Math.floor(now / MINUTE_MS) * MINUTE_MS)] }
        : NEVER,
    ),
  )
}

function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return NEVER
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' OR '),
    values: conditions.flatMap(({ values }) => values),
  }
}

/** A look at a case that costs more than comparing numbers. */
const COSTLY = /json_each|instr|MATCH/

/** Then all cases are looked at once for rows and number; plain comparisons are cheaper made twice than kept. */
export function isCostly({ sql }: Condition): boolean {
  return COSTLY.test(sql)
}

/** The cheap ones first: a case that they rule out is not looked at any more. */
function costOf({ sql }: Condition): number {
  if (sql.includes('MATCH')) return 2
  return COSTLY.test(sql) ? 1 : 0
}
