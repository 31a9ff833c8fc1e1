import { eq, inArray } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { attachments, caseEvents, cases, notes, syncChange } from '#portal/db/schema.ts'
import { seededRandom } from '#portal/demo/random.ts'
import { pruneTombstones } from '#portal/server/sync/maintenance.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import type { CaseRow, SyncTable } from '#shared/portal-api/rows.ts'
import { changesResponse, parseCursor, snapshotHead } from '#shared/portal-api/sync.ts'
import { aCaseEvent, aNote, anAttachment } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { createReplica, type Replica } from './replica.ts'
import { type Api, createApi, createWorld, type Desk, type World } from './world.ts'

const SCOPED: SyncTable[] = ['cases', 'notes', 'caseEvents', 'attachments']

describeOnBoth('an agent’s scope', (database) => {
  let world: World
  let api: Api
  let bor: Desk
  /** Ana's team, Bor's team, and one of both. */
  let a: string
  let b: string
  let both: string
  beforeEach(async () => {
    world = await createWorld(database.current)
    for (const agent of [world.ana, world.bor]) for (const id of agent.teamIds) await world.leave(agent, id)
    a = (await world.addTeam(world.ana)).id
    b = (await world.addTeam(world.bor)).id
    both = (await world.addTeam(world.ana, world.bor)).id
    api = await createApi(world)
    bor = await api.as(world.bor)
  })
  afterEach(() => api.app.close())

  const move = (caseId: string, teamId: string) =>
    database.current.db.update(cases).set({ teamId }).where(eq(cases.id, caseId))
  /** A case with a note, an event and an attachment: four rows. */
  const addThread = async (teamId: string): Promise<CaseRow> => {
    const { db } = database.current
    const row = await world.addCase({ teamId })
    const note = aNote({ caseId: row.id })
    await db.insert(notes).values(note)
    await db.insert(caseEvents).values(aCaseEvent({ caseId: row.id }))
    await db.insert(attachments).values(anAttachment({ caseId: row.id, noteId: note.id }))
    return row
  }
  const synced = async (desk: Desk): Promise<Replica> => {
    const replica = createReplica(desk)
    await replica.firstSync()
    return replica
  }
  /** What came of the scoped tables since. */
  const told = async (replica: Replica, limit?: number) => {
    replica.items.length = 0
    await replica.catchUp(limit)
    return replica.items.filter(({ table }) => SCOPED.includes(table)).map(({ table, kind }) => `${table} ${kind}`)
  }
  const scopedRows = (replica: Replica) => SCOPED.flatMap((table) => replica.ids(table)).length

  it('holds the cases of the agent’s teams with all that belongs to them, and every other table whole', async () => {
    const [mine, theirs, ours] = [await addThread(a), await addThread(b), await addThread(both)]
    const replica = await synced(api)

    expect(replica.ids('cases')).toEqual([mine.id, ours.id].sort())
    expect(scopedRows(replica)).toBe(8)
    expect(JSON.stringify(replica.state())).not.toContain(theirs.id)
    expect(replica.ids('agents')).toHaveLength(2)
    expect(replica.ids('teams')).toHaveLength(4)
    const head = snapshotHead.parse((await api.get('/sync/v1/snapshot')).body)
    for (const { table, rows } of head.tables) expect([table, rows]).toEqual([table, replica.ids(table).length])

    const { epoch } = parseCursor(replica.cursor)
    const feed = createReplica(api)
    feed.cursor = `${epoch}.0`
    await feed.catchUp(2)
    expect(feed.state()).toEqual(replica.state())
  })

  it('tells an agent nothing of what happens in other teams, not even by a number', async () => {
    const replica = await synced(api)
    const theirs = await addThread(b)
    await database.current.db.update(notes).set({ body: 'Nova vsebina' })
    await database.current.db.delete(attachments)
    await move(theirs.id, b)
    const page = changesResponse.parse((await api.get(`/sync/v1/changes?cursor=${replica.cursor}`)).body)

    expect(page.items).toEqual([])
    expect(parseCursor(page.cursor).seq).toBe(page.head)
    expect(page.more).toBe(false)
  })

  it('evicts a case with its thread from the team that it leaves, and gives it whole to the other', async () => {
    const row = await addThread(a)
    const [ana, theirs] = [await synced(api), await synced(bor)]
    await move(row.id, b)

    expect(await told(ana)).toEqual(SCOPED.map((table) => `${table} eviction`))
    expect(await told(theirs)).toEqual(SCOPED.map((table) => `${table} row`))
    expect([scopedRows(ana), scopedRows(theirs)]).toEqual([0, 4])

    await move(row.id, a)
    expect(await told(theirs)).toEqual(SCOPED.map((table) => `${table} eviction`))
    expect(await told(ana)).toEqual(SCOPED.map((table) => `${table} row`))
    expect([scopedRows(ana), scopedRows(theirs)]).toEqual([4, 0])
    expect((await synced(api)).state()).toEqual(ana.state())
  })

  it('takes nothing from an agent of both teams, on pages of any size', async () => {
    const row = await addThread(a)
    for (const limit of [1, 2, 1000]) {
      const ana = await synced(api)
      await move(row.id, both)
      expect(await told(ana, limit)).toEqual(SCOPED.map((table) => `${table} row`))
      expect(scopedRows(ana)).toBe(4)
      await move(row.id, a)
      expect((await told(ana, limit)).filter((item) => item.endsWith('eviction'))).toEqual([])
      expect(scopedRows(ana)).toBe(4)
    }
  })

  it('follows a case through several teams within one transaction', async () => {
    const [back, on, gone, born] = [await addThread(a), await addThread(a), await addThread(a), await addThread(b)]
    const ana = await synced(api)
    await database.current.db.transaction(async (tx) => {
      const set = (id: string, teamId: string) => tx.update(cases).set({ teamId }).where(eq(cases.id, id))
      await set(back.id, b)
      await set(back.id, a)
      await set(on.id, both)
      await set(on.id, b)
      await set(gone.id, b)
      for (const table of [attachments, caseEvents, notes]) await tx.delete(table).where(eq(table.caseId, gone.id))
      await tx.delete(cases).where(eq(cases.id, gone.id))
      await tx.insert(notes).values(aNote({ caseId: born.id }))
      await set(born.id, a)
    })
    await ana.catchUp(1)

    expect(ana.ids('cases')).toEqual([back.id, born.id].sort())
    expect(ana.ids('notes')).toHaveLength(3)
    expect(ana.state()).toEqual((await synced(api)).state())
    const alive = await database.current.db.select().from(syncChange).where(eq(syncChange.kind, 'row'))
    expect(new Set(alive.map(({ tableName, rowId }) => `${tableName}/${rowId}`)).size).toBe(alive.length)
  })

  it('tells of deletions where the row was seen last', async () => {
    const row = await addThread(a)
    await move(row.id, b)
    const [ana, theirs] = [await synced(api), await synced(bor)]
    const { db } = database.current
    for (const table of [attachments, caseEvents, notes]) await db.delete(table)
    await db.delete(cases)

    expect(await told(ana)).toEqual([])
    expect(new Set(await told(theirs))).toEqual(new Set(SCOPED.map((table) => `${table} tombstone`)))
    expect(scopedRows(theirs)).toBe(0)
  })

  it('keeps parts with their case and memberships with their agent', async () => {
    const [one, two] = [await addThread(a), await addThread(b)]
    const { query } = database.current
    for (const table of ['notes', 'case_events', 'attachments']) {
      const moved = query(`UPDATE ${table} SET case_id = $1 WHERE case_id = $2`, [two.id, one.id])
      await expect(moved).rejects.toThrow(/never change what they belong to/)
    }
    await expect(query('UPDATE team_members SET team_id = $1', [b])).rejects.toThrow(/never change/)
  })

  it('makes the cursor worthless when the agent’s teams change, and shows the change in the agent’s row', async () => {
    await addThread(a)
    const row = await addThread(b)
    const [ana, theirs] = [await synced(api), await synced(bor)]
    await world.join(world.ana, b)

    const { status, body } = await api.get(`/sync/v1/changes?cursor=${ana.cursor}`)
    expect([status, problemDetails.parse(body).code]).toEqual([409, 'scope_changed'])
    await ana.catchUp()
    expect([ana.resyncs, scopedRows(ana)]).toEqual([1, 8])
    // Others only hear of the agent's row.
    await theirs.catchUp()
    expect(theirs.resyncs).toBe(0)
    const teamIds = [a, b, both].sort()
    for (const replica of [ana, theirs]) {
      expect(replica.state()[`agents/${world.ana.id}`]).toMatchObject({ teamIds })
    }

    await world.leave(world.ana, b)
    await ana.catchUp()
    expect([ana.resyncs, scopedRows(ana)]).toEqual([2, 4])
    expect(JSON.stringify(ana.state())).not.toContain(row.id)
  })

  it('goes on from the old cursor when the agent came back before the desk looked', async () => {
    const row = await addThread(a)
    const left = await addThread(a)
    const ana = await synced(api)
    await world.leave(world.ana, a)
    await database.current.db.update(cases).set({ title: 'Med odsotnostjo' }).where(eq(cases.id, row.id))
    await move(left.id, b)
    await world.join(world.ana, a)
    await ana.catchUp()

    expect(ana.resyncs).toBe(0)
    expect(ana.state()).toEqual((await synced(api)).state())
  })

  it('shows an agent of no team no case at all', async () => {
    await addThread(a)
    await world.leave(world.ana, a)
    await world.leave(world.ana, both)
    const ana = await synced(api)

    expect(scopedRows(ana)).toBe(0)
    expect(ana.ids('agents')).toHaveLength(2)
  })

  it('throws old evictions away like tombstones', async () => {
    const row = await addThread(a)
    const ana = await synced(api)
    await move(row.id, b)
    await pruneTombstones(database.current, Date.now() + 91 * 86_400_000)

    const { status } = await api.get(`/sync/v1/changes?cursor=${ana.cursor}`)
    expect(status).toBe(410)
    await ana.catchUp()
    expect(scopedRows(ana)).toBe(0)
    const left = await database.current.db
      .select()
      .from(syncChange)
      .where(inArray(syncChange.kind, ['eviction']))
    expect(left).toEqual([])
  })

  it.each([1, 2, 3])('ends with what the agent may see, whatever happened on the way (%i)', async (seed) => {
    const random = seededRandom(seed)
    const teamIds = [a, b, both]
    const replicas = [await synced(api), await synced(bor)]
    const caseIds: string[] = []
    const members = new Set([
      `${world.ana.id} ${a}`,
      `${world.bor.id} ${b}`,
      `${world.ana.id} ${both}`,
      `${world.bor.id} ${both}`,
    ])
    const { db } = database.current
    const step = async () => {
      const kind = random.next()
      const caseId = caseIds.length > 0 ? random.pick(caseIds) : undefined
      if (kind < 0.2 || !caseId) caseIds.push((await addThread(random.pick(teamIds))).id)
      else if (kind < 0.4) await db.insert(notes).values(aNote({ caseId }))
      else if (kind < 0.6) await move(caseId, random.pick(teamIds))
      else if (kind < 0.7) await db.delete(attachments).where(eq(attachments.caseId, caseId))
      else if (kind < 0.78) {
        for (const table of [attachments, caseEvents, notes]) await db.delete(table).where(eq(table.caseId, caseId))
        await db.delete(cases).where(eq(cases.id, caseId))
        caseIds.splice(caseIds.indexOf(caseId), 1)
      } else if (kind < 0.84) {
        const [agent, teamId] = [random.pick([world.ana, world.bor]), random.pick(teamIds)]
        const membership = `${agent.id} ${teamId}`
        if (members.delete(membership)) return world.leave(agent, teamId)
        members.add(membership)
        await world.join(agent, teamId)
      } else await random.pick(replicas).catchUp(random.int(1, 4))
    }
    for (let i = 0; i < 40; i++) await step()

    for (const [replica, desk, agent] of [
      [replicas[0]!, api, world.ana],
      [replicas[1]!, bor, world.bor],
    ] as const) {
      await replica.catchUp(3)
      expect(replica.state()).toEqual((await synced(desk)).state())
      const visible = (await db.select().from(cases)).filter(({ teamId }) => members.has(`${agent.id} ${teamId}`))
      expect(replica.ids('cases')).toEqual(visible.map(({ id }) => id).sort())
    }
  })
})
