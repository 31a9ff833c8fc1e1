import { createHash } from 'node:crypto'
import { and, count, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import { MAX_NOTE_LENGTH } from '#shared/domain/case.ts'
import { safeFileName } from '#shared/domain/file-name.ts'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import { MAX_ATTACHMENTS } from '#shared/portal-api/operations.ts'
import type { Uploads } from '../../blobs/uploads.ts'
import { maySee } from '../../customer-cases/scope.ts'
import { storeUpload } from '../../customer-cases/uploads.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import { cases, contacts, mailReceived, notes } from '../../db/schema.ts'
import { addCustomerNote } from '../../server/cases/customer-actions.ts'
import { inTransaction, type ServiceDeps, type Work } from '../../server/deps.ts'
import { findToken, topicOf } from '../tokens.ts'
import { isAuthenticated } from './authenticated.ts'
import { isAutomatic } from './automatic.ts'
import { htmlToText } from './html-text.ts'
import { replyText } from './reply-text.ts'

/** What became of a message. All but `note` leave no trace outside the record of received mail. */
export type ReplyOutcome =
  | 'note'
  /** It was judged before. */
  | 'duplicate'
  | 'unreadable'
  /** From a machine, or one of the portal's own. */
  | 'automatic'
  | 'no_token'
  | 'unknown_thread'
  /** Nobody with this address may see the case. */
  | 'unknown_sender'
  /** The receiving server does not vouch for the address. */
  | 'unproven_sender'
  /** A loop that nothing else has stopped. */
  | 'too_many'
  | 'empty'

export type ReplyDeps = ServiceDeps & {
  /** Without it attachments are refused. */
  uploads?: Uploads | undefined
  /** The portal's own addresses, lower case. */
  ownAddresses: readonly string[]
  authServer: string | null
  reopenWindowDays?: number
}

const HOUR_MS = 3_600_000
const MAX_AN_HOUR = 20
/** Smaller pictures in the text are a letterhead's. */
const MIN_INLINE_BYTES = 5000
const SIGNATURE_TYPES = /^application\/(pgp-signature|pkcs7-signature|x-pkcs7-signature)$/

/** Makes a note of a customer's reply, once however often it comes. `source`: the whole message. */
export async function takeReply(deps: ReplyDeps, source: Uint8Array): Promise<ReplyOutcome> {
  const mail = await parse(source)
  const messageHash = hashOf(mail?.messageId?.trim() || source)
  const [known] = await deps.db.select().from(mailReceived).where(eq(mailReceived.messageHash, messageHash))
  if (known) return 'duplicate'
  const judged = mail ? await judge(deps, mail) : ('unreadable' as const)
  if (typeof judged === 'string') {
    const row = { messageHash, receivedAt: deps.now(), outcome: judged }
    await deps.db.insert(mailReceived).values(row).onConflictDoNothing()
    return judged
  }
  return write(deps, messageHash, judged)
}

type Reply = { caseId: string; contactId: string; body: string; files: Attachment[] }

async function judge(deps: ReplyDeps, mail: Email): Promise<Reply | ReplyOutcome> {
  const address = mail.from?.address?.trim().toLowerCase()
  if (!address || deps.ownAddresses.includes(address) || isAutomatic(mail)) return 'automatic'
  const number = findToken(mail.subject ?? '')
  if (number === null) return 'no_token'
  const topic = await topicOf(deps.db, number)
  if (topic?.kind !== 'case') return 'unknown_thread'
  const [found] = await deps.db.select().from(cases).where(eq(cases.id, topic.id))
  if (!found) return 'unknown_thread'
  const contactId = await senderOf(deps, found, address)
  if (contactId === null) return 'unknown_sender'
  if (deps.authServer !== null && !isAuthenticated(mail.headers, deps.authServer, address)) return 'unproven_sender'
  if (await tooMany(deps, contactId)) return 'too_many'
  const body = replyText(mail.text?.trim() ? mail.text : htmlToText(mail.html ?? ''))
  const files = mail.attachments.filter(isKept)
  if (body === '' && files.length === 0) return 'empty'
  return { caseId: found.id, contactId, body, files }
}

/** Of several with the address the one whose case it is, else one who may see it. */
async function senderOf({ db }: ReplyDeps, found: typeof cases.$inferSelect, address: string): Promise<string | null> {
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
  return (allowed.find(({ id }) => id === found.contactId) ?? allowed[0])?.id ?? null
}

async function tooMany({ db, now }: ReplyDeps, contactId: string): Promise<boolean> {
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

async function write(deps: ReplyDeps, messageHash: string, reply: Reply): Promise<ReplyOutcome> {
  const { caseId, contactId } = reply
  const { ids, refused } = await storeFiles(deps, reply)
  const tooLong = reply.body.length > MAX_NOTE_LENGTH
  const body = tooLong ? reply.body.slice(0, MAX_NOTE_LENGTH).toWellFormed() : reply.body
  if (body === '' && ids.length === 0) {
    const row = { messageHash, receivedAt: deps.now(), outcome: 'empty', caseId, contactId }
    await deps.db.insert(mailReceived).values(row).onConflictDoNothing()
    return 'empty'
  }
  return inTransaction(deps, async (work) => {
    const record = { messageHash, receivedAt: work.now, outcome: 'note', caseId, contactId }
    const [first] = await work.tx.insert(mailReceived).values(record).onConflictDoNothing().returning()
    if (!first) return 'duplicate'
    const { reopenWindowDays } = deps
    const written = await addCustomerNote(work, {
      caseId,
      contactId,
      body,
      files: ids,
      ...(reopenWindowDays === undefined ? {} : { reopenWindowDays }),
    })
    await work.tx
      .update(mailReceived)
      .set({ noteId: written.noteId, caseId: written.case.id })
      .where(eq(mailReceived.messageHash, messageHash))
    if (refused.length > 0 || tooLong) await tellAgents(work, written.case.id, refused, tooLong)
    return 'note'
  })
}

async function storeFiles(deps: ReplyDeps, { contactId, files }: Reply): Promise<{ ids: string[]; refused: string[] }> {
  const ids: string[] = []
  const refused: string[] = []
  const maxBytes = deps.maxAttachmentBytes ?? DEFAULT_MAX_ATTACHMENT_BYTES
  for (const { filename, content } of files) {
    const fileName = filename?.trim() || 'priponka'
    if (!deps.uploads || ids.length === MAX_ATTACHMENTS) {
      refused.push(fileName)
      continue
    }
    try {
      const bytes = bytesOf(content)
      const source = (async function* () {
        yield bytes
      })()
      const stored = await storeUpload(deps, deps.uploads, { contactId, fileName, source, maxBytes })
      ids.push(stored.fileId)
    } catch (error) {
      // What only has to wait is tried again with the whole message.
      if (!(error instanceof CustomerRefusal) || error.code === 'unavailable') throw error
      refused.push(fileName)
    }
  }
  return { ids, refused }
}

/** The customer believes them to be here; an agent can ask for them another way. The message stays in the mailbox. */
async function tellAgents({ tx, now, newId }: Work, caseId: string, refused: string[], tooLong: boolean) {
  const names = refused.map((name) => `»${safeFileName(name)}«`).join(', ')
  const words = [
    ...(refused.length > 0 ? [`Priponke iz e-pošte, ki niso bile sprejete: ${names}.`] : []),
    ...(tooLong ? ['Besedilo iz e-pošte je predolgo in je bilo skrajšano.'] : []),
    'Izvirno sporočilo je v poštnem predalu.',
  ]
  const note = { visibility: 'internal', authorKind: 'system', authorId: null, body: words.join(' ') } as const
  await tx.insert(notes).values({ id: newId(), caseId, ...note, createdAt: now })
}

async function parse(source: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(source, { maxNestingDepth: 50, forceRfc822Attachments: true })
  } catch {
    return null
  }
}

function bytesOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
