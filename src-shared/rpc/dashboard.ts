import { z } from 'zod'
import { BUCKET_UNITS, isPeriod } from '../domain/period.ts'
import { CASE_STATUSES } from '../domain/status.ts'

/** What the dashboard shows: counted from the cases that this desk holds, which are those that its agent may see. */

const count = z.number().int().nonnegative()

export const period = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(isPeriod, 'ends before it begins, or is too long')

export const dashboardQuery = z.object({
  period,
  /** What it is compared with. */
  former: period,
  /** The first day of a week: 1 for Monday to 7 for Sunday. */
  weekStart: z.number().int().min(1).max(7),
})
export type DashboardQuery = z.infer<typeof dashboardQuery>

/**
 * In ms; null of none. `count`: how many there were. `decided`: those for which something was promised and it is known whether
 * it was kept; `kept`: of these.
 */
const times = z.object({
  count,
  median: z.number().int().nullable(),
  p90: z.number().int().nullable(),
  decided: count,
  kept: count,
})
export type DashboardTimes = z.infer<typeof times>

const totals = z.object({
  opened: count,
  closed: count,
  /** At the period's end, or now while it runs. */
  openAtEnd: z.number().int(),
  /** Of the cases opened in the period: until an agent's first public note. */
  firstResponse: times,
  /** Of the cases closed in the period: from opening to the last closing. */
  resolution: times,
})
export type DashboardTotals = z.infer<typeof totals>

const part = totals.extend({ from: z.iso.date(), to: z.iso.date() })
export type DashboardPart = z.infer<typeof part>

const group = totals.omit({ openAtEnd: true }).extend({
  /** Open now. */
  open: count,
  /** `none`: cases without an owner, or whose device is not known; `rest`: all groups after the largest. */
  kind: z.enum(['named', 'none', 'rest']),
  /** Of a named one; empty when this machine does not know what it is called. */
  name: z.string(),
})
export type DashboardGroup = z.infer<typeof group>

/** Upper bounds of the ages, in days; the last age has none. */
export const AGE_BOUNDS = [1, 3, 7, 14, 30, 90] as const

export const dashboard = z.object({
  asOf: z.number().int(),
  unit: z.enum(BUCKET_UNITS),
  totals: z.object({ now: totals, former: totals }),
  parts: z.array(part),
  /** Of the open cases now, whenever they were opened. */
  openByStatus: z.array(z.object({ status: z.enum(CASE_STATUSES), count })),
  /** One more than `AGE_BOUNDS`. */
  openByAge: z.array(count),
  groups: z.object({ agent: z.array(group), product: z.array(group), company: z.array(group) }),
})
export type Dashboard = z.infer<typeof dashboard>
export const DASHBOARD_GROUPS = ['agent', 'product', 'company'] as const
export type DashboardGrouping = (typeof DASHBOARD_GROUPS)[number]
