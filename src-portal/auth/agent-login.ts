import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { agentCredentials, agentLogins, agentSessions, agents } from '../db/schema.ts'
import { hashPassword } from './passwords.ts'

/** Lets an agent sign in with this password alone from now on: the sessions of an earlier one end. Throws when there is no such agent. */
export async function setAgentPassword(db: Database, args: { agentId: string; password: string }): Promise<void> {
  const password = await hashPassword(args.password)
  const [agent] = await db.select().from(agents).where(eq(agents.id, args.agentId))
  if (!agent) throw new Error(`There is no agent ${args.agentId}`)
  const { id, name } = agent
  const email = agent.email.toLowerCase()
  await db
    .insert(agentLogins)
    .values({ id, name, email })
    .onConflictDoUpdate({ target: agentLogins.id, set: { name, email } })
  const credential = and(eq(agentCredentials.userId, id), eq(agentCredentials.providerId, 'credential'))
  const updated = await db
    .update(agentCredentials)
    .set({ password, updatedAt: new Date() })
    .where(credential)
    .returning({ id: agentCredentials.id })
  await db.delete(agentSessions).where(eq(agentSessions.userId, id))
  if (updated.length > 0) return
  await db
    .insert(agentCredentials)
    .values({ id: randomUUID(), userId: id, accountId: id, providerId: 'credential', password })
}
