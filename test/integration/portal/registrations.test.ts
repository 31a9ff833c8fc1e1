import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { registrations, syncChange } from '#portal/db/schema.ts'
import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import { aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID, conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { aDecision, createWorld, type World } from './world.ts'

describeOnBoth('deciding registrations', (database) => {
  let world: World
  let portal: Pushing
  let petra: RegistrationRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    petra = aRegistration()
    await world.deps.db.insert(registrations).values(petra)
  })

  const stored = async () => (await world.deps.db.select().from(registrations).where(eq(registrations.id, petra.id)))[0]

  it('writes the first decision, by whom, when and why', async () => {
    world.clock.pass(3000)
    const operation = aDecision(petra.id, { decision: 'rejected', reason: ' Podjetja ne poznamo. ' })

    const result = await portal.ana.one(operation)

    expect(result).toMatchObject({ status: 'applied' })
    expect(await stored()).toEqual({
      ...petra,
      state: 'rejected',
      decidedBy: world.ana.id,
      decidedAt: world.clock.now(),
      decisionReason: 'Podjetja ne poznamo.',
    })
    const [change] = await world.deps.db.select().from(syncChange).where(eq(syncChange.rowId, petra.id))
    expect('seq' in result && result.seq).toBe(change?.seq)
  })

  it('decides also what the applicant was asked about', async () => {
    await world.deps.db.update(registrations).set({ state: 'asked' }).where(eq(registrations.id, petra.id))

    expect((await portal.ana.one(aDecision(petra.id))).status).toBe('applied')
    expect(await stored()).toMatchObject({ state: 'approved', decisionReason: null })
  })

  it('takes the same decision again for nothing, and a different one for a conflict', async () => {
    await portal.bor.push(aDecision(petra.id, { decision: 'approved', reason: 'Stranka od 2019.' }))
    const decidedAt = world.clock.now()
    const first = await stored()
    world.clock.pass(9000)

    expect((await portal.ana.one(aDecision(petra.id, { reason: 'drug razlog' }))).status).toBe('merged')
    expect(conflictOf(await portal.ana.one(aDecision(petra.id, { decision: 'rejected' })))).toEqual({
      field: 'registration',
      mine: 'rejected',
      theirs: 'approved',
      changedBy: world.bor.id,
      changedAt: decidedAt,
    })
    expect(await stored()).toEqual(first)
  })

  it('rejects what is not there', async () => {
    const results = await portal.ana.push(aDecision(ABSENT_ID), aDecision(petra.id, { reason: '\0' }))
    expect(statuses(results)).toEqual(['not_found', 'text_not_storable'])
    expect(await stored()).toEqual(petra)
  })

  it('lets one of two who decide at once win, and tells the other', async () => {
    for (let round = 0; round < 10; round++) {
      const registration = aRegistration()
      await world.deps.db.insert(registrations).values(registration)
      const [ana, bor] = await Promise.all([
        portal.ana.one(aDecision(registration.id, { decision: 'approved' })),
        portal.bor.one(aDecision(registration.id, { decision: 'rejected' })),
      ])
      const [row] = await world.deps.db.select().from(registrations).where(eq(registrations.id, registration.id))

      expect([ana.status, bor.status].sort()).toEqual(['applied', 'conflict'])
      const winner = ana.status === 'applied' ? world.ana : world.bor
      expect(row).toMatchObject({ decidedBy: winner.id, state: winner === world.ana ? 'approved' : 'rejected' })
      expect(conflictOf(ana.status === 'conflict' ? ana : bor)).toMatchObject({
        theirs: row?.state,
        changedBy: winner.id,
      })
    }
  })

  it('lets many who decide alike at once all have been right, the first by name', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, at) => (at % 2 ? portal.ana : portal.bor).one(aDecision(petra.id))),
    )
    expect(statuses(results).sort()).toEqual(['applied', ...Array.from({ length: 7 }, () => 'merged')])
  })
})
