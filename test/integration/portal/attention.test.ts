import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { agents, caseEvents, caseMarks, cases, mailQueue, notes } from '#portal/db/schema.ts'
import { caseMarkId } from '#shared/domain/attention.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { anId } from '#test/factories/ids.ts'
import { anAgent } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { type Pushing, pushingIn, statuses } from './pushing.ts'
import { createReplica, type Replica } from './replica.ts'
import { type Api, aFollow, aSnooze, createApi, createWorld, type Desk, type World } from './world.ts'

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

const common = (caseId: string) => ({
  opId: anId(),
  caseId,
  schemaVersion: OPERATION_SCHEMA_VERSION,
  authoredAt: 1_770_000_000_000,
  dependsOn: [],
})
const aRead = (caseId: string, until: number, mode: 'seen' | 'set' = 'seen'): Of<'case.read'> => ({
  ...common(caseId),
  kind: 'case.read',
  mode,
  until,
})
describeOnBoth('what an agent keeps of a case', (database) => {
  let world: World
  let portal: Pushing
  let api: Api
  let bor: Desk
  let caseId: string
  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    api = await createApi(world)
    bor = await api.as(world.bor)
    caseId = (await world.addCase()).id
  })
  afterEach(() => api.app.close())

  const mark = async (agent = world.ana) =>
    (
      await world.deps.db
        .select()
        .from(caseMarks)
        .where(eq(caseMarks.id, caseMarkId(agent.id, caseId)))
    )[0]
  const synced = async (desk: Desk): Promise<Replica> => {
    const replica = createReplica(desk)
    await replica.firstSync()
    return replica
  }
  const told = async (replica: Replica) => {
    replica.items.length = 0
    await replica.catchUp()
    return replica.items.map(({ table, kind }) => `${table} ${kind}`)
  }

  it('S70: is told to that agent’s desks alone, and changes nothing of the case', async () => {
    const before = await portal.storedCase(caseId)
    const [ana, theirs] = [await synced(api), await synced(bor)]
    expect((await portal.ana.one(aSnooze(caseId, { after: 1, until: 9 }))).status).toBe('applied')
    expect((await portal.ana.one(aRead(caseId, 5))).status).toBe('applied')
    expect((await portal.ana.one(aFollow(caseId, 'yes'))).status).toBe('applied')
    expect([await told(ana), await told(theirs)]).toEqual([['caseMarks row'], []])
    expect((await synced(bor)).ids('caseMarks')).toEqual([])
    expect(await mark()).toEqual({
      id: caseMarkId(world.ana.id, caseId),
      ownerId: world.ana.id,
      caseId,
      snoozedAfter: 1,
      snoozedUntil: 9,
      readUntil: 5,
      following: 'yes',
    })
    expect(await portal.storedCase(caseId)).toEqual(before)
    expect(await world.deps.db.select().from(caseEvents)).toEqual([])
    expect((await portal.bor.one(aSnooze(caseId, { after: 2, until: null }))).status).toBe('applied')
    expect([await told(ana), await told(theirs)]).toEqual([[], ['caseMarks row']])
    expect(await mark(world.bor)).toMatchObject({
      snoozedAfter: 2,
      snoozedUntil: null,
      readUntil: null,
      following: 'auto',
    })
  })

  it('S71: the last snooze stands; ending one ends that one alone', async () => {
    const first = { after: 1, until: 9 }
    const second = { after: 2, until: null }
    await portal.ana.one(aSnooze(caseId, first))
    expect((await portal.ana.one(aSnooze(caseId, first))).status).toBe('merged')
    expect((await portal.ana.one(aSnooze(caseId, second, null))).status).toBe('applied')
    expect((await portal.ana.one(aSnooze(caseId, null, first))).status).toBe('merged')
    expect(await mark()).toMatchObject({ snoozedAfter: 2, snoozedUntil: null })
    expect((await portal.ana.one(aSnooze(caseId, null, second))).status).toBe('applied')
    expect(await mark()).toMatchObject({ snoozedAfter: null, snoozedUntil: null })
    expect((await portal.ana.one(aSnooze(caseId, null, second))).status).toBe('merged')
  })

  it('S72: looking never makes anything unread; whoever wants that says so', async () => {
    expect((await portal.ana.one(aRead(caseId, 50))).status).toBe('applied')
    expect((await portal.ana.one(aRead(caseId, 40))).status).toBe('merged')
    expect(await mark()).toMatchObject({ readUntil: 50 })
    expect((await portal.ana.one(aRead(caseId, 40, 'set'))).status).toBe('applied')
    expect(await mark()).toMatchObject({ readUntil: 40 })
  })

  it('S34: of a case of other teams nothing is kept, as if there were none; looking troubles nobody', async () => {
    const other = (await world.addTeam(world.bor)).id
    const hidden = (await world.addCase({ teamId: other })).id
    for (const id of [hidden, 'none']) {
      const answers = await portal.ana.push(aSnooze(id, { after: 1, until: 2 }), aFollow(id, 'yes'), aRead(id, 3))
      expect(statuses(answers)).toEqual(['not_found', 'not_found', 'merged'])
    }
    expect(await world.deps.db.select().from(caseMarks)).toEqual([])
  })

  it('S73: whom an internal note names follows the case, as far as they see it; a reply names nobody', async () => {
    const stranger = anAgent({ teamIds: [] })
    const { teamIds: _, ...columns } = stranger
    await world.deps.db.insert(agents).values(columns)
    const note = (visibility: 'public' | 'internal', mentions: string[]): Of<'note.create'> => ({
      ...common(caseId),
      kind: 'note.create',
      visibility,
      body: '@Bor, poglej prosim.',
      attachments: [],
      mentions,
    })
    const all = [world.bor.id, stranger.id, world.ana.id, world.bor.id, 'none']
    const [inside, reply] = [note('internal', all), note('public', all)]
    await portal.bor.one(aFollow(caseId, 'no'))
    expect(statuses(await portal.ana.push(inside, reply))).toEqual(['applied', 'applied'])
    const stored = await portal.notes()
    expect(stored.find(({ id }) => id === inside.opId)?.mentions).toEqual([world.bor.id, world.ana.id])
    expect(stored.find(({ id }) => id === reply.opId)?.mentions).toEqual([])
    expect(await mark(world.bor)).toMatchObject({ following: 'yes' })
    expect([await mark(stranger), await mark(world.ana)]).toEqual([undefined, undefined])
    const wrong = world.deps.db.update(notes).set({ visibility: 'public' }).where(eq(notes.id, inside.opId))
    await expect(wrong.execute()).rejects.toThrow()
    const mails = await world.deps.db.select().from(mailQueue)
    expect(JSON.stringify(mails)).not.toContain(inside.opId)
  })

  it('stays when the case goes to another team, and goes when it is deleted', async () => {
    await portal.ana.one(aFollow(caseId, 'no'))
    const other = (await world.addTeam(world.bor)).id
    const ana = await synced(api)
    await world.deps.db.update(cases).set({ teamId: other }).where(eq(cases.id, caseId))
    expect(await told(ana)).toEqual(['cases eviction'])
    await world.deps.db.delete(cases).where(eq(cases.id, caseId))
    expect(await told(ana)).toEqual(expect.arrayContaining(['caseMarks tombstone']))
    expect(ana.ids('caseMarks')).toEqual([])
  })
})
