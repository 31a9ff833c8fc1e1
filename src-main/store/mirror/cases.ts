import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** As the agent sees it; `versions` already count the pending changes, so it is the base of the next operation. */
export declare function findCase(mirror: Mirror, caseId: string): CaseRow | null
/** Everything of a case's pane but what the outbox knows. */
export declare function caseDetail(
  mirror: Mirror,
  caseId: string,
): Omit<CaseDetail, 'pendingFields' | 'conflicts'> | null
/** Number and title by case id; unknown ids are left out. */
export declare function caseHeads(
  mirror: Mirror,
  caseIds: readonly string[],
): Map<string, { caseNumber: string; title: string }>
