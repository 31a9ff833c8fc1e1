import type { ThreadPage } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** Notes and events together, oldest first within the page; the newest page without `before`. */
export declare function caseThread(
  mirror: Mirror,
  query: { caseId: string; before?: [number, string]; limit: number; me: string | null },
): ThreadPage
