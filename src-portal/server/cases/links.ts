import { and, eq } from 'drizzle-orm'
import { fromTheOther, type LinkKind } from '#shared/domain/case-links.ts'
import { caseLinks } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import type { Case } from './case-fields.ts'

type Pair = { one: Case; other: Case }

/** What `one` has to do with `other`; null for nothing. */
export async function linkBetween({ tx }: Work, { one, other }: Pair): Promise<LinkKind | null> {
  const [found] = await tx
    .select({ kind: caseLinks.kind })
    .from(caseLinks)
    .where(and(eq(caseLinks.caseId, one.id), eq(caseLinks.otherId, other.id)))
  return found?.kind ?? null
}

/** For both, in place of what was between them. `by`: an agent's id, null for the portal itself. */
export async function writeLink(
  work: Work,
  { one, other, kind, by }: Pair & { kind: LinkKind; by: string | null },
): Promise<void> {
  await removeLink(work, { one, other })
  const common = { createdBy: by, createdAt: work.now }
  await work.tx.insert(caseLinks).values([
    { id: work.newId(), caseId: one.id, otherId: other.id, otherNumber: other.caseNumber, kind, ...common },
    {
      id: work.newId(),
      caseId: other.id,
      otherId: one.id,
      otherNumber: one.caseNumber,
      kind: fromTheOther(kind),
      ...common,
    },
  ])
}

export async function removeLink({ tx }: Work, { one, other }: Pair): Promise<void> {
  for (const [caseId, otherId] of [
    [one.id, other.id],
    [other.id, one.id],
  ] as const) {
    await tx.delete(caseLinks).where(and(eq(caseLinks.caseId, caseId), eq(caseLinks.otherId, otherId)))
  }
}
