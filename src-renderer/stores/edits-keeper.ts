import type { OperationView } from '#shared/rpc/models.ts'
import { cleanField, type FieldEdit } from '../features/case/use-field-edit.ts'
import type { Split } from '../features/relations/split-dialog.tsx'
import { createKeeper, type Keeper, type KeeperDeps } from './keeper.ts'
import type { Rewrite, Screen } from './screen.ts'

/** Where the screen holds what is being changed of cases and of what waits to be sent. */
type Stores = Pick<Screen, 'edits' | 'rewrites' | 'merged' | 'splits'>
type Operations = { operations: readonly Pick<OperationView, 'opId' | 'state'>[]; total: number }
type Deps = KeeperDeps & { operations: () => Promise<Operations> }

type Begun = {
  edits: Record<string, FieldEdit>
  rewrites: Record<string, Rewrite>
  merged: Record<string, string>
  splits: Record<string, Split>
}

/** Keeps titles and descriptions, other words for operations, texts made of two that collided, and splits. */
export function createEditsKeeper({ operations, ...deps }: Deps, stores: Stores): Keeper {
  let known: Operations | null = null
  const load = async () => {
    const entry = await deps.load()
    if (entry !== null) known = await operations().catch(() => null)
    return entry
  }
  return createKeeper(
    { ...deps, load },
    {
      wanted: () => entryOf(stores),
      subscribe(changed) {
        for (const store of [stores.edits, stores.rewrites, stores.merged, stores.splits]) store.subscribe(changed)
      },
      bringBack(entry) {
        const { edits, rewrites, merged, splits } = withoutSettled(parseEdits(entry), known)
        stores.edits.setState((now) => ({ ...edits, ...now }))
        stores.rewrites.setState((now) => ({ ...rewrites, ...now }))
        stores.merged.setState((now) => ({ ...merged, ...now }))
        stores.splits.setState((now) => ({ ...splits, ...now }))
        return true
      },
    },
  )
}

/** What was really changed; null where nothing was. */
function entryOf(stores: Stores): string | null {
  const edits = Object.entries(stores.edits.getState()).filter(([name, { text, base }]) => {
    const field = name.startsWith('title:') ? 'title' : 'description'
    return cleanField(field, text) !== cleanField(field, base)
  })
  const splits = present(stores.splits.getState()).filter(([, { title, noteIds }]) => title.trim() || noteIds.size > 0)
  const begun = {
    edits: Object.fromEntries(edits.map(([name, { text, base }]) => [name, { text, base }])),
    rewrites: Object.fromEntries(present(stores.rewrites.getState())),
    merged: Object.fromEntries(present(stores.merged.getState())),
    splits: Object.fromEntries(splits.map(([id, { title, noteIds }]) => [id, { title, noteIds: [...noteIds] }])),
  }
  return Object.values(begun).every((part) => Object.keys(part).length === 0) ? null : JSON.stringify(begun)
}

function present<T>(all: Record<string, T | undefined>): [string, T][] {
  return Object.entries(all).flatMap(([key, one]) => (one === undefined ? [] : [[key, one] as [string, T]]))
}

/** What an entry says; what makes no sense any more is left out. */
export function parseEdits(entry: string): Begun {
  let stored: Record<string, unknown>
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    stored = {}
  }
  function part<T>(name: keyof Begun, read: (value: Record<string, unknown>) => T | null): Record<string, T> {
    const all = Object.entries(Object(stored[name])).map(([key, value]) => [key, read(Object(value))] as const)
    return Object.fromEntries(all.flatMap(([key, one]) => (one === null ? [] : [[key, one]])))
  }
  return {
    edits: part('edits', ({ text, base }) =>
      typeof text === 'string' && typeof base === 'string' ? { text, base, asking: false } : null,
    ),
    rewrites: part('rewrites', ({ text, open }) => (typeof text === 'string' ? { text, open: open === true } : null)),
    merged: part('merged', (value) => (value instanceof String ? value.toString() : null)),
    splits: part('splits', ({ title, noteIds }) =>
      typeof title === 'string' && Array.isArray(noteIds) ? { title, noteIds: new Set(noteIds.map(String)) } : null,
    ),
  }
}

/** Without words for what needs none any more, which no page would show. */
function withoutSettled(begun: Begun, known: Operations | null): Begun {
  if (known === null || known.total > known.operations.length) return begun
  const states = new Map(known.operations.map(({ opId, state }) => [opId, state]))
  const only = <T>(all: Record<string, T>, isNeeded: (opId: string, one: T) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([opId, one]) => isNeeded(opId, one)))
  return {
    ...begun,
    // An open editor shows its words, whatever became of the operation.
    rewrites: only(begun.rewrites, (opId, { open }) => states.has(opId) && (open || states.get(opId) !== 'settled')),
    merged: only(begun.merged, (opId) => states.get(opId) === 'conflict'),
  }
}
