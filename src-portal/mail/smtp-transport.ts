import { createTransport } from 'nodemailer'
import { toNodemailer } from './nodemailer-mail.ts'
import { MailRefused, type MailTransport, type RefusalKind } from './transport.ts'

export type SmtpSettings = {
  host: string
  port: number
  /** TLS from the first byte; else STARTTLS. */
  secure: boolean
  /** Sends in the clear where the server offers no TLS. */
  allowPlaintext: boolean
  user: string | null
  password: string | null
  /** A certificate authority of one's own, PEM. */
  ca?: string
}

const CONNECT_MS = 20_000
const SILENCE_MS = 60_000
const WHOLE_MS = 120_000

export function createSmtpTransport(settings: SmtpSettings): MailTransport {
  const { host, port, secure, allowPlaintext, user, password, ca } = settings
  const smtp = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !allowPlaintext,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    describe: `${secure ? 'smtps' : 'smtp'}://${host}:${port}`,
    async send(mail) {
      try {
        await withinTime(smtp.sendMail(toNodemailer(mail)))
      } catch (error) {
        throw refusalOf(error)
      }
    },
    close: async () => smtp.close(),
  }
}

async function withinTime(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailRefused('down', `Not taken within ${WHOLE_MS / 1000} s`)), WHOLE_MS)
  })
  try {
    await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}

type SmtpFault = { code?: string; command?: string; responseCode?: number; message?: string }

/**
 * Only what the server says of this very mail can be final; everything before it is about the connection. So is a sender whom
 * it refuses (a quota, a sign-in that is missing): he is the same in every mail, and no mail may be given up for him at once.
 */
function refusalOf(error: unknown): MailRefused {
  if (error instanceof MailRefused) return error
  const { code, command, responseCode, message } = error as SmtpFault
  const text = message ?? String(error)
  const ofThisMail = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE'
  const kind: RefusalKind = !ofThisMail
    ? 'down'
    : responseCode === undefined || responseCode >= 500
      ? 'permanent'
      : 'transient'
  return new MailRefused(kind, text)
}
