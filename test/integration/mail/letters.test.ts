import { randomUUID } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  accounts,
  agents,
  attachments,
  cases,
  contacts,
  estimates,
  notes,
  registrations,
  rmaLines,
  rmas,
} from '#portal/db/schema.ts'
import type { Mail } from '#portal/mail/enqueue.ts'
import { createFolderTransport } from '#portal/mail/folder-transport.ts'
import type { OutgoingMail } from '#portal/mail/message.ts'
import { applyOperation } from '#portal/server/cases/apply-operation.ts'
import { createCase } from '#portal/server/cases/create-case.ts'
import { addCustomerNote, announceNewCase, closeCaseByCustomer } from '#portal/server/cases/customer-actions.ts'
import { erasePerson } from '#portal/server/people/erase-person.ts'
import { OPERATION_SCHEMA_VERSION } from '#shared/portal-api/operations.ts'
import { aLineChange, aLineStep, aNewLine, aNewRma, firstLine } from '#test/factories/rma-operations.ts'
import { aContact, anAttachment, anEstimate, anRma, anRmaLine, aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth } from '../portal/databases.ts'
import { aMerge, aNewCase, anUpdate, aReply, aSplit } from '../portal/world.ts'
import { createMailWorld, GROUP_MS, type MailWorld } from './mail-world.ts'

const BY_NOBODY = { kind: 'system', id: null } as const
const EVIL = '<script>alert("x")</script><img src=x onerror=\'y\'>&amp;'

describeOnBoth('what customers are written', (database) => {
  let world: MailWorld
  beforeEach(async () => {
    world = await createMailWorld(database.current)
  })
  const byAna = (operation: Parameters<typeof applyOperation>[1]) =>
    world.write((work) => applyOperation(work, operation, world.ana.id))
  const setLanguage = (language: 'sl' | 'en') => world.deps.db.update(contacts).set({ language })
  const own = async (caseId: string, agentId: string | null) => {
    await world.deps.db.update(cases).set({ ownerId: agentId }).where(eq(cases.id, caseId))
  }
  const only = (mails: OutgoingMail[]): OutgoingMail => {
    expect(mails).toHaveLength(1)
    return mails[0]!
  }

  describe('of a case', () => {
    test('a reply: the words, by whom, and who has the case now', async () => {
      const found = await world.addCase({ ownerId: null })
      await byAna(aReply(found.id, { body: 'Pošljite nam sliko.\nHvala.' }))
      const mail = only(await world.send())
      expect(mail.to).toEqual([{ name: `Maja ${world.contact.lastName}`, address: world.contact.email }])
      expect(mail.subject).toBe(`${found.caseNumber}: nova opomba – ${found.title} CRM:0000001`)
      expect(mail.text).toContain('Nova opomba · Ana, Špica')
      expect(mail.text).toContain('    Pošljite nam sliko.\n    Hvala.')
      expect(mail.text).toContain('Z vašim zahtevkom se ukvarja: še nihče;')
      expect(mail.text).toContain(`https://portal.spica.example/cases/${found.id}`)
      expect(mail.text.startsWith('— Odgovor napišite nad to vrstico —\n\nPozdravljeni,')).toBe(true)
      await own(found.id, world.bor.id)
      await byAna(aReply(found.id))
      const next = only(await world.send())
      expect(next.text).toContain('Z vašim zahtevkom se ukvarja: Bor\n')
      expect(next.html).toContain('>Bor<')
      expect(next.subject).toMatch(/ CRM:0000001$/)
    })

    test('a reply that goes to a case of its own before it was told: the letter is of that case', async () => {
      const found = await world.addCase()
      const reply = aReply(found.id, { body: 'Pošljite nam sliko.' })
      await byAna(reply)
      world.transport.fail(new Error('The line is down'))
      world.clock.pass(GROUP_MS)
      await world.worker.sendDue()
      await byAna(aReply(found.id, { body: 'Ta ostane.' }))
      const split = aSplit(found.id, reply.opId)
      expect(await byAna(split)).toEqual({ status: 'applied' })
      world.transport.fail(null)
      world.clock.pass(3_600_000)
      const mails = await world.send()
      const about = (text: string) => mails.filter((mail) => mail.text.includes(text)).map(({ text }) => text)
      expect(about('Pošljite nam sliko.')).toEqual([expect.stringContaining(`/cases/${split.caseId}`)])
      expect(about('Ta ostane.')).toEqual([expect.stringContaining(`/cases/${found.id}`)])
      expect((await world.queue()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
    })

    test('in English where the customer reads English', async () => {
      await setLanguage('en')
      const found = await world.addCase()
      await own(found.id, world.ana.id)
      await byAna(
        aReply(found.id, {
          body: 'Please send a picture.',
          status: { to: 'waiting_for_details', base: { value: 'in_progress', version: 1 } },
        }),
      )
      const mail = only(await world.send())
      expect(mail.language).toBe('en')
      expect(mail.subject).toBe(
        `${found.caseNumber}: new note, new status “Waiting for details” – ${found.title} CRM:0000001`,
      )
      expect(mail.text).toContain('New note · Ana, Špica')
      expect(mail.text).toContain('New status: Waiting for details · Ana, Špica')
      expect(mail.text).toContain('Your case is with: Ana\n')
      expect(mail.html).toContain('<html lang="en">')
      expect(mail.text).not.toMatch(/Pozdrav|Stanje|zahtevek/)
    })

    test('status, owner, title and description, each with its author', async () => {
      const found = await world.addCase()
      const version = { version: 1 }
      await byAna(anUpdate(found.id, { ownerId: { to: world.bor.id, base: { value: null, ...version } } }))
      expect(only(await world.send()).text).toContain('* Zahtevek zdaj rešuje Bor · Ana, Špica')
      await byAna(anUpdate(found.id, { ownerId: { to: null, base: { value: world.bor.id, version: 2 } } }))
      expect(only(await world.send()).text).toContain('* Zahtevek trenutno nima lastnika · Ana, Špica')
      await byAna(anUpdate(found.id, { status: { to: 'researching', base: { value: 'in_progress', ...version } } }))
      expect(only(await world.send()).subject).toContain('novo stanje »Raziskovanje«')
      await byAna(anUpdate(found.id, { title: { to: 'Nov naslov', base: { value: found.title, ...version } } }))
      expect(only(await world.send()).text).toContain('* Nov naslov primera: Nov naslov · Ana, Špica')
      await byAna(anUpdate(found.id, { description: { to: 'Drugo', base: { value: found.description, ...version } } }))
      expect(only(await world.send()).text).toContain('* Opis je spremenjen · Ana, Špica')
    })

    test('a merge, with the number of the other case only for whoever may see it', async () => {
      const [into, found] = [await world.addCase(), await world.addCase()]
      await byAna(aMerge(found.id, into.id))
      const mail = only(await world.send())
      expect(mail.subject).toBe(`${found.caseNumber}: združen z drugim zahtevkom – ${found.title} CRM:0000001`)
      expect(mail.text).toContain(`* Zahtevek smo združili z zahtevkom ${into.caseNumber}.`)
      expect(mail.text).toContain(`https://portal.spica.example/cases/${into.id}`)

      const colleague = aContact({ accountId: world.account.id, language: 'en' })
      await world.deps.db.insert(contacts).values(colleague)
      const theirs = await world.addCase({ contactId: colleague.id })
      await byAna(aMerge(theirs.id, into.id))
      const unseen = only(await world.send())
      expect(unseen.to).toMatchObject([{ address: colleague.email }])
      expect(unseen.text).toContain('We handle this case together with another one')
      expect(unseen.text).toContain(`https://portal.spica.example/cases/${theirs.id}`)
      for (const secret of [into.caseNumber, into.id, into.title]) expect(unseen.text).not.toContain(secret)
    })

    test('of the move to another team nothing', async () => {
      const found = await world.addCase()
      const team = await world.addTeam(world.ana)
      await byAna(anUpdate(found.id, { teamId: { to: team.id, base: { value: found.teamId, version: 1 } } }))
      expect(await world.send()).toEqual([])
    })

    test('never an internal note, whatever the queue says', async () => {
      const found = await world.addCase()
      const internal = aReply(found.id, { visibility: 'internal', body: 'SKRIVNOST' })
      await byAna(internal)
      expect(await world.queue()).toEqual([])
      await world.enqueue({ kind: 'case_changed', caseId: found.id, change: { type: 'note', noteId: internal.opId } })
      expect(await world.send()).toEqual([])
      expect(await world.queue()).toMatchObject([{ state: 'dropped' }])
      await world.enqueue({ kind: 'case_changed', caseId: found.id, change: { type: 'note', noteId: internal.opId } })
      await byAna(aReply(found.id, { body: 'javno' }))
      const mail = only(await world.send())
      expect(mail.text).toContain('javno')
      expect(`${mail.text}${mail.html}${mail.subject}`).not.toContain('SKRIVNOST')
    })

    test("not another case's note or estimate", async () => {
      const [mine, other] = [await world.addCase(), await world.addCase()]
      const note = aReply(other.id, { body: 'DRUGJE' })
      await byAna(note)
      await world.send()
      await world.enqueue({ kind: 'case_changed', caseId: mine.id, change: { type: 'note', noteId: note.opId } })
      expect(await world.send()).toEqual([])
    })

    test("the customer's own note and closing, and a colleague's", async () => {
      const found = await world.addCase({ status: 'waiting_for_details' })
      const contactId = world.contact.id
      await world.write((work) => addCustomerNote(work, { caseId: found.id, contactId, body: 'Moja opomba' }))
      const mail = only(await world.send())
      expect(mail.subject).toContain('nova opomba, novo stanje »V teku«')
      expect(mail.text).toContain('Nova opomba · vi')
      expect(mail.text).toContain('Novo stanje: V teku · vi')
      const colleague = aContact({ accountId: world.account.id, firstName: 'Jure', lastName: 'Kos', role: 'company' })
      await world.deps.db.insert(contacts).values(colleague)
      await world.write((work) => addCustomerNote(work, { caseId: found.id, contactId: colleague.id, body: 'Še jaz' }))
      const next = only(await world.send())
      expect(next.text).toContain('Nova opomba · Jure Kos')
      expect(next.to[0]?.address).toBe(world.contact.email)
      await world.write((work) => closeCaseByCustomer(work, { caseId: found.id, contactId }))
      expect(only(await world.send()).text).toContain('Novo stanje: Rešeno · vi')
    })

    test('an estimate: items, totals, until when, and what is asked', async () => {
      const found = await world.addCase({ ownerId: world.ana.id })
      const ofCase = {
        opId: randomUUID(),
        caseId: found.id,
        schemaVersion: OPERATION_SCHEMA_VERSION,
        authoredAt: 0,
        dependsOn: [],
      }
      const costs = { items: anEstimate().items, note: 'Zamenjava bralnika.', validUntil: '2027-04-30' }
      expect(await byAna({ kind: 'estimate.send', ...ofCase, ...costs })).toEqual({ status: 'applied' })
      const mail = only(await world.send())
      const text = mail.text.replace(/\u00a0/g, ' ')
      expect(mail.subject).toContain(`${found.caseNumber}: predračun čaka na vaš odgovor – `)
      expect(text).toContain('Predračun čaka na vaš odgovor · Ana, Špica')
      expect(text).toContain('Delo serviserja (ura): 2 × 65,00 € = 130,00 €')
      expect(text).toContain('DDV 22 %: 28,60 €')
      expect(text).toContain('Skupaj z DDV: 158,60 €')
      expect(text).toContain('Velja do: 30. 4. 2027')
      expect(text).toContain('Zamenjava bralnika.')
      expect(mail.html).toContain('Odgovorite na predračun')
      await byAna({ kind: 'estimate.withdraw', ...ofCase, opId: randomUUID(), estimateId: ofCase.opId })
      const withdrawn = only(await world.send())
      expect(withdrawn.text).toContain('Predračun je umaknjen')
      expect(withdrawn.html).not.toContain('Odgovorite na predračun')
    })

    test('a device that goes on: which, where to, and what is to be done; one letter for all of a burst', async () => {
      const found = await world.addCase({ ownerId: world.bor.id })
      const rma = aNewRma(found.id, { lines: [aNewLine({ serialNumber: 'ZT-1' }), aNewLine({ serialNumber: 'ZT-2' })] })
      const [first, second] = rma.lines.map(({ lineId }) => ({ ...firstLine(rma), lineId }))
      await byAna(rma)
      expect(await world.send()).toEqual([])
      for (const line of [first!, second!]) await byAna(aLineStep(line, 'requested', 'approved'))
      const approved = only(await world.send())
      expect(approved.subject).toContain(
        `${found.caseNumber}: naprava ZT-1: sprejeta v postopek, lahko jo pošljete, naprava ZT-2`,
      )
      expect(approved.text).toContain('RMA-00041, naprava ZT-2: sprejeta v postopek, lahko jo pošljete · Ana, Špica')
      expect(approved.text).toContain('Na pošiljko vidno napišite številko RMA-00041.')
      expect(approved.text).toContain('Z vašim zahtevkom se ukvarja: Bor')
      await byAna(aLineStep(first!, 'approved', 'rejected', { reason: 'Naprava je zastarela.' }))
      await byAna(aLineStep(first!, 'rejected', 'shipped', { carrier: 'Pošta Slovenije', trackingNumber: 'RP 1 SI' }))
      // Of one device only the end is news.
      const shipped = only(await world.send())
      expect(shipped.text).toContain('RMA-00041, naprava ZT-1: odposlana · Ana, Špica')
      expect(shipped.text).toContain('Dostavna služba: Pošta Slovenije\n')
      expect(shipped.text).toContain('Številka pošiljke: RP 1 SI\n')
      expect(shipped.text).not.toContain('ne bo popravljena')
      await byAna(aLineStep(second!, 'approved', 'rejected', { reason: 'Ni naša naprava.' }))
      await setLanguage('en')
      const rejected = only(await world.send())
      expect(rejected.text).toContain('RMA-00041, device ZT-2: will not be repaired')
      expect(rejected.text).toContain('Ni naša naprava.')
      await byAna(aLineChange(second!, { field: 'diagnosis', base: '', to: 'TAJNO' }))
      await byAna(aLineStep(second!, 'rejected', 'closed'))
      expect(await world.send()).toEqual([])
    })

    test('a new case, to the customer and to the help desk', async () => {
      const created = await world.write(async (work) => {
        const { account, contact } = world
        const fields = { title: 'Bralnik ne bere', description: 'Od včeraj.', caseType: 'rma' } as const
        const made = await createCase(work, {
          ...fields,
          accountId: account.id,
          contactId: contact.id,
          serialNumber: 'ZT-1',
        })
        await announceNewCase(work, made.id)
        return made
      })
      const [toCustomer, toHelpDesk] = await world.send()
      expect(toCustomer?.subject).toBe(`${created.caseNumber}: zahtevek je prejet – Bralnik ne bere CRM:0000001`)
      expect(toCustomer?.text).toContain('Z vašim zahtevkom se ukvarja: še nihče;')
      expect(toCustomer?.text).toContain('O morebitnih stroških posega vas bomo predhodno obvestili preko portala.')
      expect(toHelpDesk?.to).toEqual([{ name: '', address: 'podpora@spica.example' }])
      expect(toHelpDesk?.subject).toBe(`Nov zahtevek ${created.caseNumber} – Bralnik ne bere CRM:0000001`)
      expect(toHelpDesk?.text).toContain(`Podjetje: ${world.account.name}`)
      expect(toHelpDesk?.text).toContain('Vrsta zahtevka: Popravilo (RMA)')
      expect(toHelpDesk?.text).toContain('Serijska številka: ZT-1')
    })

    test('a case that an agent entered, to the customer alone', async () => {
      await byAna(aNewCase({ contactId: world.contact.id, teamId: 'podpora' }, { ownerId: world.ana.id }))
      const mail = only(await world.send())
      expect(mail.text).toContain('za vas smo odprli zahtevek s številko')
      expect(mail.text).toContain('Z vašim zahtevkom se ukvarja: Ana\n')
    })

    test('nothing to somebody whose access was disabled', async () => {
      const found = await world.addCase()
      await world.deps.db.update(contacts).set({ signIn: 'disabled' })
      await byAna(aReply(found.id))
      expect(await world.send()).toEqual([])
    })
  })

  describe('of access', () => {
    const expiresAt = Date.UTC(2026, 2, 17, 8)
    const access = (): Mail[] => {
      const contactId = world.contact.id
      return [
        { kind: 'invitation', contactId, email: world.contact.email, code: 'kodaA', expiresAt },
        { kind: 'registration_known', contactId },
        { kind: 'password_reset', contactId, code: 'kodaB', expiresAt, why: 'migrated' },
        { kind: 'password_changed', contactId },
        { kind: 'email_confirm', contactId, email: 'nova@stranka.example', code: 'kodaC', expiresAt },
        { kind: 'email_change_asked', contactId, oldEmail: 'sedanja@stranka.example', newEmail: 'n…a@stranka.example' },
        { kind: 'email_changed', contactId, oldEmail: 'stara@stranka.example' },
      ]
    }

    test('the invitation: its subject, the link, the code by hand', async () => {
      await world.enqueue(access()[0]!)
      const mail = only(await world.send())
      expect(mail.subject).toBe('Dobrodošli v Špica portal! CRM:0000001')
      expect(mail.text).toContain('prejeli ste povabilo za dostop do Špica portala.')
      expect(mail.text).toContain('https://portal.spica.example/activate#code=kodaA')
      expect(mail.text).toMatch(/https:\/\/portal\.spica\.example\/activate\n/)
      expect(mail.text).toContain('\n\nkodaA\n\n')
      expect(mail.text).toContain('17. 3. 2026 ob 09:00')
      expect(mail.html).toContain('href="https://portal.spica.example/activate#code=kodaA"')
    })

    test.each(['sl', 'en'] as const)('all of them in %s, each to its address, with a token', async (language) => {
      await setLanguage(language)
      await world.enqueue(...access())
      const mails = await world.send()
      const { email } = world.contact
      expect(mails.map(({ to }) => to[0]?.address)).toEqual([
        email,
        email,
        email,
        email,
        'nova@stranka.example',
        'sedanja@stranka.example',
        'stara@stranka.example',
      ])
      for (const mail of mails) {
        expect(mail.language).toBe(language)
        expect(mail.subject).toMatch(/ CRM:0000001$/)
        expect(mail.text).toContain(language === 'sl' ? 'Lep pozdrav,' : 'Kind regards,')
        expect(mail.text).not.toMatch(/undefined|null|\[object/)
      }
    })

    test.each(['sl', 'en'] as const)('what becomes of a request for deletion, in %s', async (language) => {
      const contactId = world.contact.id
      await world.deps.db.update(contacts).set({ language, deletionRequestedAt: world.clock.now() })
      const reason = 'Odprt je servisni primer.'
      await world.enqueue(
        { kind: 'deletion_requested', contactId },
        { kind: 'deletion_requested_help_desk', contactId },
        { kind: 'deletion_refused', contactId, reason },
      )
      const [received, helpDesk, refused] = await world.send()
      expect(received?.to).toEqual([{ name: `Maja ${world.contact.lastName}`, address: world.contact.email }])
      expect(received?.text).toContain('https://portal.spica.example/profile')
      expect(refused?.text).toContain(`    ${reason}`)
      expect(helpDesk).toMatchObject({ to: [{ address: 'podpora@spica.example' }], language: 'sl' })
      expect(helpDesk?.subject).toContain(`Zahteva za izbris – Maja ${world.contact.lastName}, ${world.account.name}`)
      expect(helpDesk?.text).toContain(world.contact.email)
      expect(helpDesk?.text).toContain('Zahtevano: 3. 3. 2026 ob')

      await world.write((work) => erasePerson(work, { ...world.contact, language, deletionRequestedAt: 1 }, BY_NOBODY))
      const deleted = only(await world.send())
      expect(deleted.to).toEqual([{ name: '', address: world.contact.email }])
      expect(deleted.language).toBe(language)
      for (const mail of [received, refused, deleted]) {
        expect(mail?.language).toBe(language)
        expect(mail?.text).not.toMatch(/undefined|null|\[object/)
      }
      expect(JSON.stringify(await world.queue())).not.toContain(world.contact.email)
    })

    test('no request for deletion that was taken back before it was told', async () => {
      const contactId = world.contact.id
      await world.enqueue(
        { kind: 'deletion_requested', contactId },
        { kind: 'deletion_requested_help_desk', contactId },
      )
      expect(await world.send()).toEqual([])
      expect((await world.queue()).map(({ state }) => state)).toEqual(['dropped', 'dropped'])
    })

    test('of a registration nothing that its form carried but the language', async () => {
      const row = aRegistration({ firstName: 'KUPITE-ZDAJ', company: 'http://zlo.example', language: 'en' })
      await world.deps.db.insert(registrations).values(row)
      await world.enqueue(
        { kind: 'registration_received', registrationId: row.id },
        { kind: 'registration_question', registrationId: row.id, question: 'Which company?', code: 'kodaQ', expiresAt },
        { kind: 'registration_rejected', registrationId: row.id, reason: 'Not a customer yet.' },
      )
      const mails = await world.send()
      expect(mails).toHaveLength(3)
      for (const mail of mails) {
        expect(mail.to).toEqual([{ name: '', address: row.email }])
        expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/KUPITE|zlo\.example/)
      }
      expect(mails[1]?.text).toContain('    Which company?')
      expect(mails[1]?.text).toContain('https://portal.spica.example/question#code=kodaQ')
      expect(mails[2]?.text).toContain('    Not a customer yet.')
    })
  })

  describe('from hostile words', () => {
    test('nothing in the HTML is markup', async () => {
      const { db } = world.deps
      await db.update(contacts).set({ firstName: EVIL, lastName: EVIL, deletionRequestedAt: 1 })
      await db.update(accounts).set({ name: EVIL })
      await db.update(agents).set({ name: EVIL })
      const found = await world.addCase({
        title: EVIL,
        description: EVIL,
        customerReference: EVIL,
        ownerId: world.bor.id,
      })
      const noteId = randomUUID()
      await db.insert(notes).values({
        id: noteId,
        caseId: found.id,
        visibility: 'public',
        authorKind: 'agent',
        authorId: world.ana.id,
        body: EVIL,
        createdAt: 1,
      })
      const file = anAttachment({ caseId: found.id, noteId, fileName: EVIL })
      await db.insert(attachments).values(file)
      const estimate = anEstimate({
        caseId: found.id,
        createdBy: world.ana.id,
        note: EVIL,
        items: [{ description: EVIL, quantity: 100, unitPrice: 1, vatRate: 22 }],
      })
      await db.insert(estimates).values(estimate)
      const registration = aRegistration()
      await db.insert(registrations).values(registration)
      const by = { kind: 'agent', id: world.ana.id } as const
      const rma = anRma({ caseId: found.id, createdBy: world.ana.id })
      await db.insert(rmas).values(rma)
      const evil = { serialNumber: EVIL, model: EVIL, rejectionReason: EVIL, state: 'rejected' as const }
      const line = anRmaLine({ caseId: found.id, rmaId: rma.id, ...evil })
      await db.insert(rmaLines).values(line)
      await world.enqueue(
        { kind: 'case_changed', caseId: found.id, change: { type: 'rma', lineId: line.id, to: 'rejected', by } },
        { kind: 'case_changed', caseId: found.id, change: { type: 'note', noteId } },
        { kind: 'case_changed', caseId: found.id, change: { type: 'owner', to: world.ana.id, by } },
        { kind: 'case_changed', caseId: found.id, change: { type: 'title', by } },
        {
          kind: 'case_changed',
          caseId: found.id,
          change: { type: 'estimate', estimateId: estimate.id, to: 'open', by },
        },
        { kind: 'new_case', caseId: found.id },
        { kind: 'new_case_help_desk', caseId: found.id },
        { kind: 'registration_question', registrationId: registration.id, question: EVIL, code: EVIL, expiresAt: 1 },
        { kind: 'registration_rejected', registrationId: registration.id, reason: EVIL },
        { kind: 'deletion_refused', contactId: world.contact.id, reason: EVIL },
        { kind: 'deletion_requested_help_desk', contactId: world.contact.id },
        { kind: 'invitation', contactId: world.contact.id, email: world.contact.email, code: EVIL, expiresAt: 1 },
      )
      const mails = await world.send()
      expect(mails).toHaveLength(8)
      for (const { html } of mails) {
        expect(html).not.toMatch(/<script|<img|onerror='/i)
        expect(html).toContain('&lt;script&gt;')
      }
    })

    test('no header can be added, no recipient, no second line', async () => {
      const injection = 'x\r\nBcc: zlo@zlo.example\r\n\r\nTELO\u2028\u0000'
      const { db } = world.deps
      await db.update(contacts).set({ firstName: injection.replaceAll('\0', ''), lastName: '"\r\nTo: a@zlo.example' })
      const found = await world.addCase({ title: `${injection.replaceAll('\0', '')} CRM:0000042` })
      await byAna(aReply(found.id))
      const mail = only(await world.send())
      const folder = join(tmpdir(), `spica-mail-test-${randomUUID()}`)
      try {
        const transport = createFolderTransport(folder)
        await transport.send(mail)
        await transport.send(mail)
        const files = await readdir(folder)
        expect(files).toHaveLength(1)
        const raw = await readFile(join(folder, files[0]!))
        const [head = ''] = raw.toString('latin1').split('\r\n\r\n')
        expect(head).not.toMatch(/^(bcc|TELO)/im)
        const parsed = await PostalMime.parse(raw)
        expect(parsed.to).toHaveLength(1)
        expect(parsed.to?.[0]?.address).toBe(world.contact.email)
        expect(parsed.bcc).toBeUndefined()
        expect(parsed.headers.filter(({ key }) => key === 'to')).toHaveLength(1)
        expect(parsed.subject).toMatch(/ CRM:0000001$/)
        expect(parsed.subject).not.toMatch(/[\r\n]/)
        expect(parsed.headers).toContainEqual(
          expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
        )
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })

    test.each([
      'a@x.example, b@zlo.example',
      'a@x.example\r\nBcc: b@zlo.example',
      '<a@x.example> b@zlo.example',
      'ni naslov',
      'a@@x.example',
    ])('nothing goes to an address like %j', async (email) => {
      await world.enqueue({ kind: 'email_changed', contactId: world.contact.id, oldEmail: email })
      expect(await world.send()).toEqual([])
      expect(await world.queue()).toMatchObject([{ state: 'failed' }])
    })
  })
})
