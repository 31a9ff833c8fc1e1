import { listMacros } from '#main/store/mirror/macros.ts'
import type { MacroRow } from '#shared/portal-api/rows.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { compareNames, type Kind, keptContent, type Work } from '../kept-content.ts'

const MACROS: Kind<MacroRow> = {
  list: listMacros,
  stepOf: (operation) =>
    operation.kind === 'macro.save' ? operation : operation.kind === 'macro.delete' ? 'delete' : null,
}

/** As an agent sees them now, by name. */
export function macroViews(work: Work): MacroView[] {
  return keptContent(work, MACROS).sort(compareNames)
}
