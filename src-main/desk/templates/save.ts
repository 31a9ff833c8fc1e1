import { type TemplateContent, templateFaults, tidyShortcut } from '#shared/domain/template.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, afterCreation, perform, UNDO_MS } from '../perform.ts'
import { templateViews } from './views.ts'

type Save = { templateId: string | null; content: TemplateContent; base: TemplateContent | null }

export function saveTemplate(ctx: DeskContext, input: Save): Accepted & { templateId: string } {
  const content = { ...input.content, name: input.content.name.trim(), shortcut: tidyShortcut(input.content.shortcut) }
  if (templateFaults(content).length > 0) throw new DeskFault('invalid_input')
  if ((input.templateId === null) !== (input.base === null)) throw new DeskFault('invalid_input')
  if (input.base?.shared && !content.shared) throw new DeskFault('invalid_input')
  const templateId = input.templateId ?? ctx.deps.ids()
  if (input.templateId !== null) requireTemplate(ctx, templateId)
  const operation = {
    ...afterCreation(ctx, templateId),
    templateId,
    kind: 'template.save' as const,
    content,
    base: input.base,
  }
  return { ...perform(ctx, operation), templateId }
}

export function removeTemplate(ctx: DeskContext, templateId: string): Accepted {
  requireTemplate(ctx, templateId)
  const holdUntil = ctx.deps.clock() + UNDO_MS
  return perform(ctx, { ...afterCreation(ctx, templateId), templateId, kind: 'template.delete' }, { holdUntil })
}

function requireTemplate(ctx: DeskContext, templateId: string): void {
  if (!templateViews(ctx.work()).some(({ id }) => id === templateId)) throw new DeskFault('not_found')
}
