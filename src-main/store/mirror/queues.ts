import type { CaseListQuery, CasePage, PageAnchor, QueueCounters } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** `me`: the signed-in agent's id, for the queue "mine". */
export type QueueQuery = CaseListQuery & { me: string | null }

export declare function queuePage(mirror: Mirror, query: QueueQuery & { anchor: PageAnchor; limit: number }): CasePage
/** The row number of a case in the list; null when it is not in it. */
export declare function queueIndexOf(mirror: Mirror, query: QueueQuery & { caseId: string }): number | null
export declare function queueCounters(mirror: Mirror, me: string | null): QueueCounters
