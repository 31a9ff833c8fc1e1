import { fromTheOther, isSaid, type LinkKind } from '#shared/domain/case-links.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { caseEvents } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { lockVisibleCase } from './access.ts'
import { type Case, lockCase, touch } from './case-fields.ts'
import { linkBetween, removeLink, writeLink } from './links.ts'
import { type Outcome, rejected } from './outcome.ts'

type LinkCases = Extract<Operation, { kind: 'case.link' }>
type UnlinkCases = Extract<Operation, { kind: 'case.unlink' }>

/** The last one wins; what the portal itself knows of the two (one was split from the other) stays. */
export async function linkCases(work: Work, operation: LinkCases, agentId: string): Promise<Outcome> {
  const both = await lockBoth(work, operation, agentId)
  if ('status' in both) return both
  const before = await linkBetween(work, both)
  if (before === operation.link) return { status: 'merged' }
  if (before !== null && !isSaid(before)) return rejected('link_known', 'The two cases are linked already')
  await writeLink(work, { ...both, kind: operation.link, by: agentId })
  await record(work, both, { before, after: operation.link, agentId })
  return { status: 'applied' }
}

export async function unlinkCases(work: Work, operation: UnlinkCases, agentId: string): Promise<Outcome> {
  const both = await lockBoth(work, operation, agentId)
  if ('status' in both) return both
  const before = await linkBetween(work, both)
  if (before === null) return { status: 'merged' }
  if (!isSaid(before)) return rejected('link_known', 'This link tells where the case came from')
  await removeLink(work, both)
  await record(work, both, { before, after: null, agentId })
  return { status: 'applied' }
}

type Both = { one: Case; other: Case }

async function lockBoth(
  work: Work,
  { caseId, otherId }: { caseId: string; otherId: string },
  agentId: string,
): Promise<Both | Outcome> {
  if (caseId === otherId) return rejected('link_itself', 'A case has nothing to do with itself')
  for (const id of [caseId, otherId].sort()) await lockCase(work, id)
  const one = await lockVisibleCase(work, caseId, agentId)
  const other = await lockVisibleCase(work, otherId, agentId)
  return one && other ? { one, other } : rejected('not_found', 'There is no such case')
}

type Said = { before: LinkKind | null; after: LinkKind | null; agentId: string }

/** In both threads, for agents alone. That two are none is no news of either. */
async function record(work: Work, { one, other }: Both, { before, after, agentId }: Said): Promise<void> {
  for (const [found, about, seen] of [
    [one, other, (kind: LinkKind) => kind],
    [other, one, fromTheOther],
  ] as const) {
    const said = (kind: LinkKind | null) =>
      kind === null || kind === 'not_duplicate' ? null : `${seen(kind)} ${about.caseNumber}`
    const [from, to] = [said(before), said(after)]
    if (from === null && to === null) continue
    await work.tx.insert(caseEvents).values({
      id: work.newId(),
      caseId: found.id,
      field: 'link',
      from,
      to,
      actorKind: 'agent',
      actorId: agentId,
      createdAt: work.now,
      authoredAt: work.authoredAt,
    })
    await touch(work, found, { internal: true })
  }
}
