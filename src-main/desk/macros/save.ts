import { type MacroContent, macroFaults } from '#shared/domain/macro.ts'
import { tidyShortcut } from '#shared/domain/template.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, afterCreation, perform, UNDO_MS } from '../perform.ts'
import { macroViews } from './views.ts'

type Save = { macroId: string | null; content: MacroContent; base: MacroContent | null }

export function saveMacro(ctx: DeskContext, input: Save): Accepted & { macroId: string } {
  const content = { ...input.content, name: input.content.name.trim(), shortcut: tidyShortcut(input.content.shortcut) }
  if (macroFaults(content).length > 0) throw new DeskFault('invalid_input')
  if ((input.macroId === null) !== (input.base === null)) throw new DeskFault('invalid_input')
  if (input.base?.shared && !content.shared) throw new DeskFault('invalid_input')
  const macroId = input.macroId ?? ctx.deps.ids()
  if (input.macroId !== null) requireMacro(ctx, macroId)
  const operation = { ...afterCreation(ctx, macroId), macroId, kind: 'macro.save' as const, content, base: input.base }
  return { ...perform(ctx, operation), macroId }
}

export function removeMacro(ctx: DeskContext, macroId: string): Accepted {
  requireMacro(ctx, macroId)
  const holdUntil = ctx.deps.clock() + UNDO_MS
  return perform(ctx, { ...afterCreation(ctx, macroId), macroId, kind: 'macro.delete' }, { holdUntil })
}

function requireMacro(ctx: DeskContext, macroId: string): void {
  if (!macroViews(ctx.work()).some(({ id }) => id === macroId)) throw new DeskFault('not_found')
}
