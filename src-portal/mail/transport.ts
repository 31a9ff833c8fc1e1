import type { OutgoingMail } from './message.ts'

export type MailTransport = {
  /** For people: where mail goes. */
  readonly describe: string
  /** Resolves when the mail is somebody else's to deliver. Throws `MailRefused`, or anything else where nobody can say. */
  send(mail: OutgoingMail): Promise<void>
  close(): Promise<void>
}

/** `permanent`: this mail will never be taken. `down`: the server takes none at the moment. */
export type RefusalKind = 'permanent' | 'transient' | 'down'

export class MailRefused extends Error {
  readonly kind: RefusalKind
  constructor(kind: RefusalKind, message: string) {
    super(message)
    this.name = 'MailRefused'
    this.kind = kind
  }
}
