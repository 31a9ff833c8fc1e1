import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { accounts, caseEvents, cases, contacts, notes } from '#portal/db/schema.ts'
import { addCustomerNote, closeCaseByCustomer } from '#portal/server/cases/customer-actions.ts'
import { inTransaction, type Work } from '#portal/server/deps.ts'
import { aContact, anAccount, FIRST_VERSIONS } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const DAY = 86_400_000

describeOnBoth('what customers do', (database) => {
  let world: World
  beforeEach(async () => {
    world = await createWorld(database.current)
  })
  const run = <T>(work: (work: Work) => Promise<T>) => inTransaction(world.deps, work)
  const write = (caseId: string, body = 'Še vedno ne dela.') =>
    run((work) => addCustomerNote(work, { caseId, contactId: world.contact.id, body }))
  const stored = async (id: string) => (await world.deps.db.select().from(cases).where(eq(cases.id, id)))[0]
  const eventsOf = (id: string) => world.deps.db.select().from(caseEvents).where(eq(caseEvents.caseId, id))

  it('a note on an open case only joins the thread', async () => {
    const { id } = await world.addCase({ status: 'researching' })
    const { noteId, followUpOf } = await write(id)

    expect(followUpOf).toBeNull()
    expect(await world.deps.db.select().from(notes)).toMatchObject([
      { id: noteId, caseId: id, visibility: 'public', authorKind: 'customer', authorId: world.contact.id },
    ])
    expect(await stored(id)).toMatchObject({ status: 'researching', statusVersion: 1, modifiedAt: world.clock.now() })
    expect(await eventsOf(id)).toEqual([])
  })

  it('a note wakes a case that waits for details', async () => {
    const { id } = await world.addCase({
      status: 'waiting_for_details',
      versions: { ...FIRST_VERSIONS, status: 4, ownerId: 2 },
    })
    await write(id)

    expect(await stored(id)).toMatchObject({ status: 'in_progress', statusVersion: 5, ownerVersion: 2 })
    expect(await eventsOf(id)).toMatchObject([
      { from: 'waiting_for_details', to: 'in_progress', actorKind: 'customer', actorId: world.contact.id },
    ])
  })

  it('a note reopens a closed case within the window', async () => {
    const closedAt = world.clock.now() - 14 * DAY
    const { id } = await world.addCase({ status: 'resolved', closedAt })
    await write(id)
    expect(await stored(id)).toMatchObject({ status: 'in_progress', closedAt: null })
  })

  it('a note after the window opens a linked follow-up and leaves the closed case closed', async () => {
    const closedAt = world.clock.now() - 14 * DAY - 1
    const old = await world.addCase({ status: 'cancelled', closedAt, serialNumber: 'ZT-77', caseType: 'rma' })
    const result = await write(old.id, 'Spet isto.')

    expect(result).toMatchObject({ followUpOf: old.id, noteId: null })
    expect(await stored(old.id)).toMatchObject({ status: 'cancelled', closedAt })
    expect(await stored(result.case.id)).toMatchObject({
      title: old.title,
      description: 'Spet isto.',
      status: 'in_progress',
      caseType: 'rma',
      serialNumber: 'ZT-77',
      ownerId: null,
      followUpOfId: old.id,
    })
    expect(await world.deps.db.select().from(notes).orderBy(asc(notes.createdAt))).toMatchObject([
      { caseId: result.case.id, visibility: 'internal', authorKind: 'system', body: `→ ${old.caseNumber}` },
    ])
  })

  it('closing resolves an open case, once', async () => {
    const { id } = await world.addCase()
    const close = () => run((work) => closeCaseByCustomer(work, { caseId: id, contactId: world.contact.id }))
    await close()

    expect(await stored(id)).toMatchObject({ status: 'resolved', closedAt: world.clock.now(), statusVersion: 2 })
    await expect(close()).rejects.toThrow('cannot be made resolved by customer')
  })

  it('another company’s case is as good as none', async () => {
    const { id } = await world.addCase()
    const stranger = anAccount()
    const spy = aContact({ accountId: stranger.id })
    await world.deps.db.insert(accounts).values(stranger)
    await world.deps.db.insert(contacts).values(spy)

    const attempts = [id, '018f0000-0000-7000-8000-00000000dead'].flatMap((caseId) => [
      () => run((work) => addCustomerNote(work, { caseId, contactId: spy.id, body: 'x' })),
      () => run((work) => closeCaseByCustomer(work, { caseId, contactId: spy.id })),
    ])
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('There is no such case')
    expect(await world.deps.db.select().from(notes)).toEqual([])
  })
})
