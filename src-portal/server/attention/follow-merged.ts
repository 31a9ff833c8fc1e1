import { asc, inArray } from 'drizzle-orm'
import { follows } from '#shared/domain/attention.ts'
import { caseMarks, type cases } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { activeMembers, followOf } from './mentions.ts'

type Case = Pick<typeof cases.$inferSelect, 'id' | 'ownerId' | 'teamId'>

/** Whoever heard of a merged case hears of the one that carries it on: of those who see it all who have not chosen otherwise there. */
export async function followMerged(work: Work, merged: Case, into: Case): Promise<void> {
  const marks = await work.tx
    .select()
    .from(caseMarks)
    .where(inArray(caseMarks.caseId, [merged.id, into.id]))
    .orderBy(asc(caseMarks.id))
    .for('update')
  const chosen = (agentId: string, caseId: string) =>
    marks.find((mark) => mark.ownerId === agentId && mark.caseId === caseId)?.following ?? 'auto'
  const known = [...marks.map(({ ownerId }) => ownerId), ...(merged.ownerId === null ? [] : [merged.ownerId])]
  const followers = [...new Set(known)].filter((agentId) => {
    const there = chosen(agentId, into.id)
    const hearsAlready = follows(there, agentId === into.ownerId)
    const here = chosen(agentId, merged.id)
    return there === 'auto' && follows(here, agentId === merged.ownerId) && !(here === 'auto' && hearsAlready)
  })
  if (followers.length === 0) return
  await followOf(work, { caseId: into.id, agentIds: await activeMembers(work, followers, into.teamId) })
}
