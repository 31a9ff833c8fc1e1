import { and, count, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { Attachment, Email } from 'postal-mime'
import type { Language } from '#shared/domain/case.ts'
import { maySee } from '../../customer-cases/scope.ts'
import { cases, contacts, mailReceived } from '../../db/schema.ts'
import type { ServiceDeps } from '../../server/deps.ts'
import type { NotTakenReason } from '../mail.ts'
import { findToken, topicOf } from '../tokens.ts'
import { isAuthenticated } from './authenticated.ts'
import { isAutomatic } from './automatic.ts'
import { htmlToText } from './html-text.ts'
import { replyText } from './reply-text.ts'

export type JudgeDeps = ServiceDeps & {
  /** The portal's own addresses, lower case. */
  ownAddresses: readonly string[]
  /** Whose word about senders is believed; null: every message is. */
  authServer: string | null
}

export type Contact = { id: string; language: Language }
export type Reply = { caseId: string; contact: Contact; body: string; files: Attachment[] }

export type Judgement =
  | { take: Reply }
  /** From a machine, one of the portal's own, or without a word: nobody is told. */
  | { ignore: 'automatic' | 'empty' }
  /** Agents are told: in the case where its number and a known address are given, else at the help desk. */
  | { refuse: NotTakenReason; caseId: string | null; contact: Contact | null }

const HOUR_MS = 3_600_000
const MAX_AN_HOUR = 20
/** Smaller pictures in the text are a letterhead's. */
const MIN_INLINE_BYTES = 5000
const SIGNATURE_TYPES = /^application\/(pgp-signature|pkcs7-signature|x-pkcs7-signature)$/

/** `headersOnly`: the message was too large to be read. */
export async function judgeReply(
  deps: JudgeDeps,
  mail: Email,
  { headersOnly = false }: { headersOnly?: boolean } = {},
): Promise<Judgement> {
  const address = mail.from?.address?.trim().toLowerCase()
  if (!address || deps.ownAddresses.includes(address) || isAutomatic(mail)) return { ignore: 'automatic' }
  const refuse = (reason: NotTakenReason, caseId: string | null = null, contact: Contact | null = null): Judgement => ({
    refuse: headersOnly ? 'too_large' : reason,
    caseId,
    contact,
  })
  const number = findToken(mail.subject ?? '')
  if (number === null) return refuse('no_token')
  const topic = await topicOf(deps.db, number)
  if (topic?.kind !== 'case') return refuse('unknown_thread')
  const [found] = await deps.db.select().from(cases).where(eq(cases.id, topic.id))
  if (!found) return refuse('unknown_thread')
  const contact = await senderOf(deps, found, address)
  if (contact === null) return refuse('unknown_sender', found.id)
  if (headersOnly) return refuse('too_large', found.id, contact)
  if (deps.authServer !== null && !isAuthenticated(mail.headers, deps.authServer, address)) {
    return refuse('unproven_sender', found.id, contact)
  }
  if (await tooMany(deps, contact.id)) return refuse('too_many', found.id, contact)
  const body = wordsOf(mail)
  const files = mail.attachments.filter(isKept)
  if (body === '' && files.length === 0) return { ignore: 'empty' }
  return { take: { caseId: found.id, contact, body, files } }
}

/** What its sender wrote, without quotes and signature. */
export function wordsOf(mail: Email): string {
  return replyText(mail.text?.trim() ? mail.text : htmlToText(mail.html ?? ''))
}

/** Of several with the address the one whose case it is, else one who may see it. */
async function senderOf({ db }: JudgeDeps, found: typeof cases.$inferSelect, address: string): Promise<Contact | null> {
  const known = await db
    .select()
    .from(contacts)
    .where(
      and(
        sql`lower(${contacts.email}) = ${address}`,
        eq(contacts.accountId, found.accountId),
        isNull(contacts.erasedAt),
        ne(contacts.signIn, 'disabled'),
      ),
    )
  const allowed = known.filter((contact) => maySee(contact, found))
  return allowed.find(({ id }) => id === found.contactId) ?? allowed[0] ?? null
}

async function tooMany({ db, now }: JudgeDeps, contactId: string): Promise<boolean> {
  const [recent] = await db
    .select({ n: count() })
    .from(mailReceived)
    .where(
      and(
        eq(mailReceived.contactId, contactId),
        eq(mailReceived.outcome, 'note'),
        gt(mailReceived.receivedAt, now() - HOUR_MS),
      ),
    )
  return (recent?.n ?? 0) >= MAX_AN_HOUR
}

function isKept({ related, content, mimeType }: Attachment): boolean {
  if (SIGNATURE_TYPES.test(mimeType)) return false
  return !(related && mimeType.startsWith('image/') && bytesOf(content).length < MIN_INLINE_BYTES)
}

export function bytesOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}
