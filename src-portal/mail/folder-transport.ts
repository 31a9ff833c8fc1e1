import { randomUUID } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { toNodemailer } from './nodemailer-mail.ts'
import type { MailTransport } from './transport.ts'

/** Writes each mail as an .eml file, which any mail program opens. Sent again, it is the same file. */
export function createFolderTransport(folder: string): MailTransport {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    describe: `the folder ${folder}`,
    async send(mail) {
      const { message } = await writer.sendMail(toNodemailer(mail))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const when = new Date(mail.date).toISOString().replaceAll(':', '-')
      const [id = ''] = mail.messageId.split('@')
      const unfinished = join(folder, `.${randomUUID()}.part`)
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await file.writeFile(message as Buffer)
      } finally {
        await file.close()
      }
      await rename(unfinished, join(folder, `${when} ${id.replace(/[^\w-]/g, '_')}.eml`))
    },
    close: async () => writer.close(),
  }
}
