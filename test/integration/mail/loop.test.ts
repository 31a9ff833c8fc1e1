import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { setAgentPassword } from '#portal/auth/agent-login.ts'
import { createFolderStore } from '#portal/blobs/folder-store.ts'
import { attachments, notes } from '#portal/db/schema.ts'
import { chooseMail } from '#portal/mail/settings.ts'
import { startPortal } from '#portal/server/start.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'
import { aReply, createWorld, PASSWORD } from '../portal/world.ts'
import { dovecotMissing, startDovecot } from './dovecot.ts'
import { startSmtpSink } from './smtp-sink.ts'

const missing = dovecotMissing()
if (missing) console.warn(`The way of a mail and its answer is not tested: ${missing}`)

describe.skipIf(missing !== undefined)('a whole portal with mail servers', () => {
  test("sends an agent's reply, and puts the customer's answer into the thread", { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spica-mail-loop-'))
    const [smtp, imap] = await Promise.all([startSmtpSink(), startDovecot()])
    const { port, user, password } = imap.settings('portal')
    const portal = await startPortal({
      database: await migratedDatabase(),
      blobStore: createFolderStore(folder),
      customers: { publicUrl: 'https://portal.spica.example' },
      mail: {
        ...chooseMail(
          {
            MAIL_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
            MAIL_IMAP_URL: `imap://${user}:${password}@127.0.0.1:${port}`,
            MAIL_IMAP_SECONDS: '5',
            MAIL_IMAP_TRUST_UNPROVEN_SENDERS: 'true',
            MAIL_GROUP_SECONDS: '0',
            MAIL_FROM: 'Podpora <podpora@spica.example>',
          },
          folder,
        ),
      },
    })
    try {
      const world = await createWorld(portal.database)
      const found = await world.addCase({ ownerId: world.ana.id })
      await setAgentPassword(portal.deps.db, { agentId: world.ana.id, password: PASSWORD })
      const post = async (path: string, body: object, token?: string) => {
        const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
        const answer = await fetch(`${portal.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
        return (await answer.json()) as { token?: string; results?: unknown[] }
      }
      const { token } = await post(PORTAL_PATHS.signIn, { email: world.ana.email, password: PASSWORD })
      const operations = [aReply(found.id, { body: 'Pošljite nam sliko.' })]
      const pushed = await post(PORTAL_PATHS.push, { clientId: randomUUID(), operations }, token)
      expect(pushed.results).toMatchObject([{ status: 'applied' }])

      await expect.poll(() => smtp.received.length, { timeout: 20_000 }).toBe(1)
      const sent = smtp.received[0]?.mail
      expect(sent?.text).toContain('Pošljite nam sliko.')
      expect(sent?.text).toContain('Z vašim zahtevkom se ukvarja: Ana\n')
      expect(sent?.text).toContain(`https://portal.spica.example/cases/${found.id}`)

      const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
      const { message } = await composer.sendMail({
        from: world.contact.email,
        to: 'podpora@spica.example',
        subject: `Re: ${sent?.subject}`,
        inReplyTo: sent?.messageId,
        text: `Tukaj je.\n\nDne 2. 3. 2026 ob 9:00 je Podpora napisal(a):\n${sent?.text?.replace(/^/gm, '> ')}`,
        attachments: [{ filename: 'dnevnik.txt', content: 'napaka 17' }],
      })
      await imap.deliver(user, (message as Buffer).toString('latin1'))

      await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(2)
      const rows = await portal.deps.db.select().from(notes)
      expect(rows.map(({ authorKind, body }) => [authorKind, body])).toEqual(
        expect.arrayContaining([
          ['agent', 'Pošljite nam sliko.'],
          ['customer', 'Tukaj je.'],
        ]),
      )
      expect(rows).toHaveLength(2)
      expect(await portal.deps.db.select().from(attachments)).toMatchObject([{ fileName: 'dnevnik.txt', size: 9 }])
      expect(smtp.received[1]?.mail.text).toContain('Priponke: dnevnik.txt')
      expect(smtp.received[1]?.mail.references).toBe(sent?.references)
    } finally {
      await portal.stop()
      await Promise.all([smtp.close(), imap.stop()])
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
