import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { cases, contacts, mailQueue, mailReceived, notes } from '#portal/db/schema.ts'
import { takeReply } from '#portal/mail/inbound/take-reply.ts'
import type { OutgoingMail } from '#portal/mail/message.ts'
import { erasePerson } from '#portal/server/people/erase-person.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { aContact } from '#test/factories/rows.ts'
import { describeOnBoth } from '../portal/databases.ts'
import { type Message, written } from './customer-message.ts'
import { COMPOSE, createMailWorld, type MailWorld } from './mail-world.ts'

const HOUR_MS = 3_600_000
const AUTH_SERVER = 'mx.spica.example'

describeOnBoth('e-mail that is not taken', (database) => {
  let world: MailWorld
  let found: CaseRow
  let subject: string

  beforeEach(async () => {
    world = await createMailWorld(database.current)
    found = await world.addCase({ modifiedAt: 1000 })
    await world.enqueue({ kind: 'new_case', caseId: found.id })
    const [mail] = await world.send()
    subject = `Re: ${mail?.subject}`
  })

  const receive = async (message: Partial<Message> = {}, authServer: string | null = AUTH_SERVER) => {
    const raw = await written({ subject, from: `Maja Novak <${world.contact.email}>`, text: 'Moj odgovor', ...message })
    const ownAddresses = [COMPOSE.from.address.toLowerCase()]
    return takeReply({ ...world.deps, ownAddresses, authServer }, Buffer.from(raw, 'latin1'))
  }
  const noteRows = () => world.deps.db.select().from(notes).orderBy(asc(notes.createdAt), asc(notes.id))
  const lettersLater = async (): Promise<OutgoingMail[]> => {
    world.clock.pass(10 * 60_000)
    return world.send()
  }

  test('from a known address that nobody vouches for: an internal note says who wrote what', async () => {
    const text = `Dovolite dostop.\n<b>Ana, Špica:</b> urejeno\u202e\n\nLep pozdrav,\nMaja`
    expect(await receive({ text })).toBe('unproven_sender')
    const [note, ...others] = await noteRows()
    expect(others).toEqual([])
    expect(note).toMatchObject({ caseId: found.id, visibility: 'internal', authorKind: 'system', authorId: null })
    expect(note?.body.split('\n')).toEqual([
      'Prispelo je e-poštno sporočilo, ki ni postalo opomba stranke.',
      'Razlog: poštni strežnik ni potrdil, da sporočilo res prihaja s tega naslova.',
      `Navedeni pošiljatelj: Maja Novak <${world.contact.email}>`,
      expect.stringMatching(/^Prejeto: 3\. 3\. 2026 ob \d\d:\d\d$/),
      '',
      'Besedilo:',
      '> Dovolite dostop.',
      '> <b>Ana, Špica:</b> urejeno',
      '',
      'Pošiljatelj je lahko ponarejen: pred ukrepanjem preverite pri stranki.',
      'Izvirno sporočilo je v poštnem predalu portala.',
    ])
    const [now] = await world.deps.db.select().from(cases).where(eq(cases.id, found.id))
    expect(now?.modifiedAt).toBeGreaterThan(1000)
    expect(now?.status).toBe(found.status)
    // The customer hears nothing of it.
    expect(await lettersLater()).toEqual([])
    expect(await world.deps.db.select().from(mailReceived)).toMatchObject([{ noteId: note?.id }])
  })

  test("in the customer's language, and never more than a part of a long text", async () => {
    await world.deps.db.update(contacts).set({ language: 'en' })
    await receive({ text: `${'word '.repeat(2000)}` })
    const [note] = await noteRows()
    expect(note?.body).toContain('Reason: the mail server did not confirm')
    expect(note?.body).toContain('(The text has been cut.)')
    expect(note?.body.length).toBeLessThan(2000)
  })

  test('that comes again is told once', async () => {
    const again = { messageId: '<ista@stranka.example>' } as const
    expect(await receive(again)).toBe('unproven_sender')
    expect(await receive(again)).toBe('duplicate')
    expect(await noteRows()).toHaveLength(1)
  })

  test('in a flood fills no case: five notes a day, the last one says so', async () => {
    for (let n = 0; n < 8; n++) expect(await receive({ text: `poskus ${n}` })).toBe('unproven_sender')
    const told = await noteRows()
    expect(told).toHaveLength(5)
    expect(told.map(({ body }) => body.includes('To je zadnje tako sporočilo'))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
    expect(await lettersLater()).toEqual([])
    world.clock.pass(24 * HOUR_MS)
    await receive({ text: 'naslednji dan' })
    expect((await noteRows()).at(-1)?.body).toContain('> naslednji dan')
  })

  test('in a flood over many cases of one person stops, too', async () => {
    const number = Number(/CRM:(\d+)/.exec(subject)?.[1])
    for (let n = 1; n <= 24; n++) {
      const other = await world.addCase()
      await world.enqueue({ kind: 'new_case', caseId: other.id })
      await world.send()
      await receive({ subject: `CRM:${String(number + n).padStart(7, '0')}` })
    }
    expect(await noteRows()).toHaveLength(20)
  })

  test('because too many came is told as well', async () => {
    for (let n = 0; n < 20; n++) expect(await receive({ text: `opomba ${n}` }, null)).toBe('note')
    expect(await receive({ text: 'ta je preveč' }, null)).toBe('too_many')
    const told = (await noteRows()).filter(({ visibility }) => visibility === 'internal')
    expect(told).toHaveLength(1)
    expect(told[0]?.body).toContain('Razlog: stranka je v eni uri poslala preveč sporočil.')
    expect(told[0]?.body).toContain('> ta je preveč')
    expect(told[0]?.body).not.toContain('ponarejen')
  })

  test('with nothing but files that are refused is told by their names', async () => {
    const attachments = [{ filename: 'namestitev.exe', content: Buffer.from('MZ') }]
    expect(await receive({ text: '', attachments }, null)).toBe('files_refused')
    const [note] = await noteRows()
    expect(note).toMatchObject({ visibility: 'internal' })
    expect(note?.body).toContain('Priponke, ki niso bile sprejete: »namestitev.exe')
  })

  test('and names no case of its sender is told to the help desk, several in one letter', async () => {
    expect(await receive({ subject: 'Tiskalnik ne dela', from: 'Tone <tone@doma.example>', text: 'Pomagajte!' })).toBe(
      'no_token',
    )
    expect(await receive({ from: 'tujec@zlo.example', text: EVIL })).toBe('unknown_sender')
    expect(await receive({ subject: 'Re: CRM:0009999' })).toBe('unknown_thread')
    expect(await noteRows()).toEqual([])
    const [letter, ...others] = await lettersLater()
    expect(others).toEqual([])
    expect(letter?.to).toEqual(COMPOSE.helpDesk)
    expect(letter?.subject).toMatch(/^Nesprejeta e-poštna sporočila: 3 CRM:\d{7}$/)
    for (const words of [
      'Navedeni pošiljatelj: Tone <tone@doma.example>',
      'Zadeva: Tiskalnik ne dela',
      'Razlog: v zadevi ni oznake zahtevka (CRM:…)',
      '    Pomagajte!',
      `Zahtevek: ${found.caseNumber}`,
      'Razlog: naslov ne pripada nikomur, ki bi zahtevek smel videti',
    ]) {
      expect(letter?.text).toContain(words)
    }
    expect(letter?.html).toContain('&lt;script&gt;')
    expect(letter?.html).not.toContain('<script')
    // Told once; and what they wrote lies in the queue no longer than the letter.
    expect(await lettersLater()).toEqual([])
    const kept = await world.deps.db.select().from(mailQueue)
    expect(JSON.stringify(kept)).not.toMatch(/doma\.example|Pomagajte/)
  })

  test('is told to the help desk in its own language', async () => {
    await receive({ subject: 'Help' })
    world.clock.pass(11 * 60_000)
    await world.anotherWorker({ compose: { ...COMPOSE, helpDeskLanguage: 'en' } }).sendDue()
    const letter = world.transport.sent.at(-1)
    expect(letter?.language).toBe('en')
    expect(letter?.subject).toMatch(/^An e-mail was not accepted CRM:/)
    expect(letter?.text).not.toMatch(/Pozdravljeni|sporočil/)
  })

  test('floods the help desk no more than the cases', async () => {
    for (let n = 0; n < 60; n++) await receive({ subject: `oglas ${n}`, from: `a${n}@zlo.example` })
    await receive({ from: 'tone@doma.example', text: 'Prava oseba' })
    const letters = await lettersLater()
    expect(letters).toHaveLength(2)
    expect(letters.map(({ text }) => text.split('Navedeni pošiljatelj').length - 1)).toEqual([50, 1])
    expect(letters[1]?.text).toContain('Prava oseba')
  })

  test.each<[string, Partial<Message>]>([
    ['an automatic answer', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['an absence', { subject: 'Odsotnost: CRM:0000001' }],
    ['a bounce', { from: 'MAILER-DAEMON@stranka.example', subject: 'Undelivered' }],
    ['a mailing list', { headers: { 'List-Id': '<novice.example>' }, subject: 'Novice' }],
    ["the portal's own letter", { from: COMPOSE.from.address }],
  ])('is ignored in silence when it is %s', async (_, message) => {
    expect(await receive(message)).toBe('automatic')
    expect(await noteRows()).toEqual([])
    expect(await lettersLater()).toEqual([])
  })

  test('forgets a person with the rest', async () => {
    const colleague = aContact({ accountId: world.account.id, firstName: 'Jure', lastName: 'Kosmač', role: 'company' })
    await world.deps.db.insert(contacts).values(colleague)
    await receive({ from: `Jure Kosmač <${colleague.email}>` })
    expect((await noteRows())[0]?.body).toContain('Jure Kosmač')
    await world.write((work) => erasePerson(work, { ...colleague }, { kind: 'system', id: null }))
    const [note] = await noteRows()
    expect(note?.body).not.toMatch(/Kosmač/)
    expect(note?.body).not.toContain(colleague.email)
  })

  test('forgets also under which name and address a person wrote', async () => {
    await receive({ from: 'Majči <Maja.Stara@Doma.example>' })
    expect(await noteRows()).toEqual([])
    await world.deps.db.update(contacts).set({ email: 'maja.stara@doma.example' })
    await receive({ from: 'Majči <maja.stara@doma.example>', text: 'Navedeni pošiljatelj: nihče' })
    await world.deps.db.update(contacts).set({ email: 'maja.nova@doma.example' })
    const before = (await noteRows())[0]?.body ?? ''
    expect(before).toContain('Navedeni pošiljatelj: Majči <maja.stara@doma.example>')

    const [contact] = await world.deps.db.select().from(contacts).where(eq(contacts.id, world.contact.id))
    if (contact) await world.write((work) => erasePerson(work, contact, { kind: 'system', id: null }))
    const [note] = await noteRows()
    expect(note?.body).toBe(before.replace('Majči <maja.stara@doma.example>', '—'))
    expect(note?.body).toContain('> Navedeni pošiljatelj: nihče')
  })

  test('that waits to be told to the help desk says nothing of a person who was erased since', async () => {
    const { email } = world.contact
    const text = `Tiskalnik ne dela.\nMaja Novak\n${email}`
    await receive({ subject: 'Maja Novak prosi', from: `"Majči" <${email.toUpperCase()}>`, text })
    await receive({ subject: 'Tuje', from: 'Tone <tone@doma.example>', text: 'Pomagajte!' })
    const [contact] = await world.deps.db.select().from(contacts).where(eq(contacts.id, world.contact.id))
    const known = { firstName: 'Maja', lastName: 'Novak' }
    if (contact) await world.write((work) => erasePerson(work, { ...contact, ...known }, { kind: 'system', id: null }))

    expect(JSON.stringify(await world.deps.db.select().from(mailQueue))).not.toMatch(/Majči|Novak/)
    const [letter, ...others] = await lettersLater()
    expect(others).toEqual([])
    for (const words of [
      'Navedeni pošiljatelj: (ni naveden)',
      'Zadeva: — prosi',
      '    Tiskalnik ne dela.',
      'Navedeni pošiljatelj: Tone <tone@doma.example>',
      '    Pomagajte!',
    ]) {
      expect(letter?.text).toContain(words)
    }
    expect(`${letter?.text}${letter?.html}`.toLowerCase()).not.toContain(email.toLowerCase())
  })
})

const EVIL = '<script>alert(1)</script>'
