import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { type SlaClocks, type SlaMoment, slaClocks, slaTarget } from '#shared/domain/sla.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import { caseEvents, cases, entitlements, notes } from '../../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'

/** Cases that are worked out in one transaction. */
const AT_ONCE = 200

type Known = Pick<
  typeof cases.$inferSelect,
  'id' | 'status' | 'createdAt' | 'entitlementId' | 'firstResponse' | 'resolution'
>

/**
 * Works the clocks of these cases out anew from all that happened to them, and locks them meanwhile. What comes out is what
 * following each change would have made of them.
 */
export async function foldCases(work: Work, caseIds: readonly string[]): Promise<void> {
  const { tx, sla } = work
  if (caseIds.length === 0) return
  const ids = [...caseIds]
  const found = await tx
    .select({
      id: cases.id,
      status: cases.status,
      createdAt: cases.createdAt,
      entitlementId: cases.entitlementId,
      firstResponse: cases.firstResponse,
      resolution: cases.resolution,
    })
    .from(cases)
    .where(inArray(cases.id, ids))
    .orderBy(asc(cases.id))
    .for('update')
  const contracts = await contractsOf(work, found)
  const histories = await historiesOf(work, ids)
  for (const known of found) {
    const contract = known.entitlementId === null ? null : (contracts.get(known.entitlementId) ?? null)
    const { first, moments } = histories.get(known.id) ?? { first: null, moments: [] }
    const created = { at: known.createdAt, status: first ?? known.status }
    const clocks = slaClocks(slaTarget(contract, sla.usual), created, moments, sla.time)
    await tx
      .update(cases)
      .set({ ...(same(clocks, known) ? {} : clocks), slaRules: sla.mark })
      .where(eq(cases.id, known.id))
  }
}

const same = (clocks: SlaClocks, known: Known): boolean =>
  JSON.stringify([clocks.firstResponse, clocks.resolution]) === JSON.stringify([known.firstResponse, known.resolution])

async function contractsOf({ tx }: Work, found: readonly Known[]) {
  const ids = [...new Set(found.flatMap(({ entitlementId }) => entitlementId ?? []))]
  const rows = ids.length === 0 ? [] : await tx.select().from(entitlements).where(inArray(entitlements.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** `first`: the status in which the case began, where it was ever changed. */
type History = { first: CaseStatus | null; moments: SlaMoment[] }

async function historiesOf({ tx }: Work, caseIds: string[]): Promise<Map<string, History>> {
  const answers = await tx
    .select({ caseId: notes.caseId, at: sql<number>`min(${notes.createdAt})`.mapWith(Number) })
    .from(notes)
    .innerJoin(cases, eq(cases.id, notes.caseId))
    .where(
      and(
        inArray(notes.caseId, caseIds),
        eq(notes.authorKind, 'agent'),
        eq(notes.visibility, 'public'),
        // Before the case there was none to answer.
        sql`${notes.createdAt} >= ${cases.createdAt}`,
      ),
    )
    .groupBy(notes.caseId)
  const moves = await tx
    .select({ caseId: caseEvents.caseId, at: caseEvents.createdAt, from: caseEvents.from, to: caseEvents.to })
    .from(caseEvents)
    .where(and(inArray(caseEvents.caseId, caseIds), eq(caseEvents.field, 'status')))
    .orderBy(asc(caseEvents.createdAt), asc(caseEvents.id))
  const histories = new Map<string, History>(caseIds.map((id) => [id, { first: null, moments: [] }]))
  for (const { caseId, at, from, to } of moves) {
    const history = histories.get(caseId)
    const status = statusNamed(to)
    if (!history || !status) continue
    history.first ??= statusNamed(from)
    history.moments.push({ at, kind: 'status', to: status })
  }
  for (const { caseId, at } of answers) {
    const moments = histories.get(caseId)?.moments
    // Words with a change of the status were written before it.
    const place = moments?.findIndex((moment) => moment.at >= at) ?? -1
    moments?.splice(place < 0 ? moments.length : place, 0, { at, kind: 'answer' })
  }
  return histories
}

const statusNamed = (text: string | null): CaseStatus | null => CASE_STATUSES.find((status) => status === text) ?? null

/** Those that were never worked out, and open ones that were by other rules, after one of them; exported for the test of its plan. */
export const staleCases = (mark: string, after: string) =>
  and(
    or(isNull(cases.closedAt), isNull(cases.slaRules)),
    sql`${cases.slaRules} IS DISTINCT FROM ${mark}`,
    gt(cases.id, after),
  )

/**
 * Brings cases up to date with the present rules, some at a time; what is done is done, so it can stop anywhere and go on
 * later. Closed cases stay as they were judged. Answers how many there were.
 */
export async function foldStaleCases(deps: ServiceDeps, isStopped: () => boolean = () => false): Promise<number> {
  let after = ''
  let done = 0
  while (!isStopped()) {
    const ids = await inTransaction(deps, async (work) => {
      const stale = await work.tx
        .select({ id: cases.id })
        .from(cases)
        .where(staleCases(work.sla.mark, after))
        .orderBy(asc(cases.id))
        .limit(AT_ONCE)
      const found = stale.map(({ id }) => id)
      await foldCases(work, found)
      return found
    })
    done += ids.length
    after = ids.at(-1) ?? after
    if (ids.length < AT_ONCE) break
  }
  return done
}
