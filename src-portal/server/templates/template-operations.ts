import { eq } from 'drizzle-orm'
import { TEMPLATE_FIELDS, type TemplateContent, templateFaults } from '#shared/domain/template.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { templateHistory, templates } from '../../db/schema.ts'
import type { Outcome } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { deleteContent, type Kind, saveContent } from '../kept-content/content-operations.ts'

type Save = Extract<Operation, { kind: 'template.save' }>
type Delete = Extract<Operation, { kind: 'template.delete' }>

const TEMPLATE: Kind<TemplateContent, typeof templates.$inferSelect> = {
  name: 'template',
  fields: TEMPLATE_FIELDS,
  texts: ['bodySl', 'bodyEn'],
  faultsOf: templateFaults,
  wellFormed: ({ name, shortcut, bodySl, bodyEn, shared }) => ({
    name: name.toWellFormed().trim(),
    shortcut: shortcut.toWellFormed(),
    bodySl: bodySl.toWellFormed(),
    bodyEn: bodyEn.toWellFormed(),
    shared,
  }),
  contentOf: ({ ownerId, name, shortcut, bodySl, bodyEn }) => {
    return { name, shortcut, bodySl, bodyEn, shared: ownerId === null }
  },
  conflict: (sides) => ({ field: 'template', ...sides }),
  lock: async ({ tx }, id) => (await tx.select().from(templates).where(eq(templates.id, id)).for('update'))[0],
  insert: ({ tx }, id, columns) => tx.insert(templates).values({ id, ...columns }),
  update: ({ tx }, id, columns) => tx.update(templates).set(columns).where(eq(templates.id, id)),
  remove: ({ tx }, id) => tx.delete(templates).where(eq(templates.id, id)),
  record: ({ tx, newId, now }, { id: templateId, ...step }) =>
    tx.insert(templateHistory).values({ id: newId(), at: now, templateId, ...step }),
}

export function saveTemplate(work: Work, { templateId: id, content, base }: Save, agentId: string): Promise<Outcome> {
  return saveContent(work, TEMPLATE, { id, content, base, agentId })
}

export function deleteTemplate(work: Work, { templateId: id }: Delete, agentId: string): Promise<Outcome> {
  return deleteContent(work, TEMPLATE, { id, agentId })
}
