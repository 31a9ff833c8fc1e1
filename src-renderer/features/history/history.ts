import type { TFunction } from 'i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { ESTIMATE_STATES } from '#shared/domain/estimate.ts'
import { RMA_LINE_STATES } from '#shared/domain/rma-line.ts'
import { CASE_STATUSES } from '#shared/domain/status.ts'
import type { EventField } from '#shared/portal-api/rows.ts'
import type { HistoryEntry } from '#shared/rpc/models.ts'
import type { CsvCell } from '../../components/csv.ts'
import { linkWords } from '../relations/relation-line.tsx'

/** `person`: as `personKey` makes it. Null: all. */
export type HistoryFilter = { field: EventField | null; person: string | null }

export const ALL_HISTORY: HistoryFilter = { field: null, person: null }

export function personKey({ authorKind, authorId }: HistoryEntry): string {
  return `${authorKind}:${authorId ?? ''}`
}

export function filtered(entries: readonly HistoryEntry[], { field, person }: HistoryFilter): HistoryEntry[] {
  return entries.filter(
    (entry) => (field === null || entry.field === field) && (person === null || personKey(entry) === person),
  )
}

/** The people who changed something, and what they are called; by name. */
export function peopleOf(entries: readonly HistoryEntry[], t: TFunction, language: string) {
  const names = new Map(entries.map((entry) => [personKey(entry), authorOf(entry, t)]))
  const collator = new Intl.Collator(language)
  return [...names].map(([key, name]) => ({ key, name })).sort((a, b) => collator.compare(a.name, b.name))
}

/** Those that occur, in the order of their first change. */
export function fieldsOf(entries: readonly HistoryEntry[]): EventField[] {
  return [...new Set(entries.toReversed().map(({ field }) => field))]
}

export function authorOf({ authorName, authorKind }: HistoryEntry, t: TFunction): string {
  if (authorName !== null) return authorName
  return t(
    authorKind === 'customer' ? 'thread.customer' : authorKind === 'agent' ? 'thread.unknownAuthor' : 'thread.system',
  )
}

/** What was changed: a field of the case, or of which device. */
export function subjectOf({ field, line, origin }: HistoryEntry, t: TFunction): string {
  const name = line?.field ? t(`rma.field.${line.field}`) : t(`history.field.${field}`)
  if (origin) return `${name} · ${origin.caseNumber}`
  return line ? `${name} · ${line.serialNumber ?? t('rma.event.unknownDevice')}` : name
}

/** Words in which two versions can be compared. */
export function isText({ field, line }: HistoryEntry): boolean {
  return field === 'title' || field === 'description' || (field === 'rmaField' && line?.field !== 'warranty')
}

/** A value in the reader's language; null where there was or is none. */
export function valueWords({ field }: HistoryEntry, value: string | null, t: TFunction): string | null {
  if (value === null || value === '') return null
  switch (field) {
    case 'status': {
      const status = CASE_STATUSES.find((known) => known === value)
      return status ? t(`status.${status}`) : value
    }
    case 'estimate': {
      const state = ESTIMATE_STATES.find((known) => known === value)
      return state ? t(`estimates.state.${state}`) : value
    }
    case 'rmaLine': {
      const state = RMA_LINE_STATES.find((known) => known === value)
      return state ? t(`rma.line.${state}`) : value
    }
    case 'link':
      return linkWords(value, t)
    case 'mergedInto':
    case 'mergedFrom':
    case 'splitInto':
    case 'splitFrom':
    case 'ownerId':
    case 'teamId':
    case 'title':
    case 'description':
    case 'rma':
    case 'rmaField':
      return value
    default:
      return assertNever(field)
  }
}

export function historyCsv(
  entries: readonly HistoryEntry[],
  t: TFunction,
  exact: (instant: number) => string,
): CsvCell[][] {
  const column = (name: 'at' | 'authoredAt' | 'person' | 'what' | 'from' | 'to') => t(`history.column.${name}`)
  const head = [column('at'), column('authoredAt'), column('person'), column('what'), column('from'), column('to')]
  const rows = entries.map((entry) => [
    entry.at === null ? t('history.pending') : exact(entry.at),
    entry.authoredAt === null ? '' : exact(entry.authoredAt),
    authorOf(entry, t),
    subjectOf(entry, t),
    valueWords(entry, entry.from, t) ?? '',
    valueWords(entry, entry.to, t) ?? '',
  ])
  return [head, ...rows]
}
