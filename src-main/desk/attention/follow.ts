import type { Following } from '#shared/domain/attention.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { type Accepted, perform } from '../perform.ts'

export function followCase(ctx: DeskContext, input: { caseId: string; following: Following }): Accepted {
  requireCase(ctx, input.caseId)
  return perform(ctx, { ...ofCase(ctx, input.caseId), kind: 'case.follow', following: input.following })
}
