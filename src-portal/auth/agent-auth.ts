import { randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { isAPIError } from 'better-auth/api'
import { bearer } from 'better-auth/plugins'
import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { agentCredentials, agentLogins, agentSessions, agents, agentVerifications } from '../db/schema.ts'
import { type AdapterFactory, tokenHash, withHashedTokens } from './hashed-tokens.ts'
import { argon2id, type PasswordHasher } from './passwords.ts'

const SESSION_SECONDS = 30 * 86_400
/** Channel on which every process of the portal hears that a session has ended; the payload is its id. */
export const SESSION_ENDED_CHANNEL = 'agent_session_ended'

export type SignedIn = { sessionId: string; agent: { id: string; name: string; email: string } }
export type NewSession = { token: string; expiresAt: number; agent: SignedIn['agent'] }
export type AgentAuth = ReturnType<typeof createAgentAuth>

/** Sessions of agents alone; customers will have tables, tokens and routes of their own. */
export function createAgentAuth(db: Database, passwords: PasswordHasher = argon2id) {
  const adapter = drizzleAdapter(db, {
    provider: 'pg',
    schema: {
      user: agentLogins,
      session: agentSessions,
      account: agentCredentials,
      verification: agentVerifications,
    },
  }) as AdapterFactory
  const auth = betterAuth({
    baseURL: 'http://portal.invalid',
    // Signs cookies, which nobody is given; tokens are checked against the database.
    secret: randomBytes(32).toString('hex'),
    database: withHashedTokens(adapter),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 1024,
      password: passwords,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: 86_400, cookieCache: { enabled: false } },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const [agent] = await db.select({ active: agents.active }).from(agents).where(eq(agents.id, session.userId))
            return agent?.active === true
          },
        },
      },
    },
    plugins: [bearer()],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })

  return {
    /** Null for a wrong password, an unknown e-mail and a deactivated agent alike, after the same work. */
    async signIn(args: { email: string; password: string; device: string }): Promise<NewSession | null> {
      let token: string
      try {
        const { email, password } = args
        token = (await auth.api.signInEmail({ body: { email: email.trim().toLowerCase(), password } })).token
      } catch (error) {
        if (isAPIError(error) && error.statusCode < 500) return null
        throw error
      }
      const [session] = await db
        .update(agentSessions)
        .set({ userAgent: args.device })
        .where(eq(agentSessions.token, tokenHash(token)))
        .returning({ userId: agentSessions.userId, expiresAt: agentSessions.expiresAt })
      const agent = session && (await findActiveAgent(db, session.userId))
      return agent ? { token, expiresAt: session.expiresAt.getTime(), agent } : null
    },

    /** Null unless the token belongs to a live session of an active agent. */
    async authenticate(token: string): Promise<SignedIn | null> {
      const found = await auth.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) })
      const agent = found && (await findActiveAgent(db, found.user.id))
      return agent ? { sessionId: found.session.id, agent } : null
    },

    /** For the audit log: whose e-mail that is. */
    async agentIdOf(email: string): Promise<string | null> {
      const [agent] = await db.select({ id: agents.id }).from(agents).where(sql`lower(${agents.email}) = ${email}`)
      return agent?.id ?? null
    },

    async listSessions(agentId: string) {
      return db
        .select({
          id: agentSessions.id,
          device: agentSessions.userAgent,
          createdAt: agentSessions.createdAt,
          expiresAt: agentSessions.expiresAt,
        })
        .from(agentSessions)
        .where(and(eq(agentSessions.userId, agentId), gt(agentSessions.expiresAt, new Date())))
        .orderBy(desc(agentSessions.createdAt))
    },

    /** Ends one of the agent's own sessions, also its open event streams. False when the agent has no such session. */
    async endSession(agentId: string, sessionId: string): Promise<boolean> {
      const ended = await db
        .delete(agentSessions)
        .where(and(eq(agentSessions.id, sessionId), eq(agentSessions.userId, agentId)))
        .returning({ id: agentSessions.id })
      if (ended.length > 0) await db.execute(sql`SELECT pg_notify(${SESSION_ENDED_CHANNEL}, ${sessionId})`)
      return ended.length > 0
    },

    async isLive(sessionId: string): Promise<boolean> {
      const [row] = await db
        .select({ id: agentSessions.id })
        .from(agentSessions)
        .innerJoin(agents, eq(agents.id, agentSessions.userId))
        .where(and(eq(agentSessions.id, sessionId), gt(agentSessions.expiresAt, new Date()), eq(agents.active, true)))
      return row !== undefined
    },

    async deleteExpired(): Promise<void> {
      await db.delete(agentSessions).where(lte(agentSessions.expiresAt, new Date()))
    },
  }
}

async function findActiveAgent(db: Database, id: string): Promise<SignedIn['agent'] | undefined> {
  const [agent] = await db
    .select({ id: agents.id, name: agents.name, email: agents.email })
    .from(agents)
    .where(and(eq(agents.id, id), eq(agents.active, true)))
  return agent
}
