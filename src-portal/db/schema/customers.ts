import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { CONSENT_KINDS } from '#shared/domain/registration.ts'
import { instant, key } from './columns.ts'
import { accounts, contacts, registrations } from './domain.ts'

/** Customers' access to the portal. Never on the sync wire. */

/** A contact who may sign in, once the contact's `signIn` says so. */
export const customerLogins = pgTable(
  'customer_logins',
  {
    contactId: key('contact_id')
      .primaryKey()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** As the person wrote it. */
    username: text('username').notNull(),
    /** `usernameKey` of it: nobody else's differs by capitals alone. */
    usernameKey: text('username_key').notNull(),
    /** Argon2id, in PHC string form; null until one is set (accounts from an older portal). */
    password: text('password'),
    createdAt: instant('created_at').notNull(),
    passwordChangedAt: instant('password_changed_at'),
  },
  (t) => [uniqueIndex('customer_logins_username').on(t.usernameKey)],
)

export const customerSessions = pgTable(
  'customer_sessions',
  {
    id: key('id').primaryKey(),
    contactId: key('contact_id')
      .notNull()
      .references(() => customerLogins.contactId, { onDelete: 'cascade' }),
    /** SHA-256 of the cookie's value; the value itself is nowhere but in the browser. */
    tokenHash: text('token_hash').notNull(),
    /** What the browser says it is. */
    device: text('device').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    uniqueIndex('customer_sessions_token').on(t.tokenHash),
    index('customer_sessions_contact').on(t.contactId),
    index('customer_sessions_expiry').on(t.expiresAt),
  ],
)

export const CODE_PURPOSES = ['invitation', 'password_reset', 'email_change', 'question'] as const
export type CodePurpose = (typeof CODE_PURPOSES)[number]

/** One-time codes that went out by mail. */
export const customerCodes = pgTable(
  'customer_codes',
  {
    id: key('id').primaryKey(),
    purpose: text('purpose', { enum: CODE_PURPOSES }).notNull(),
    /** SHA-256; the code itself is in the mail alone. */
    codeHash: text('code_hash').notNull(),
    /** Whose it is; null of a question, which goes to an applicant. */
    contactId: key('contact_id').references(() => contacts.id, { onDelete: 'cascade' }),
    registrationId: key('registration_id').references(() => registrations.id, { onDelete: 'cascade' }),
    /** Where it was sent; of an `email_change` the address that it proves. */
    email: text('email').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    uniqueIndex('customer_codes_hash').on(t.codeHash),
    index('customer_codes_contact').on(t.contactId, t.purpose),
    index('customer_codes_registration').on(t.registrationId),
    index('customer_codes_expiry').on(t.expiresAt),
    check('customer_codes_owner_known', sql`(${t.contactId} is null) <> (${t.registrationId} is null)`),
  ],
)

/** What an applicant agreed to; it becomes the contact's when the invitation is redeemed. */
export const registrationConsents = pgTable(
  'registration_consents',
  {
    registrationId: key('registration_id')
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: CONSENT_KINDS }).notNull(),
    version: text('version').notNull(),
    givenAt: instant('given_at').notNull(),
    ip: text('ip').notNull(),
  },
  (t) => [primaryKey({ columns: [t.registrationId, t.kind] })],
)

/** Customer codes and numbers of invoices that a company has received, as keys (`proofKey`); imported from the books. */
export const accountProofs = pgTable(
  'account_proofs',
  {
    customerCode: text('customer_code').notNull(),
    invoiceNumber: text('invoice_number').notNull(),
    accountId: key('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.customerCode, t.invoiceNumber] }), index('account_proofs_account').on(t.accountId)],
)

/** Captchas that were solved and taken; kept until they would have expired anyway. */
export const usedCaptchas = pgTable(
  'used_captchas',
  { nonce: text('nonce').primaryKey(), expiresAt: instant('expires_at').notNull() },
  (t) => [index('used_captchas_expiry').on(t.expiresAt)],
)

/** Keys that all processes of a portal share; made at the first use. */
export const portalSecrets = pgTable('portal_secrets', {
  name: text('name').primaryKey(),
  secret: text('secret').notNull(),
})

export const AUDIT_ACTORS = ['customer', 'agent', 'applicant', 'system'] as const
export type AuditActor = (typeof AUDIT_ACTORS)[number]

/** Who did what to whose access, when and from where. Written by `writeAudit` alone, never changed. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: key('id').primaryKey(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: AUDIT_ACTORS }).notNull(),
    /** A contact's, agent's or registration's id; null where nobody is known. */
    actorId: key('actor_id'),
    event: text('event').notNull(),
    /** The person whom it is about. */
    contactId: key('contact_id'),
    ip: text('ip'),
    /** Ids and words of our own; never a secret, a code or what somebody typed. */
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>(),
  },
  (t) => [index('audit_log_contact').on(t.contactId, t.at), index('audit_log_at').on(t.at)],
)
