import { and, asc, eq, lt } from 'drizzle-orm'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { isPastValidity } from '#shared/domain/estimate.ts'
import { estimates } from '../../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'
import { type Actor, lockCase } from './case-fields.ts'
import { goOn } from './estimate-ended.ts'
import { endEstimate, lockEstimate } from './estimate-state.ts'

const BY_THE_PORTAL: Actor = { kind: 'system', id: null }

/** Ends the estimates whose last day is over in Ljubljana, each in a transaction of its own; the agents go on with their cases. */
export async function expireEstimates(deps: ServiceDeps): Promise<number> {
  const today = dayInLjubljana(deps.now())
  const past = await deps.db
    .select({ id: estimates.id, caseId: estimates.caseId })
    .from(estimates)
    .where(and(eq(estimates.state, 'open'), lt(estimates.validUntil, today)))
    .orderBy(asc(estimates.id))
  let count = 0
  for (const found of past) if (await inTransaction(deps, (work) => expire(work, found))) count++
  return count
}

/** False when it was answered or withdrawn meanwhile. */
async function expire(work: Work, { id, caseId }: { id: string; caseId: string }): Promise<boolean> {
  const found = await lockCase(work, caseId)
  const estimate = found && (await lockEstimate(work, caseId, id))
  if (!found || estimate?.state !== 'open') return false
  if (!isPastValidity(estimate.validUntil, dayInLjubljana(work.now))) return false
  await endEstimate(work, { estimate, to: 'expired', actor: BY_THE_PORTAL })
  await goOn(work, found, BY_THE_PORTAL)
  return true
}
