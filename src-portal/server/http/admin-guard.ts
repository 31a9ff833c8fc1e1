import { and, eq } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../../db/open.ts'
import { agents } from '../../db/schema.ts'
import { signedIn } from './agent-guard.ts'
import { PortalProblem } from './problems.ts'

/** Behind the agents' guard: lets administrators pass, as the database knows them now. */
export function createAdminGuard(db: Database) {
  return async (request: FastifyRequest): Promise<void> => {
    const [found] = await db
      .select({ id: agents.id })
      .from(agents)
      .where(and(eq(agents.id, signedIn(request).agent.id), eq(agents.isAdmin, true)))
    if (!found) throw new PortalProblem('forbidden')
  }
}
