import type { z } from 'zod'
import type { StoreApi } from 'zustand/vanilla'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import type { Edit, EditsState } from './edits.ts'

/** Keeps what an agent is writing of templates or macros. */
export function createEditKeeper<Content, State extends EditsState<Content>>(
  deps: KeeperDeps,
  store: StoreApi<State>,
  schema: z.ZodType<Content>,
): Keeper {
  const editsOf = (state: EditsState<Content>) => state.edits
  return createKeeper(deps, {
    wanted() {
      const edits = editsOf(store.getState())
      return Object.keys(edits).length === 0 ? null : JSON.stringify(edits)
    },
    subscribe: (changed) =>
      void store.subscribe((now, before) => {
        if (now.edits !== before.edits) changed()
      }),
    bringBack(entry) {
      store.setState((state) => ({ ...state, edits: { ...parseEdits(entry, schema), ...state.edits } }))
      return true
    },
  })
}

/** What an entry says; what makes no sense any more is left out. */
export function parseEdits<Content>(entry: string, schema: z.ZodType<Content>): Record<string, Edit<Content>> {
  let stored: object
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return {}
  }
  const edits: Record<string, Edit<Content>> = {}
  for (const [id, value] of Object.entries(stored)) {
    const { content, base }: Record<string, unknown> = Object(value)
    const [written, seen] = [schema.safeParse(content), schema.nullable().safeParse(base)]
    if (written.success && seen.success) edits[id] = { content: written.data, base: seen.data }
  }
  return edits
}
