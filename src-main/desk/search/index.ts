import { searchCases } from '#main/store/mirror/search.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function searchApi(ctx: DeskContext): DeskApi['search'] {
  return ({ text, limit }) => searchCases(ctx.work().mirror, text, limit)
}
