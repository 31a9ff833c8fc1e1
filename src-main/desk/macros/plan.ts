import { listAgents } from '#main/store/mirror/agents.ts'
import { caseDetail } from '#main/store/mirror/cases.ts'
import { findTeam } from '#main/store/mirror/teams.ts'
import type { Language } from '#shared/domain/case.ts'
import { MACRO_ME, MACRO_NOBODY, type MacroContent, macroSnoozeUntil } from '#shared/domain/macro.ts'
import { canMove } from '#shared/domain/status.ts'
import { bodyFor, type RenderedTemplate, renderTemplate } from '#shared/domain/template.ts'
import type { TemplateValues } from '#shared/domain/template-placeholders.ts'
import { isMark, type Operation } from '#shared/portal-api/operations.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { snoozeOperation } from '../attention/snooze.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { templateValues } from '../templates/values.ts'

/** What stands in the text where the case has no value: what the agent typed for it. */
export type Fills = Partial<TemplateValues>

/**
 * What a macro writes for one case: words with the status as two parts of one operation, as "reply and resolve" is; every
 * other change by itself. What is so already is left out.
 */
export function macroOperations(ctx: DeskContext, macro: MacroContent, caseId: string, fills: Fills = {}): Operation[] {
  const row = requireCase(ctx, caseId)
  const words = wordsOf(ctx, macro, caseId, fills)
  if (words && words.missing.length > 0) throw new DeskFault('facts_missing', { names: words.missing.join(',') })
  const moves = macro.status !== null && macro.status !== row.status
  if (moves && !canMove(row.status, macro.status!)) {
    throw new DeskFault('illegal_move', { from: row.status, to: macro.status! })
  }
  const status = moves
    ? { status: { to: macro.status!, base: { value: row.status, version: row.versions.status } } }
    : {}
  const operations: Operation[] = []
  if (words) {
    const visibility = macro.words === 'reply' ? ('public' as const) : ('internal' as const)
    const note = { kind: 'note.create' as const, visibility, body: words.text, attachments: [], ...status }
    operations.push({ ...ofCase(ctx, caseId), ...note })
  } else if (moves) operations.push({ ...ofCase(ctx, caseId), kind: 'case.update', ...status })
  operations.push(...ownerOperation(ctx, macro, row), ...snoozeOf(ctx, macro, caseId))
  operations.push(...teamOperation(ctx, macro, row, operations))
  if (operations.length === 0) throw new DeskFault('already_so')
  if (row.mergedIntoId !== null && operations.some(isChange)) throw new DeskFault('already_merged')
  return operations
}

/** Words go on to the case that carries a merged one on; what else is changed would be a question to a person. */
const isChange = (operation: Operation): boolean => 'status' in operation || operation.kind === 'case.update'

/** In the customer's language; null: the macro says nothing. */
export function wordsOf(
  ctx: DeskContext,
  macro: MacroContent,
  caseId: string,
  fills: Fills,
): (RenderedTemplate & { language: Language }) | null {
  if (macro.words === 'none') return null
  const { mirror } = ctx.work()
  const { body, language } = bodyFor(macro, caseDetail(mirror, caseId)?.contact?.language ?? 'sl')
  const values = templateValues(ctx, { caseId, language })
  const filled = Object.fromEntries(Object.entries(fills).filter(([, value]) => value?.trim()))
  return { ...renderTemplate(body, { ...values, ...filled }), language }
}

function ownerOperation(ctx: DeskContext, { owner }: MacroContent, row: CaseRow): Operation[] {
  if (owner === null) return []
  const { mirror, me } = ctx.work()
  const to = owner === MACRO_ME ? me : owner === MACRO_NOBODY ? null : owner
  if (to !== null && !listAgents(mirror).some(({ id }) => id === to)) throw new DeskFault('not_found')
  if (to === row.ownerId) return []
  const base = { value: row.ownerId, version: row.versions.ownerId }
  return [{ ...ofCase(ctx, row.id), kind: 'case.update', ownerId: { to, base } }]
}

function snoozeOf(ctx: DeskContext, { snooze }: MacroContent, caseId: string): Operation[] {
  if (snooze === null) return []
  return [snoozeOperation(ctx, caseId, macroSnoozeUntil(snooze, ctx.deps.clock()))]
}

/** The last one: afterwards the case may be another team's, so it waits for what goes beside the case's lane. */
function teamOperation(
  ctx: DeskContext,
  { teamId }: MacroContent,
  row: CaseRow,
  earlier: readonly Operation[],
): Operation[] {
  if (teamId === null) return []
  if (findTeam(ctx.work().mirror, teamId) === null) throw new DeskFault('not_found')
  if (teamId === row.teamId) return []
  const base = { value: row.teamId, version: row.versions.teamId }
  const of = ofCase(ctx, row.id)
  const dependsOn = [...of.dependsOn, ...earlier.filter(isMark).map(({ opId }) => opId)]
  return [{ ...of, dependsOn, kind: 'case.update', teamId: { to: teamId, base } }]
}
