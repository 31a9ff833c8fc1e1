import { caseHeads } from '#main/store/mirror/cases.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { type MacroContent, macroFaults } from '#shared/domain/macro.ts'
import type { MacroCheck, MacroPreview } from '#shared/rpc/macros.ts'
import { planFor } from '../bulk/plan.ts'
import { requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { casesOf } from '../perform.ts'
import { type Fills, macroOperations, wordsOf } from './plan.ts'
import { macroViews } from './views.ts'

/** Texts that are shown before a macro writes to many. */
const SAMPLES = 3

export function macroContent(ctx: DeskContext, macroId: string): MacroContent {
  const found = macroViews(ctx.work()).find(({ id }) => id === macroId)
  if (!found) throw new DeskFault('not_found')
  return found.content
}

/** What a macro would do to one case now, with real values; also one that is being written. */
export function previewMacro(
  ctx: DeskContext,
  { content, caseId, fills }: { content: MacroContent; caseId: string; fills: Fills },
): MacroPreview {
  const row = requireCase(ctx, caseId)
  const words = wordsOf(ctx, content, caseId, fills)
  const faults = macroFaults(content).length > 0
  let problem: MacroPreview['problem'] = null
  let parts: MacroPreview['parts'] = []
  try {
    if (!faults) parts = macroOperations(ctx, content, caseId, fills).flatMap(partsOf)
  } catch (error) {
    if (!(error instanceof DeskFault)) throw error
    problem = error.problem
  }
  const body = words?.text ?? null
  const { mirror } = ctx.work()
  return {
    body,
    language: words?.language ?? null,
    missing: words?.missing ?? [],
    to: content.words === 'reply' ? personName(mirror, row.contactId) : null,
    parts,
    problem,
  }
}

/** What it would do to many: to how many, to which not and why, and some of the texts that customers would get. */
export async function checkMacro(
  ctx: DeskContext,
  { macroId, caseIds }: { macroId: string; caseIds: readonly string[] },
): Promise<MacroCheck> {
  const content = macroContent(ctx, macroId)
  const { operations, refused } = await planFor(ctx, caseIds, (_, caseId) => macroOperations(ctx, content, caseId))
  const heads = caseHeads(ctx.work().mirror, caseIds)
  const numberOf = (caseId: string) => heads.get(caseId)?.caseNumber ?? ''
  const replies = operations.flatMap((one) =>
    one.kind === 'note.create' && one.visibility === 'public' ? [{ caseId: one.caseId, text: one.body }] : [],
  )
  return {
    cases: casesOf(operations).length,
    replies: replies.length,
    refused: refused.map((one) => ({ ...one, caseNumber: numberOf(one.caseId) })),
    samples: replies.slice(0, SAMPLES).map(({ caseId, text }) => ({ caseNumber: numberOf(caseId), text })),
  }
}

function partsOf(operation: ReturnType<typeof macroOperations>[number]): MacroPreview['parts'] {
  if (operation.kind === 'note.create') {
    const words = operation.visibility === 'public' ? ('reply' as const) : ('note' as const)
    return [{ kind: words }, ...(operation.status ? [{ kind: 'status' as const, value: operation.status.to }] : [])]
  }
  if (operation.kind === 'case.snooze') return [{ kind: 'snooze' as const, value: operation.snooze?.until ?? null }]
  if (operation.kind !== 'case.update') return []
  const { status, ownerId, teamId } = operation
  return [
    ...(status ? [{ kind: 'status' as const, value: status.to }] : []),
    ...(ownerId ? [{ kind: 'owner' as const, value: ownerId.to }] : []),
    ...(teamId ? [{ kind: 'team' as const, value: teamId.to }] : []),
  ]
}
