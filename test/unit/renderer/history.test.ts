import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { HistoryEntry } from '#shared/rpc/models.ts'
import {
  ALL_HISTORY,
  fieldsOf,
  filtered,
  historyCsv,
  peopleOf,
  subjectOf,
  valueWords,
} from '../../../src-renderer/features/history/history.ts'

const i18n = createInstance({ lng: 'sl', resources: RESOURCES, defaultNS: 'desk', initAsync: false })
void i18n.init()
const { t } = i18n

const entry = (over: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'e1',
  at: 2000,
  authoredAt: 1000,
  authorKind: 'agent',
  authorId: 'a1',
  authorName: 'Maja Kotnik',
  field: 'status',
  from: 'in_progress',
  to: 'resolved',
  pending: false,
  ...over,
})
const device = { lineId: 'l1', serialNumber: 'ZT-1', rmaNumber: 'RMA-1', field: null }
const all = [
  entry({ id: 'e4', at: null, pending: true, field: 'title', from: 'staro', to: 'novo' }),
  entry({ id: 'e3', field: 'rmaLine', from: 'received', to: 'repairing', line: device }),
  entry({ id: 'e2', authorKind: 'customer', authorId: 'c1', authorName: 'Žiga Čeh', authoredAt: null }),
  entry({ id: 'e1' }),
]

it('is filtered by field and by person, and offers those that occur', () => {
  expect(fieldsOf(all)).toEqual(['status', 'rmaLine', 'title'])
  expect(peopleOf(all, t, 'sl')).toEqual([
    { key: 'agent:a1', name: 'Maja Kotnik' },
    { key: 'customer:c1', name: 'Žiga Čeh' },
  ])
  const ids = (filter: Parameters<typeof filtered>[1]) => filtered(all, filter).map(({ id }) => id)
  expect(ids(ALL_HISTORY)).toEqual(['e4', 'e3', 'e2', 'e1'])
  expect(ids({ field: 'status', person: null })).toEqual(['e2', 'e1'])
  expect(ids({ field: 'status', person: 'agent:a1' })).toEqual(['e1'])
})

it('tells values in words', () => {
  const [title, line, status] = all
  expect(valueWords(status!, 'resolved', t)).toBe('Rešeno')
  expect([subjectOf(line!, t), valueWords(line!, line!.to, t)]).toEqual(['Korak naprave · ZT-1', 'V popravilu'])
  expect(valueWords(title!, '', t)).toBeNull()
})

it('goes into a file with both times', () => {
  const rows = historyCsv(all, t, (instant) => `@${instant}`)
  expect(rows[0]).toEqual(['Na portalu', 'Na računalniku', 'Kdo', 'Kaj', 'Prej', 'Potem'])
  expect(rows[1]).toEqual(['Še ni poslano', '@1000', 'Maja Kotnik', 'Naslov', 'staro', 'novo'])
  expect(rows[3]).toEqual(['@2000', '', 'Žiga Čeh', 'Stanje', 'V teku', 'Rešeno'])
})
