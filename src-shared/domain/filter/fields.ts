import type { CaseStatus, StatusGroup } from '../status.ts'

/** What a list of cases can be narrowed by. */
export const FILTER_FIELDS = [
  'status',
  'owner',
  'team',
  'type',
  'company',
  'customer',
  'entitlement',
  'serial',
  'reference',
  'system',
  'number',
  'warranty',
  'older',
  'newer',
  'createdBefore',
  'createdAfter',
  'waiting',
  'sla',
  'due',
  'is',
  'text',
] as const
export type FilterField = (typeof FILTER_FIELDS)[number]

/**
 * `choice`: one of known values. `name`: the words of a row's name, or a known value. `part`: any part of a text, or "none".
 * `age`: a time before now, or a day. `due`: a time of opening hours from now, or a day, or "none". `words`: as in the search box.
 */
export type FieldKind = 'choice' | 'name' | 'part' | 'age' | 'due' | 'words'

const KIND: Record<FilterField, FieldKind> = {
  status: 'choice',
  owner: 'name',
  team: 'name',
  type: 'choice',
  company: 'name',
  customer: 'name',
  entitlement: 'name',
  serial: 'part',
  reference: 'part',
  system: 'part',
  number: 'part',
  warranty: 'choice',
  older: 'age',
  newer: 'age',
  createdBefore: 'age',
  createdAfter: 'age',
  waiting: 'age',
  sla: 'choice',
  due: 'due',
  is: 'choice',
  text: 'words',
}

export function kindOf(field: FilterField): FieldKind {
  return KIND[field]
}

export type StatusValue = 'open' | StatusGroup | CaseStatus
/** How the promises of a case stand. */
export type SlaValue = 'breached' | 'risk' | 'running' | 'paused' | 'met' | 'late'
/** How a case stands in the attention of the agent who looks. */
export type AttentionValue = 'snoozed' | 'back' | 'unread' | 'followed'
export type KnownValue = StatusValue | SlaValue | AttentionValue | 'support' | 'rma' | 'me' | 'none' | 'yes' | 'no'

const STATUSES: readonly StatusValue[] = [
  'open',
  'waiting',
  'active',
  'closed',
  'in_progress',
  'researching',
  'field_service',
  'waiting_for_details',
  'resolved',
  'cancelled',
]

const KNOWN: Partial<Record<FilterField, readonly KnownValue[]>> = {
  status: STATUSES,
  owner: ['me', 'none'],
  type: ['support', 'rma'],
  entitlement: ['none'],
  serial: ['none'],
  reference: ['none'],
  system: ['none'],
  warranty: ['yes', 'no', 'none'],
  sla: ['breached', 'risk', 'running', 'paused', 'met', 'late', 'none'],
  due: ['none'],
  is: ['unread', 'followed', 'snoozed', 'back'],
}

/** The values of a field that have a name of their own, in the order in which they are offered. */
export function knownValues(field: FilterField): readonly KnownValue[] {
  return KNOWN[field] ?? []
}

export const AGE_UNITS = ['h', 'd', 'w'] as const
export type AgeUnit = (typeof AGE_UNITS)[number]
/** `day`: `YYYY-MM-DD`, its beginning in Ljubljana. */
export type Age = { count: number; unit: AgeUnit } | { day: string }
/** The longest time before now: a hundred years of hours. */
export const MAX_AGE_COUNT = 876_000

/** `sign`: due before that, or only later. */
export const DUE_SIGNS = ['<', '>'] as const
export type Due = { sign: (typeof DUE_SIGNS)[number]; age: Age }

export type FilterValue = { known: KnownValue } | { text: string } | { age: Age } | { due: Due }

/** True of a case when one of the values is (`not`: when none is). Of an age, or what is due, there is one value. */
export type FilterTerm = { field: FilterField; not: boolean; values: readonly FilterValue[] }

/** All terms must be true. */
export type Filter = readonly FilterTerm[]

/** Characters of a filter as it is written. */
export const MAX_FILTER_LENGTH = 1_000
export const MAX_TERMS = 40
