import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accounts, contacts, mailQueue } from '#portal/db/schema.ts'
import { enqueueMail } from '#portal/mail/enqueue.ts'
import type { OutgoingMail } from '#portal/mail/message.ts'
import { chooseMail } from '#portal/mail/settings.ts'
import { createSmtpTransport, type SmtpSettings } from '#portal/mail/smtp-transport.ts'
import { MailRefused } from '#portal/mail/transport.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { startPortal } from '#portal/server/start.ts'
import { aContact, anAccount } from '#test/factories/rows.ts'
import { aCertificate, type Certificate } from '#test/support/certificate.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'

const MAIL: OutgoingMail = {
  messageId: '0193-1@spica.example',
  threadId: 'thread-1@spica.example',
  date: Date.UTC(2026, 2, 2, 8),
  from: { name: 'Podpora Špica', address: 'podpora@spica.example' },
  replyTo: null,
  to: [{ name: 'Maja Žagar', address: 'maja@stranka.example' }],
  subject: 'Dobrodošli v Špica portal! CRM:0001250',
  text: 'Pozdravljeni, čšž\n\n.\n.. pike\n',
  html: '<p>Pozdravljeni, čšž</p>',
  language: 'sl',
}

let tls: Certificate
const open: { close(): Promise<void> }[] = []

beforeAll(() => {
  tls = aCertificate()
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function startServer(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const server = await startSmtpSink(options)
  open.push(server)
  return server
}

function transportTo(port: number, overrides: Partial<SmtpSettings> = {}) {
  const transport = createSmtpTransport({
    host: '127.0.0.1',
    port,
    secure: false,
    allowPlaintext: true,
    user: null,
    password: null,
    ...overrides,
  })
  open.push(transport)
  return transport
}

const refusal = async (sending: Promise<void>): Promise<MailRefused> => {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MailRefused)
  return error as MailRefused
}

describe('by SMTP', () => {
  test('a mail arrives whole: addresses, subject, both bodies, headers', async () => {
    const server = await startServer()
    await transportTo(server.port).send(MAIL)
    const [got] = server.received
    expect(got).toMatchObject({ from: 'podpora@spica.example', to: ['maja@stranka.example'] })
    expect(got?.mail).toMatchObject({
      messageId: '<0193-1@spica.example>',
      inReplyTo: '<thread-1@spica.example>',
      subject: MAIL.subject,
      from: { name: 'Podpora Špica', address: 'podpora@spica.example' },
      to: [{ name: 'Maja Žagar', address: 'maja@stranka.example' }],
      date: '2026-03-02T08:00:00.000Z',
    })
    expect(got?.mail.text?.trimEnd()).toBe(MAIL.text.trimEnd())
    expect(got?.mail.html?.trim()).toBe(MAIL.html)
    expect(got?.mail.headers.map(({ key, value }) => `${key}: ${value}`)).toEqual(
      expect.arrayContaining(['auto-submitted: auto-generated', 'x-auto-response-suppress: All']),
    )
  })

  test('signs in, over TLS from the first byte', async () => {
    const server = await startServer({
      ...tls,
      secure: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        password === 'p@ss/š' ? done(null, { user: username ?? '' }) : done(new Error('Invalid username or password')),
    })
    const settings = { secure: true, host: 'localhost', user: 'portal', ca: tls.cert }
    await transportTo(server.port, { ...settings, password: 'p@ss/š' }).send(MAIL)
    expect(server.received).toMatchObject([{ secure: true, user: 'portal' }])
    const wrong = await refusal(transportTo(server.port, { ...settings, password: 'x' }).send(MAIL))
    expect(wrong.kind).toBe('down')
    expect(wrong.message).not.toContain('portal')
  })

  test('trusts no certificate that nobody vouches for', async () => {
    const server = await startServer({ ...tls, secure: true })
    expect((await refusal(transportTo(server.port, { secure: true, host: 'localhost' }).send(MAIL))).kind).toBe('down')
    expect(server.received).toEqual([])
  })

  test('takes STARTTLS, and sends nothing in the clear where it must not', async () => {
    const server = await startServer({ ...tls, disabledCommands: [] })
    await transportTo(server.port, { allowPlaintext: false, host: 'localhost', ca: tls.cert }).send(MAIL)
    expect(server.received).toMatchObject([{ secure: true }])
    const clear = await startServer()
    expect((await refusal(transportTo(clear.port, { allowPlaintext: false }).send(MAIL))).kind).toBe('down')
    expect(clear.received).toEqual([])
  })

  test.each([
    [550, 'permanent'],
    [451, 'transient'],
  ] as const)('tells a recipient that is refused with %d as %s', async (responseCode, kind) => {
    const server = await startServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
    })
    expect((await refusal(transportTo(server.port).send(MAIL))).kind).toBe(kind)
  })

  test.each([
    [554, 'permanent'],
    [452, 'transient'],
  ] as const)('tells a message that is refused with %d as %s', async (responseCode, kind) => {
    const server = await startServer({
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('no'), { responseCode })))
      },
    })
    expect((await refusal(transportTo(server.port).send(MAIL))).kind).toBe(kind)
  })

  test.each([530, 550, 451])(
    'tells a sender who is refused with %d as a server that takes nothing',
    async (responseCode) => {
      const server = await startServer({
        onMailFrom: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
      })
      expect((await refusal(transportTo(server.port).send(MAIL))).kind).toBe('down')
    },
  )

  test('tells a server that is not there, or turns everybody away', async () => {
    const server = await startServer()
    await server.close()
    expect((await refusal(transportTo(server.port).send(MAIL))).kind).toBe('down')
    const busy = await startServer({ onConnect: (_session, done) => done(new Error('too busy')) })
    expect((await refusal(transportTo(busy.port).send(MAIL))).kind).toBe('down')
  })
})

test('a whole portal sends by SMTP what its services queue, and its requests wait for nothing', {
  timeout: 120_000,
}, async () => {
  const server = await startServer({
    // Slower than any request may be.
    onMailFrom: (_address, _session, done) => void setTimeout(done, 300),
  })
  const portal = await startPortal({
    database: await migratedDatabase(),
    mail: chooseMail({ MAIL_SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_GROUP_SECONDS: '0' }, '/nowhere'),
  })
  try {
    const account = anAccount()
    const contact = aContact({ accountId: account.id })
    await portal.deps.db.insert(accounts).values(account)
    await portal.deps.db.insert(contacts).values(contact)
    for (let n = 0; n < 3; n++) {
      await inTransaction(portal.deps, (work) => enqueueMail(work, { kind: 'password_changed', contactId: contact.id }))
    }
    const before = performance.now()
    expect((await fetch(`${portal.url}/health`)).status).toBeLessThan(500)
    expect(performance.now() - before).toBeLessThan(5000)
    await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(3)
    expect(server.received[0]?.mail.text).toContain(`${portal.url}/forgot-password`)
    await expect
      .poll(async () => (await portal.deps.db.select().from(mailQueue)).map(({ state }) => state), { timeout: 5000 })
      .toEqual(['sent', 'sent', 'sent'])
  } finally {
    await portal.stop()
  }
})
