import { and, desc, eq } from 'drizzle-orm'
import { type ActorKind, type CaseStatus, canMove, isOpen } from '#shared/domain/status.ts'
import { caseEvents, cases } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

export type Actor = { kind: ActorKind; id: string | null }
export type Case = typeof cases.$inferSelect

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

/** Throws `IllegalMove` against the domain's rules, whoever asks. */
export async function changeStatus(work: Work, before: Case, to: CaseStatus, actor: Actor): Promise<Case> {
  if (!canMove(before.status, to, actor.kind)) throw new IllegalMove(before.status, to, actor.kind)
  return writeStatus(work, before, to, actor)
}

/** For a move that a domain rule other than `legalMoves` has decided (a customer's note wakes or reopens the case). */
export async function writeStatus(work: Work, before: Case, to: CaseStatus, actor: Actor): Promise<Case> {
  const after = await update(work, before, {
    status: to,
    statusVersion: before.statusVersion + 1,
    closedAt: isOpen(to) ? null : isOpen(before.status) ? work.now : before.closedAt,
  })
  await record(work, before.id, 'status', before.status, to, actor)
  return after
}

/** The only writer of a case's owner. */
export async function changeOwner(work: Work, before: Case, to: string | null, actor: Actor): Promise<Case> {
  const after = await update(work, before, { ownerId: to, ownerVersion: before.ownerVersion + 1 })
  await record(work, before.id, 'ownerId', before.ownerId, to, actor)
  return after
}

/** Something else of the case, such as its thread, has changed. */
export function touch(work: Work, before: Case): Promise<Case> {
  return update(work, before, {})
}

/** Who gave the field its present value, and when. */
export async function lastChange({ tx }: Work, caseId: string, field: 'status' | 'ownerId') {
  const [last] = await tx
    .select({ actorId: caseEvents.actorId, createdAt: caseEvents.createdAt })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.field, field)))
    .orderBy(desc(caseEvents.createdAt), desc(caseEvents.id))
    .limit(1)
  return last
}

async function update(work: Work, before: Case, set: Partial<Case>): Promise<Case> {
  const [after] = await work.tx
    .update(cases)
    .set({ ...set, modifiedAt: work.now })
    .where(eq(cases.id, before.id))
    .returning()
  if (!after) throw new Error(`Case ${before.id} has gone while it was locked`)
  return after
}

async function record(
  work: Work,
  caseId: string,
  field: 'status' | 'ownerId',
  from: string | null,
  to: string | null,
  actor: Actor,
): Promise<void> {
  await work.tx.insert(caseEvents).values({
    id: work.newId(),
    caseId,
    field,
    from,
    to,
    actorKind: actor.kind,
    actorId: actor.id,
    createdAt: work.now,
  })
}
