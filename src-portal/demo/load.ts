import { eq, sql } from 'drizzle-orm'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { hashPassword } from '../auth/passwords.ts'
import { bulkLoad } from '../db/bulk-load.ts'
import type { Database, Transaction } from '../db/open.ts'
import { settlePublicChanges } from '../db/public-changes.ts'
import { agentCredentials, agentLogins, agents, caseCounter, cases, rmaCounter } from '../db/schema.ts'
import { defaultSlaRules } from '../server/sla/rules.ts'
import { DEMO_AGENTS, DEMO_PASSWORD } from './agents.ts'
import { DEMO_CUSTOMER_PASSWORD } from './customers.ts'
import { DEFAULT_CASES, type DemoOptions, generateDemo, lastCounter } from './generate.ts'
import { GUIDE_CASE_ID } from './guide-case.ts'
import { insertBatch } from './insert.ts'
import { lastRmaNumber } from './rmas.ts'
import { giveProofs, letCustomersSignIn } from './sign-ins.ts'

export type DemoProgress = { phase: 'rows' | 'feed'; cases: number; total: number }

export type LoadOptions = Partial<DemoOptions> & { onProgress?: (progress: DemoProgress) => void }

/** Demo data does not mix with others': it goes into an empty database alone. */
export class DatabaseInUse extends Error {
  constructor() {
    super('The database already holds data of its own; demo data goes into an empty one only')
    this.name = 'DatabaseInUse'
  }
}

/** Any number that no other lock of the portal uses. */
const LOAD_LOCK = 2_580_002

/**
 * Fills an empty database with demo data and lets the demo agents and customers sign in. One transaction: an interrupted load leaves
 * nothing behind. Answers false when the data was there already, whatever the options. Throws `DatabaseInUse`.
 */
export async function loadDemo(db: Database, options: LoadOptions = {}): Promise<boolean> {
  if (await isLoaded(db)) return false
  const { onProgress = () => {}, now = Date.now(), ...rest } = options
  const total = rest.cases ?? DEFAULT_CASES
  const password = await hashPassword(DEMO_PASSWORD)
  const customerPassword = await hashPassword(DEMO_CUSTOMER_PASSWORD)
  const loaded = await bulkLoad(db, async (tx) => {
    // Of two portals that start on one database the second waits here, then finds the work done.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${LOAD_LOCK})`)
    if (await isLoaded(tx)) return false
    if (await isUsed(tx)) throw new DatabaseInUse()
    let done = 0
    const contacts: ContactRow[] = []
    for (const batch of generateDemo({ ...rest, now })) {
      await insertBatch(tx, batch)
      if (batch.table === 'contacts') contacts.push(...batch.rows)
      if (batch.table === 'accounts')
        await giveProofs(
          tx,
          batch.rows.map(({ id }) => id),
        )
      if (batch.table === 'cases') {
        done += batch.rows.length
        onProgress({ phase: 'rows', cases: done, total })
      }
    }
    await settlePublicChanges(tx)
    // Their promises came with them.
    await tx.update(cases).set({ slaRules: defaultSlaRules().mark })
    await letAgentsSignIn(tx, password)
    await letCustomersSignIn(tx, contacts, customerPassword, now)
    await tx.update(caseCounter).set({ last: sql`greatest(${caseCounter.last}, ${lastCounter(total)})` })
    await tx.update(rmaCounter).set({ last: sql`greatest(${rmaCounter.last}, ${lastRmaNumber(total)})` })
    onProgress({ phase: 'feed', cases: done, total })
    return true
  })
  // Without statistics the planner would read whole tables; the embedded database does not gather them by itself.
  if (loaded)
    await db.execute(
      sql`ANALYZE cases, notes, case_events, devices, contacts, accounts, consents, estimates, rmas, rma_lines, sync_change`,
    )
  return loaded
}

async function isLoaded(db: Database | Transaction): Promise<boolean> {
  const found = await db.select({ id: cases.id }).from(cases).where(eq(cases.id, GUIDE_CASE_ID))
  return found.length > 0
}

async function isUsed(tx: Transaction): Promise<boolean> {
  const anyAgent = await tx.select({ id: agents.id }).from(agents).limit(1)
  const anyCase = await tx.select({ id: cases.id }).from(cases).limit(1)
  return anyAgent.length + anyCase.length > 0
}

/** All share one password, so one hash: a dozen of them would take seconds. */
async function letAgentsSignIn(tx: Transaction, password: string): Promise<void> {
  await tx.insert(agentLogins).values(DEMO_AGENTS.map(({ id, name, email }) => ({ id, name, email })))
  await tx
    .insert(agentCredentials)
    .values(DEMO_AGENTS.map(({ id }) => ({ id, userId: id, accountId: id, providerId: 'credential', password })))
}
