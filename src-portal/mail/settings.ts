import { z } from 'zod'
import { LANGUAGES, type Language } from '#shared/domain/case.ts'
import { type MailAddress, mailAddress } from './message.ts'
import type { SmtpSettings } from './smtp-transport.ts'

export class MailSettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MailSettingsError'
  }
}

export type ImapSettings = {
  host: string
  port: number
  /** TLS from the first byte; else STARTTLS. */
  secure: boolean
  allowPlaintext: boolean
  user: string
  password: string
  mailbox: string
  pollMs: number
  /**
   * Whose `Authentication-Results` are believed; only mail that passed DMARC, or DKIM or SPF of its sender's domain, counts.
   * Null: whoever runs the portal chose to believe what any message says of its sender.
   */
  authServer: string | null
  /** A certificate authority of one's own, PEM. */
  ca?: string
}

export type MailSettings = {
  from: MailAddress
  replyTo: MailAddress | null
  helpDesk: MailAddress[]
  helpDeskLanguage: Language
  groupMs: number
  out: { kind: 'smtp'; smtp: SmtpSettings } | { kind: 'folder'; folder: string }
  /** Null: replies are not read. */
  imap: ImapSettings | null
}

const DEFAULT_FROM = 'Customer Service - Spica <Customer.Service@spica.com>'
export const DEFAULT_GROUP_SECONDS = 60
const DEFAULT_IMAP_SECONDS = 60

/** What the environment says; mail goes to files in `folder` where it names no server. Throws `MailSettingsError` for the person at the terminal. */
export function chooseMail(env: NodeJS.ProcessEnv, folder: string): MailSettings {
  const from = oneAddress('MAIL_FROM', env.MAIL_FROM || DEFAULT_FROM)
  const smtp = env.MAIL_SMTP_URL ? smtpOf(env.MAIL_SMTP_URL, plaintextAllowed(env)) : null
  return {
    from,
    replyTo: env.MAIL_REPLY_TO ? oneAddress('MAIL_REPLY_TO', env.MAIL_REPLY_TO) : null,
    helpDesk: (env.MAIL_HELP_DESK || from.address).split(',').map((text) => oneAddress('MAIL_HELP_DESK', text)),
    helpDeskLanguage: languageOf(env),
    groupMs: seconds(env, 'MAIL_GROUP_SECONDS', DEFAULT_GROUP_SECONDS, { min: 0, max: 3600 }) * 1000,
    out: smtp ? { kind: 'smtp', smtp } : { kind: 'folder', folder: env.MAIL_DIR || folder },
    imap: env.MAIL_IMAP_URL ? imapOf(env.MAIL_IMAP_URL, env) : null,
  }
}

function languageOf({ MAIL_HELP_DESK_LANGUAGE: text }: NodeJS.ProcessEnv): Language {
  const language = LANGUAGES.find((known) => known === (text || 'sl'))
  if (!language) {
    throw new MailSettingsError(`MAIL_HELP_DESK_LANGUAGE must be ${LANGUAGES.join(' or ')}, not "${text}"`)
  }
  return language
}

function smtpOf(text: string, allowPlaintext: boolean): SmtpSettings {
  const url = serverUrl('MAIL_SMTP_URL', text, ['smtp:', 'smtps:'])
  const secure = url.protocol === 'smtps:'
  return {
    host: hostOf(url),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    allowPlaintext: allowPlaintext || isLoopback(url),
    user: url.username === '' ? null : decodeURIComponent(url.username),
    password: url.username === '' ? null : decodeURIComponent(url.password),
  }
}

function imapOf(text: string, env: NodeJS.ProcessEnv): ImapSettings {
  const url = serverUrl('MAIL_IMAP_URL', text, ['imap:', 'imaps:'])
  if (url.username === '') throw new MailSettingsError('MAIL_IMAP_URL needs a user: imaps://user:password@host/INBOX')
  const secure = url.protocol === 'imaps:'
  return {
    host: hostOf(url),
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    allowPlaintext: plaintextAllowed(env) || isLoopback(url),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    mailbox: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
    pollMs: seconds(env, 'MAIL_IMAP_SECONDS', DEFAULT_IMAP_SECONDS, { min: 5, max: 86_400 }) * 1000,
    authServer: authServerOf(env),
  }
}

/** Anybody can write anybody's address; that replies are read without a proof is nothing to slip into. */
function authServerOf(env: NodeJS.ProcessEnv): string | null {
  const server = env.MAIL_IMAP_AUTH_SERVER || null
  const trusting = env.MAIL_IMAP_TRUST_UNPROVEN_SENDERS || 'false'
  if (trusting !== 'true' && trusting !== 'false') {
    throw new MailSettingsError(`MAIL_IMAP_TRUST_UNPROVEN_SENDERS must be true or false, not "${trusting}"`)
  }
  if (server !== null && trusting === 'true') {
    throw new MailSettingsError('Set MAIL_IMAP_AUTH_SERVER or MAIL_IMAP_TRUST_UNPROVEN_SENDERS=true, not both')
  }
  if (server === null && trusting === 'false') {
    throw new MailSettingsError(
      `MAIL_IMAP_URL needs a choice of whom to believe, as anybody can write anybody's address into an e-mail:
  MAIL_IMAP_AUTH_SERVER=mx.example.com    the server that checks senders, named as its Authentication-Results headers begin
  MAIL_IMAP_TRUST_UNPROVEN_SENDERS=true   no server checks them, and a forged reply becomes a note of that customer`,
    )
  }
  return server
}

/** Its password stays out of the message. */
function serverUrl(name: string, text: string, protocols: string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !protocols.includes(url.protocol) || url.hostname === '') {
    throw new MailSettingsError(`${name} must be an address like ${protocols.at(-1)}//user:password@mail.example.com`)
  }
  return url
}

function hostOf(url: URL): string {
  return decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '')
}

function isLoopback(url: URL): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(hostOf(url))
}

function plaintextAllowed(env: NodeJS.ProcessEnv): boolean {
  return env.MAIL_ALLOW_PLAINTEXT === 'true'
}

/** `Name <address>`, or an address alone. */
function oneAddress(name: string, text: string): MailAddress {
  const [, label = '', inside] = /^(.*)<([^<>]+)>\s*$/.exec(text.trim()) ?? []
  const address = (inside ?? text).trim()
  if (!z.email().safeParse(address).success) {
    throw new MailSettingsError(`${name} must be an address like "Podpora <podpora@example.com>", not "${text}"`)
  }
  return mailAddress(label.trim().replace(/^"(.*)"$/, '$1'), address)
}

function seconds(env: NodeJS.ProcessEnv, name: string, otherwise: number, { min, max }: { min: number; max: number }) {
  const text = env[name]
  if (!text) return otherwise
  if (!/^\d{1,5}$/.test(text) || Number(text) < min || Number(text) > max) {
    throw new MailSettingsError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`)
  }
  return Number(text)
}
