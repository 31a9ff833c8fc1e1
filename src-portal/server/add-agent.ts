import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { setAgentPassword } from '../auth/agent-login.ts'
import type { Transaction } from '../db/open.ts'
import { agents } from '../db/schema.ts'
import { UsageError } from './command-line.ts'
import type { ServiceDeps } from './deps.ts'
import { replaceTeams } from './teams.ts'

const MIN_PASSWORD_LENGTH = 12

/** `Ana Novak <ana@spica.si>`. Throws `UsageError`. */
export function parseAgent(text: string): { name: string; email: string } {
  const [, name = '', email = ''] = /^\s*(.+?)\s*<([^<>]+)>\s*$/.exec(text) ?? []
  if (name === '' || !z.email().safeParse(email).success) {
    throw new UsageError('--add-agent takes a name and an e-mail, such as "Ana Novak <ana@spica.si>"')
  }
  return { name, email: email.toLowerCase() }
}

/**
 * Makes the agent, or activates the one with that e-mail again; the password replaces an earlier one, and so do the teams
 * where any are named. `admin`: may import devices from now on; left out it stays as it is. Throws `UsageError`.
 */
export async function addAgent(
  deps: ServiceDeps,
  agent: { name: string; email: string; password: string; teams?: string[]; admin?: boolean },
): Promise<void> {
  const { name, email, password, teams = [], admin = false } = agent
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw new UsageError(`The password must have at least ${MIN_PASSWORD_LENGTH} characters`)
  }
  await deps.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: agents.id }).from(agents).where(sql`lower(${agents.email}) = ${email}`)
    const agentId = known?.id ?? deps.newId()
    const rights = admin ? { isAdmin: true } : {}
    if (known) {
      await tx
        .update(agents)
        .set({ name, active: true, ...rights })
        .where(eq(agents.id, agentId))
    } else await tx.insert(agents).values({ id: agentId, name, email, ...rights })
    await replaceTeams(tx as Transaction, agentId, teams)
    await setAgentPassword(tx as Transaction, { agentId, password })
  })
}
