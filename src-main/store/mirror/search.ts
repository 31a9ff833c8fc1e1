import type { SearchHit } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** The newest `limit` cases with all words (the last one as a prefix), or whose case or serial number contains the text. */
export declare function searchCases(mirror: Mirror, text: string, limit: number): SearchHit[]
