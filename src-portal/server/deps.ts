import { randomUUIDv7 } from 'node:crypto'
import { INVITATION_DAYS } from '#shared/domain/registration.ts'
import { DEFAULT_RMA_MAIL_STEPS, type RmaLineState } from '#shared/domain/rma-line.ts'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import type { Database, Transaction } from '../db/open.ts'
import { retrying } from '../db/retry.ts'
import { defaultSlaRules, type SlaRules } from './sla/rules.ts'

/** What the domain services take from outside, so that tests and simulations decide it. */
export type ServiceDeps = {
  db: Database
  /** Epoch ms. */
  now(): number
  /** In [0, 1). */
  random(): number
  /** Ids of rows that the portal makes; they ascend with time. */
  newId(): string
  /** `DEFAULT_MAX_ATTACHMENT_BYTES` when left out. */
  maxAttachmentBytes?: number
  /** How long an invitation can be redeemed; `INVITATION_DAYS` when left out. */
  invitationDays?: number | undefined
  /** The states of RMA lines of which customers hear by e-mail; `DEFAULT_RMA_MAIL_STEPS` when left out. */
  rmaMailSteps?: readonly RmaLineState[] | undefined
  /** Opening hours and promises; `defaultSlaRules` when left out. */
  sla?: SlaRules | undefined
}

/** The same inside a transaction, with one instant for all that it writes. */
export type Work = {
  tx: Transaction
  now: number
  /** When the author of the operation under way did it, by the desk's clock; nothing orders by it. */
  authoredAt: number | null
  random(): number
  newId(): string
  maxAttachmentBytes: number
  invitationDays: number
  rmaMailSteps: ReadonlySet<RmaLineState>
  sla: SlaRules
}

export function systemDeps(db: Database): ServiceDeps {
  return { db, now: Date.now, random: Math.random, newId: () => randomUUIDv7() }
}

/** Runs `work` in one transaction, again after a deadlock. */
export function inTransaction<T>(deps: ServiceDeps, work: (work: Work) => Promise<T>): Promise<T> {
  const { random, newId, maxAttachmentBytes = DEFAULT_MAX_ATTACHMENT_BYTES, invitationDays = INVITATION_DAYS } = deps
  const rmaMailSteps = new Set(deps.rmaMailSteps ?? DEFAULT_RMA_MAIL_STEPS)
  const sla = deps.sla ?? defaultSlaRules()
  return retrying(() =>
    deps.db.transaction((tx) =>
      work({
        tx: tx as Transaction,
        now: deps.now(),
        authoredAt: null,
        random,
        newId,
        maxAttachmentBytes,
        invitationDays,
        rmaMailSteps,
        sla,
      }),
    ),
  )
}
