import type { StoreApi } from 'zustand/vanilla'
import { templateContent } from '#shared/portal-api/rows.ts'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import type { TemplateEdit, TemplatesState } from './templates.ts'

/** Keeps what an agent is writing of templates. */
export function createTemplateKeeper(deps: KeeperDeps, templates: StoreApi<TemplatesState>): Keeper {
  return createKeeper(deps, {
    wanted() {
      const { edits } = templates.getState()
      return Object.keys(edits).length === 0 ? null : JSON.stringify(edits)
    },
    subscribe: (changed) =>
      void templates.subscribe(({ edits }, before) => {
        if (edits !== before.edits) changed()
      }),
    bringBack(entry) {
      templates.setState(({ edits }) => ({ edits: { ...parseEdits(entry), ...edits } }))
      return true
    },
  })
}

/** What an entry says; what makes no sense any more is left out. */
export function parseEdits(entry: string): Record<string, TemplateEdit> {
  let stored: object
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return {}
  }
  const edits: Record<string, TemplateEdit> = {}
  for (const [id, value] of Object.entries(stored)) {
    const { content, base }: Record<string, unknown> = Object(value)
    const [written, seen] = [templateContent.safeParse(content), templateContent.nullable().safeParse(base)]
    if (written.success && seen.success) edits[id] = { content: written.data, base: seen.data }
  }
  return edits
}
