import type { z } from 'zod'
import type { CaseView, CustomerCase, casePage } from '#shared/customer-api/cases.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { CASE_STATUSES, type CaseStatus, isOpen } from '#shared/domain/status.ts'
import type { Query } from '../db/open.ts'
import { type Customer, readAs } from './scope.ts'
import { searchTerms } from './search.ts'

const OPEN: CaseStatus[] = CASE_STATUSES.filter(isOpen)
const CLOSED: CaseStatus[] = CASE_STATUSES.filter((status) => !isOpen(status))

/** Of agents and persons only the name leaves the database. `today`: SQL for the day in Ljubljana. */
export const caseColumns = (today: string) => `
  c.id, c.case_number AS "caseNumber", c.title, c.case_type AS "caseType", c.customer_reference AS "customerReference",
  (SELECT g.name FROM agents g WHERE g.id = c.owner_id) AS "ownerName",
  (SELECT p.first_name || ' ' || p.last_name FROM contacts p WHERE p.id = c.contact_id) AS "contactName",
  c.status, c.created_at AS "createdAt", c.public_modified_at AS "modifiedAt",
  EXISTS (SELECT 1 FROM visible_estimates e WHERE e.case_id = c.id AND e.state = 'open' AND e.valid_until >= ${today})
    AS "estimateOpen"`

export type ListArgs = {
  view: CaseView
  text?: string | undefined
  after?: Cursor | undefined
  limit: number
  /** Epoch ms. */
  now: number
  reopenWindowDays: number
}

/** One page, newest change first. `after` is null on the last. */
export async function listCases(query: Query, customer: Customer, args: ListArgs): Promise<z.infer<typeof casePage>> {
  const { select, params } = listSelect({ ...args, limit: args.limit + 1 })
  const cases = await readAs<CustomerCase>(query, customer, select, params)
  const [counts] = await readAs<{ open: number; closed: number }>(query, customer, COUNT_SELECT, [OPEN])
  const page = cases.slice(0, args.limit)
  const last = cases.length > args.limit ? page.at(-1) : undefined
  return {
    cases: page,
    after: last ? writeCursor({ at: last.modifiedAt, id: last.id }) : null,
    counts: counts ?? { open: 0, closed: 0 },
  }
}

const COUNT_SELECT = `SELECT count(*) FILTER (WHERE c.status = ANY ($3::text[])) AS open,
  count(*) FILTER (WHERE c.status <> ALL ($3::text[])) AS closed FROM visible_cases c`

/** The same text for the same view, so that it is planned once. */
export function listSelect(args: ListArgs): { select: string; params: unknown[] } {
  const params: unknown[] = []
  const add = (value: unknown, type: string) => `$${params.push(value) + 2}::${type}`
  const today = add(dayInLjubljana(args.now), 'date')
  const limit = add(args.limit, 'int')
  const where: string[] = []
  if (args.view === 'open') where.push(`c.status = ANY (${add(OPEN, 'text[]')})`)
  if (args.view === 'closed' || args.view === 'archive') where.push(`c.status = ANY (${add(CLOSED, 'text[]')})`)
  if (args.view === 'archive') {
    where.push(`c.closed_at < ${add(args.now - args.reopenWindowDays * 86_400_000, 'bigint')}`)
  }
  if (args.view === 'mine') where.push('c.contact_id = (SELECT id FROM me)')
  if (args.after) {
    where.push(
      `(c.public_modified_at, c.id) < (${add(args.after.at, 'bigint')}, ${add(args.after.id, 'text')} COLLATE "C")`,
    )
  }
  const { words, numberKey } = searchTerms(args.text ?? '')
  const looking = words.length > 0
  const lookedFor = looking
    ? `WITH looked_for AS MATERIALIZED (
  SELECT '%' || search_fold(w.word) || '%' AS pattern FROM unnest(${add(words, 'text[]')}) w (word)
)`
    : ''
  // Each word is in the case or in one of its notes; or all of it is a number, read from a sticker or a mail.
  if (looking) {
    const key = add(numberKey, 'text')
    where.push(`((${key} <> '' AND (c.case_number_key LIKE '%' || ${key} || '%' OR c.serial_key LIKE '%' || ${key} || '%'))
    OR NOT EXISTS (SELECT 1 FROM looked_for l WHERE c.search_text NOT LIKE l.pattern AND NOT EXISTS (
      SELECT 1 FROM visible_notes n WHERE n.case_id = c.id AND n.search_text LIKE l.pattern)))`)
  }
  const select = `${lookedFor}
SELECT ${caseColumns(today)} FROM visible_cases c
${where.length > 0 ? `WHERE ${where.join('\n  AND ')}` : ''}
ORDER BY c.public_modified_at DESC, c.id DESC LIMIT ${limit}`
  return { select, params }
}

export type Cursor = { at: number; id: string }

export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at}.${id}`).toString('base64url')
}

/** Null: none of ours. What a forged one says only moves the reader within the own cases. */
export function readCursor(text: string): Cursor | null {
  const found = /^(\d{1,15})\.([\w-]{1,64})$/.exec(Buffer.from(text, 'base64url').toString('latin1'))
  return found ? { at: Number(found[1]), id: found[2] ?? '' } : null
}
