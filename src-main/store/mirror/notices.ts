import type { NoticeKind } from '#shared/domain/notice.ts'
import type { Notice } from '#shared/rpc/notices.ts'
import type { Mirror } from '../open.ts'

export type NoticeQuery = { me: string; since: number; limit: number }

type NoticeRecord = Omit<Notice, 'unread' | 'kind'> & { kind: Exclude<NoticeKind, 'conflict'>; unread: number }

/** The agent's own cases and those that they follow; of a case that is theirs and not followed they hear nothing. */
const HEARD = `SELECT c.pk FROM cases c WHERE c.owner_key = @me AND c.open IN (0, 1) AND c.modified_at > @since
    AND NOT EXISTS (SELECT 1 FROM case_attention t WHERE t.case_pk = c.pk AND t.following = 'no')
  UNION SELECT case_pk FROM case_attention WHERE following = 'yes' OR back = 'answer'`

const PERSON = `(SELECT k.first_name || ' ' || k.last_name FROM contacts k WHERE k.id = by_id)`

/** `CROSS JOIN`: from the few cases that are heard of to what happened in them, never through all that ever happened. */
export const NOTICES = `WITH heard (pk) AS MATERIALIZED (${HEARD}), found AS (
    SELECT n.id, 'answer' AS kind, n.case_pk, n.author_id AS by_id, n.created_at AS at
      FROM heard h CROSS JOIN notes n ON n.case_pk = h.pk
      WHERE n.created_at > @since AND n.author_kind = 'customer'
    UNION ALL SELECT e.id, iif(e.field = 'estimate', 'answer', 'assigned'), e.case_pk, e.actor_id, e.created_at
      FROM heard h CROSS JOIN case_events e ON e.case_pk = h.pk
      WHERE e.created_at > @since AND (e.actor_kind = 'customer' AND e.field = 'estimate'
        OR e.field = 'ownerId' AND e.to_value = @me AND e.actor_id IS NOT @me)
    UNION ALL SELECT n.id, 'mention', n.case_pk, n.author_id, n.created_at FROM notes n
      WHERE n.mentions <> '[]' AND n.created_at > @since AND n.author_id IS NOT @me AND n.local IS NULL
        AND EXISTS (SELECT 1 FROM json_each(n.mentions) j WHERE j.value = @me)
    UNION ALL SELECT 'back:' || k.id || ':' || t.snoozed_until, 'back', t.case_pk, NULL, t.snoozed_until
      FROM case_attention t JOIN case_key k ON k.pk = t.case_pk WHERE t.back = 'time' AND t.snoozed_until > @since
  ), newest AS (SELECT * FROM found ORDER BY at DESC, id DESC LIMIT @limit)
  SELECT f.id, f.kind, f.at, c.id AS caseId, c.case_number AS caseNumber, c.title, coalesce(a.name, '') AS accountName,
    coalesce((SELECT g.name FROM agents g WHERE g.id = f.by_id), ${PERSON}) AS byName,
    f.kind = 'back' OR f.at > coalesce(t.read_until, (SELECT new_since FROM agents WHERE id = @me), 0) AS unread
  FROM newest f JOIN cases c ON c.pk = f.case_pk LEFT JOIN accounts a ON a.id = c.account_id
    LEFT JOIN case_attention t ON t.case_pk = f.case_pk
  ORDER BY f.at DESC, f.id DESC`

/**
 * Newest first: answers of customers in cases that the agent hears of, notes that name the agent, cases given to the agent
 * by others, snoozes whose time came.
 */
export function listNotices(mirror: Mirror, query: NoticeQuery): Notice[] {
  return mirror
    .prepare<NoticeRecord>(NOTICES)
    .all(query)
    .map((record) => ({ ...record, unread: record.unread === 1 }))
}
