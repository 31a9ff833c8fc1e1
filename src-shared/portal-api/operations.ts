import { z } from 'zod'
import { MAX_NOTE_LENGTH, NOTE_VISIBILITIES } from '../domain/case.ts'
import { CASE_STATUSES } from '../domain/status.ts'

/** Grows when the wire form of an operation changes; the outbox upgrades what it still holds. */
export const OPERATION_SCHEMA_VERSION = 1
export const MAX_PUSH_OPERATIONS = 50

const id = z.string().min(1).max(64)
const status = z.enum(CASE_STATUSES)

/** A new value together with what its author saw, so that the portal can tell a stale change from a fresh one. */
const change = <T extends z.ZodType>(value: T) =>
  z.object({ to: value, base: z.object({ value, version: z.number().int() }) })

export const statusChange = change(status)
export const ownerChange = change(id.nullable())

const common = {
  /** UUIDv7, minted once, before the first send. */
  opId: z.uuid(),
  caseId: id,
  schemaVersion: z.number().int(),
  /** Epoch ms by the author's clock; for reading only, never for ordering. */
  authoredAt: z.number().int(),
  /** Operations that must have been settled before this one. */
  dependsOn: z.array(z.uuid()).default([]),
}

/** A reply or internal note; its id is the operation's. `status` makes it "reply and …": two parts, the words always apply. */
export const createNoteOperation = z.object({
  ...common,
  kind: z.literal('note.create'),
  visibility: z.enum(NOTE_VISIBILITIES),
  body: z.string().min(1).max(MAX_NOTE_LENGTH),
  status: statusChange.optional(),
})

export const updateCaseOperation = z.object({
  ...common,
  kind: z.literal('case.update'),
  status: statusChange.optional(),
  ownerId: ownerChange.optional(),
})

export const operation = z.discriminatedUnion('kind', [createNoteOperation, updateCaseOperation])
export type Operation = z.infer<typeof operation>
export type OperationKind = Operation['kind']
export type StatusChange = z.infer<typeof statusChange>
export type OwnerChange = z.infer<typeof ownerChange>

/** A part of an operation that was not applied because the case had moved on. */
export const statusConflict = z.object({
  field: z.literal('status'),
  base: status,
  mine: status,
  theirs: status,
  theirsVersion: z.number().int(),
  reason: z.enum(['stale', 'illegal']),
  changedBy: z.string().nullable(),
  changedAt: z.number().int().nullable(),
})
export type StatusConflict = z.infer<typeof statusConflict>

export const operationResult = z.discriminatedUnion('status', [
  /** All parts took effect; `seq` is the feed's number that the desk's cursor must pass. */
  z.object({ status: z.literal('applied'), opId: z.uuid(), seq: z.number().int() }),
  /** The portal already had that value, or a later writer's owner was replaced and both are told. */
  z.object({ status: z.literal('merged'), opId: z.uuid(), seq: z.number().int() }),
  /** The words, if any, were applied; `conflict` waits for a person. */
  z.object({ status: z.literal('conflict'), opId: z.uuid(), seq: z.number().int(), conflict: statusConflict }),
  z.object({ status: z.literal('rejected'), opId: z.uuid(), code: z.string(), detail: z.string() }),
  z.object({ status: z.literal('retry'), opId: z.uuid(), afterMs: z.number().int().nonnegative() }),
])
export type OperationResult = z.infer<typeof operationResult>

export const pushRequest = z.object({
  clientId: z.uuid(),
  operations: z.array(operation).min(1).max(MAX_PUSH_OPERATIONS),
})
export const pushResponse = z.object({ results: z.array(operationResult) })
export type PushRequest = z.infer<typeof pushRequest>
export type PushResponse = z.infer<typeof pushResponse>
