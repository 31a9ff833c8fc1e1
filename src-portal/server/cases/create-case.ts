import { sql } from 'drizzle-orm'
import { makeCaseNumber } from '#shared/domain/case-number.ts'
import { INITIAL_STATUS } from '#shared/domain/status.ts'
import { caseCounter, cases } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { clocksOfNewCase } from '../sla/case-clocks.ts'
import type { Case } from './case-fields.ts'

export type NewCase = Pick<Case, 'title' | 'description' | 'caseType' | 'accountId' | 'contactId'> &
  Partial<
    Pick<
      Case,
      | 'id'
      | 'teamId'
      | 'ownerId'
      | 'entitlementId'
      | 'customerSystemId'
      | 'warrantyRepair'
      | 'serialNumber'
      | 'customerReference'
      | 'followUpOfId'
    >
  >

/** A case as it begins: in progress, under the next number; without an owner and the default team's unless others are named. */
export async function createCase(work: Work, input: NewCase): Promise<Case> {
  const [counter] = await work.tx
    .update(caseCounter)
    .set({ last: sql`${caseCounter.last} + 1` })
    .returning({ last: caseCounter.last })
  if (!counter) throw new Error('The case counter has no row')
  const [created] = await work.tx
    .insert(cases)
    .values({
      ...input,
      id: input.id ?? work.newId(),
      caseNumber: makeCaseNumber(counter.last, work.random),
      status: INITIAL_STATUS,
      createdAt: work.now,
      modifiedAt: work.now,
      ...(await clocksOfNewCase(work, input.entitlementId ?? null)),
    })
    .returning()
  if (!created) throw new Error('The new case was not written')
  return created
}
