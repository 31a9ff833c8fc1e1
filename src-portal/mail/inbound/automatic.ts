import type { Email } from 'postal-mime'

const BULK = /^(bulk|junk|list|auto_reply|auto-reply)$/i
const AUTOMATIC_SUBJECT = /^(automatic reply|auto(matic)?[- ]?reply|samodejni odgovor|out of office|odsotnost)\s*:/i
const MACHINE = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+.-].*)?@/i

/** Written by no person: a bounce, a vacation message, a mailing list, a delivery report, or a mail of the portal's own. */
export function isAutomatic({ headers, subject, from, returnPath }: Email): boolean {
  const values = (name: string) => headers.filter(({ key }) => key === name).map(({ value }) => value.trim())
  const has = (name: string) => values(name).length > 0
  return (
    values('auto-submitted').some((value) => !/^no\b/i.test(value)) ||
    values('precedence').some((value) => BULK.test(value)) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'list-id', 'list-unsubscribe', 'feedback-id'].some(has) ||
    values('content-type').some((value) => /^multipart\/report\b/i.test(value)) ||
    returnPath === '' ||
    values('return-path').some((value) => /^<\s*>$/.test(value)) ||
    AUTOMATIC_SUBJECT.test(subject?.trim() ?? '') ||
    MACHINE.test(from?.address ?? '')
  )
}
