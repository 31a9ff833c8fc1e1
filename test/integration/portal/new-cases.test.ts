import { beforeEach, expect, it } from 'vitest'
import { accounts, contacts, entitlements } from '#portal/db/schema.ts'
import { aContact, anAccount, anEntitlement } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID, type Pushing, pushingIn, statuses } from './pushing.ts'
import { aNewCase, anUpdate, aReply, createWorld, type World } from './world.ts'

describeOnBoth('entering cases for customers', (database) => {
  let world: World
  let portal: Pushing

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
  })

  const newCase = (overrides: Partial<ReturnType<typeof aNewCase>> = {}) =>
    aNewCase({ contactId: world.contact.id, teamId: world.ana.teamIds[0] ?? '' }, overrides)

  it("makes the case under the desk's id and gives it the next number", async () => {
    const entitlement = anEntitlement({ accountId: world.account.id })
    await world.deps.db.insert(entitlements).values(entitlement)
    const operation = newCase({
      caseType: 'rma',
      entitlementId: entitlement.id,
      customerSystemId: 'SYS-9',
      warrantyRepair: true,
      serialNumber: 'ZT-500-000017',
      customerReference: 'N-44',
    })
    world.clock.pass(7000)

    expect(await portal.ana.one(operation)).toEqual({
      status: 'applied',
      opId: operation.opId,
      seq: expect.any(Number),
    })
    expect(await portal.storedCase(operation.caseId)).toMatchObject({
      id: operation.caseId,
      caseNumber: expect.stringMatching(/^CAS-03001-([A-Z]\d){3}$/),
      title: operation.title,
      description: operation.description,
      caseType: 'rma',
      status: 'in_progress',
      ownerId: null,
      teamId: operation.teamId,
      accountId: world.account.id,
      contactId: world.contact.id,
      entitlementId: entitlement.id,
      customerSystemId: 'SYS-9',
      warrantyRepair: true,
      serialNumber: 'ZT-500-000017',
      customerReference: 'N-44',
      createdAt: world.clock.now(),
      closedAt: null,
      statusVersion: 1,
      ownerVersion: 1,
    })
    expect(await portal.events()).toEqual([])
  })

  it('gives the case its owner, which the thread tells', async () => {
    const operation = newCase({ ownerId: world.bor.id })
    await portal.ana.push(operation)

    expect(await portal.storedCase(operation.caseId)).toMatchObject({ ownerId: world.bor.id, ownerVersion: 1 })
    expect(await portal.events()).toMatchObject([
      { field: 'ownerId', from: null, to: world.bor.id, actorId: world.ana.id },
    ])
  })

  it('carries out what the agent did in the new case before it had reached the portal', async () => {
    const operation = newCase()
    const { caseId, opId } = operation
    const results = await portal.ana.push(
      operation,
      aReply(caseId, { dependsOn: [opId] }),
      anUpdate(caseId, {
        dependsOn: [opId],
        status: { to: 'resolved', base: { value: 'in_progress', version: 1 } },
      }),
    )

    expect(statuses(results)).toEqual(['applied', 'applied', 'applied'])
    expect(await portal.storedCase(caseId)).toMatchObject({ status: 'resolved' })
  })

  it('makes one case of many sendings, and no hole in the numbers', async () => {
    const operation = newCase()
    const results = await Promise.all(Array.from({ length: 6 }, () => portal.ana.one(operation)))
    for (const result of results) expect(result).toEqual(results[0])

    const next = newCase()
    await portal.bor.push(next)
    expect((await portal.storedCase(next.caseId)).caseNumber).toMatch(/^CAS-03002-/)
  })

  it('gives cases that are entered at once different numbers', async () => {
    const operations = Array.from({ length: 8 }, () => newCase())
    const results = await Promise.all(
      operations.map((operation, at) => (at % 2 ? portal.ana : portal.bor).one(operation)),
    )
    const numbers = await Promise.all(
      operations.map(async ({ caseId }) => (await portal.storedCase(caseId)).caseNumber.slice(0, 9)),
    )

    expect(new Set(statuses(results))).toEqual(new Set(['applied']))
    expect(numbers.sort()).toEqual(Array.from({ length: 8 }, (_, at) => `CAS-0300${at + 1}`))
  })

  it('rejects a case that cannot be, and takes no number for it', async () => {
    const other = anAccount()
    const stranger = aContact({ accountId: other.id })
    const theirs = anEntitlement({ accountId: other.id })
    await world.deps.db.insert(accounts).values(other)
    await world.deps.db.insert(contacts).values(stranger)
    await world.deps.db.insert(entitlements).values(theirs)
    const known = await world.addCase()

    const results = await portal.ana.push(
      newCase({ contactId: ABSENT_ID }),
      newCase({ teamId: 'nikjer' }),
      newCase({ entitlementId: theirs.id }),
      newCase({ entitlementId: ABSENT_ID }),
      newCase({ ownerId: ABSENT_ID }),
      newCase({ title: ' \t' }),
      newCase({ caseId: known.id }),
      newCase({ caseId: 'not-a-uuid' }),
      newCase({ description: 'nič\0nič' }),
    )
    expect(statuses(results)).toEqual([
      'contact_not_found',
      'team_not_found',
      'entitlement_not_found',
      'entitlement_not_found',
      'agent_not_found',
      'title_empty',
      'case_id',
      'case_id',
      'text_not_storable',
    ])
    const next = newCase()
    await portal.ana.push(next)
    expect((await portal.storedCase(next.caseId)).caseNumber).toMatch(/^CAS-03001-/)
  })
})
