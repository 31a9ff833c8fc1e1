import { sql } from 'drizzle-orm'
import { agents } from '../db/schema.ts'
import { UsageError } from './command-line.ts'
import type { ServiceDeps } from './deps.ts'

/** Gives an agent the right to import devices, or takes it away, at once. Throws `UsageError` when there is no such agent. */
export async function setAdministrator(deps: ServiceDeps, email: string, isAdmin: boolean): Promise<void> {
  const known = await deps.db
    .update(agents)
    .set({ isAdmin })
    .where(sql`lower(${agents.email}) = lower(${email})`)
    .returning({ id: agents.id })
  if (known.length === 0) throw new UsageError(`There is no agent ${email}`)
}
