import { notesById } from '#main/store/mirror/threads.ts'
import type { ThreadPage } from '#shared/rpc/models.ts'
import type { DeskContext } from '../context.ts'
import { notesLeaving } from './views.ts'

/** Notes that are on their way into a new case are shown there already, and no more where they come from. */
export function withSplits(
  ctx: DeskContext,
  { caseId, before }: { caseId: string; before?: [number, string] | undefined },
  page: ThreadPage,
): ThreadPage {
  const leaving = notesLeaving(ctx)
  if (leaving.size === 0) return page
  const { mirror, me } = ctx.work()
  const coming = [...leaving].flatMap(([noteId, to]) => (to === caseId ? [noteId] : []))
  const stays = page.items.filter(({ id }) => !leaving.has(id) || leaving.get(id) === caseId)
  if (coming.length === 0 || before !== undefined) return { ...page, items: stays }
  const here = new Set(stays.map(({ id }) => id))
  const come = notesById(mirror, coming, me).filter(({ id }) => !here.has(id))
  return { ...page, items: [...come, ...stays].sort((a, b) => a.createdAt - b.createdAt) }
}
