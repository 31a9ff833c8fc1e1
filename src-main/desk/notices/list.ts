import { caseHeads } from '#main/store/mirror/cases.ts'
import { listNotices } from '#main/store/mirror/notices.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { unsettledOperations } from '#main/store/outbox/operations.ts'
import type { NoticeSettings } from '#shared/domain/notice.ts'
import type { Notice, NoticeList } from '#shared/rpc/notices.ts'
import type { Stores } from '../profile.ts'

/** What is older is found in the cases. */
const KEPT_MS = 14 * 86_400_000
const MAX_NOTICES = 100

type Work = Pick<Stores, 'outbox' | 'mirror'> & { me: string; now: number }

/** What concerns the agent, of the kinds that they want to hear of; made of what is here, at each call. */
export function noticeList(work: Work, { kinds }: Pick<NoticeSettings, 'kinds'>): NoticeList {
  if (mirrorState(work.mirror).cursor === null) return { notices: [], unread: 0 }
  const { mirror, me, now } = work
  const found = [...conflicts(work), ...listNotices(mirror, { me, since: now - KEPT_MS, limit: 3 * MAX_NOTICES })]
  const notices = found
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, MAX_NOTICES)
  return { notices, unread: notices.filter(({ unread }) => unread).length }
}

/** They wait until somebody has chosen. */
function conflicts({ outbox, mirror }: Work): Notice[] {
  const open = unsettledOperations(outbox).filter(({ state }) => state === 'conflict')
  const ofCases = open.flatMap((stored) =>
    'caseId' in stored.operation ? [{ stored, caseId: stored.operation.caseId }] : [],
  )
  const heads = caseHeads(
    mirror,
    ofCases.map(({ caseId }) => caseId),
  )
  return ofCases.flatMap(({ stored, caseId }) => {
    const head = heads.get(caseId)
    if (!head) return []
    const at = stored.settledAt ?? stored.operation.authoredAt
    return [
      { id: stored.operation.opId, kind: 'conflict', caseId, ...head, accountName: '', byName: null, at, unread: true },
    ]
  })
}
