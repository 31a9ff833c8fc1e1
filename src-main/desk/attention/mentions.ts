import { listAgents } from '#main/store/mirror/agents.ts'
import type { NoteVisibility } from '#shared/domain/case.ts'
import { mentionedIn } from '#shared/domain/mention.ts'
import { MAX_MENTIONS } from '#shared/portal-api/operations.ts'
import type { DeskContext } from '../context.ts'

/** Colleagues whom an internal note names, of those who see the case; a reply names nobody, whatever stands in it. */
export function mentionsOf(
  ctx: DeskContext,
  { visibility, body, teamId }: { visibility: NoteVisibility; body: string; teamId: string },
): { mentions?: string[] } {
  if (visibility !== 'internal' || !body.includes('@')) return {}
  const people = listAgents(ctx.work().mirror).filter(({ teamIds }) => teamIds.includes(teamId))
  const mentions = mentionedIn(body, people).slice(0, MAX_MENTIONS)
  return mentions.length === 0 ? {} : { mentions }
}
