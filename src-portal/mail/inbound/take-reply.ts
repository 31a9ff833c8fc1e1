import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import PostalMime, { type Email } from 'postal-mime'
import { MAX_NOTE_LENGTH } from '#shared/domain/case.ts'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import { MAX_ATTACHMENTS } from '#shared/portal-api/operations.ts'
import type { Uploads } from '../../blobs/uploads.ts'
import { storeUpload } from '../../customer-cases/uploads.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import { mailReceived } from '../../db/schema.ts'
import { addCustomerNote } from '../../server/cases/customer-actions.ts'
import { inTransaction, type Work } from '../../server/deps.ts'
import type { NotTakenReason } from '../mail.ts'
import { NOT_TAKEN_WORDS } from '../words/not-taken.ts'
import { bytesOf, type JudgeDeps, type Judgement, judgeReply, type Reply } from './judge-reply.ts'
import { type NotTaken, tellOfLeftOut, tellOfNotTaken } from './tell-agents.ts'

/** What became of a message. */
export type ReplyOutcome =
  | 'note'
  /** It was judged before. */
  | 'duplicate'
  /** From a machine, or one of the portal's own. */
  | 'automatic'
  | 'empty'
  | NotTakenReason

export type ReplyDeps = JudgeDeps & {
  /** Without it attachments are refused. */
  uploads?: Uploads | undefined
  reopenWindowDays?: number
}

/**
 * Makes a note of a customer's reply, or tells agents why it is none; once however often it comes. `source`: the whole
 * message, or with `headersOnly` the headers of one that is too large.
 */
export async function takeReply(
  deps: ReplyDeps,
  source: Uint8Array,
  { headersOnly = false }: { headersOnly?: boolean } = {},
): Promise<ReplyOutcome> {
  const mail = await parse(source)
  const messageHash = hashOf(mail?.messageId?.trim() || source)
  const [known] = await deps.db.select().from(mailReceived).where(eq(mailReceived.messageHash, messageHash))
  if (known) return 'duplicate'
  const judged: Judgement = mail
    ? await judgeReply(deps, mail, { headersOnly })
    : { refuse: 'unreadable', caseId: null, contact: null }
  if ('take' in judged) return write(deps, messageHash, judged.take, mail)
  if ('ignore' in judged) {
    const row = { messageHash, receivedAt: deps.now(), outcome: judged.ignore }
    await deps.db.insert(mailReceived).values(row).onConflictDoNothing()
    return judged.ignore
  }
  const { refuse: reason, caseId, contact } = judged
  return notTaken(deps, messageHash, { reason, caseId, contact, mail })
}

function notTaken(deps: ReplyDeps, messageHash: string, refused: NotTaken): Promise<ReplyOutcome> {
  const { reason, caseId, contact } = refused
  return inTransaction(deps, async (work) => {
    if (!(await isFirst(work, { messageHash, outcome: reason, caseId, contactId: contact?.id ?? null }))) {
      return 'duplicate'
    }
    const noteId = await tellOfNotTaken(work, refused)
    await work.tx.update(mailReceived).set({ noteId }).where(eq(mailReceived.messageHash, messageHash))
    return reason
  })
}

type Received = { messageHash: string; outcome: ReplyOutcome; caseId: string | null; contactId: string | null }

async function isFirst({ tx, now }: Work, received: Received): Promise<boolean> {
  const row = { ...received, receivedAt: now }
  const [first] = await tx.insert(mailReceived).values(row).onConflictDoNothing().returning()
  return first !== undefined
}

async function write(deps: ReplyDeps, messageHash: string, reply: Reply, mail: Email | null): Promise<ReplyOutcome> {
  const { caseId, contact } = reply
  const { ids, refused } = await storeFiles(deps, reply)
  const tooLong = reply.body.length > MAX_NOTE_LENGTH
  const body = tooLong ? reply.body.slice(0, MAX_NOTE_LENGTH).toWellFormed() : reply.body
  if (body === '' && ids.length === 0) {
    return notTaken(deps, messageHash, { reason: 'files_refused', caseId, contact, mail, files: refused })
  }
  return inTransaction(deps, async (work) => {
    if (!(await isFirst(work, { messageHash, outcome: 'note', caseId, contactId: contact.id }))) return 'duplicate'
    const { reopenWindowDays } = deps
    const written = await addCustomerNote(work, {
      caseId,
      contactId: contact.id,
      body,
      files: ids,
      ...(reopenWindowDays === undefined ? {} : { reopenWindowDays }),
    })
    await work.tx
      .update(mailReceived)
      .set({ noteId: written.noteId, caseId: written.case.id })
      .where(eq(mailReceived.messageHash, messageHash))
    if (refused.length > 0 || tooLong) {
      await tellOfLeftOut(work, { caseId: written.case.id, language: contact.language, files: refused, tooLong })
    }
    return 'note'
  })
}

async function storeFiles(deps: ReplyDeps, { contact, files }: Reply): Promise<{ ids: string[]; refused: string[] }> {
  const ids: string[] = []
  const refused: string[] = []
  const maxBytes = deps.maxAttachmentBytes ?? DEFAULT_MAX_ATTACHMENT_BYTES
  for (const { filename, content } of files) {
    const fileName = filename?.trim() || NOT_TAKEN_WORDS[contact.language].unnamedFile
    if (!deps.uploads || ids.length === MAX_ATTACHMENTS) {
      refused.push(fileName)
      continue
    }
    try {
      const bytes = bytesOf(content)
      const source = (async function* () {
        yield bytes
      })()
      const stored = await storeUpload(deps, deps.uploads, { contactId: contact.id, fileName, source, maxBytes })
      ids.push(stored.fileId)
    } catch (error) {
      // What only has to wait is tried again with the whole message.
      if (!(error instanceof CustomerRefusal) || error.code === 'unavailable') throw error
      refused.push(fileName)
    }
  }
  return { ids, refused }
}

async function parse(source: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(source, { maxNestingDepth: 50, forceRfc822Attachments: true })
  } catch {
    return null
  }
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
