import { and, asc, desc, eq, like, sql } from 'drizzle-orm'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { LineField } from '#shared/portal-api/rma-rows.ts'
import { caseEvents, rmaLines, rmas } from '../../db/schema.ts'
import type { Actor } from '../cases/case-fields.ts'
import { shortenedChange } from '../cases/shortened-change.ts'
import type { Work } from '../deps.ts'

export type Rma = typeof rmas.$inferSelect
export type Line = typeof rmaLines.$inferSelect

/** Of a case that is locked; its lines need no lock of their own then. */
export async function findRma({ tx }: Work, caseId: string, id: string): Promise<Rma | undefined> {
  const [found] = await tx
    .select()
    .from(rmas)
    .where(and(eq(rmas.id, id), eq(rmas.caseId, caseId)))
  return found
}

export function linesOf({ tx }: Work, rmaId: string): Promise<Line[]> {
  return tx.select().from(rmaLines).where(eq(rmaLines.rmaId, rmaId)).orderBy(asc(rmaLines.position), asc(rmaLines.id))
}

/** Changes a line and counts its version up. */
export async function writeLine({ tx }: Work, before: Line, set: Partial<Line>): Promise<Line> {
  const [after] = await tx
    .update(rmaLines)
    .set({ ...set, version: before.version + 1 })
    .where(eq(rmaLines.id, before.id))
    .returning()
  if (!after) throw new Error(`Line ${before.id} has gone while its case was locked`)
  return after
}

type LineEvent = { id: string; caseId: string; from: string | null; to: string | null; actor: Actor }

function record(work: Work, field: 'rma' | 'rmaLine' | 'rmaField', { actor, ...event }: LineEvent) {
  return work.tx.insert(caseEvents).values({
    ...event,
    field,
    actorKind: actor.kind,
    actorId: actor.id,
    createdAt: work.now,
    authoredAt: work.authoredAt,
  })
}

export async function recordRma(work: Work, { id, caseId, rmaNumber }: Rma, actor: Actor): Promise<void> {
  await record(work, 'rma', { id, caseId, from: null, to: rmaNumber, actor })
}

/** `from` null: the line has come to the RMA. */
export async function recordStep(work: Work, after: Line, from: RmaLineState | null, actor: Actor): Promise<void> {
  const { id, version, caseId, state } = after
  await record(work, 'rmaLine', { id: `${id}:${version}`, caseId, from, to: state, actor })
}

export async function recordRemoval(work: Work, { id, caseId, serialNumber }: Line, actor: Actor): Promise<void> {
  await record(work, 'rmaLine', { id: `${id}:removed`, caseId, from: serialNumber, to: null, actor })
}

type FieldChange = { after: Line; field: LineField; from: string; to: string; actor: Actor }

export async function recordFieldChange(work: Work, { after, field, from, to, actor }: FieldChange): Promise<void> {
  const id = `${after.id}:${field}:${after.version}`
  await record(work, 'rmaField', { id, caseId: after.caseId, ...shortenedChange({ from, to }), actor })
}

export type Theirs = { changedBy: string | null; changedAt: number | null }

/** Who took the line's last step, or changed a field of it last, and when. */
export async function lastChangeOf({ tx }: Work, line: Line, field: LineField | 'state'): Promise<Theirs> {
  const [kind, id] =
    field === 'state' ? (['rmaLine', `${line.id}:%`] as const) : (['rmaField', `${line.id}:${field}:%`] as const)
  const [last] = await tx
    .select({ changedBy: caseEvents.actorId, changedAt: caseEvents.createdAt })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, line.caseId), eq(caseEvents.field, kind), like(caseEvents.id, id)))
    .orderBy(desc(caseEvents.createdAt), desc(sql`length(${caseEvents.id})`), desc(caseEvents.id))
    .limit(1)
  return last ?? { changedBy: null, changedAt: null }
}
