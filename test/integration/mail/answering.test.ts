import { beforeEach, describe, expect, test } from 'vitest'
import { contacts, registrations } from '#portal/db/schema.ts'
import type { ComposeSettings } from '#portal/mail/compose.ts'
import type { Mail } from '#portal/mail/enqueue.ts'
import type { OutgoingMail } from '#portal/mail/message.ts'
import { aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth } from '../portal/databases.ts'
import { COMPOSE, createMailWorld, GROUP_MS, type MailWorld } from './mail-world.ts'

const CONTACT = { name: '', address: COMPOSE.contact.email }
const MAILBOX = { name: 'Podpora', address: 'odgovori@spica.example' }
const expiresAt = Date.UTC(2026, 2, 17, 8)

describeOnBoth('where an answer to a letter goes', (database) => {
  let world: MailWorld
  beforeEach(async () => {
    world = await createMailWorld(database.current)
  })
  const send = async (mails: Mail[], settings: Partial<ComposeSettings> = {}): Promise<OutgoingMail[]> => {
    await world.enqueue(...mails)
    world.clock.pass(GROUP_MS)
    const before = world.transport.sent.length
    await world.anotherWorker({ compose: { ...COMPOSE, replyTo: MAILBOX, ...settings } }).sendDue()
    return world.transport.sent.slice(before)
  }
  /** All that are about no case, to people who are no agents. */
  const aboutNoCase = async (): Promise<Mail[]> => {
    const registration = aRegistration()
    await world.deps.db.insert(registrations).values(registration)
    const [contactId, registrationId] = [world.contact.id, registration.id]
    await world.deps.db.update(contacts).set({ deletionRequestedAt: 1000 })
    const mails = {
      invitation: { contactId, email: world.contact.email, code: 'a', expiresAt },
      registration_received: { registrationId },
      registration_known: { contactId },
      registration_question: { registrationId, question: 'Katero podjetje?', code: 'b', expiresAt },
      registration_rejected: { registrationId, reason: null },
      password_reset: { contactId, code: 'c', expiresAt, why: 'asked' },
      password_changed: { contactId },
      email_confirm: { contactId, email: 'nova@stranka.example', code: 'd', expiresAt },
      email_change_asked: { contactId, oldEmail: 'stara@stranka.example', newEmail: 'n…a@stranka.example' },
      email_changed: { contactId, oldEmail: 'stara@stranka.example' },
      deletion_requested: { contactId },
      deletion_refused: { contactId, reason: 'Odprt račun.' },
      account_deleted: { contactId, lastEmail: 'stara@stranka.example' },
    } satisfies {
      [K in Exclude<Mail['kind'], InCases>]: Omit<Extract<Mail, { kind: K }>, 'kind'>
    }
    return Object.entries(mails).map(([kind, rest]) => ({ kind, ...rest }) as Mail)
  }

  describe.each(['sl', 'en'] as const)('in %s', (language) => {
    const ending = {
      sl: `Prosimo, da na to sporočilo ne odgovarjate. Za vprašanja nam pišite na ${CONTACT.address} ali pokličite`,
      en: `Please do not reply to this message. If you have questions, write to ${CONTACT.address} or call`,
    }[language]

    test('letters that no case holds say whom to write to, and an answer reaches people', async () => {
      const mails = await aboutNoCase()
      await world.deps.db.update(contacts).set({ language })
      await world.deps.db.update(registrations).set({ language })
      const letters = await send(mails)
      expect(letters).toHaveLength(mails.length)
      for (const { subject, text, html, replyTo } of letters) {
        expect(text, subject).toContain(ending)
        expect(html, subject).toContain(ending)
        expect(text.split(CONTACT.address), subject).toHaveLength(2)
        expect(replyTo, subject).toEqual(CONTACT)
        // A Slovene letter goes on after the greeting, an English one begins anew.
        expect(text, subject).toMatch(language === 'en' ? /^Hello,\n\n\p{Lu}/u : /^Pozdravljeni,\n\n\p{Ll}/u)
      }
    })

    test('letters about a case ask for an answer only where replies are read', async () => {
      await world.deps.db.update(contacts).set({ language })
      const { id: caseId } = await world.addCase()
      const by = { kind: 'agent', id: world.ana.id } as const
      const mails: Mail[] = [
        { kind: 'new_case', caseId },
        { kind: 'case_changed', caseId, change: { type: 'title', by } },
      ]
      const welcome = language === 'sl' ? 'Na to sporočilo lahko odgovorite' : 'You can answer this message'
      for (const letter of await send(mails)) {
        expect(letter.text).toContain(welcome)
        expect(letter.text).toMatch(language === 'en' ? /\nHello,\n\n\p{Lu}/u : /\nPozdravljeni,\n\n\p{Ll}/u)
        expect(letter.text).not.toContain(ending)
        expect(letter.replyTo).toEqual(MAILBOX)
      }
      for (const letter of await send(mails, { repliesRead: false, replyTo: null })) {
        expect(letter.text).not.toContain(welcome)
        expect(letter.text).toContain(language === 'sl' ? 'ne odgovarjajte' : 'Please do not answer')
        expect(letter.replyTo).toEqual(CONTACT)
      }
      for (const letter of await send(mails, { repliesRead: false })) expect(letter.replyTo).toEqual(MAILBOX)
    })

    test('letters to the help desk are in its language, and do not send it to itself', async () => {
      await world.deps.db.update(contacts).set({ deletionRequestedAt: 1000 })
      const { id: caseId } = await world.addCase({ warrantyRepair: true })
      const mails: Mail[] = [
        { kind: 'new_case_help_desk', caseId },
        { kind: 'deletion_requested_help_desk', contactId: world.contact.id },
      ]
      const letters = await send(mails, { helpDeskLanguage: language })
      expect(letters).toHaveLength(2)
      for (const letter of letters) {
        expect(letter.language).toBe(language)
        expect(letter.text).toContain(language === 'sl' ? 'Podjetje: ' : 'Company: ')
        expect(letter.text).not.toContain(ending)
      }
    })
  })
})

type InCases = 'new_case' | 'new_case_help_desk' | 'case_changed' | 'reply_not_taken' | 'deletion_requested_help_desk'
