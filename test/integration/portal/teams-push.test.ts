import { beforeEach, expect, it } from 'vitest'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID, type Pushing, pushingIn, statuses } from './pushing.ts'
import { aNewCase, anUpdate, aReply, createWorld, type World } from './world.ts'

describeOnBoth('pushing across teams', (database) => {
  let world: World
  let portal: Pushing
  let zadeva: CaseRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    zadeva = await world.addCase()
  })

  const setTeam = (to: string, version = 1, value = zadeva.teamId) =>
    anUpdate(zadeva.id, { teamId: { to, base: { value, version } } })

  it('gives a case to another team and says who did it', async () => {
    const repairs = await world.addTeam(world.bor)

    expect((await portal.ana.one(setTeam(repairs.id))).status).toBe('applied')
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ teamId: repairs.id, teamVersion: 2 })
    expect(await portal.events()).toMatchObject([
      { field: 'teamId', from: zadeva.teamId, to: repairs.id, actorId: world.ana.id },
    ])
  })

  it('answers for a case of other teams as for one that does not exist, whatever is done to it', async () => {
    const repairs = await world.addTeam(world.bor)
    const theirs = await world.addCase({ teamId: repairs.id })
    const operations = (caseId: string): Operation[] => {
      const base = { value: 'x', version: 1 }
      return [
        aReply(caseId),
        aReply(caseId, { body: '' }),
        anUpdate(caseId, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } }),
        anUpdate(caseId, { ownerId: { to: world.ana.id, base: { value: null, version: 1 } } }),
        anUpdate(caseId, { ownerId: { to: ABSENT_ID, base: { value: null, version: 1 } } }),
        anUpdate(caseId, { title: { to: 'moj', base } }),
        anUpdate(caseId, { description: { to: 'moj', base } }),
        anUpdate(caseId, { teamId: { to: zadeva.teamId, base } }),
      ]
    }
    const before = await portal.storedCase(theirs.id)

    const withoutIds = (results: object[]) => results.map((result) => ({ ...result, opId: '' }))
    const ofTheirs = await portal.ana.push(...operations(theirs.id))
    expect(withoutIds(ofTheirs)).toEqual(withoutIds(await portal.ana.push(...operations(ABSENT_ID))))
    expect(new Set(statuses(ofTheirs))).toEqual(new Set(['not_found']))
    expect(await portal.storedCase(theirs.id)).toEqual(before)
    expect(await portal.notes()).toEqual([])
    expect((await portal.bor.one(aReply(theirs.id))).status).toBe('applied')
  })

  it('authorises again at the push: an agent who has left the team is refused, one who came is not', async () => {
    await world.leave(world.ana, zadeva.teamId)
    const reply = aReply(zadeva.id)
    expect(statuses([await portal.ana.one(reply)])).toEqual(['not_found'])

    await world.join(world.ana, zadeva.teamId)
    // The first answer was final.
    expect(statuses([await portal.ana.one(reply)])).toEqual(['not_found'])
    expect(statuses([await portal.ana.one(aReply(zadeva.id))])).toEqual(['applied'])
  })

  it('takes no more from an agent who has given the case away', async () => {
    const repairs = await world.addTeam(world.bor)
    const results = await portal.ana.push(aReply(zadeva.id), setTeam(repairs.id), aReply(zadeva.id))

    expect(statuses(results)).toEqual(['applied', 'applied', 'not_found'])
  })

  it('lets the last of two teams win, and merges the one that is there', async () => {
    const repairs = await world.addTeam(world.ana, world.bor)
    const field = await world.addTeam(world.ana)
    await portal.bor.push(setTeam(repairs.id))

    expect((await portal.ana.one(setTeam(repairs.id))).status).toBe('merged')
    expect((await portal.ana.one(setTeam(field.id))).status).toBe('merged')
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ teamId: field.id, teamVersion: 3 })
  })

  it('rejects a team that does not exist', async () => {
    expect(statuses([await portal.ana.one(setTeam('nikjer'))])).toEqual(['team_not_found'])
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ teamId: zadeva.teamId, teamVersion: 1 })
  })

  it('enters no case for a team that the agent is not in', async () => {
    const repairs = await world.addTeam(world.bor)
    const forRepairs = () => aNewCase({ contactId: world.contact.id, teamId: repairs.id })
    expect(statuses([await portal.ana.one(forRepairs())])).toEqual(['team_not_found'])
    expect(statuses([await portal.bor.one(forRepairs())])).toEqual(['applied'])
  })

  it('decides one way or the other when a case moves while a colleague writes in it', async () => {
    const repairs = await world.addTeam(world.bor)
    const reply = aReply(zadeva.id)
    const [moved, replied] = await Promise.all([portal.bor.one(setTeam(repairs.id)), portal.ana.one(reply)])

    expect(moved.status).toBe('applied')
    expect(await portal.notes()).toHaveLength(replied.status === 'applied' ? 1 : 0)
    expect(['applied', 'not_found']).toContain(statuses([replied])[0])
  })
})
