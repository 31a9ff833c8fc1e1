import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, it, vi } from 'vitest'
import { cases } from '#portal/db/schema.ts'
import { cancelResponse } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { ABSENT_ID, type Pushing, pushingIn, statuses } from './pushing.ts'
import { anUpdate, aReply, createApi, createWorld, type World } from './world.ts'

describeOnBoth('taking operations back', (database) => {
  let world: World
  let portal: Pushing
  let zadeva: CaseRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    zadeva = await world.addCase()
  })

  it('closes what has not come for ever: a late push is refused and does nothing', async () => {
    const reply = aReply(zadeva.id)

    expect(await portal.ana.cancel(reply.opId)).toEqual([{ opId: reply.opId, result: null }])
    for (const late of [reply, { ...reply, body: 'druge besede' }]) {
      expect(await portal.ana.one(late)).toMatchObject({ status: 'rejected', opId: reply.opId, code: 'cancelled' })
    }
    expect(await portal.notes()).toEqual([])
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ modifiedAt: zadeva.modifiedAt })
    expect(portal.log.warn).not.toHaveBeenCalled()
  })

  it('answers the same again, before and after the late push', async () => {
    const reply = aReply(zadeva.id)
    const closed = [{ opId: reply.opId, result: null }]

    expect(await portal.ana.cancel(reply.opId)).toEqual(closed)
    expect(await portal.ana.cancel(reply.opId)).toEqual(closed)
    await portal.ana.push(reply)
    expect(await portal.ana.cancel(reply.opId)).toEqual(closed)
    expect(await portal.ledger()).toHaveLength(1)
  })

  it('answers what has taken effect with what came of it, whatever that was', async () => {
    const reply = aReply(zadeva.id)
    await portal.bor.push(
      anUpdate(zadeva.id, { status: { to: 'researching', base: { value: 'in_progress', version: 1 } } }),
    )
    const stale = anUpdate(zadeva.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } })
    const refused = aReply(ABSENT_ID)
    const results = await portal.ana.push(reply, stale, refused)

    expect(statuses(results)).toEqual(['applied', 'conflict', 'not_found'])
    const outcomes = await portal.ana.cancel(reply.opId, stale.opId, refused.opId)
    expect(outcomes).toEqual(results.map((result) => ({ opId: result.opId, result })))
    expect(await portal.notes()).toHaveLength(1)
  })

  it("tells nothing of another agent's operation, and leaves it as it is", async () => {
    const [pushed, closed] = [aReply(zadeva.id), aReply(zadeva.id)]
    const [applied] = await portal.ana.push(pushed)
    await portal.ana.cancel(closed.opId)

    const outcomes = await portal.bor.cancel(pushed.opId, closed.opId)
    expect(outcomes).toMatchObject([
      { result: { status: 'rejected', code: 'op_id_reused' } },
      { result: { status: 'rejected', code: 'op_id_reused' } },
    ])
    expect(portal.log.warn).toHaveBeenCalledTimes(2)
    expect(await portal.ana.one(pushed)).toEqual(applied)
    expect(await portal.ana.cancel(closed.opId)).toEqual([{ opId: closed.opId, result: null }])
    expect(statuses([await portal.bor.one(closed)])).toEqual(['op_id_reused'])
  })

  it('closes what waits for another operation, and counts as settled for what waits for it', async () => {
    const first = aReply(zadeva.id)
    const second = aReply(zadeva.id, { dependsOn: [first.opId] })
    expect(statuses([await portal.ana.one(second)])).toEqual(['retry'])

    await portal.ana.cancel(first.opId)
    expect(statuses([await portal.ana.one(second)])).toEqual(['applied'])
    const third = aReply(zadeva.id, { dependsOn: [ABSENT_ID] })
    await portal.ana.push(third)
    expect(await portal.ana.cancel(third.opId)).toEqual([{ opId: third.opId, result: null }])
  })

  it('says the same as the push when both come at once', async () => {
    for (let round = 0; round < 20; round++) {
      const reply = aReply(zadeva.id)
      const push = () => portal.ana.one(reply)
      const cancel = () => portal.ana.cancel(reply.opId)
      const [pushed, [cancelled]] = await (round % 2
        ? Promise.all([push(), cancel()])
        : Promise.all([cancel(), push()]).then(([c, p]) => [p, c] as const))

      const applied = pushed.status === 'applied'
      expect(cancelled?.result).toEqual(applied ? pushed : null)
      expect(statuses([pushed])).toEqual([applied ? 'applied' : 'cancelled'])
      expect((await portal.notes()).some(({ id }) => id === reply.opId)).toBe(applied)
    }
  })

  it('takes back over HTTP, only from an agent who is signed in', async () => {
    const api = await createApi(world)
    const [here, notYet] = [aReply(zadeva.id), aReply(zadeva.id)]
    const pushed = await api.push(here)
    const ask = (headers: Record<string, string>, opIds: unknown[]) =>
      api.app.inject({
        method: 'POST',
        url: PORTAL_PATHS.cancel,
        headers,
        payload: { clientId: randomUUID(), opIds },
      })
    const authorization = `Bearer ${api.token}`
    const answer = await ask({ authorization }, [here.opId, notYet.opId])
    const refused = await Promise.all([
      ask({}, [here.opId]),
      ask({ authorization }, []),
      ask({ authorization }, ['not-a-uuid']),
      ask(
        { authorization },
        Array.from({ length: 51 }, () => randomUUID()),
      ),
    ])
    await api.app.close()

    expect(cancelResponse.parse(answer.json()).outcomes).toEqual([
      { opId: here.opId, result: pushed.body.results[0] },
      { opId: notYet.opId, result: null },
    ])
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([401, 400, 400, 400])
  })
})

describeOnPostgres('taking back an operation that is being carried out', (database) => {
  it('waits for the push and answers what came of it', async () => {
    const world = await createWorld(database.current)
    const portal = pushingIn(world)
    const zadeva = await world.addCase()
    const reply = aReply(zadeva.id)
    const settled = vi.fn()
    let cancelling: ReturnType<typeof portal.ana.cancel> | undefined
    let pushing: ReturnType<typeof portal.ana.one> | undefined

    await world.deps.db.transaction(async (tx) => {
      // The push has taken its id and waits for the case; the cancel waits for the id.
      await tx.select().from(cases).where(eq(cases.id, zadeva.id)).for('update')
      pushing = portal.ana.one(reply)
      await waiting(1)
      cancelling = portal.ana.cancel(reply.opId)
      void cancelling.then(settled)
      await waiting(2)
      expect(settled).not.toHaveBeenCalled()
    })

    const result = await pushing
    expect(result).toMatchObject({ status: 'applied' })
    expect(await cancelling).toEqual([{ opId: reply.opId, result }])
  })

  const waiting = (sessions: number) =>
    vi.waitFor(
      async () => {
        const [row] = await database.current.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        )
        expect(row?.count).toBe(sessions)
      },
      { timeout: 5000, interval: 20 },
    )
})
