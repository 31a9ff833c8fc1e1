import { z } from 'zod'

/** What operations of every kind are made of. */

export const id = z.string().min(1).max(64)

export const common = {
  /** UUIDv7, minted once, before the first send. */
  opId: z.uuid(),
  schemaVersion: z.number().int(),
  /** Epoch ms by the author's clock; for reading only, never for ordering. */
  authoredAt: z.number().int(),
  /** Operations that must have been settled before this one. */
  dependsOn: z.array(z.uuid()).default([]),
}

export const ofCase = { ...common, caseId: id }

/** Of a conflict: who wrote theirs, and when. */
export const theirs = {
  /** An agent's or a contact's id, null for the system. */
  changedBy: z.string().nullable(),
  changedAt: z.number().int().nullable(),
}
