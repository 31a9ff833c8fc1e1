import { eq } from 'drizzle-orm'
import { VIEW_FIELDS, type ViewContent, viewFaults } from '#shared/domain/view.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { caseViews } from '../../db/schema.ts'
import type { Outcome } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { deleteContent, type Kind, saveContent } from '../kept-content/content-operations.ts'

type Save = Extract<Operation, { kind: 'view.save' }>
type Delete = Extract<Operation, { kind: 'view.delete' }>

const VIEW: Kind<ViewContent, typeof caseViews.$inferSelect> = {
  name: 'view',
  fields: VIEW_FIELDS,
  // Where a view stands.
  lastWins: ['position'],
  faultsOf: viewFaults,
  wellFormed: (view) => ({ ...view, name: view.name.toWellFormed().trim(), filter: view.filter.toWellFormed() }),
  contentOf: ({ ownerId, name, filter, sort, direction, colour, pinned, position }) => {
    return { name, filter, sort, direction, colour, pinned, position, shared: ownerId === null }
  },
  conflict: (sides) => ({ field: 'view', ...sides }),
  lock: async ({ tx }, id) => (await tx.select().from(caseViews).where(eq(caseViews.id, id)).for('update'))[0],
  insert: ({ tx }, id, columns) => tx.insert(caseViews).values({ id, ...columns }),
  update: ({ tx }, id, columns) => tx.update(caseViews).set(columns).where(eq(caseViews.id, id)),
  remove: ({ tx }, id) => tx.delete(caseViews).where(eq(caseViews.id, id)),
}

export function saveView(work: Work, { viewId: id, content, base }: Save, agentId: string): Promise<Outcome> {
  return saveContent(work, VIEW, { id, content, base, agentId })
}

export function deleteView(work: Work, { viewId: id }: Delete, agentId: string): Promise<Outcome> {
  return deleteContent(work, VIEW, { id, agentId })
}
