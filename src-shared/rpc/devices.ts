import { z } from 'zod'
import { accountRow, deviceRow, entitlementRow } from '../portal-api/rows.ts'
import { caseSummary } from './case-summary.ts'
import { rmaCard } from './rma-card.ts'

export const deviceHit = z.object({ device: deviceRow, accountName: z.string().nullable() })
export type DeviceHit = z.infer<typeof deviceHit>

/**
 * `hits`: the very number first. `near`: where that is not there, those that differ by one slip; never more than a question.
 * `cases`: the newest that name the very number, whether the registry has it or not.
 */
export const lookUpResult = z.object({
  hits: z.array(deviceHit),
  /** The first hit is the very number. */
  exact: z.boolean(),
  /** There are more than were asked for. */
  more: z.boolean(),
  near: z.array(deviceHit),
  cases: z.array(caseSummary),
})

export const LISTED_STATES = ['found', 'doubtful', 'unknown'] as const
export const listedNumber = z.object({
  /** As it was given. */
  text: z.string(),
  state: z.enum(LISTED_STATES),
  hit: deviceHit.nullable(),
  /** Of a doubtful one: devices that differ by one slip, then those that contain it. */
  candidates: z.array(deviceHit),
})
export type ListedNumber = z.infer<typeof listedNumber>

export const deviceCard = z.object({
  device: deviceRow,
  account: accountRow.nullable(),
  entitlement: entitlementRow.nullable(),
  replacedBy: deviceHit.nullable(),
  replaces: z.array(deviceHit),
  /** Newest first. */
  cases: z.array(caseSummary),
  /** Every repair of it, and those in which it came in place of another: open ones first, newest first. */
  rmas: z.array(rmaCard),
})
export type DeviceCard = z.infer<typeof deviceCard>

/** What stands beside a case about its device. */
export const deviceFacts = deviceCard.pick({ account: true, entitlement: true, replacedBy: true })
