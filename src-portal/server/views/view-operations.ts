import { eq } from 'drizzle-orm'
import { VIEW_FIELDS, type ViewContent, viewFaults } from '#shared/domain/view.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { caseViews } from '../../db/schema.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'

type Save = Extract<Operation, { kind: 'view.save' }>
type Delete = Extract<Operation, { kind: 'view.delete' }>
type View = typeof caseViews.$inferSelect

/** Every agent may change what is shared; what is somebody else's alone is answered as if there were none. */
export async function saveView(work: Work, operation: Save, agentId: string): Promise<Outcome> {
  const content = wellFormed(operation.content)
  const [fault] = viewFaults(content)
  if (fault) return rejected(fault, 'The view cannot be kept like this')
  const found = await lockView(work, operation.viewId)
  if (operation.base === null) {
    if (found) return rejected('view_known', 'There is a view of that id already')
    await work.tx
      .insert(caseViews)
      .values({ id: operation.viewId, ...columnsOf(content, agentId), ...by(work, agentId) })
    return { status: 'applied' }
  }
  if (!found || !isVisible(found, agentId)) return rejected('view_gone', 'There is no such view')
  const base = wellFormed(operation.base)
  const theirs = contentOf(found)
  if (base.shared && !content.shared) return rejected('view_stays_shared', 'What is shared stays so')
  const merged = mergeView(base, content, theirs)
  if (!merged.clean) {
    const { modifiedBy: changedBy, modifiedAt: changedAt } = found
    return { status: 'conflict', conflict: { field: 'view', base, mine: merged.content, theirs, changedBy, changedAt } }
  }
  if (isSame(merged.content, theirs)) return { status: 'merged' }
  const ownerId = found.ownerId ?? agentId
  await work.tx
    .update(caseViews)
    .set({ ...columnsOf(merged.content, ownerId), ...by(work, agentId) })
    .where(eq(caseViews.id, found.id))
  return { status: isSame(merged.content, content) ? 'applied' : 'merged' }
}

export async function deleteView(work: Work, { viewId }: Delete, agentId: string): Promise<Outcome> {
  const found = await lockView(work, viewId)
  if (!found || !isVisible(found, agentId)) return { status: 'merged' }
  await work.tx.delete(caseViews).where(eq(caseViews.id, viewId))
  return { status: 'applied' }
}

/** Mine over theirs, field by field; not clean where both changed the same one, which holds mine then. */
export function mergeView(
  base: ViewContent,
  mine: ViewContent,
  theirs: ViewContent,
): { clean: boolean; content: ViewContent } {
  const content: ViewContent = { ...mine }
  let clean = true
  for (const field of VIEW_FIELDS) {
    if (mine[field] === base[field] || mine[field] === theirs[field]) Object.assign(content, { [field]: theirs[field] })
    // Where a view stands is nothing to ask anybody about: the last one who moved it wins.
    else if (theirs[field] !== base[field] && field !== 'position') clean = false
  }
  return { clean, content }
}

async function lockView({ tx }: Work, id: string): Promise<View | undefined> {
  const [found] = await tx.select().from(caseViews).where(eq(caseViews.id, id)).for('update')
  return found
}

const isVisible = ({ ownerId }: View, agentId: string): boolean => ownerId === null || ownerId === agentId

const by = ({ now }: Work, agentId: string) => ({ modifiedBy: agentId, modifiedAt: now })

function columnsOf({ shared, ...words }: ViewContent, ownerId: string) {
  return { ...words, ownerId: shared ? null : ownerId }
}

function contentOf({ ownerId, name, filter, sort, direction, colour, pinned, position }: View): ViewContent {
  return { name, filter, sort, direction, colour, pinned, position, shared: ownerId === null }
}

function wellFormed(content: ViewContent): ViewContent {
  return { ...content, name: content.name.toWellFormed().trim(), filter: content.filter.toWellFormed() }
}

const isSame = (one: ViewContent, other: ViewContent): boolean =>
  VIEW_FIELDS.every((field) => one[field] === other[field])
