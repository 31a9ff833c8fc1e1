import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { templateHistory, templates } from '#portal/db/schema.ts'
import type { TemplateContent } from '#shared/domain/template.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { digestResponse } from '#shared/portal-api/sync.ts'
import { anId } from '#test/factories/ids.ts'
import { describeOnBoth } from './databases.ts'
import { conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { createReplica, type Replica } from './replica.ts'
import { type Api, createApi, createWorld, type Desk, type World } from './world.ts'

type Save = Extract<Operation, { kind: 'template.save' }>
type Delete = Extract<Operation, { kind: 'template.delete' }>

const THANKS: TemplateContent = {
  name: 'Zahvala',
  shortcut: 'hvala',
  bodySl: 'Pozdravljeni, {{stranka.ime}}.\n\nHvala za vaše sporočilo.\n\nLep pozdrav\n{{podpornik}}',
  bodyEn: 'Hello {{customer.first name}},\n\nthank you for your message.',
  shared: true,
}

const common = () => ({
  opId: anId(),
  schemaVersion: OPERATION_SCHEMA_VERSION,
  authoredAt: 1_770_000_000_000,
  dependsOn: [],
})
const aSave = (templateId: string, content: TemplateContent, base: TemplateContent | null = null): Save => ({
  ...common(),
  kind: 'template.save',
  templateId,
  content,
  base,
})
const aDelete = (templateId: string): Delete => ({ ...common(), kind: 'template.delete', templateId })

describeOnBoth('templates', (database) => {
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

  const stored = async (id: string) => (await world.deps.db.select().from(templates).where(eq(templates.id, id)))[0]
  const history = () => world.deps.db.select().from(templateHistory).orderBy(templateHistory.id)
  const add = async (content: Partial<TemplateContent> = {}, by = portal.ana): Promise<string> => {
    const id = anId()
    expect((await by.one(aSave(id, { ...THANKS, ...content }))).status).toBe('applied')
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
    return replica.items.filter(({ table }) => table === 'templates').map(({ kind }) => kind)
  }

  it('S59: are made, changed and deleted by any agent where they are shared, and every step is kept', async () => {
    const id = await add()
    const changed = { ...THANKS, name: 'Zahvala stranki' }
    expect((await portal.bor.one(aSave(id, changed, THANKS))).status).toBe('applied')
    expect(await stored(id)).toMatchObject({ name: 'Zahvala stranki', ownerId: null, modifiedBy: world.bor.id })
    expect((await portal.ana.one(aDelete(id))).status).toBe('applied')
    expect((await portal.bor.one(aDelete(id))).status).toBe('merged')

    expect(await stored(id)).toBeUndefined()
    expect((await history()).map(({ agentId, before, after }) => [agentId, before?.name, after?.name])).toEqual([
      [world.ana.id, undefined, 'Zahvala'],
      [world.bor.id, 'Zahvala', 'Zahvala stranki'],
      [world.ana.id, 'Zahvala stranki', undefined],
    ])
  })

  it('S57: are their owner’s alone where they are personal, for reading and for writing', async () => {
    const [ana, theirs] = [await synced(api), await synced(bor)]
    const own = { ...THANKS, shared: false }
    const id = await add(own)

    expect(await told(ana)).toEqual(['row'])
    expect(await told(theirs)).toEqual([])
    expect((await synced(api)).ids('templates')).toEqual([id])
    expect((await synced(bor)).ids('templates')).toEqual([])
    const answers = [await portal.bor.one(aSave(id, { ...own, name: 'Moja' }, own)), await portal.bor.one(aDelete(id))]
    expect(statuses(answers)).toEqual(['template_gone', 'merged'])
    expect(await stored(id)).toMatchObject({ name: 'Zahvala', ownerId: world.ana.id })
    const digests = [api, bor].map(async (desk) => {
      const { buckets } = digestResponse.parse((await desk.get('/sync/v1/digest?table=templates')).body)
      return buckets.reduce((sum, { rows }) => sum + rows, 0)
    })
    expect(await Promise.all(digests)).toEqual([1, 0])
  })

  it('S57: come to everybody when their owner shares them, and stay shared', async () => {
    const own = { ...THANKS, shared: false }
    const id = await add(own)
    const [ana, theirs] = [await synced(api), await synced(bor)]
    expect((await portal.ana.one(aSave(id, THANKS, own))).status).toBe('applied')

    expect(await told(ana)).toEqual(['row'])
    expect(await told(theirs)).toEqual(['row'])
    expect(statuses([await portal.bor.one(aSave(id, own, THANKS))])).toEqual(['template_stays_shared'])
    // From a desk that has not heard of it yet.
    expect((await portal.ana.one(aSave(id, { ...own, name: 'Hvala' }, own))).status).toBe('merged')
    expect(await stored(id)).toMatchObject({ name: 'Hvala', ownerId: null })
    await portal.ana.one(aDelete(id))
    expect([await told(ana), await told(theirs)].map((kinds) => [...new Set(kinds)])).toEqual([
      ['tombstone'],
      ['tombstone'],
    ])
    expect([ana.ids('templates'), theirs.ids('templates')]).toEqual([[], []])
  })

  it('S57: tell one thing of a row that was made, shared and deleted within one transaction', async () => {
    const id = await add({ shared: false })
    const [ana, theirs] = [await synced(api), await synced(bor)]
    const seen = { ...THANKS, shared: false }
    await world.deps.db.transaction(async (tx) => {
      const { shared: _, ...words } = seen
      await tx.update(templates).set({ ownerId: null }).where(eq(templates.id, id))
      await tx.delete(templates).where(eq(templates.id, id))
      const row = { id: anId(), ownerId: world.bor.id, ...words, modifiedBy: world.bor.id, modifiedAt: 1 }
      await tx.insert(templates).values(row)
      await tx.update(templates).set({ ownerId: world.ana.id }).where(eq(templates.id, row.id))
    })

    expect(await told(ana)).toEqual(['tombstone', 'row'])
    expect(await told(theirs)).toEqual([])
    expect(ana.ids('templates')).toHaveLength(1)
    expect((await synced(api)).state()).toEqual(ana.state())
    expect((await synced(bor)).ids('templates')).toEqual([])
  })

  it('S58: put together what two agents changed in different fields or lines', async () => {
    const id = await add()
    const anas = { ...THANKS, bodySl: THANKS.bodySl.replace('Pozdravljeni', 'Spoštovani') }
    const bors = { ...THANKS, name: 'Hvala', bodySl: THANKS.bodySl.replace('Lep pozdrav', 'Lepo vas pozdravljam') }
    expect((await portal.ana.one(aSave(id, anas, THANKS))).status).toBe('applied')
    expect((await portal.bor.one(aSave(id, bors, THANKS))).status).toBe('merged')

    expect(await stored(id)).toMatchObject({
      name: 'Hvala',
      bodySl: 'Spoštovani, {{stranka.ime}}.\n\nHvala za vaše sporočilo.\n\nLepo vas pozdravljam\n{{podpornik}}',
    })
  })

  it('S58: leave it to a person where both changed the same; theirs stand until then', async () => {
    const id = await add()
    const anas = { ...THANKS, name: 'Prva' }
    await portal.ana.one(aSave(id, anas, THANKS))
    const bors = { ...THANKS, name: 'Druga', bodyEn: 'Thank you.' }
    const conflict = conflictOf(await portal.bor.one(aSave(id, bors, THANKS)))

    expect(conflict).toEqual({
      field: 'template',
      base: THANKS,
      mine: bors,
      theirs: anas,
      changedBy: world.ana.id,
      changedAt: world.clock.now(),
    })
    expect(await stored(id)).toMatchObject({ name: 'Prva', bodyEn: THANKS.bodyEn })
    expect((await portal.bor.one(aSave(id, bors, anas))).status).toBe('applied')
    expect(await stored(id)).toMatchObject({ name: 'Druga', bodyEn: 'Thank you.' })
  })

  it('S60: are refused when they could not be used', async () => {
    const id = anId()
    const refused = async (content: Partial<TemplateContent>) =>
      statuses([await portal.ana.one(aSave(id, { ...THANKS, ...content }))])[0]

    expect(await refused({ name: '  ' })).toBe('name_empty')
    expect(await refused({ shortcut: 'Dve besedi' })).toBe('shortcut_wrong')
    expect(await refused({ bodySl: '', bodyEn: ' \n' })).toBe('body_empty')
    expect(await refused({ bodySl: 'Spoštovani {{stranka.priimk}}' })).toBe('unknown_placeholder')
    expect(await refused({ bodySl: 'a\u0000b' })).toBe('text_not_storable')
    expect(await stored(id)).toBeUndefined()
    await portal.ana.one(aSave(id, THANKS))
    expect(statuses([await portal.bor.one(aSave(id, THANKS))])).toEqual(['template_known'])
    expect(statuses([await portal.bor.one(aSave(anId(), THANKS, THANKS))])).toEqual(['template_gone'])
  })

  it('answer a repeat with what came of it first', async () => {
    const operation = aSave(anId(), THANKS)
    const [first, second] = [await portal.ana.one(operation), await portal.ana.one(operation)]
    expect(second).toEqual(first)
    expect(await history()).toHaveLength(1)
  })
})
