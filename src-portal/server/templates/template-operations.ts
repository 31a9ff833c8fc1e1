import { eq } from 'drizzle-orm'
import { type TemplateContent, templateFaults } from '#shared/domain/template.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { templateHistory, templates } from '../../db/schema.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { mergeTemplate } from './merge-template.ts'

type Save = Extract<Operation, { kind: 'template.save' }>
type Delete = Extract<Operation, { kind: 'template.delete' }>
type Template = typeof templates.$inferSelect

/** Every agent may change what is shared; what is somebody else's alone is answered as if there were none. */
export async function saveTemplate(work: Work, operation: Save, agentId: string): Promise<Outcome> {
  const content = wellFormed(operation.content)
  const [fault] = templateFaults(content)
  if (fault) return rejected(fault, 'The template cannot be kept like this')
  const found = await lockTemplate(work, operation.templateId)
  if (operation.base === null) {
    if (found) return rejected('template_known', 'There is a template of that id already')
    return createTemplate(work, operation.templateId, content, agentId)
  }
  if (!found || !isVisible(found, agentId)) return rejected('template_gone', 'There is no such template')
  const base = wellFormed(operation.base)
  const theirs = contentOf(found)
  if (base.shared && !content.shared) return rejected('template_stays_shared', 'What is shared stays so')
  const merged = mergeTemplate(base, content, theirs)
  if (!merged.clean) {
    const { modifiedBy: changedBy, modifiedAt: changedAt } = found
    const conflict = { field: 'template' as const, base, mine: merged.content, theirs, changedBy, changedAt }
    return { status: 'conflict', conflict }
  }
  if (isSame(merged.content, theirs)) return { status: 'merged' }
  await writeTemplate(work, found, merged.content, agentId)
  return { status: isSame(merged.content, content) ? 'applied' : 'merged' }
}

export async function deleteTemplate(work: Work, { templateId }: Delete, agentId: string): Promise<Outcome> {
  const found = await lockTemplate(work, templateId)
  if (!found || !isVisible(found, agentId)) return { status: 'merged' }
  await work.tx.delete(templates).where(eq(templates.id, templateId))
  await record(work, { templateId, agentId, before: contentOf(found), after: null })
  return { status: 'applied' }
}

async function createTemplate(
  work: Work,
  templateId: string,
  content: TemplateContent,
  agentId: string,
): Promise<Outcome> {
  const { shared, ...words } = content
  const ownerId = shared ? null : agentId
  await work.tx
    .insert(templates)
    .values({ id: templateId, ownerId, ...words, modifiedBy: agentId, modifiedAt: work.now })
  await record(work, { templateId, agentId, before: null, after: content })
  return { status: 'applied' }
}

async function writeTemplate(work: Work, found: Template, content: TemplateContent, agentId: string): Promise<void> {
  const { shared, ...words } = content
  await work.tx
    .update(templates)
    .set({ ...words, ownerId: shared ? null : found.ownerId, modifiedBy: agentId, modifiedAt: work.now })
    .where(eq(templates.id, found.id))
  await record(work, { templateId: found.id, agentId, before: contentOf(found), after: content })
}

type Step = Pick<typeof templateHistory.$inferInsert, 'templateId' | 'agentId' | 'before' | 'after'>

async function record({ tx, newId, now }: Work, step: Step): Promise<void> {
  await tx.insert(templateHistory).values({ id: newId(), at: now, ...step })
}

async function lockTemplate({ tx }: Work, id: string): Promise<Template | undefined> {
  const [found] = await tx.select().from(templates).where(eq(templates.id, id)).for('update')
  return found
}

const isVisible = ({ ownerId }: Template, agentId: string): boolean => ownerId === null || ownerId === agentId

function contentOf({ ownerId, name, shortcut, bodySl, bodyEn }: Template): TemplateContent {
  return { name, shortcut, bodySl, bodyEn, shared: ownerId === null }
}

function wellFormed({ name, shortcut, bodySl, bodyEn, shared }: TemplateContent): TemplateContent {
  return {
    name: name.toWellFormed().trim(),
    shortcut: shortcut.toWellFormed(),
    bodySl: bodySl.toWellFormed(),
    bodyEn: bodyEn.toWellFormed(),
    shared,
  }
}

function isSame(one: TemplateContent, other: TemplateContent): boolean {
  return JSON.stringify(wellFormed(one)) === JSON.stringify(wellFormed(other))
}
