import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { setAgentPassword } from '../auth/agent-login.ts'
import { agents } from '../db/schema.ts'
import { UsageError } from './command-line.ts'
import type { ServiceDeps } from './deps.ts'

const MIN_PASSWORD_LENGTH = 12

/** `Ana Novak <ana@spica.si>`. Throws `UsageError`. */
export function parseAgent(text: string): { name: string; email: string } {
  const [, name = '', email = ''] = /^\s*(.+?)\s*<([^<>]+)>\s*$/.exec(text) ?? []
  if (name === '' || !z.email().safeParse(email).success) {
    throw new UsageError('--add-agent takes a name and an e-mail, such as "Ana Novak <ana@spica.si>"')
  }
  return { name, email: email.toLowerCase() }
}

/** Makes the agent, or activates the one with that e-mail again; the password replaces an earlier one. */
export async function addAgent(
  deps: ServiceDeps,
  agent: { name: string; email: string; password: string },
): Promise<void> {
  const { name, email, password } = agent
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw new UsageError(`The password must have at least ${MIN_PASSWORD_LENGTH} characters`)
  }
  const [known] = await deps.db.select({ id: agents.id }).from(agents).where(sql`lower(${agents.email}) = ${email}`)
  const agentId = known?.id ?? deps.newId()
  if (known) await deps.db.update(agents).set({ name, active: true }).where(eq(agents.id, agentId))
  else await deps.db.insert(agents).values({ id: agentId, name, email })
  await setAgentPassword(deps.db, { agentId, password })
}
