import { and, asc, inArray, isNull, sql } from 'drizzle-orm'
import type { PromisedMinutes } from '#shared/domain/sla.ts'
import { cases, entitlements } from '../../db/schema.ts'
import { inTransaction, type ServiceDeps } from '../deps.ts'
import { readWorkingTime, SlaSettingsError } from './choose-sla.ts'
import { foldCases } from './fold.ts'
import type { SlaSettings } from './rules.ts'

export type ContractPromise = PromisedMinutes & { name: string }

/** `NAME=4h/2d`: first response, then resolution; `-` is as for cases without a contract. Throws `SlaSettingsError`. */
export function readPromise(text: string, week: SlaSettings['week']): ContractPromise {
  const equals = text.lastIndexOf('=')
  const name = text.slice(0, Math.max(0, equals)).trim()
  const parts = text.slice(equals + 1).split('/')
  const minutes = parts.map((part) => (part.trim() === '-' ? null : (readWorkingTime(part, week) ?? undefined)))
  const [firstResponseMinutes, resolutionMinutes] = minutes
  if (name === '' || minutes.length !== 2 || firstResponseMinutes === undefined || resolutionMinutes === undefined) {
    throw new SlaSettingsError(`A promise is like "Maintenance contract Gold=4h/2d" or "…=4h/-", not "${text}"`)
  }
  return { name, firstResponseMinutes, resolutionMinutes }
}

/** Of all contracts of that name, and for their open cases at once. Answers how many of both. */
export async function keepPromise(
  deps: ServiceDeps,
  { name, ...promised }: ContractPromise,
): Promise<{ contracts: number; cases: number }> {
  return inTransaction(deps, async (work) => {
    const contracts = await work.tx
      .update(entitlements)
      .set(promised)
      .where(sql`lower(${entitlements.name}) = lower(${name})`)
      .returning({ id: entitlements.id })
    if (contracts.length === 0) throw new SlaSettingsError(`There is no contract "${name}"`)
    const ids = contracts.map(({ id }) => id)
    const open = await work.tx
      .select({ id: cases.id })
      .from(cases)
      .where(and(inArray(cases.entitlementId, ids), isNull(cases.closedAt)))
      .orderBy(asc(cases.id))
    await foldCases(
      work,
      open.map(({ id }) => id),
    )
    return { contracts: contracts.length, cases: open.length }
  })
}
