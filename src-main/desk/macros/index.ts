import { macrosForm } from '#main/store/outbox/forms.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { checkMacro, previewMacro } from './run.ts'
import { removeMacro, saveMacro } from './save.ts'
import { macroViews } from './views.ts'

export function macrosApi(ctx: DeskContext): DeskApi['macros'] {
  return {
    list: () => macroViews(ctx.work()),
    save: (input) => saveMacro(ctx, input),
    remove: ({ macroId }) => removeMacro(ctx, macroId),
    preview: (input) => previewMacro(ctx, input),
    check: (input) => checkMacro(ctx, input),
    entry: () => readForm(ctx, macrosForm),
    keepEntry: ({ entry }) => keepForm(ctx, macrosForm, entry),
  }
}
