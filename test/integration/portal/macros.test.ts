import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { macroHistory, macros } from '#portal/db/schema.ts'
import type { MacroContent } from '#shared/domain/macro.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { anId } from '#test/factories/ids.ts'
import { describeOnBoth } from './databases.ts'
import { conflictOf, type Pushing, pushingIn } from './pushing.ts'
import { createReplica, type Replica } from './replica.ts'
import { type Api, createApi, createWorld, type Desk, type World } from './world.ts'

type Save = Extract<Operation, { kind: 'macro.save' }>
type Delete = Extract<Operation, { kind: 'macro.delete' }>

const WAIT: MacroContent = {
  name: 'Počakaj na odgovor',
  shortcut: 'pocakaj',
  words: 'reply',
  bodySl: 'Pozdravljeni, {{stranka.ime}}.\n\nProsimo za podrobnosti.\n\nLep pozdrav\n{{podpornik}}',
  bodyEn: '',
  status: 'waiting_for_details',
  owner: 'me',
  teamId: null,
  snooze: 'monday',
  shared: true,
}

const common = () => ({
  opId: anId(),
  schemaVersion: OPERATION_SCHEMA_VERSION,
  authoredAt: 1_770_000_000_000,
  dependsOn: [],
})
const aSave = (macroId: string, content: MacroContent, base: MacroContent | null = null): Save => ({
  ...common(),
  kind: 'macro.save',
  macroId,
  content,
  base,
})
const aDelete = (macroId: string): Delete => ({ ...common(), kind: 'macro.delete', macroId })

describeOnBoth('macros', (database) => {
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

  const stored = async (id: string) => (await world.deps.db.select().from(macros).where(eq(macros.id, id)))[0]
  const add = async (content: Partial<MacroContent> = {}, by = portal.ana): Promise<string> => {
    const id = anId()
    expect((await by.one(aSave(id, { ...WAIT, ...content }))).status).toBe('applied')
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
    return replica.items.filter(({ table }) => table === 'macros').map(({ kind }) => kind)
  }

  it('S80: are made, changed and deleted by any agent where they are shared, and every step is kept', async () => {
    const id = await add()
    const changed: MacroContent = { ...WAIT, status: 'resolved', snooze: null }
    expect((await portal.bor.one(aSave(id, changed, WAIT))).status).toBe('applied')
    expect(await stored(id)).toMatchObject({ status: 'resolved', snooze: null, modifiedBy: world.bor.id })
    expect((await portal.ana.one(aDelete(id))).status).toBe('applied')
    expect((await portal.bor.one(aDelete(id))).status).toBe('merged')
    const steps = await world.deps.db.select().from(macroHistory).orderBy(macroHistory.id)
    expect(steps.map(({ agentId, before, after }) => [agentId, before?.status, after?.status])).toEqual([
      [world.ana.id, undefined, 'waiting_for_details'],
      [world.bor.id, 'waiting_for_details', 'resolved'],
      [world.ana.id, 'resolved', undefined],
    ])
  })

  it('S80: what is one agent’s own is nobody else’s, until it is shared; shared stays shared', async () => {
    const own = { ...WAIT, shared: false }
    const theirs = await synced(bor)
    const id = await add(own)
    expect(await told(theirs)).toEqual([])
    const foreign = await portal.bor.one(aSave(id, { ...own, name: 'Tuj' }, own))
    expect(foreign).toMatchObject({ status: 'rejected', code: 'macro_gone' })
    expect((await portal.ana.one(aSave(id, WAIT, own))).status).toBe('applied')
    expect(await told(theirs)).toEqual(['row'])
    const back = await portal.ana.one(aSave(id, own, WAIT))
    expect(back).toMatchObject({ status: 'rejected', code: 'macro_stays_shared' })
  })

  it('S80: two authors of different parts are put together; of the same part a person decides', async () => {
    const id = await add()
    expect((await portal.ana.one(aSave(id, { ...WAIT, status: 'resolved' }, WAIT))).status).toBe('applied')
    const bors: MacroContent = { ...WAIT, owner: null, bodySl: WAIT.bodySl.replace('podrobnosti', 'sliko') }
    expect((await portal.bor.one(aSave(id, bors, WAIT))).status).toBe('merged')
    const both: MacroContent = { ...bors, status: 'resolved' }
    expect(await stored(id)).toMatchObject({ status: 'resolved', owner: null, bodySl: bors.bodySl })

    expect((await portal.ana.one(aSave(id, { ...both, snooze: 'tomorrow' }, both))).status).toBe('applied')
    const late = await portal.bor.one(aSave(id, { ...both, snooze: 'answer', name: 'Novo ime' }, both))
    expect(conflictOf(late)).toMatchObject({
      field: 'macro',
      mine: { snooze: 'answer', name: 'Novo ime' },
      theirs: { snooze: 'tomorrow', name: WAIT.name },
      changedBy: world.ana.id,
    })
    const chosen: MacroContent = { ...both, snooze: 'answer', name: 'Novo ime' }
    const decided = await portal.bor.one(aSave(id, chosen, { ...both, snooze: 'tomorrow' }))
    expect(decided.status).toBe('applied')
  })

  it('S81: what could not be run is refused', async () => {
    const nothing = { words: 'none' as const, bodySl: '', status: null, owner: null, snooze: null }
    for (const [part, code] of [
      [{ name: ' ' }, 'name_empty'],
      [{ bodySl: '' }, 'body_empty'],
      [{ bodySl: '{{nekaj}}' }, 'unknown_placeholder'],
      [{ shortcut: 'Z presledkom' }, 'shortcut_wrong'],
      [nothing, 'nothing_done'],
    ] as [Partial<MacroContent>, string][]) {
      const result = await portal.ana.one(aSave(anId(), { ...WAIT, ...part }))
      expect(result).toMatchObject({ status: 'rejected', code })
    }
    expect(await world.deps.db.select().from(macros)).toEqual([])
  })
})
