import { eq } from 'drizzle-orm'
import { type SlaClocks, slaTarget, startClocks, stepClocks } from '#shared/domain/sla.ts'
import { type CaseStatus, INITIAL_STATUS } from '#shared/domain/status.ts'
import { cases, entitlements } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

type Case = typeof cases.$inferSelect
type Clocks = Pick<Case, 'firstResponse' | 'resolution'>

/** Of a case that is being opened. */
export async function clocksOfNewCase(
  { tx, now, sla }: Work,
  entitlementId: string | null,
): Promise<Clocks & Pick<Case, 'slaRules'>> {
  const [contract] =
    entitlementId === null ? [] : await tx.select().from(entitlements).where(eq(entitlements.id, entitlementId))
  const target = slaTarget(contract ?? null, sla.usual)
  return { ...startClocks(target, { at: now, status: INITIAL_STATUS }, sla.time), slaRules: sla.mark }
}

/** What a move to another status makes of them; goes into the same update. */
export function clocksAfterMove({ now, sla }: Work, before: Case, to: CaseStatus): SlaClocks {
  return stepClocks(before, before.status, { at: now, kind: 'status', to }, sla.time)
}

/** The customer has an agent's answer: the first one stops the clock of the first response. */
export async function stopFirstResponse({ tx, now, sla }: Work, before: Case): Promise<Case> {
  const { firstResponse } = stepClocks(before, before.status, { at: now, kind: 'answer' }, sla.time)
  if (firstResponse === before.firstResponse) return before
  const [after] = await tx.update(cases).set({ firstResponse }).where(eq(cases.id, before.id)).returning()
  if (!after) throw new Error(`Case ${before.id} has gone while it was locked`)
  return after
}
