import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseIdByNumber } from '#main/store/mirror/cases.ts'
import { findDevices } from '#main/store/mirror/devices.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { CaseRow, NoteRow } from '#shared/portal-api/rows.ts'
import { aCase, aContact, aDevice, aNote, anAccount } from '#test/factories/rows.ts'
import { aReply, aWorld, type World } from './support.ts'

const found = (world: World, text: string, limit = 50) => searchCases(world.mirror, text, limit).map(({ id }) => id)

const account = anAccount({ name: 'Žičnica Krvavec d.o.o.' })
const contact = aContact({
  accountId: account.id,
  firstName: 'Črt',
  lastName: 'Šušteršič',
  email: 'crt@krvavec.example',
})
const guide = aCase({
  caseNumber: 'CAS-02580-T0M2L3',
  title: 'Čakalna vrsta na terminalu',
  description: 'potrebujem pomoč pri nastavitvi umika',
  serialNumber: 'ZT-500-004711',
  customerReference: 'NAR-2026-0042',
  accountId: account.id,
  contactId: contact.id,
})
const other = aCase({ caseNumber: 'CAS-03011-B7K9Q1', title: 'Licenca', description: 'Poteče konec meseca.' })
const rows = {
  accounts: [account],
  contacts: [contact],
  cases: [guide, other],
  notes: [aNote({ caseId: guide.id, body: 'Ključavnica se NE odziva, glej prilogo.' })],
}

test.each([
  ['title, without accents and case', 'cakalna'],
  ['title, as it stands', 'Čakalna'],
  ['title, upper case', 'ČAKALNA VRSTA'],
  ['a prefix of the last word', 'vrsta na ter'],
  ['a prefix of one letter', 'vrsta č'],
  ['words in any order', 'terminalu vrsta'],
  ['description', 'nastavitvi umika'],
  ['a note', 'kljucavnica'],
  ['company', 'zicnica'],
  ['contact', 'crt sustersic'],
  ["contact's e-mail", 'crt@krvavec.example'],
  ['reference', 'NAR-2026-0042'],
  ['words of several fields at once', 'krvavec umika odziva'],
  ['case number', 'CAS-02580-T0M2L3'],
  ['case number, as the guide writes it once', 'CAS-02580-TOM2L3'],
  ['case number without dashes', 'cas02580tom2l3'],
  ['a part of the case number', '580T0'],
  ['serial number', 'ZT-500-004711'],
  ['serial number typed in another way', 'zt5ooOO47ii'],
  ['a part of the serial number', '0047'],
  ['decomposed letters', 'C\u030cakalna'],
])('finds by %s', (_, text) => {
  expect(found(aWorld(rows), text)).toEqual([guide.id])
})

test.each(['akalna', 'terminalu vrstaa', 'cakalna licenca', 'T1M2L3', 'xyz'])('does not find by %j', (text) => {
  expect(found(aWorld(rows), text)).toEqual([])
})

test('a word is a prefix only in the last place', () => {
  const world = aWorld(rows)
  expect(found(world, 'cakal vrsta')).toEqual([])
  expect(found(world, 'vrsta cakal')).toEqual([guide.id])
})

test('the newest come first, and no more than asked for', () => {
  const cases = Array.from({ length: 30 }, (_, at) =>
    aCase({ title: 'Skupna beseda', modifiedAt: 1000 + ((at * 7) % 30) }),
  )
  const world = aWorld({ cases })
  const newest = cases.toSorted((a, b) => b.modifiedAt - a.modifiedAt).map(({ id }) => id)
  expect(found(world, 'skupna')).toEqual(newest)
  expect(found(world, 'skupna', 5)).toEqual(newest.slice(0, 5))
  const oldest = cases.find(({ id }) => id === newest.at(-1))!
  world.change(
    { table: 'notes', row: aNote({ caseId: oldest.id }) },
    { table: 'cases', row: { ...oldest, modifiedAt: 5000 } },
  )
  expect(found(world, 'skupna', 1)).toEqual([oldest.id])
})

test('the excerpt shows the words around the first hit, with their accents', () => {
  const world = aWorld(rows)
  const excerpt = (text: string) => searchCases(world.mirror, text, 1)[0]?.excerpt
  expect(excerpt('kljucavnica')).toBe('Ključavnica se NE odziva, glej prilogo.')
  expect(excerpt('UMIK')).toBe('potrebujem pomoč pri nastavitvi umika')
  expect(excerpt('cakalna')).toBeNull()
  expect(excerpt('580T0')).toBeNull()
  const long = aCase({ description: `${'dolgo besedilo '.repeat(40)}Škripanje vrat${' in še več'.repeat(40)}` })
  world.change({ table: 'cases', row: long })
  expect(excerpt('skripanje')).toMatch(/^…(dolgo |besedilo ).*Škripanje vrat in še več.*…$/)
  expect(excerpt('skripanje')!.length).toBeLessThan(160)
})

test('hostile input is only text', () => {
  const world = aWorld(rows)
  const inputs = [
    ...[
      '"',
      '""',
      "'",
      '*',
      '(',
      'a AND',
      'OR',
      'NOT x',
      'NEAR(a b)',
      'title:x',
      '^a',
      '-a',
      '{a b}:c',
      '\0',
      'a\0b',
      '%',
      '_',
    ],
    ...['🙂', '🙂🙂 terminal', '漢字', '\ud800', 'ﷺ', 'ǅ', 'Ω', 'İstanbul', 'ß', '٣', 'हिन्दी', 'e\u0301\u0301'],
    ...['x'.repeat(10_000), '"'.repeat(10_000), 'a '.repeat(5000), 'č'.repeat(10_000), '🙂'.repeat(5000)],
  ]
  for (const input of inputs) {
    expect(() => found(world, input), JSON.stringify(input.slice(0, 20))).not.toThrow()
    expect(() => findDevices(world.mirror, input, 10)).not.toThrow()
  }
})

test('whatever is typed, search answers', () => {
  const world = aWorld(rows)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(found(world, text).every((id) => id === guide.id || id === other.id)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

/** The rules in plain code: words of a text, and a case's texts. */
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

function naive(
  cases: readonly CaseRow[],
  notes: readonly { caseId: string; body: string }[],
  text: string,
): Set<string> {
  const wanted = wordsOf(text)
  const key = lookUpKey(text)
  const hits = cases.filter((row) => {
    const bodies = notes.filter(({ caseId }) => caseId === row.id).map(({ body }) => body)
    const words = [
      row.caseNumber,
      row.title,
      row.description,
      row.serialNumber ?? '',
      row.customerReference ?? '',
      ...bodies,
    ].flatMap(wordsOf)
    const byWords =
      wanted.length > 0 &&
      wanted.every((one, at) => words.some((word) => (at === wanted.length - 1 ? word.startsWith(one) : word === one)))
    const keys = [row.caseNumber, row.serialNumber ?? ''].map(lookUpKey)
    return byWords || (key.length >= 3 && keys.some((one) => one.includes(key)))
  })
  return new Set(hits.map(({ id }) => id))
}

const WORDS = [
  'terminal',
  'Terminali',
  'čaka',
  'Čakalna',
  'cakalnica',
  'umik',
  'ŠT',
  'št7',
  'e-pošta',
  'in',
  'i',
  '2580',
  'Žiga',
  'ž',
]
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((list) => list.join(' '))
const serial = fc.option(fc.constantFrom('ZT-500-001', 'zt 500 OO2', 'AB-1I1'), { nil: null })
const change = fc.oneof(
  fc.record({ do: fc.constant('case' as const), at: fc.nat(5), title: words, description: words, serial }),
  fc.record({ do: fc.constant('note' as const), at: fc.nat(5), id: fc.nat(7), body: words }),
  fc.record({ do: fc.constant('reply' as const), at: fc.nat(5), body: words.filter((text) => text !== '') }),
  fc.record({ do: fc.constant('unnote' as const), id: fc.nat(7) }),
  fc.record({ do: fc.constant('uncase' as const), at: fc.nat(5) }),
)
const query = fc.oneof(
  words,
  fc.constantFrom('t', 'ča', 'CAKAL', 'zt5', '500', '0258', 'cas', 'ab1', '1111', 'posta e', 'umik i'),
)

test('search equals a naive scan, whatever changed before', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 25 }),
      fc.array(query, { minLength: 1, maxLength: 6 }),
      (changes, queries) => {
        const world = aWorld()
        const ids = Array.from({ length: 6 }, (_, at) => `case-${at}`)
        const cases = new Map<string, CaseRow>()
        const notes = new Map<string, Pick<NoteRow, 'id' | 'caseId' | 'body'>>()
        let replies = 0
        for (const one of changes) {
          if (one.do === 'case') {
            const row = aCase({
              id: ids[one.at]!,
              caseNumber: `CAS-0258${one.at}-A1B2C3`,
              title: one.title,
              description: one.description,
              serialNumber: one.serial,
            })
            cases.set(row.id, row)
            world.change({ table: 'cases', row })
          } else if (one.do === 'note') {
            const known = notes.get(`note-${one.id}`)
            const row = aNote({ id: `note-${one.id}`, caseId: known?.caseId ?? ids[one.at]!, body: one.body })
            notes.set(row.id, row)
            world.change({ table: 'notes', row })
          } else if (one.do === 'reply') {
            const reply = world.act(aReply(ids[one.at]!, { body: one.body }))
            notes.set(`reply-${replies++}`, { id: reply.opId, caseId: reply.caseId, body: one.body })
          } else if (one.do === 'unnote') {
            notes.delete(`note-${one.id}`)
            world.change({ table: 'notes', gone: `note-${one.id}` })
          } else {
            const id = ids[one.at]!
            if (!cases.delete(id)) continue
            world.change({ table: 'cases', gone: id })
            // The portal's notes go with it; pending words come back with the case.
            for (const [key, { caseId }] of notes) if (caseId === id && key.startsWith('note-')) notes.delete(key)
          }
        }
        for (const text of queries) {
          expect(new Set(found(world, text)), text).toEqual(naive([...cases.values()], [...notes.values()], text))
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('devices: those that begin with the text first, then those that contain it', () => {
  const devices = ['ZT-500-001', 'zt 500 002', 'XZT-5009', 'AB-11-I0'].map((serialNumber) => aDevice({ serialNumber }))
  const { mirror } = aWorld({ devices })
  const serials = (text: string, limit = 10) => findDevices(mirror, text, limit).map(({ serialNumber }) => serialNumber)
  expect(serials('zt5')).toEqual(['ZT-500-001', 'zt 500 002', 'XZT-5009'])
  expect(serials('ZT-5', 2)).toEqual(['ZT-500-001', 'zt 500 002'])
  expect(serials('5OO')).toEqual(['XZT-5009', 'ZT-500-001', 'zt 500 002'])
  expect(serials('1 1 1 o')).toEqual(['AB-11-I0'])
  expect(serials('b1')).toEqual(['AB-11-I0'])
  expect(serials('x')).toEqual(['XZT-5009'])
  expect(serials('  ')).toEqual([])
})

test('a case is found by its whole number alone, O and I being 0 and 1', () => {
  const world = aWorld(rows)
  for (const number of ['CAS-02580-T0M2L3', 'cas-o258o-tom2l3', 'CAS 02580 T0M2L3']) {
    expect(caseIdByNumber(world.mirror, number)).toBe(guide.id)
  }
  for (const number of ['', 'CAS', '02580', 'CAS-02580', 'CAS-02580-T0M2L4', 'ZT-500-004711']) {
    expect(caseIdByNumber(world.mirror, number)).toBeNull()
  }
})
