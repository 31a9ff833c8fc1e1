import { eq, notInArray } from 'drizzle-orm'
import { serviceLevels } from '../../db/schema.ts'
import { inTransaction, type ServiceDeps } from '../deps.ts'

/** The only one. */
const ID = 'usual'

/** Tells the desks by which hours and promises the portal counts; writes nothing when they know. */
export async function keepServiceLevels(deps: ServiceDeps): Promise<void> {
  await inTransaction(deps, async ({ tx, sla }) => {
    const { timeZone, week, holidays } = sla.hours
    const row = { id: ID, timeZone, week: [...week], holidays: [...holidays], ...sla.usual }
    const [known] = await tx.select().from(serviceLevels).where(eq(serviceLevels.id, ID)).for('update')
    await tx.delete(serviceLevels).where(notInArray(serviceLevels.id, [ID]))
    if (known && JSON.stringify(fieldsOf(known)) === JSON.stringify(fieldsOf(row))) return
    await tx.insert(serviceLevels).values(row).onConflictDoUpdate({ target: serviceLevels.id, set: row })
  })
}

const fieldsOf = (row: typeof serviceLevels.$inferSelect) => [
  row.timeZone,
  row.week,
  row.holidays,
  row.firstResponseMinutes,
  row.resolutionMinutes,
]
