import { templatesForm } from '#main/store/outbox/forms.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { removeTemplate, saveTemplate } from './save.ts'
import { templateValues } from './values.ts'
import { templateViews } from './views.ts'

export function templatesApi(ctx: DeskContext): DeskApi['templates'] {
  return {
    list: () => templateViews(ctx.work()),
    save: (input) => saveTemplate(ctx, input),
    remove: ({ templateId }) => removeTemplate(ctx, templateId),
    values: (input) => templateValues(ctx, input),
    entry: () => readForm(ctx, templatesForm),
    keepEntry: ({ entry }) => keepForm(ctx, templatesForm, entry),
  }
}
