import { isCreation, operationsOfLane } from '#main/store/outbox/operations.ts'
import { type MacroContent, macroFaults } from '#shared/domain/macro.ts'
import { tidyShortcut } from '#shared/domain/template.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, newOperation, perform } from '../perform.ts'
import { macroViews } from './views.ts'

/** Time in which a deletion can be taken back without asking the portal. */
const UNDO_MS = 10_000

type Save = { macroId: string | null; content: MacroContent; base: MacroContent | null }

export function saveMacro(ctx: DeskContext, input: Save): Accepted & { macroId: string } {
  const content = { ...input.content, name: input.content.name.trim(), shortcut: tidyShortcut(input.content.shortcut) }
  if (macroFaults(content).length > 0) throw new DeskFault('invalid_input')
  if ((input.macroId === null) !== (input.base === null)) throw new DeskFault('invalid_input')
  if (input.base?.shared && !content.shared) throw new DeskFault('invalid_input')
  const macroId = input.macroId ?? ctx.deps.ids()
  if (input.macroId !== null) requireMacro(ctx, macroId)
  const operation = { ...ofMacro(ctx, macroId), kind: 'macro.save' as const, content, base: input.base }
  return { ...perform(ctx, operation), macroId }
}

export function removeMacro(ctx: DeskContext, macroId: string): Accepted {
  requireMacro(ctx, macroId)
  const holdUntil = ctx.deps.clock() + UNDO_MS
  return perform(ctx, { ...ofMacro(ctx, macroId), kind: 'macro.delete' }, { holdUntil })
}

function requireMacro(ctx: DeskContext, macroId: string): void {
  if (!macroViews(ctx.work()).some(({ id }) => id === macroId)) throw new DeskFault('not_found')
}

/** Later work on a macro of this machine waits until the portal has it. */
function ofMacro(ctx: DeskContext, macroId: string) {
  const creation = operationsOfLane(ctx.work().outbox, macroId).find(
    ({ operation, state }) => isCreation(operation) && state !== 'settled',
  )
  return { ...newOperation(ctx), macroId, dependsOn: creation ? [creation.operation.opId] : [] }
}
