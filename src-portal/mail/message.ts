/** One e-mail, ready to be sent. */
export type OutgoingMail = {
  /** Without angle brackets; the same at every attempt. */
  messageId: string
  /** The same for all mails about one thing, so that mail programs show them together; without angle brackets. */
  threadId: string
  /** Epoch ms. */
  date: number
  from: MailAddress
  replyTo: MailAddress | null
  to: MailAddress[]
  subject: string
  text: string
  html: string
  /** `sl` or `en`. */
  language: string
}

export type MailAddress = { name: string; address: string }

const ADDRESS = /^[^\s<>(),;:"\\[\]@\p{Cc}]+@[^\s<>(),;:"\\[\]@\p{Cc}]+$/u

export class BadAddress extends Error {
  constructor() {
    super('The address is not one that mail can be sent to')
    this.name = 'BadAddress'
  }
}

/** Throws `BadAddress` for what would be more than one address, or none. */
export function mailAddress(name: string, address: string): MailAddress {
  const plain = address.trim()
  if (plain.length > 254 || !ADDRESS.test(plain)) throw new BadAddress()
  return { name: oneLine(name, 100), address: plain }
}

/** What may stand in a header: one line, no control characters or marks that turn the reading direction, not too long. */
export function oneLine(text: string, max: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim()
  return line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
