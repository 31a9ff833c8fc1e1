import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { caseViews } from '#portal/db/schema.ts'
import type { ViewContent } from '#shared/domain/view.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { anId } from '#test/factories/ids.ts'
import { describeOnBoth } from './databases.ts'
import { conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { createReplica, type Replica } from './replica.ts'
import { type Api, createApi, createWorld, type Desk, type World } from './world.ts'

type Save = Extract<Operation, { kind: 'view.save' }>
type Delete = Extract<Operation, { kind: 'view.delete' }>

const WAITING: ViewContent = {
  name: 'Čakajo predolgo',
  filter: 'status:waiting waiting:3d',
  sort: 'waiting',
  direction: 'asc',
  colour: 'amber',
  pinned: true,
  position: 1024,
  shared: true,
}

const common = () => ({
  opId: anId(),
  schemaVersion: OPERATION_SCHEMA_VERSION,
  authoredAt: 1_770_000_000_000,
  dependsOn: [],
})
const aSave = (viewId: string, content: ViewContent, base: ViewContent | null = null): Save => ({
  ...common(),
  kind: 'view.save',
  viewId,
  content,
  base,
})
const aDelete = (viewId: string): Delete => ({ ...common(), kind: 'view.delete', viewId })

describeOnBoth('views', (database) => {
  let world: World
  let portal: Pushing
  let api: Api
  let bor: Desk
  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    api = await createApi(world)
    bor = await api.as(world.bor)
  })
  afterEach(() => api.app.close())

  const stored = async (id: string) => (await world.deps.db.select().from(caseViews).where(eq(caseViews.id, id)))[0]
  const add = async (content: Partial<ViewContent> = {}, by = portal.ana): Promise<string> => {
    const id = anId()
    expect((await by.one(aSave(id, { ...WAITING, ...content }))).status).toBe('applied')
    return id
  }
  const synced = async (desk: Desk): Promise<Replica> => {
    const replica = createReplica(desk)
    await replica.firstSync()
    return replica
  }
  const told = async (replica: Replica) => {
    replica.items.length = 0
    await replica.catchUp()
    return replica.items.filter(({ table }) => table === 'views').map(({ kind }) => kind)
  }

  it('are made, changed and deleted by any agent where they are shared', async () => {
    const id = await add()
    const changed: ViewContent = { ...WAITING, colour: 'red', pinned: false }
    expect((await portal.bor.one(aSave(id, changed, WAITING))).status).toBe('applied')
    expect(await stored(id)).toMatchObject({ colour: 'red', pinned: false, ownerId: null, modifiedBy: world.bor.id })
    expect((await portal.ana.one(aDelete(id))).status).toBe('applied')
    expect((await portal.bor.one(aDelete(id))).status).toBe('merged')
    expect(await stored(id)).toBeUndefined()
  })

  it('are their owner’s alone where they are personal, and come to everybody when they are shared', async () => {
    const [ana, theirs] = [await synced(api), await synced(bor)]
    const own = { ...WAITING, shared: false }
    const id = await add(own)
    expect(await told(ana)).toEqual(['row'])
    expect(await told(theirs)).toEqual([])
    expect((await synced(bor)).ids('views')).toEqual([])
    const answers = [await portal.bor.one(aSave(id, { ...own, name: 'Moj' }, own)), await portal.bor.one(aDelete(id))]
    expect(statuses(answers)).toEqual(['view_gone', 'merged'])
    expect(await stored(id)).toMatchObject({ name: WAITING.name, ownerId: world.ana.id })

    expect((await portal.ana.one(aSave(id, WAITING, own))).status).toBe('applied')
    expect([await told(ana), await told(theirs)]).toEqual([['row'], ['row']])
    expect(statuses([await portal.bor.one(aSave(id, own, WAITING))])).toEqual(['view_stays_shared'])
    expect((await portal.bor.one(aDelete(id))).status).toBe('applied')
    await told(ana)
    await told(theirs)
    expect([ana.ids('views'), theirs.ids('views')]).toEqual([[], []])
  })

  it('put different fields together, and leave the same one to a person; theirs stand until then', async () => {
    const id = await add()
    const anas: ViewContent = { ...WAITING, filter: 'status:waiting waiting:5d', position: 5 }
    expect((await portal.ana.one(aSave(id, anas, WAITING))).status).toBe('applied')
    expect((await portal.bor.one(aSave(id, { ...WAITING, name: 'Dolgo', position: 9 }, WAITING))).status).toBe('merged')
    // Where it stands is the last one's word.
    expect(await stored(id)).toMatchObject({ name: 'Dolgo', filter: anas.filter, position: 9 })

    const base: ViewContent = { ...anas, name: 'Dolgo', position: 9 }
    await portal.ana.one(aSave(id, { ...base, name: 'Prva' }, base))
    const bors: ViewContent = { ...base, name: 'Druga', colour: 'green' }
    expect(conflictOf(await portal.bor.one(aSave(id, bors, base)))).toEqual({
      field: 'view',
      base,
      mine: bors,
      theirs: { ...base, name: 'Prva' },
      changedBy: world.ana.id,
      changedAt: world.clock.now(),
    })
    expect(await stored(id)).toMatchObject({ name: 'Prva', colour: 'amber' })
    expect((await portal.bor.one(aSave(id, bors, { ...base, name: 'Prva' }))).status).toBe('applied')
  })

  it('are refused when they could not be shown, and a repeat is answered alike', async () => {
    const id = anId()
    const refused = async (content: Partial<ViewContent>) =>
      statuses([await portal.ana.one(aSave(id, { ...WAITING, ...content }))])[0]
    expect(await refused({ name: '  ' })).toBe('view_name_empty')
    expect(await refused({ filter: 'stato:open' })).toBe('view_filter_wrong')
    expect(await refused({ filter: 'a\u0000b' })).toBe('text_not_storable')
    expect(await stored(id)).toBeUndefined()
    const operation = aSave(id, WAITING)
    expect(await portal.ana.one(operation)).toEqual(await portal.ana.one(operation))
    expect(statuses([await portal.bor.one(aSave(id, WAITING))])).toEqual(['view_known'])
    expect(statuses([await portal.bor.one(aSave(anId(), WAITING, WAITING))])).toEqual(['view_gone'])
  })
})
