import { createTransport } from 'nodemailer'
import { COMPOSE } from './mail-world.ts'

let messages = 0

export type Message = {
  subject: string
  from?: string
  text?: string
  html?: string
  messageId?: string | false
  headers?: Record<string, string>
  attachments?: { filename: string; content: Buffer; contentType?: string; cid?: string }[]
}

/** As a customer's mail program writes it. */
export async function written({ messageId, ...rest }: Message): Promise<string> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await composer.sendMail({
    to: COMPOSE.from.address,
    messageId: messageId || `<${++messages}@stranka.example>`,
    ...rest,
  })
  const raw = (message as Buffer).toString('latin1')
  return messageId === false ? raw.replace(/^Message-ID:.*\r\n/m, '') : raw
}
