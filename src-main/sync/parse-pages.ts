import { z } from 'zod'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import {
  type ChangeItem,
  type ChangesResponse,
  changeItem,
  changesResponse,
  SNAPSHOT_PAGES,
  type SnapshotPage,
} from '#shared/portal-api/sync.ts'
import { PortalFault } from './portal-fault.ts'

/** Rows validated between two breaths of the event loop. */
const SLICE = 200

const changesEnvelope = changesResponse.extend({ items: z.array(z.unknown()) })

const pageEnvelope = z.object({ table: z.string(), items: z.array(z.unknown()), next: z.string().nullable() })

/** The schema's own check, in slices, so that a page of a thousand rows never blocks the desk. */
export async function parseChanges(value: unknown, breathe: () => Promise<void>): Promise<ChangesResponse> {
  const envelope = checked(changesEnvelope, value)
  const items: ChangeItem[] = []
  for (let from = 0; from < envelope.items.length; from += SLICE) {
    if (from > 0) await breathe()
    for (const item of envelope.items.slice(from, from + SLICE)) items.push(checked(changeItem, item))
  }
  return { ...envelope, items }
}

export async function parseSnapshotPage<T extends SyncTable>(
  table: T,
  value: unknown,
  breathe: () => Promise<void>,
): Promise<SnapshotPage<T>> {
  const itemSchema: z.ZodType = SNAPSHOT_PAGES[table].shape.items.element
  const envelope = checked(pageEnvelope, value)
  if (envelope.table !== table) throw new PortalFault('bad_response', 'another table')
  const items: unknown[] = []
  for (let from = 0; from < envelope.items.length; from += SLICE) {
    if (from > 0) await breathe()
    for (const item of envelope.items.slice(from, from + SLICE)) items.push(checked(itemSchema, item))
  }
  // The items were checked one by one with the schema that the type is inferred from.
  return { table, items, next: envelope.next } as SnapshotPage as SnapshotPage<T>
}

export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new PortalFault('bad_response', `${issue?.path.join('.')}: ${issue?.code}`)
}
