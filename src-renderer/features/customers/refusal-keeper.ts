import type { StoreApi } from 'zustand/vanilla'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import type { CustomersState, Refusal } from './customers.ts'

type Refusals = CustomersState['refusals']

/** Keeps the reasons that an agent has begun to write for refusing to delete people. */
export function createRefusalKeeper(deps: KeeperDeps, customers: StoreApi<CustomersState>): Keeper {
  return createKeeper(deps, {
    wanted: () => entryOf(customers.getState().refusals),
    subscribe: (changed) =>
      void customers.subscribe(({ refusals }, before) => {
        if (refusals !== before.refusals) changed()
      }),
    bringBack(entry) {
      customers.setState(({ refusals }) => ({ refusals: { ...parseRefusals(entry), ...refusals } }))
      return true
    },
  })
}

function entryOf(refusals: Refusals): string | null {
  const begun = Object.entries(refusals).flatMap(([id, refusal]) =>
    refusal && refusal.text.trim() !== '' ? [[id, { text: refusal.text, open: refusal.open }] as const] : [],
  )
  return begun.length === 0 ? null : JSON.stringify(Object.fromEntries(begun))
}

/** What an entry says; what makes no sense any more is left out. */
export function parseRefusals(entry: string): Refusals {
  const refusals: Record<string, Refusal> = {}
  for (const [id, value] of Object.entries(parsed(entry))) {
    const { text, open }: Record<string, unknown> = Object(value)
    if (typeof text === 'string') refusals[id] = { text, open: open === true, attempted: false }
  }
  return refusals
}

function parsed(entry: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(entry))
  } catch {
    return {}
  }
}
