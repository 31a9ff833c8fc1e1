import type { SendMailOptions } from 'nodemailer'
import type { OutgoingMail } from './message.ts'

/** For the library that writes and encodes the headers. It reads no files and no addresses of the web on our behalf. */
export function toNodemailer(mail: OutgoingMail): SendMailOptions {
  const thread = `<${mail.threadId}>`
  return {
    messageId: `<${mail.messageId}>`,
    inReplyTo: thread,
    references: [thread],
    date: new Date(mail.date),
    from: mail.from,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: {
      // Machines answer neither of them: no "out of office" comes back.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
