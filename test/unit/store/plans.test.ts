import { expect, test } from 'vitest'
import type { Database, Value } from '#main/store/database.ts'
import { ACCOUNTS_BY_TAX } from '#main/store/mirror/accounts.ts'
import { COUNT_AT_RISK, COUNT_BREACHED } from '#main/store/mirror/counters.ts'
import { CASES_OF, COLLEAGUES_OF, CONSENTS_OF, DELETION_REQUESTS } from '#main/store/mirror/customers.ts'
import { FACTS_OF_STEP, OPEN_AT, OPEN_PAGE, STEP_END, TIMES_OF_STEP } from '#main/store/mirror/dashboard.ts'
import { ESTIMATES_OF_CASE } from '#main/store/mirror/estimates.ts'
import { NOTICES } from '#main/store/mirror/notices.ts'
import { INDEXED_QUEUES, INDEXED_SORTS, type IndexedQuery, keysStatement, whereOf } from '#main/store/mirror/queues.ts'
import { DUPLICATES_BY_EMAIL, DUPLICATES_BY_NAME, EARLIER_REQUESTS } from '#main/store/mirror/registrations.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { aCase } from '#test/factories/rows.ts'
import { aReply, aWorld } from './support.ts'

/** The plan's lines. Without statistics SQLite chooses by the shape of the statement, so few rows tell as much as many. */
function plan(database: Database, sql: string, values: Value[] = []): string[] {
  return database
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => detail)
}

const aFilledWorld = () => aWorld({ cases: Array.from({ length: 20 }, () => aCase()) })
const SORTED = /USE TEMP B-TREE/
const SCANNED = /^SCAN (?!.*INDEX)/

const COLUMN = { modified: 'modified_at', created: 'created_at', number: 'number_sort' } as const
const INDEX = {
  open: 'case_open',
  mine: 'case_owner',
  unassigned: 'case_owner',
  waiting: 'case_group',
  active: 'case_group',
  closed: 'case_group',
} as const

test('every list without filters reads its own index only, in order, from both ends and beside a key', () => {
  const { mirror } = aFilledWorld()
  for (const queue of INDEXED_QUEUES) {
    for (const sort of INDEXED_SORTS) {
      for (const direction of ['asc', 'desc'] as const) {
        for (const beside of [null, [5, 7] as [number, number]]) {
          for (const backwards of [false, true]) {
            const query: IndexedQuery = { queue, sort, direction, me: 'me' }
            const { sql, values } = keysStatement(query, whereOf(query)!, { beside, backwards, offset: 0, limit: 100 })
            const lines = plan(mirror, sql, values)
            expect(lines, sql).toHaveLength(1)
            expect(lines[0], sql).toMatch(
              new RegExp(`^(SEARCH|SCAN) cases USING COVERING INDEX ${INDEX[queue]}_${COLUMN[sort]}`),
            )
            if (beside) expect(lines[0], sql).toMatch(/[<>]\?/)
          }
        }
      }
    }
  }
})

test('a list of one owner is read in order from the index by owner', () => {
  const { mirror } = aFilledWorld()
  for (const queue of INDEXED_QUEUES) {
    const query: IndexedQuery = { queue, sort: 'modified', direction: 'desc', me: 'me', ownerId: 'x' }
    const { sql, values } = keysStatement(query, whereOf(query)!, {
      beside: null,
      backwards: false,
      offset: 0,
      limit: 100,
    })
    const lines = plan(mirror, sql, values)
    expect(lines.join(), sql).toMatch(/INDEX case_owner_modified_at \(owner_key=\? AND open=\?\)/)
    expect(lines.join(), sql).not.toMatch(SORTED)
  }
})

test('a list with a text filter is read in its own order too', () => {
  const { mirror } = aFilledWorld()
  for (const queue of INDEXED_QUEUES) {
    const query: IndexedQuery = { queue, sort: 'created', direction: 'desc', me: 'me', text: 'terminal' }
    const range = { beside: null, backwards: false, offset: 0, limit: 100 }
    const { sql, values } = keysStatement(query, whereOf(query)!, range)
    const lines = plan(mirror, sql, values)
    expect(lines[0], sql).toMatch(new RegExp(`USING COVERING INDEX ${INDEX[queue]}_created_at`))
    expect(lines.join(), sql).not.toMatch(/TEMP B-TREE FOR ORDER BY/)
  }
})

test('what is due is counted from its own index alone', () => {
  const { mirror } = aFilledWorld()
  for (const sql of [COUNT_BREACHED, COUNT_AT_RISK]) {
    const lines = mirror
      .prepareOnce<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ now: 1, riskUntil: 2 })
      .map(({ detail }) => detail)
    expect(lines[0], sql).toMatch(/^SEARCH cases USING COVERING INDEX case_due /)
    expect(lines.slice(1).filter((line) => /SCAN|SEARCH/.test(line))).toEqual([
      expect.stringMatching(/case_attention USING COVERING INDEX attention_asleep/),
    ])
  }
})

test.each([
  [
    'a thread',
    'SELECT id FROM notes WHERE case_pk = ? AND created_at >= ? AND (created_at, id) < (?, ?)',
    'note_case',
    4,
  ],
  [
    'events',
    'SELECT id FROM case_events WHERE case_pk = ? AND created_at >= ? AND (created_at, id) < (?, ?)',
    'case_event_case',
    4,
  ],
  [
    'instants of a thread',
    'SELECT created_at FROM notes WHERE case_pk = ? AND created_at <= ? ORDER BY created_at DESC LIMIT 50',
    'note_case',
    2,
  ],
  ['local notes of a case', 'SELECT id, local FROM notes WHERE case_pk = ? AND local IS NOT NULL', 'note_local', 1],
  [
    'cases of a device',
    'SELECT pk FROM cases WHERE serial_key = ? AND pk <> ? ORDER BY modified_at DESC, pk DESC LIMIT 10',
    'case_serial',
    2,
  ],
  [
    'cases of a customer',
    'SELECT pk FROM cases WHERE account_id = ? AND pk <> ? ORDER BY modified_at DESC, pk DESC LIMIT 10',
    'case_account',
    2,
  ],
  ['cases of a contact', 'SELECT pk, 0 FROM cases WHERE contact_id = ?', 'case_contact', 1],
  ['contacts of a company', 'SELECT id FROM contacts WHERE account_id = ?', 'contact_account', 1],
  [
    'contracts of a company',
    'SELECT id FROM entitlements WHERE account_id = ? ORDER BY valid_until DESC, id',
    'entitlement_account',
    1,
  ],
  [
    'devices of a company',
    'SELECT id FROM devices WHERE account_id = ? ORDER BY serial_key LIMIT 500',
    'device_account',
    1,
  ],
  [
    'registrations that wait',
    `SELECT count(*) FROM registrations WHERE state IN ('pending', 'asked')`,
    'registration_state',
    0,
  ],
  ['companies by tax number', ACCOUNTS_BY_TAX, 'account_tax', 1],
  ['people by e-mail', DUPLICATES_BY_EMAIL, 'contact_email', 1],
  ['people of a company by name', DUPLICATES_BY_NAME, 'contact_account (account_id=? AND name_key=?)', 2],
  ['other requests of an e-mail', EARLIER_REQUESTS, 'registration_email', 2],
  ['consents of a person', CONSENTS_OF, 'consent_contact', 1],
  ["a person's newest cases", CASES_OF, 'case_contact', 1],
  ['colleagues', COLLEAGUES_OF, 'contact_account', 2],
  ['people who ask to be deleted', DELETION_REQUESTS, 'contact_deletion', 1],
  ['estimates of a case', ESTIMATES_OF_CASE, 'estimate_case', 1],
  ['open estimates of a case', `SELECT id FROM estimates WHERE case_pk = ? AND state = 'open'`, 'estimate_case', 1],
  ['the words of a contact', 'SELECT doc FROM contact_doc WHERE contact_id = ?', 'sqlite_autoindex_contact_doc_1', 1],
  [
    'devices by prefix',
    'SELECT id FROM devices WHERE serial_key >= ? AND serial_key < ? ORDER BY serial_key, pk LIMIT 50',
    'device_serial',
    2,
  ],
  ['a case by its id', 'SELECT pk FROM case_key WHERE id = ?', 'sqlite_autoindex_case_key_1', 1],
  ['the document of a case', 'SELECT doc FROM search_doc WHERE case_pk = ?', 'search_doc_case', 1],
  ['overlays that are due', 'SELECT case_pk FROM overlay WHERE due_seq <= ?', 'overlay_due', 1],
])('%s come from an index', (_, sql, index, parameters) => {
  const { mirror } = aFilledWorld()
  const lines = plan(
    mirror,
    sql,
    Array.from({ length: parameters }, () => 1),
  ).join()
  expect(lines).toContain(`INDEX ${index}`)
  expect(lines).not.toMatch(/TEMP B-TREE FOR ORDER BY/)
})

test('the newest hits of the full text come without sorting', () => {
  const { mirror } = aFilledWorld()
  for (const table of ['case_text', 'case_keys']) {
    const lines = plan(mirror, `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT 50`, [
      '"a"*',
    ])
    expect(lines.join()).not.toMatch(SORTED)
  }
})

test.each([
  [
    'what may be sent',
    `SELECT ord, lane, state, next_at, hold_until FROM operation WHERE state <> 'settled' ORDER BY ord`,
    'operation_unsettled',
    0,
  ],
  ['operations of a lane', 'SELECT ord FROM operation WHERE lane = ? ORDER BY ord', 'operation_lane', 1],
  [
    'what was settled lately',
    `SELECT ord FROM operation WHERE state = 'settled' ORDER BY settled_at DESC, ord DESC LIMIT ?`,
    'operation_settled',
    1,
  ],
  [
    'what the cursor has not passed',
    `SELECT ord FROM operation WHERE state = 'settled' AND seq > ?`,
    'operation_seq',
    1,
  ],
  ['one operation', 'SELECT ord FROM operation WHERE op_id = ?', 'sqlite_autoindex_operation_1', 1],
])('outbox: %s come from an index, in order', (_, sql, index, parameters) => {
  const { outbox } = aWorld()
  appendOperation(outbox, aReply('a'))
  const lines = plan(
    outbox,
    sql,
    Array.from({ length: parameters }, () => 1),
  ).join()
  expect(lines).toContain(`INDEX ${index}`)
  expect(lines).not.toMatch(SORTED)
  expect(lines).not.toMatch(SCANNED)
})

test('a dashboard is counted from indexes that hold all it needs, without sorting', () => {
  const { mirror } = aFilledWorld()
  const values = { at: 0, pk: 0, toAt: 9, toPk: 9, from: 0, until: 9 }
  for (const sql of [FACTS_OF_STEP, TIMES_OF_STEP, STEP_END, OPEN_AT]) {
    const lines = mirror
      .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(values)
      .map(({ detail }) => detail)
      .filter((line) => !line.startsWith('CORRELATED'))
    expect(lines[0], sql).toMatch(/^SEARCH \w+ USING COVERING INDEX case_report \(created_at/)
    for (const line of lines) expect(line, sql).toMatch(/USING COVERING INDEX/)
  }
  const open = mirror.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${OPEN_PAGE}`).all({ at: 0, pk: 0 })
  expect(open.map(({ detail }) => detail).join(), OPEN_PAGE).not.toMatch(SORTED)
  expect(open[0]!.detail).toMatch(/INDEX case_open_created_at/)
})

test('what concerns an agent is looked for in their own cases, never in all that ever happened', () => {
  const { mirror } = aFilledWorld()
  const lines = mirror
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${NOTICES}`)
    .all({ me: 'me', since: 0, limit: 300 })
    .map(({ detail }) => detail)
  for (const index of ['note_case', 'case_event_case']) {
    expect(lines.join('\n')).toMatch(
      new RegExp(`SEARCH . USING (COVERING )?INDEX ${index} \\(case_pk=\\? AND created_at>\\?\\)`),
    )
  }
  expect(lines.filter((line) => /^SCAN (n|e|c)\b/.test(line))).toEqual([])
})
