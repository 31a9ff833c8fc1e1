import { setTimeout as pause } from 'node:timers/promises'
import type { Uploads } from '../blobs/uploads.ts'
import type { PortalDatabase } from '../db/open.ts'
import type { ServiceDeps } from '../server/deps.ts'
import { createFolderTransport } from './folder-transport.ts'
import { startPolling } from './inbound/poll.ts'
import { pruneMail } from './queue.ts'
import type { MailSettings } from './settings.ts'
import { createSmtpTransport } from './smtp-transport.ts'
import { createMailWorker, type MailLog } from './worker.ts'

const STOP_MS = 5000

export type MailServiceDeps = ServiceDeps & {
  database: PortalDatabase
  settings: MailSettings
  /** Of the customers' pages, without a slash at the end. */
  publicUrl: string
  /** Who helps by other ways. */
  contact: { email: string; phone: string }
  log: MailLog
  /** Takes what replies bring with them; without it they bring nothing. */
  uploads?: Uploads | undefined
  reopenWindowDays: number
}

export type MailService = {
  /** Forgets what went long ago. */
  prune(): Promise<void>
  stop(): Promise<void>
}

/** Sends what is queued, and reads replies where a mailbox is set, until `stop`. */
export async function startMail(deps: MailServiceDeps): Promise<MailService> {
  const { settings, publicUrl, contact } = deps
  const { from, replyTo, helpDesk, helpDeskLanguage, groupMs, out, imap } = settings
  const transport = out.kind === 'smtp' ? createSmtpTransport(out.smtp) : createFolderTransport(out.folder)
  const compose = { publicUrl, from, replyTo, helpDesk, helpDeskLanguage, contact, repliesRead: imap !== null }
  const worker = createMailWorker({ ...deps, transport, compose, groupMs })
  await worker.start()
  const ownAddresses = [from, ...(replyTo ? [replyTo] : []), ...helpDesk].map(({ address }) => address.toLowerCase())
  const polling = imap && startPolling({ ...deps, settings: imap, ownAddresses, authServer: imap.authServer })
  return {
    prune: () => pruneMail(deps),
    async stop() {
      const end = Promise.all([polling?.stop(), worker.stop()])
      // Another process, or the next start, goes on with what a slow server holds up.
      await Promise.race([end, pause(STOP_MS, undefined, { ref: false })])
    },
  }
}

/** For people: where mail goes, where replies come from, and what may go unread. */
export function describeMail({ out, imap, from, replyTo, helpDesk }: MailSettings): string {
  const sent = out.kind === 'smtp' ? `through ${out.smtp.host}:${out.smtp.port}` : `as .eml files to ${out.folder}`
  if (!imap) return sent
  const believed = imap.authServer === null ? 'senders are believed unproven' : `${imap.authServer} vouches for senders`
  const mailbox = (replyTo ?? from).address.toLowerCase()
  const unread = helpDesk.every(({ address }) => address.toLowerCase() === mailbox)
  const hint = unread ? '\nLetters to the help desk go to that mailbox as well; MAIL_HELP_DESK can name another' : ''
  return `${sent}; replies are read from ${imap.user} at ${imap.host}, ${believed}${hint}`
}
