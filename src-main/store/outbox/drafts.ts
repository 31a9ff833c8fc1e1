import type { ComposerMode } from '#shared/domain/case.ts'
import type { Draft } from '#shared/rpc/models.ts'
import type { Outbox } from '../open.ts'

export declare function getDraft(outbox: Outbox, caseId: string, mode: ComposerMode): Draft | null
/** Durable when it returns. An empty body removes the draft. */
export declare function saveDraft(outbox: Outbox, draft: Draft): void
/** Newest first. */
export declare function listDrafts(outbox: Outbox): Omit<Draft, 'body'>[]
