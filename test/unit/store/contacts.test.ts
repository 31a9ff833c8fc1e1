import { expect, test } from 'vitest'
import { belongings, findContact, findContacts } from '#main/store/mirror/contacts.ts'
import { aContact, aDevice, anAccount, anEntitlement } from '#test/factories/rows.ts'
import { aWorld, type World } from './support.ts'

const account = anAccount({ name: 'Žičnica Krvavec d.o.o.' })
const other = anAccount({ name: 'Mlekarna Celeia' })
const jan = aContact({
  accountId: account.id,
  firstName: 'Jan',
  lastName: 'Šuštar',
  email: 'jan.sustar@krvavec.example',
  phone: '+386 (0)41 555-123',
})
const ana = aContact({
  accountId: other.id,
  firstName: 'Ana',
  lastName: 'Čeh',
  email: 'ana@celeia.example',
  phone: null,
})
const bor = aContact({
  accountId: other.id,
  firstName: 'Bor',
  lastName: 'Čeh',
  email: 'bor@celeia.example',
  phone: '02 300',
})
const rows = { accounts: [account, other], contacts: [jan, ana, bor] }
const found = (world: World, text: string, limit = 20) =>
  findContacts(world.mirror, text, limit).map(({ contact }) => contact.id)

test.each([
  ['sus', [jan.id]],
  ['ŠUŠTAR', [jan.id]],
  ['jan su', [jan.id]],
  ['su jan krva', [jan.id]],
  ['krvavec', [jan.id]],
  ['zic', [jan.id]],
  ['čeh', [ana.id, bor.id]],
  ['celeia bor', [bor.id]],
  ['bor@celeia.example', [bor.id]],
  ['38641555', [jan.id]],
  ['041 555', [jan.id]],
  ['+386 (0)41 555', [jan.id]],
  ['555', []],
  ['nihče', []],
  ['   ', []],
  ['"*()-', []],
])('"%s" finds whom it should', (text, expected) => {
  expect(found(aWorld(rows), text)).toEqual(expected)
})

test('they come by name, not more than asked, with the name of their company', () => {
  const world = aWorld(rows)
  expect(findContacts(world.mirror, 'ceh', 1)).toEqual([{ contact: ana, accountName: 'Mlekarna Celeia' }])
})

test('an erased person is found by nothing, not even by the company', () => {
  const erased = { ...bor, firstName: '', lastName: '—', email: '', phone: null, erasedAt: 5 }
  const loaded = aWorld({ ...rows, contacts: [jan, ana, erased] })
  expect(found(loaded, 'celeia')).toEqual([ana.id])

  const world = aWorld(rows)
  expect(found(world, 'celeia')).toEqual([ana.id, bor.id])
  world.change({ table: 'contacts', row: erased })
  world.change({ table: 'accounts', row: { ...other, name: 'Mlekarna Celje' } })
  expect(found(world, 'celje')).toEqual([ana.id])
  expect(findContact(world.mirror, bor.id)).toEqual(erased)
})

test('a number is found as people dial it at home', () => {
  const world = aWorld({ ...rows, contacts: [aContact({ id: 'k', phone: '+386 1 555 01 23' })] })
  for (const text of ['01 555', '015550123', '00386 1 555', '+386 1 5550'])
    expect(found(world, text), text).toEqual(['k'])
})

test('what changes at the portal is found at once, by its new name only', () => {
  const world = aWorld(rows)
  world.change({ table: 'contacts', row: { ...jan, lastName: 'Novak' } })
  expect(found(world, 'sustar krvavec')).toEqual([jan.id])
  expect(found(world, 'novak')).toEqual([jan.id])
  world.change({ table: 'accounts', row: { ...account, name: 'Smučišče Krvavec' } })
  expect(found(world, 'zicnica')).toEqual([])
  expect(found(world, 'smucisce jan')).toEqual([jan.id])
  const eva = aContact({ accountId: account.id, firstName: 'Eva', lastName: 'Žagar' })
  world.change({ table: 'contacts', row: eva })
  expect(found(world, 'zagar smuc')).toEqual([eva.id])
  world.change({ table: 'contacts', gone: jan.id })
  expect(found(world, 'novak')).toEqual([])
  expect(findContact(world.mirror, jan.id)).toBeNull()
  expect(findContact(world.mirror, eva.id)).toEqual(eva)
})

test('what a new case of a contact may name is what the company has', () => {
  const [older, newer] = ['2026-06-30', '2027-12-31'].map((validUntil) =>
    anEntitlement({ accountId: account.id, validUntil }),
  )
  const devices = ['ZT-2', 'ZT-1'].map((serialNumber) => aDevice({ serialNumber, accountId: account.id }))
  const world = aWorld({
    ...rows,
    entitlements: [older!, newer!, anEntitlement({ accountId: other.id })],
    devices: [...devices, aDevice(), aDevice({ accountId: other.id })],
  })
  expect(belongings(world.mirror, account.id)).toEqual({
    entitlements: [newer, older],
    devices: [devices[1], devices[0]],
  })
})

test('many contacts are indexed in slices and all of them found', () => {
  const contacts = Array.from({ length: 1_200 }, (_, at) =>
    aContact({ accountId: account.id, firstName: `Oseba${at}x` }),
  )
  const world = aWorld({ accounts: [account], contacts })
  for (const at of [0, 499, 500, 501, 999, 1_000, 1_199])
    expect(found(world, `oseba${at}x`)).toEqual([contacts[at]!.id])
  expect(found(world, 'krvavec', 50)).toHaveLength(50)
})
