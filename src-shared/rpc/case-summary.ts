import { z } from 'zod'
import { CASE_TYPES } from '../domain/case.ts'
import { SLA_GOALS } from '../domain/sla.ts'
import { CASE_STATUSES } from '../domain/status.ts'
import { slaClock } from '../portal-api/rows.ts'

const id = z.string()
const instant = z.number().int()

/** How a case stands in the signed-in agent's attention. */
export const caseAttention = z.object({
  /** It has left the agent's queues; `snoozedUntil` null: until the customer answers. */
  asleep: z.boolean(),
  snoozedUntil: instant.nullable(),
  /** A snooze is over, and the agent has not looked since: its time came, or the customer answered. */
  back: z.enum(['time', 'answer']).nullable(),
  /** Others wrote in it, or gave it to the agent, and the agent has not looked since. */
  unread: z.boolean(),
})
export type CaseAttention = z.infer<typeof caseAttention>

export const caseSummary = z.object({
  id,
  /** Empty until the portal has given one to a case that was entered here. */
  caseNumber: z.string(),
  title: z.string(),
  caseType: z.enum(CASE_TYPES),
  status: z.enum(CASE_STATUSES),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  accountName: z.string(),
  contactName: z.string(),
  customerReference: z.string().nullable(),
  createdAt: instant,
  modifiedAt: instant,
  /** The promise to watch; null where there is none. */
  sla: z.object({ goal: z.enum(SLA_GOALS), clock: slaClock }).nullable(),
  /** Something of this case waits to be sent. */
  pending: z.boolean(),
  /** A change of the agent's met another; a person must choose. */
  conflict: z.boolean(),
  ...caseAttention.shape,
})
export type CaseSummary = z.infer<typeof caseSummary>
