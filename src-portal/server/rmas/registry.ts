import { and, eq, ne, sql } from 'drizzle-orm'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { devices } from '../../db/schema.ts'
import type { Case } from '../cases/case-fields.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import type { Line } from './lines.ts'

type Device = typeof devices.$inferSelect

/** Locked, so that an import and an agent do not write at once. */
async function lockDevice({ tx }: Work, serialNumber: string): Promise<Device | undefined> {
  const [found] = await tx
    .select()
    .from(devices)
    .where(eq(devices.serialKey, lookUpKey(serialNumber)))
    .for('update')
  return found
}

/** The model that the registry knows; empty where it does not. */
export async function modelOf({ tx }: Work, serialNumber: string): Promise<string> {
  const [found] = await tx
    .select({ model: devices.model })
    .from(devices)
    .where(eq(devices.serialKey, lookUpKey(serialNumber)))
  return found?.model ?? ''
}

/** A device that has come lies in service, until it has gone back; what is closed here unshipped is used by nobody any more. */
export async function deviceFollows(work: Work, { serialNumber, state }: Line): Promise<void> {
  const next = (
    {
      received: ['in_use', 'in_service'],
      shipped: ['in_service', 'in_use'],
      closed: ['in_service', 'retired'],
    } as const
  )[state as 'received' | 'shipped' | 'closed']
  if (!next) return
  const [from, to] = next
  await work.tx
    .update(devices)
    .set({ state: to })
    .where(and(eq(devices.serialKey, lookUpKey(serialNumber)), eq(devices.state, from)))
}

/** Why the device cannot be given in place of the line's; null when it can. */
export async function refuseReplacement(
  work: Work,
  found: Case,
  line: Line,
  serialNumber: string,
): Promise<Outcome | null> {
  const key = lookUpKey(serialNumber)
  if (key === '') return rejected('serial_number', 'A serial number has letters or digits')
  if (key === lookUpKey(line.serialNumber)) return rejected('replacement_itself', 'A device cannot replace itself')
  const next = await lockDevice(work, serialNumber)
  if (!next) return null
  const old = await lockDevice(work, line.serialNumber)
  const owner = old?.accountId ?? found.accountId
  const isFree = next.accountId === null || next.accountId === owner
  if (!isFree || next.state === 'replaced' || next.state === 'retired' || (await replacesAnother(work, next, old))) {
    return rejected('replacement_not_free', 'This device is somebody else’s, or came in the place of another one')
  }
  return null
}

async function replacesAnother({ tx }: Work, next: Device, old: Device | undefined): Promise<boolean> {
  const [other] = await tx
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.replacedById, next.id), ...(old ? [ne(devices.id, old.id)] : [])))
    .limit(1)
  return other !== undefined
}

/**
 * The customer's new device takes over owner, contract and what is left of the warranty; its own warranty stays where it is
 * longer. One that the registry does not know comes into it.
 */
export async function replaceDevice(work: Work, found: Case, line: Line, serialNumber: string): Promise<void> {
  const old = await lockDevice(work, line.serialNumber)
  const known = await lockDevice(work, serialNumber)
  const taken = {
    accountId: old?.accountId ?? found.accountId,
    entitlementId: old?.entitlementId ?? known?.entitlementId ?? null,
    warrantyUntil: later(old?.warrantyUntil ?? null, known?.warrantyUntil ?? null),
    state: 'in_use' as const,
  }
  const id = known?.id ?? work.newId()
  if (known) await work.tx.update(devices).set(taken).where(eq(devices.id, id))
  else {
    const model = old?.model ?? line.model
    await work.tx.insert(devices).values({ id, serialNumber: serialNumber.trim(), model, ...taken })
  }
  if (old) {
    await work.tx
      .update(devices)
      .set({ state: 'replaced', replacedById: id })
      .where(and(eq(devices.id, old.id), sql`${devices.id} <> ${id}`))
  }
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)
