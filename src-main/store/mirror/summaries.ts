import { watchedClock } from '#shared/domain/sla.ts'
import type { CaseSummary } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { hasUnreadPart } from './attention.ts'
import { knownCaseKey } from './case-key.ts'
import { clockOf } from './case-rows.ts'

type Flag = 'pending' | 'conflict' | 'asleep' | 'unread'
type SummaryRecord = Omit<CaseSummary, Flag | 'sla'> &
  Record<Flag | 'hasParts', number> & { pk: number; firstResponse: string | null; resolution: string | null }

/** The list's rows of these cases, in this order; those that are not here are left out. */
export function caseSummaries(mirror: Mirror, pks: readonly number[]): CaseSummary[] {
  return mirror
    .prepare<SummaryRecord>(
      `SELECT c.pk, c.id, c.case_number AS caseNumber, c.title, c.case_type AS caseType, c.status, nullif(c.owner_key, '') AS ownerId,
         g.name AS ownerName, coalesce(a.name, '') AS accountName, coalesce(k.first_name || ' ' || k.last_name, '') AS contactName,
         c.customer_reference AS customerReference, c.created_at AS createdAt, c.modified_at AS modifiedAt, c.pending, c.conflict,
         c.first_response AS firstResponse, c.resolution,
         coalesce(t.asleep, 0) AS asleep, coalesce(t.unread, 0) AS unread, t.snoozed_until AS snoozedUntil, t.back,
         EXISTS (SELECT 1 FROM cases m WHERE m.merged_into_id = c.id) AS hasParts
       FROM json_each(?) wanted JOIN cases c ON c.pk = wanted.value LEFT JOIN agents g ON g.id = c.owner_key
         LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN contacts k ON k.id = c.contact_id
         LEFT JOIN case_attention t ON t.case_pk = c.pk ORDER BY wanted.key`,
    )
    .all(JSON.stringify(pks))
    .map(({ pk, hasParts, firstResponse, resolution, ...record }) => ({
      ...record,
      sla: watchedClock({ firstResponse: clockOf(firstResponse), resolution: clockOf(resolution) }),
      pending: record.pending === 1,
      conflict: record.conflict === 1,
      asleep: record.asleep === 1,
      unread: record.unread === 1 || (hasParts === 1 && hasUnreadPart(mirror, pk)),
    }))
}

export function summariesOfIds(mirror: Mirror, ids: readonly string[]): CaseSummary[] {
  const pks = ids.flatMap((id) => knownCaseKey(mirror, id) ?? [])
  return caseSummaries(mirror, pks)
}
