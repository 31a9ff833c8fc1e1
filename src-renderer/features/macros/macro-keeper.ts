import type { StoreApi } from 'zustand/vanilla'
import { macroContent } from '#shared/portal-api/rows.ts'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import type { MacroEdit, MacrosState } from './macros.ts'

/** Keeps what an agent is writing of macros. */
export function createMacroKeeper(deps: KeeperDeps, macros: StoreApi<MacrosState>): Keeper {
  return createKeeper(deps, {
    wanted() {
      const { edits } = macros.getState()
      return Object.keys(edits).length === 0 ? null : JSON.stringify(edits)
    },
    subscribe: (changed) =>
      void macros.subscribe(({ edits }, before) => {
        if (edits !== before.edits) changed()
      }),
    bringBack(entry) {
      macros.setState(({ edits }) => ({ edits: { ...parseEdits(entry), ...edits } }))
      return true
    },
  })
}

/** What an entry says; what makes no sense any more is left out. */
export function parseEdits(entry: string): Record<string, MacroEdit> {
  let stored: object
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return {}
  }
  const edits: Record<string, MacroEdit> = {}
  for (const [id, value] of Object.entries(stored)) {
    const { content, base }: Record<string, unknown> = Object(value)
    const [written, seen] = [macroContent.safeParse(content), macroContent.nullable().safeParse(base)]
    if (written.success && seen.success) edits[id] = { content: written.data, base: seen.data }
  }
  return edits
}
