import type { StoreApi } from 'zustand/vanilla'
import { contactHit } from '#shared/rpc/models.ts'
import { EMPTY_VALUES, isTouched, type NewCaseState, type NewCaseValues } from './new-case.ts'

export const ENTRY_PAUSE_MS = 400
const RETRY_MS = 2_000

export type EntryKeeperDeps = {
  load: () => Promise<string | null>
  save: (entry: string | null) => Promise<void>
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
}

export type EntryKeeper = {
  /** Brings back what was begun before; what has been typed meanwhile stays. */
  restore: () => Promise<void>
  flush: () => void
}

/** Keeps the form of a new case on the desk as it is filled, so that a crash takes no word of it. */
export function createEntryKeeper(deps: EntryKeeperDeps, form: StoreApi<NewCaseState>): EntryKeeper {
  let kept: string | null = null
  let cancel: (() => void) | null = null
  let running = false

  const wanted = () => {
    const { values } = form.getState()
    return isTouched(values) ? JSON.stringify(values) : null
  }

  async function save(): Promise<void> {
    cancel?.()
    cancel = null
    const entry = wanted()
    if (running || entry === kept) return
    running = true
    let next = 0
    try {
      await deps.save(entry)
      kept = entry
    } catch {
      // The words are on the screen still; the desk is asked again.
      next = RETRY_MS
    }
    running = false
    if (wanted() !== kept) cancel ??= deps.schedule(() => void save(), next)
  }

  form.subscribe(({ values }, before) => {
    if (values === before.values) return
    cancel?.()
    cancel = deps.schedule(() => void save(), ENTRY_PAUSE_MS)
  })

  return {
    async restore() {
      const entry = await deps.load()
      if (entry === null || isTouched(form.getState().values)) return
      kept = entry
      form.setState({ values: parseEntry(entry) })
    },
    flush: () => void save(),
  }
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
