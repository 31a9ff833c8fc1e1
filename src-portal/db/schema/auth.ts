import { boolean, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { key } from './columns.ts'
import { agents } from './domain.ts'

/** better-auth's tables of the agents' sign-in (its `user`, `session`, `account`, `verification`). Never on the sync wire. */

const time = (name: string) => timestamp(name, { withTimezone: true })

export const agentLogins = pgTable('agent_logins', {
  id: key('id')
    .primaryKey()
    .references(() => agents.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
})

export const agentSessions = pgTable(
  'agent_sessions',
  {
    id: text('id').primaryKey(),
    userId: key('user_id')
      .notNull()
      .references(() => agentLogins.id, { onDelete: 'cascade' }),
    /** SHA-256 of the bearer token; the token itself is nowhere but on the agent's machine. */
    token: text('token').notNull().unique(),
    expiresAt: time('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [index('agent_sessions_user').on(t.userId)],
)

export const agentCredentials = pgTable(
  'agent_credentials',
  {
    id: text('id').primaryKey(),
    userId: key('user_id')
      .notNull()
      .references(() => agentLogins.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    /** Argon2id, in PHC string form. */
    password: text('password'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [index('agent_credentials_user').on(t.userId)],
)

export const agentVerifications = pgTable(
  'agent_verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [index('agent_verifications_identifier').on(t.identifier)],
)
