import { parseFilter, printFilter } from '#shared/domain/filter/index.ts'
import { type ViewContent, viewFaults } from '#shared/domain/view.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, afterCreation, perform, UNDO_MS } from '../perform.ts'
import { viewViews } from './views.ts'

type Save = { viewId: string | null; content: ViewContent; base: ViewContent | null }

export function saveView(ctx: DeskContext, input: Save): Accepted & { viewId: string } {
  if (viewFaults(input.content).length > 0) throw new DeskFault('invalid_input')
  if ((input.viewId === null) !== (input.base === null)) throw new DeskFault('invalid_input')
  if (input.base?.shared && !input.content.shared) throw new DeskFault('invalid_input')
  const content = { ...input.content, name: input.content.name.trim(), filter: asKept(input.content.filter) }
  const viewId = input.viewId ?? ctx.deps.ids()
  if (input.viewId !== null) requireView(ctx, viewId)
  const operation = { ...afterCreation(ctx, viewId), viewId, kind: 'view.save' as const, content, base: input.base }
  return { ...perform(ctx, operation), viewId }
}

export function removeView(ctx: DeskContext, viewId: string): Accepted {
  requireView(ctx, viewId)
  const holdUntil = ctx.deps.clock() + UNDO_MS
  return perform(ctx, { ...afterCreation(ctx, viewId), viewId, kind: 'view.delete' }, { holdUntil })
}

/** In one way of writing, whatever language it came in: what means the same must not look like a change. */
function asKept(filter: string): string {
  return printFilter(parseFilter(filter).filter, 'en')
}

function requireView(ctx: DeskContext, viewId: string): void {
  if (!viewViews(ctx.work()).some(({ id }) => id === viewId)) throw new DeskFault('not_found')
}
