import type { StoreApi } from 'zustand/vanilla'
import { contactHit } from '#shared/rpc/models.ts'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import { EMPTY_VALUES, isTouched, type NewCaseState, type NewCaseValues } from './new-case.ts'

/** Keeps the form of a new case. */
export function createEntryKeeper(deps: KeeperDeps, form: StoreApi<NewCaseState>): Keeper {
  return createKeeper(deps, {
    wanted() {
      const { values } = form.getState()
      return isTouched(values) ? JSON.stringify(values) : null
    },
    subscribe: (changed) =>
      void form.subscribe(({ values }, before) => {
        if (values !== before.values) changed()
      }),
    bringBack(entry) {
      if (isTouched(form.getState().values)) return false
      form.setState({ values: parseEntry(entry) })
      return true
    },
  })
}

/** What an entry says, value by value; those of another version that make no sense any more are left out. */
export function parseEntry(entry: string): NewCaseValues {
  let stored: Record<string, unknown>
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return EMPTY_VALUES
  }
  const text = (name: keyof NewCaseValues) => (typeof stored[name] === 'string' ? stored[name] : '')
  const one = <T extends string>(name: keyof NewCaseValues, values: readonly T[], otherwise: T) =>
    values.find((value) => value === stored[name]) ?? otherwise
  const contact = contactHit.safeParse(stored.contact)
  return {
    caseType: one('caseType', ['support', 'rma'], 'support'),
    title: text('title'),
    description: text('description'),
    contact: contact.success ? contact.data : null,
    teamId: text('teamId') || null,
    entitlementId: text('entitlementId') || null,
    customerSystemId: text('customerSystemId'),
    warrantyRepair: one('warrantyRepair', ['yes', 'no', 'unknown'], 'unknown'),
    serialNumber: text('serialNumber'),
    customerReference: text('customerReference'),
  }
}
