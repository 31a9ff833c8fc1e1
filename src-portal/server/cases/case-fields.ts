import { and, desc, eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type ActorKind, type CaseStatus, canMove, isOpen } from '#shared/domain/status.ts'
import type { CaseField, EventField } from '#shared/portal-api/rows.ts'
import { caseEvents, cases } from '../../db/schema.ts'
import type { CaseChange } from '../../mail/enqueue.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { clocksAfterMove } from '../sla/case-clocks.ts'
import { endEstimate, openEstimateOf } from './estimate-state.ts'
import { shortenedChange } from './shortened-change.ts'

export type Actor = { kind: ActorKind; id: string | null }
export type Case = typeof cases.$inferSelect

const VERSION_OF = {
  status: 'statusVersion',
  ownerId: 'ownerVersion',
  title: 'titleVersion',
  description: 'descriptionVersion',
  teamId: 'teamVersion',
} as const satisfies Record<CaseField, keyof Case>

export class IllegalMove extends Error {
  constructor(from: CaseStatus, to: CaseStatus, actor: ActorKind) {
    super(`A case that is ${from} cannot be made ${to} by ${actor}`)
    this.name = 'IllegalMove'
  }
}

/** The case, locked until the end of the transaction: whoever changes one of its fields must see the newest value. */
export async function lockCase({ tx }: Work, caseId: string): Promise<Case | undefined> {
  const [found] = await tx.select().from(cases).where(eq(cases.id, caseId)).for('update')
  return found
}

export function versionOf(found: Case, field: CaseField): number {
  return found[VERSION_OF[field]]
}

/** Throws `IllegalMove` against the domain's rules, whoever asks. */
export async function changeStatus(work: Work, before: Case, to: CaseStatus, actor: Actor): Promise<Case> {
  if (!canMove(before.status, to, actor.kind)) throw new IllegalMove(before.status, to, actor.kind)
  return writeStatus(work, before, to, actor)
}

/**
 * For a move that a domain rule other than `legalMoves` has decided (a customer's note wakes or reopens the case). `quietly`:
 * the customer is told by something else.
 */
export async function writeStatus(
  work: Work,
  before: Case,
  to: CaseStatus,
  actor: Actor,
  { quietly = false } = {},
): Promise<Case> {
  const closes = isOpen(before.status) && !isOpen(to)
  // Of a closed case nothing is left to be paid for.
  const estimate = closes ? await openEstimateOf(work, before.id) : undefined
  if (estimate) await endEstimate(work, { estimate, to: 'withdrawn', actor })
  const closedAt = closes ? work.now : isOpen(to) ? null : before.closedAt
  const also = { closedAt, ...clocksAfterMove(work, before, to) }
  return writeField(work, before, 'status', to, actor, { also, quietly })
}

/** The only writer of the other fields that can conflict: counts the version up and records who did it. */
export function changeField<F extends Exclude<CaseField, 'status'>>(
  work: Work,
  before: Case,
  field: F,
  to: Case[F],
  actor: Actor,
): Promise<Case> {
  return writeField(work, before, field, to, actor)
}

/** Something else of the case, such as its thread, has changed; `internal`: nothing that its customer may see or hear of. */
export function touch(work: Work, before: Case, { internal = false } = {}): Promise<Case> {
  return update(work, before, {}, internal)
}

/** Who gave the field its present value, and when. */
export async function lastChange({ tx }: Work, caseId: string, field: EventField) {
  const [last] = await tx
    .select({ actorId: caseEvents.actorId, createdAt: caseEvents.createdAt })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.field, field)))
    .orderBy(desc(caseEvents.createdAt), desc(caseEvents.id))
    .limit(1)
  return last
}

export type FieldChange = { caseId: string; field: CaseField; from: string | null; to: string | null; actor: Actor }

/** For the thread. */
export async function recordChange(work: Work, { caseId, field, from, to, actor }: FieldChange): Promise<void> {
  await work.tx.insert(caseEvents).values({
    id: work.newId(),
    caseId,
    field,
    ...shortenedChange({ from, to }),
    actorKind: actor.kind,
    actorId: actor.id,
    createdAt: work.now,
    authoredAt: work.authoredAt,
  })
}

async function writeField<F extends CaseField>(
  work: Work,
  before: Case,
  field: F,
  to: Case[F],
  actor: Actor,
  { also = {}, quietly = false }: { also?: Partial<Case>; quietly?: boolean } = {},
): Promise<Case> {
  const set = { ...also, [field]: to, [VERSION_OF[field]]: versionOf(before, field) + 1 }
  const after = await update(work, before, set, field === 'teamId')
  await recordChange(work, { caseId: before.id, field, from: before[field], to, actor })
  const change = quietly ? null : toldToCustomer(field, after, actor)
  if (change) await enqueueMail(work, { kind: 'case_changed', caseId: before.id, change })
  return after
}

/** Of what the customer may see the customer hears by mail, too. */
function toldToCustomer(field: CaseField, after: Case, by: Actor): CaseChange | null {
  switch (field) {
    case 'status':
      return { type: 'status', to: after.status, by }
    case 'ownerId':
      return { type: 'owner', to: after.ownerId, by }
    case 'title':
    case 'description':
      return { type: field, by }
    case 'teamId':
      return null
    default:
      return assertNever(field)
  }
}

/** What has no version, and no event of its own. */
export function updateCaseRow(work: Work, before: Case, set: Pick<Partial<Case>, 'mergedIntoId' | 'beforeMerge'>) {
  return update(work, before, set, false)
}

async function update(work: Work, before: Case, set: Partial<Case>, internal: boolean): Promise<Case> {
  const [after] = await work.tx
    .update(cases)
    .set({ ...set, modifiedAt: work.now, ...(internal ? {} : { publicModifiedAt: work.now }) })
    .where(eq(cases.id, before.id))
    .returning()
  if (!after) throw new Error(`Case ${before.id} has gone while it was locked`)
  return after
}
