import { rootCase } from '#main/store/mirror/merged.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { summariesOfIds } from '#main/store/mirror/summaries.ts'
import type { SearchHit } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function searchApi(ctx: DeskContext): DeskApi['search'] {
  return ({ text, limit }) => {
    const { mirror } = ctx.work()
    const shown = new Map<string, SearchHit>()
    for (const hit of searchCases(mirror, text, limit)) {
      // What is found in a merged case is read in the one that carries it on.
      const root = hit.merged ? (rootCase(mirror, hit.id) ?? hit) : hit
      if (shown.has(root.id)) continue
      const [summary = hit] = root.id === hit.id ? [hit] : summariesOfIds(mirror, [root.id])
      const { merged: _, ...found } = { merged: false, ...summary }
      shown.set(root.id, {
        ...found,
        excerpt: hit.excerpt ?? (root.id === hit.id ? null : `${hit.caseNumber} ${hit.title}`),
      })
    }
    return [...shown.values()]
  }
}
