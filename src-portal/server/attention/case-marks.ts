import { eq } from 'drizzle-orm'
import { caseMarkId, type Snooze } from '#shared/domain/attention.ts'
import { caseMarks } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

export type CaseMark = typeof caseMarks.$inferSelect
type Whose = { agentId: string; caseId: string }

export async function lockMark({ tx }: Work, { agentId, caseId }: Whose): Promise<CaseMark | undefined> {
  const id = caseMarkId(agentId, caseId)
  const [found] = await tx.select().from(caseMarks).where(eq(caseMarks.id, id)).for('update')
  return found
}

export function snoozeOf(mark: CaseMark | undefined): Snooze | null {
  return mark?.snoozedAfter == null ? null : { after: mark.snoozedAfter, until: mark.snoozedUntil }
}

/** Writes these values alone; the mark is made where there was none. */
export async function writeMark(
  { tx }: Work,
  { agentId, caseId }: Whose,
  values: Partial<Omit<CaseMark, 'id' | 'ownerId' | 'caseId'>>,
): Promise<void> {
  const empty = { snoozedAfter: null, snoozedUntil: null, readUntil: null, following: 'auto' as const }
  await tx
    .insert(caseMarks)
    .values({ id: caseMarkId(agentId, caseId), ownerId: agentId, caseId, ...empty, ...values })
    .onConflictDoUpdate({ target: caseMarks.id, set: values })
}
