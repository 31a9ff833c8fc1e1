import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFolderStore } from '#portal/blobs/folder-store.ts'
import { createUploads, type Uploads } from '#portal/blobs/uploads.ts'
import { openDatabase } from '#portal/db/open.ts'
import { accounts, attachments, cases, contacts, mailReceived, notes } from '#portal/db/schema.ts'
import { type PollDeps, pollMailbox, startPolling } from '#portal/mail/inbound/poll.ts'
import type { OutgoingMail } from '#portal/mail/message.ts'
import { toNodemailer } from '#portal/mail/nodemailer-mail.ts'
import { pushOperations } from '#portal/server/sync/push.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { aContact, anAccount } from '#test/factories/rows.ts'
import { describeOnBoth, describeOnPostgres } from '../portal/databases.ts'
import { aMerge } from '../portal/world.ts'
import { type Message, written } from './customer-message.ts'
import { dovecotMissing, type ImapServer, startDovecot } from './dovecot.ts'
import { COMPOSE, createMailWorld, type MailWorld } from './mail-world.ts'

const missing = dovecotMissing()
if (missing) console.warn(`Replies are not tested with a real IMAP server: ${missing}`)

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PROGRAM = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(2000, 0x90)])

let imap: ImapServer
let folder: string | undefined
let users = 0
describe.skipIf(missing !== undefined)('replies by e-mail, with a real IMAP server', () => {
  beforeAll(async () => {
    imap = await startDovecot()
    folder = mkdtempSync(join(tmpdir(), 'spica-replies-'))
  })
  afterAll(async () => {
    await imap?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  describeOnBoth('a reply', (database) => {
    let world: MailWorld
    let uploads: Uploads
    let user: string
    let deps: PollDeps
    let found: CaseRow
    let subject: string
    const warnings: string[] = []

    beforeEach(async () => {
      world = await createMailWorld(database.current)
      user = `predal${++users}`
      warnings.length = 0
      uploads = createUploads({
        db: world.deps.db,
        store: createFolderStore(join(folder ?? tmpdir(), user)),
        now: world.deps.now,
      })
      deps = {
        ...world.deps,
        uploads,
        settings: imap.settings(user),
        ownAddresses: [COMPOSE.from.address.toLowerCase()],
        authServer: null,
        log: { warn: (_about, message) => warnings.push(message) },
      }
      found = await world.addCase({ status: 'waiting_for_details' })
      await world.enqueue({ kind: 'new_case', caseId: found.id })
      const [mail] = await world.send()
      subject = `Re: ${mail?.subject}`
    })
    const deliver = async (message: Partial<Message> = {}) =>
      imap.deliver(
        user,
        await written({ subject, from: `Maja <${world.contact.email}>`, text: 'Moj odgovor', ...message }),
      )
    const outcomes = async () => (await pollMailbox(deps)).map(({ outcome }) => outcome)
    const noteRows = () => world.deps.db.select().from(notes).orderBy(asc(notes.createdAt), asc(notes.id))

    test('becomes a note of the customer, wakes the case, and is taken once', async () => {
      const [mail] = world.transport.sent
      const quoted = mail?.text.replace(/^/gm, '> ')
      await deliver({ text: `Sliko prilagam.\nHvala!\n\nDne 2. 3. 2026 ob 9:00 je Podpora napisal(a):\n${quoted}\n` })
      expect(await outcomes()).toEqual(['note'])
      expect(await noteRows()).toMatchObject([
        {
          caseId: found.id,
          visibility: 'public',
          authorKind: 'customer',
          authorId: world.contact.id,
          body: 'Sliko prilagam.\nHvala!',
        },
      ])
      const [now] = await world.deps.db.select().from(cases).where(eq(cases.id, found.id))
      expect(now?.status).toBe('in_progress')
      expect(await outcomes()).toEqual([])
      expect(await imap.flags(user)).toEqual([expect.arrayContaining(['SpicaDone'])])
      expect((await imap.flags(user)).flat()).not.toContain('\\Seen')
      const [receipt] = await world.send()
      expect(receipt?.text).toContain('Nova opomba · vi')
      expect(receipt?.subject.slice(-11)).toBe(subject.slice(-11))
    })

    test('to a case that was merged lands where the work goes on', async () => {
      const into = await world.addCase({ status: 'waiting_for_details' })
      const sender = { agentId: world.ana.id, clientId: 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10' }
      const log = { warn: () => {}, error: () => {} }
      await pushOperations(world.deps, sender, [aMerge(found.id, into.id)], log)
      await deliver({ text: 'Odgovor na staro sporočilo' })
      expect(await outcomes()).toEqual(['note'])
      expect(await noteRows()).toMatchObject([{ caseId: into.id, body: 'Odgovor na staro sporočilo' }])
      const statuses = await world.deps.db.select({ id: cases.id, status: cases.status }).from(cases)
      expect(new Map(statuses.map(({ id, status }) => [id, status]))).toEqual(
        new Map([
          [found.id, 'resolved'],
          [into.id, 'in_progress'],
        ]),
      )
    })

    test('that was read in the mailbox by a person is taken in all the same', async () => {
      const raw = await written({ subject, from: world.contact.email, text: 'Prebrano' })
      await imap.deliver(user, raw)
      const { ImapFlow } = await import('imapflow')
      const { host, port, password: pass } = imap.settings(user)
      const client = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false })
      await client.connect()
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('1', ['\\Seen'])
      await client.logout()
      expect(await outcomes()).toEqual(['note'])
    })

    test('that comes twice is one note; without a Message-ID, too', async () => {
      await deliver({ messageId: '<ista@stranka.example>' })
      await deliver({ messageId: '<ista@stranka.example>', text: 'Moj odgovor, še enkrat' })
      const raw = await written({ subject, from: world.contact.email, text: 'Brez oznake', messageId: false })
      await imap.deliver(user, raw)
      await imap.deliver(user, raw)
      expect(await outcomes()).toEqual(['note', 'duplicate', 'note', 'duplicate'])
      expect((await noteRows()).map(({ body }) => body)).toEqual(['Moj odgovor', 'Brez oznake'])
    })

    test('that two polls meet at once is one note', async () => {
      for (let n = 0; n < 5; n++) await deliver({ text: `odgovor ${n}` })
      const both = await Promise.all([outcomes(), outcomes()])
      expect(both.flat().filter((outcome) => outcome === 'note')).toHaveLength(5)
      expect(await noteRows()).toHaveLength(5)
    })

    test('keeps its attachments, each as what its bytes say', async () => {
      await deliver({
        attachments: [
          { filename: 'slika.png', content: PNG, contentType: 'image/png' },
          { filename: '../../etc/dnevnik.html', content: Buffer.from('napaka 17\n'), contentType: 'text/html' },
          { filename: 'račun.pdf', content: PROGRAM, contentType: 'application/pdf' },
          { filename: 'prazna.txt', content: Buffer.alloc(0) },
        ],
      })
      expect(await outcomes()).toEqual(['note'])
      const rows = await world.deps.db.select().from(attachments).orderBy(asc(attachments.fileName))
      expect(rows.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
        ['__.._etc_dnevnik.html.txt', 'text/plain'],
        ['slika.png', 'image/png'],
      ])
      const [note, told] = await noteRows()
      expect(rows.every(({ noteId }) => noteId === note?.id)).toBe(true)
      expect(told).toMatchObject({ visibility: 'internal', authorKind: 'system' })
      expect(told?.body).toContain('»račun.pdf«')
      expect(told?.body).toContain('»prazna.txt«')
      expect((await world.send())[0]?.text).not.toContain('račun.pdf')
    })

    test('leaves out the pictures of a letterhead, and takes a message of files alone', async () => {
      await deliver({
        text: '',
        html: '<img src="cid:logo"><img src="cid:posnetek">',
        attachments: [
          { filename: 'logo.png', content: PNG, cid: 'logo' },
          { filename: 'posnetek.png', content: Buffer.concat([PNG, Buffer.alloc(9000)]), cid: 'posnetek' },
        ],
      })
      expect(await outcomes()).toEqual(['note'])
      expect(await world.deps.db.select().from(attachments)).toMatchObject([{ fileName: 'posnetek.png' }])
    })

    test('in HTML alone becomes its words', async () => {
      const html =
        '<div>Deluje <b>zdaj</b>.<br><script>x()</script></div><blockquote>— Odgovor napišite nad to vrstico —</blockquote>'
      const raw = await written({ subject, from: world.contact.email, html })
      await imap.deliver(user, raw)
      expect(await outcomes()).toEqual(['note'])
      expect(await noteRows()).toMatchObject([{ body: 'Deluje zdaj.' }])
    })

    test('to a case that was closed long ago begins a new one', async () => {
      await world.deps.db.update(cases).set({ status: 'resolved', closedAt: 1000 })
      await deliver({ text: 'Spet ne dela.' })
      expect(await outcomes()).toEqual(['note'])
      const rows = await world.deps.db.select().from(cases)
      expect(rows.find(({ followUpOfId }) => followUpOfId === found.id)).toMatchObject({ description: 'Spet ne dela.' })
    })

    test('counts by the last token of its subject, whatever a title says', async () => {
      const other = await world.addCase({ title: 'Tiskalnik CRM:0000001' })
      await world.enqueue({ kind: 'new_case', caseId: other.id })
      const [mail] = await world.send()
      expect(mail?.subject).toContain('CRM:0000001 CRM:0000002')
      await deliver({ subject: `RE: ${mail?.subject}` })
      expect(await outcomes()).toEqual(['note'])
      expect(await noteRows()).toMatchObject([{ caseId: other.id }])
    })

    test.each<[why: string, message: Partial<Message>, outcome: string]>([
      ['says to be automatic', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'automatic'],
      ['is sent in bulk', { headers: { Precedence: 'bulk' } }, 'automatic'],
      ['comes from a mailing list', { headers: { 'List-Id': '<novice.stranka.example>' } }, 'automatic'],
      ['tells of an absence', { subject: 'Samodejni odgovor: CRM:0000001' }, 'automatic'],
      ['is a bounce', { from: 'MAILER-DAEMON@stranka.example' }, 'automatic'],
      ['has no sender to answer', { headers: { 'Return-Path': '<>' } }, 'automatic'],
      ["is the portal's own", { from: COMPOSE.from.address }, 'automatic'],
      ['holds no token', { subject: 'Vprašanje' }, 'no_token'],
      ['holds the token of nothing', { subject: 'Re: CRM:0000999' }, 'unknown_thread'],
      ['comes from nobody known', { from: 'tujec@zlo.example' }, 'unknown_sender'],
      ['holds no word', { text: '' }, 'empty'],
    ])('is left alone when it %s', async (_, message, outcome) => {
      await deliver(message)
      expect(await outcomes()).toEqual([outcome])
      expect(await noteRows()).toEqual([])
      expect(await outcomes()).toEqual([])
    })

    test("is left alone from another company's people, a colleague who sees the own cases alone, and the disabled", async () => {
      const { db } = world.deps
      const elsewhere = anAccount()
      await db.insert(accounts).values(elsewhere)
      const stranger = aContact({ accountId: elsewhere.id, role: 'company' })
      const colleague = aContact({ accountId: world.account.id, role: 'own' })
      const disabled = aContact({ accountId: world.account.id, role: 'company', signIn: 'disabled' })
      const manager = aContact({ accountId: world.account.id, role: 'company' })
      await db.insert(contacts).values([stranger, colleague, disabled, manager])
      for (const { email } of [stranger, colleague, disabled]) await deliver({ from: email })
      await deliver({ from: manager.email.toUpperCase() })
      expect(await outcomes()).toEqual(['unknown_sender', 'unknown_sender', 'unknown_sender', 'note'])
      expect(await noteRows()).toMatchObject([{ authorId: manager.id }])
    })

    test("that is the portal's own mail, come back, is left alone", async () => {
      const [own] = world.transport.sent
      const composer = createTransport({ streamTransport: true, buffer: true })
      const { message } = await composer.sendMail(toNodemailer(own as OutgoingMail))
      const forwarded = (message as Buffer).toString('latin1').replace(/^From:.*$/m, `From: ${world.contact.email}`)
      await imap.deliver(user, forwarded)
      expect(await outcomes()).toEqual(['automatic'])
    })

    test('of a machine that nothing gives away is stopped after twenty in an hour', async () => {
      for (let n = 0; n < 22; n++) await deliver({ text: `zanka ${n}` })
      const all = await outcomes()
      expect(all.filter((outcome) => outcome === 'note')).toHaveLength(20)
      expect(all.slice(20)).toEqual(['too_many', 'too_many'])
      world.clock.pass(3_600_001)
      await deliver({ text: 'človek' })
      expect(await outcomes()).toEqual(['note'])
    })

    test('has to be vouched for where the receiving server does so', async () => {
      deps = { ...deps, authServer: 'mx.spica.example' }
      const results = (text: string) => ({ headers: { 'Authentication-Results': text } })
      const domain = world.contact.email.split('@')[1]
      await deliver()
      await deliver(results('mx.zlo.example; dmarc=pass header.from=stranka.example'))
      await deliver(
        results('mx.spica.example; spf=pass smtp.mailfrom=x@zlo.example; dkim=pass header.d=zlo.example; dmarc=fail'),
      )
      for (const chosen of [
        'spf=pass smtp.mailfrom=dmarc=pass@zlo.example; dmarc=fail',
        `dkim=pass header.i="a@${domain} b"@zlo.example; dmarc=fail`,
        `spf=fail (x (y; dmarc=pass header.from=${domain}) z); dmarc=fail`,
        `spf=pass smtp.mailfrom="q; dmarc=pass header.from=${domain}"@zlo.example; dmarc=fail`,
        'dmarc=pass header.from=zlo.example',
      ]) {
        await deliver(results(`mx.spica.example; ${chosen}`))
      }
      await deliver(results(`mx.spica.example; dmarc=pass header.from=${domain}`))
      await deliver(results(`mx.spica.example; spf=pass smtp.mailfrom=maja@${domain}`))
      await deliver(results(`mx.spica.example; dkim=pass header.d=${domain} (2048-bit key)`))
      expect(await outcomes()).toEqual([...Array.from({ length: 8 }, () => 'unproven_sender'), 'note', 'note', 'note'])
    })

    test('that cannot be taken in now is taken in by a later poll, and those behind it at once', async () => {
      const broken: Uploads = { ...uploads, append: () => Promise.reject(new Error('disk full')) }
      await deliver({ text: 'z datoteko', attachments: [{ filename: 'a.png', content: PNG }] })
      await deliver({ text: 'brez nje' })
      const results = await pollMailbox({ ...deps, uploads: broken })
      expect(results.map(({ outcome }) => outcome)).toEqual(['note'])
      expect(warnings).toEqual(['A received e-mail could not be taken in yet'])
      expect(await outcomes()).toEqual(['note'])
      expect((await noteRows()).map(({ body }) => body).sort()).toEqual(['brez nje', 'z datoteko'])
    })

    test('that is no message at all harms nothing', async () => {
      await imap.deliver(user, '\r\n\r\n\0\0\0')
      await imap.deliver(
        user,
        `Subject: ${'x'.repeat(100_000)}\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n`,
      )
      await deliver()
      const all = await outcomes()
      expect(all).toHaveLength(3)
      expect(all.at(-1)).toBe('note')
    })

    test('is found by a portal that polls, until it stops', async () => {
      await deliver()
      const polling = startPolling(deps)
      await expect.poll(async () => (await noteRows()).length, { timeout: 15_000 }).toBe(1)
      await polling.stop()
      expect(await world.deps.db.select().from(mailReceived)).toMatchObject([{ outcome: 'note', caseId: found.id }])
    })

    test('that is too large is not read, and agents hear of it once', async () => {
      const raw = await written({ subject, from: world.contact.email, text: 'x'.repeat(5000) })
      await imap.deliver(user, raw)
      deps = { ...deps, maxMessageBytes: 4000 }
      expect(await outcomes()).toEqual(['too_large'])
      expect(await outcomes()).toEqual([])
      expect(warnings).toEqual(['A received e-mail was not taken'])
      const [told, more] = await noteRows()
      expect(told).toMatchObject({ caseId: found.id, visibility: 'internal', authorKind: 'system' })
      expect(told?.body).toContain('Razlog: sporočilo je preveliko.')
      expect(more).toBeUndefined()
    })

    test('waits in the mailbox while the server cannot be reached', async () => {
      const wrong = { ...deps, settings: { ...deps.settings, password: 'napačno' } }
      await expect(pollMailbox(wrong)).rejects.toThrow()
      const nowhere = { ...deps, settings: { ...deps.settings, port: 1 } }
      await expect(pollMailbox(nowhere)).rejects.toThrow()
      await deliver()
      expect(await outcomes()).toEqual(['note'])
    })
  })

  describeOnPostgres('replies read by two processes', (database) => {
    test('are each taken once', async () => {
      const world = await createMailWorld(database.current)
      const user = `predal${++users}`
      const found = await world.addCase()
      await world.enqueue({ kind: 'new_case', caseId: found.id })
      const [mail] = await world.send()
      for (let n = 0; n < 8; n++) {
        await imap.deliver(
          user,
          await written({ subject: `Re: ${mail?.subject}`, from: world.contact.email, text: `odgovor ${n}` }),
        )
      }
      const other = await openDatabase(database.options)
      try {
        const poll = (db: typeof world.deps.db) =>
          pollMailbox({
            ...world.deps,
            db,
            newId: () => crypto.randomUUID(),
            settings: imap.settings(user),
            ownAddresses: [],
            authServer: null,
            log: { warn: () => {} },
          })
        await Promise.all([poll(world.deps.db), poll(other.db)])
        expect(await world.deps.db.select().from(notes)).toHaveLength(8)
      } finally {
        await other.close()
      }
    })
  })
})
