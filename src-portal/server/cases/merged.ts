import { asc, eq, inArray } from 'drizzle-orm'
import { cases } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { type Actor, type Case, changeField, lockCase } from './case-fields.ts'

/**
 * The case that carries this one on, at the end of the chain; locked like all on the way, so that the chain stays. Throws on a
 * circle, which nothing here makes: without an end there would be none to the waiting for its locks either.
 */
export async function lockRoot(work: Work, found: Case): Promise<Case> {
  const seen = new Set<string>()
  let root = found
  while (root.mergedIntoId !== null) {
    if (seen.has(root.id)) throw new Error(`Case ${found.id} was merged in a circle`)
    seen.add(root.id)
    const next = await lockCase(work, root.mergedIntoId)
    if (!next) throw new Error(`Case ${root.id} was merged into one that is gone`)
    root = next
  }
  return root
}

/** The case and all that were merged into it, over any number of steps. */
export async function threadOf({ tx }: Work, caseId: string): Promise<string[]> {
  const parts = [caseId]
  let newest = [caseId]
  while (newest.length > 0) {
    const rows = await tx.select({ id: cases.id }).from(cases).where(inArray(cases.mergedIntoId, newest))
    newest = rows.map(({ id }) => id).filter((id) => !parts.includes(id))
    parts.push(...newest)
  }
  return parts
}

/** What was merged into a case is seen by its team, and goes along with it. */
export async function takeAlong(work: Work, into: Case, actor: Actor, seen = new Set<string>()): Promise<void> {
  seen.add(into.id)
  const merged = await work.tx
    .select()
    .from(cases)
    .where(eq(cases.mergedIntoId, into.id))
    .orderBy(asc(cases.id))
    .for('update')
  for (const one of merged) {
    if (seen.has(one.id)) continue
    const after = one.teamId === into.teamId ? one : await changeField(work, one, 'teamId', into.teamId, actor)
    await takeAlong(work, after, actor, seen)
  }
}

/** Whether words for the customer of the one may stand before the customer of the other. */
export function isSameCustomer(one: Case, other: Case): boolean {
  return one.accountId === other.accountId && one.contactId === other.contactId
}
