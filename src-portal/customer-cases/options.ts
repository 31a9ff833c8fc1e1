import type { z } from 'zod'
import type { newCaseOptions } from '#shared/customer-api/cases.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import type { Query } from '../db/open.ts'
import { type Customer, readAs } from './scope.ts'

type Options = z.infer<typeof newCaseOptions>

const ENTITLEMENTS_SELECT = `SELECT t.id, t.name, t.valid_until AS "validUntil",
  $3::date BETWEEN t.valid_from AND t.valid_until AS valid
FROM own_entitlements t ORDER BY valid DESC, t.valid_until DESC, t.id`

/** The contracts of the customer's company, to choose from. */
export async function readNewCaseOptions(query: Query, customer: Customer, now: number): Promise<Options> {
  const today = dayInLjubljana(now)
  return {
    entitlements: await readAs(query, customer, ENTITLEMENTS_SELECT, [today]),
  }
}
