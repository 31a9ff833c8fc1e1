import { eq } from 'drizzle-orm'
import { beforeEach, expect, it, vi } from 'vitest'
import { agents, caseEvents, cases, notes, syncChange, syncOp } from '#portal/db/schema.ts'
import { pushOperations } from '#portal/server/sync/push.ts'
import { type OperationResult, pushResponse } from '#shared/portal-api/operations.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { anAgent } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { anUpdate, aReply, createApi, createWorld, type World } from './world.ts'

describeOnBoth('pushing operations', (database) => {
  let world: World
  let ofAna: { agentId: string; clientId: string }
  let zadeva: CaseRow
  const log = { warn: vi.fn(), error: vi.fn() }

  beforeEach(async () => {
    log.warn.mockReset()
    log.error.mockReset()
    world = await createWorld(database.current)
    ofAna = { agentId: world.ana.id, clientId: 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10' }
    zadeva = await world.addCase()
  })

  const push = (...operations: Parameters<typeof pushOperations>[2]) =>
    pushOperations(world.deps, ofAna, operations, log)
  const pushedOne = async (operation: Parameters<typeof pushOperations>[2][number]): Promise<OperationResult> => {
    const [result] = await push(operation)
    if (!result) throw new Error('No result')
    return result
  }
  const stored = async () => {
    const [row] = await world.deps.db.select().from(cases).where(eq(cases.id, zadeva.id))
    if (!row) throw new Error('The case is gone')
    return row
  }
  const allNotes = () => world.deps.db.select().from(notes)
  const events = () => world.deps.db.select().from(caseEvents).orderBy(caseEvents.createdAt, caseEvents.id)
  const setStatus = (to: CaseRow['status'], version: number, value: CaseRow['status'] = 'in_progress') =>
    anUpdate(zadeva.id, { status: { to, base: { value, version } } })
  const setOwner = (to: string | null, version: number, value: string | null = null) =>
    anUpdate(zadeva.id, { ownerId: { to, base: { value, version } } })

  it('writes a reply under the id of its operation and moves the case to the top', async () => {
    const reply = aReply(zadeva.id, { body: 'Dober dan — čakamo na 𝛑 in 😀.' })
    world.clock.pass(5000)

    const result = await pushedOne(reply)

    expect(result).toEqual({ status: 'applied', opId: reply.opId, seq: expect.any(Number) })
    expect(await allNotes()).toEqual([
      {
        id: reply.opId,
        caseId: zadeva.id,
        visibility: 'public',
        authorKind: 'agent',
        authorId: world.ana.id,
        body: 'Dober dan — čakamo na 𝛑 in 😀.',
        createdAt: world.clock.now(),
        searchText: expect.any(String),
        mentions: [],
      },
    ])
    expect((await stored()).modifiedAt).toBe(world.clock.now())
  })

  it('gives the feed number that a desk must pass to have seen the operation', async () => {
    const result = await pushedOne(aReply(zadeva.id))
    const numbers = await world.deps.db.select().from(syncChange)
    const ofOperation = numbers.filter(({ rowId }) => rowId === zadeva.id || rowId === result.opId)

    expect(ofOperation).toHaveLength(2)
    expect('seq' in result && result.seq).toBe(Math.max(...ofOperation.map(({ seq }) => seq)))
  })

  it('answers a repeat after a lost response with the stored result and writes nothing again', async () => {
    const reply = aReply(zadeva.id)
    const first = await pushedOne(reply)
    world.clock.pass(60_000)

    expect(await pushedOne(reply)).toEqual(first)
    // How the operation travels is no part of what it means.
    expect(await pushedOne({ ...reply, dependsOn: ['018f0000-0000-7000-8000-000000000001'] })).toEqual(first)
    expect(await allNotes()).toHaveLength(1)
    expect((await stored()).modifiedAt).toBe(world.clock.now() - 60_000)
  })

  it('carries one operation out once when it arrives many times at once', async () => {
    const reply = aReply(zadeva.id)
    const all = await Promise.all(Array.from({ length: 8 }, () => pushedOne(reply)))

    expect(all[0]?.status).toBe('applied')
    for (const result of all) expect(result).toEqual(all[0])
    expect(await allNotes()).toHaveLength(1)
  })

  it('rejects and logs an operation id that comes with other words or from another agent', async () => {
    const reply = aReply(zadeva.id, { body: 'prve besede' })
    await push(reply)

    const reused = { status: 'rejected', opId: reply.opId, code: 'op_id_reused' }
    expect(await pushedOne({ ...reply, body: 'druge besede' })).toMatchObject(reused)
    const fromBor = await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [reply], log)
    expect(fromBor).toMatchObject([reused])
    expect((await allNotes()).map(({ body }) => body)).toEqual(['prve besede'])
    expect(log.warn).toHaveBeenCalledTimes(2)
    expect(JSON.stringify(log.warn.mock.calls)).not.toContain('besede')
  })

  it('moves the status, counts its version up and records who did it', async () => {
    expect((await pushedOne(setStatus('resolved', 1))).status).toBe('applied')

    expect(await stored()).toMatchObject({ status: 'resolved', statusVersion: 2, closedAt: world.clock.now() })
    expect(await events()).toMatchObject([
      { field: 'status', from: 'in_progress', to: 'resolved', actorKind: 'agent', actorId: world.ana.id },
    ])
    expect((await pushedOne(setStatus('in_progress', 2, 'resolved'))).status).toBe('applied')
    expect(await stored()).toMatchObject({ status: 'in_progress', statusVersion: 3, closedAt: null })
  })

  it('leaves a stale status to a person and says what is there, by whom and since when', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setStatus('researching', 1)], log)
    const changedAt = world.clock.now()
    world.clock.pass(1000)

    const result = await pushedOne(setStatus('resolved', 1))

    expect(result).toMatchObject({
      status: 'conflict',
      conflict: {
        field: 'status',
        base: 'in_progress',
        mine: 'resolved',
        theirs: 'researching',
        theirsVersion: 2,
        reason: 'stale',
        changedBy: world.bor.id,
        changedAt,
      },
    })
    expect(await stored()).toMatchObject({ status: 'researching', statusVersion: 2 })
  })

  it('S14: a number that was only expected does not make a status current that is another one', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setStatus('researching', 1)], log)
    const conflict = { reason: 'stale', base: 'waiting_for_details', theirs: 'researching' }
    expect(await pushedOne(setStatus('resolved', 2, 'waiting_for_details'))).toMatchObject({ conflict })
    expect(await stored()).toMatchObject({ status: 'researching', statusVersion: 2 })
  })

  it('lets an agent who has seen the other status put it through', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setStatus('researching', 1)], log)
    const conflict = await pushedOne(setStatus('resolved', 1))
    if (conflict.status !== 'conflict' || conflict.conflict.field !== 'status') throw new Error('Expected a conflict')
    const { theirs, theirsVersion } = conflict.conflict

    expect((await pushedOne(setStatus('resolved', theirsVersion, theirs))).status).toBe('applied')
  })

  it('refuses a move that the domain does not know', async () => {
    await push(setStatus('cancelled', 1))

    const result = await pushedOne(setStatus('researching', 2, 'cancelled'))

    expect(result).toMatchObject({ status: 'conflict', conflict: { reason: 'illegal', theirs: 'cancelled' } })
    expect((await stored()).status).toBe('cancelled')
  })

  it('merges a status that is there already, however stale', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setStatus('resolved', 1)], log)

    expect((await pushedOne(setStatus('resolved', 1))).status).toBe('merged')
    expect(await events()).toHaveLength(1)
    expect((await stored()).statusVersion).toBe(2)
  })

  it('applies the words of "reply and resolve" even when the status is in conflict', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setStatus('researching', 1)], log)
    const reply = aReply(zadeva.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } })

    const result = await pushedOne(reply)

    expect(result).toMatchObject({ status: 'conflict', seq: expect.any(Number), conflict: { theirs: 'researching' } })
    expect((await allNotes()).map(({ id }) => id)).toEqual([reply.opId])
    expect((await stored()).status).toBe('researching')
  })

  it('applies both parts of "reply and resolve"', async () => {
    const reply = aReply(zadeva.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } })

    expect((await pushedOne(reply)).status).toBe('applied')
    expect((await stored()).status).toBe('resolved')
    expect(await allNotes()).toHaveLength(1)
  })

  it('lets the later of two owners win and tells it', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setOwner(world.bor.id, 1)], log)

    expect((await pushedOne(setOwner(world.ana.id, 1))).status).toBe('merged')
    expect(await stored()).toMatchObject({ ownerId: world.ana.id, ownerVersion: 3 })
    expect(await events()).toMatchObject([
      { field: 'ownerId', from: null, to: world.bor.id },
      { field: 'ownerId', from: world.bor.id, to: world.ana.id },
    ])
    expect((await pushedOne(setOwner(null, 3, world.ana.id))).status).toBe('applied')
    expect((await stored()).ownerId).toBeNull()
  })

  it('applies the owner of a version 1 operation although the status beside it is in conflict', async () => {
    await pushOperations(world.deps, { ...ofAna, agentId: world.bor.id }, [setStatus('researching', 1)], log)
    const both = anUpdate(zadeva.id, {
      schemaVersion: 1,
      status: { to: 'resolved', base: { value: 'in_progress', version: 1 } },
      ownerId: { to: world.ana.id, base: { value: null, version: 1 } },
    })

    expect((await pushedOne(both)).status).toBe('conflict')
    expect(await stored()).toMatchObject({ status: 'researching', ownerId: world.ana.id })
  })

  it('rejects what can never be carried out, and changes nothing', async () => {
    const gone = anAgent({ active: false })
    await world.deps.db.insert(agents).values(gone)
    const before = await stored()

    const codes = (
      await push(
        aReply('018f0000-0000-7000-8000-00000000dead'),
        setOwner(gone.id, 1),
        setOwner('018f0000-0000-7000-8000-00000000dead', 1),
        anUpdate(zadeva.id, {}),
        aReply(zadeva.id, { body: 'nič\0nič' }),
        aReply(zadeva.id, { schemaVersion: 99 }),
      )
    ).map((result) => result.status === 'rejected' && result.code)

    expect(codes).toEqual([
      'not_found',
      'agent_not_found',
      'agent_not_found',
      'nothing_to_do',
      'text_not_storable',
      'schema_version',
    ])
    expect(await stored()).toEqual(before)
    expect(await allNotes()).toEqual([])
  })

  it('asks to send an operation again until those before it are settled', async () => {
    const first = aReply(zadeva.id)
    const second = aReply(zadeva.id, { dependsOn: [first.opId] })

    expect(await pushedOne(second)).toMatchObject({ status: 'retry', opId: second.opId })
    expect(await allNotes()).toEqual([])
    expect((await push(first, second)).map(({ status }) => status)).toEqual(['applied', 'applied'])
  })

  it('holds back what follows a waiting operation on the same case, and lets other cases pass', async () => {
    const other = await world.addCase()
    const waiting = aReply(zadeva.id, { dependsOn: ['018f0000-0000-7000-8000-000000000001'] })

    const results = await push(waiting, aReply(zadeva.id), aReply(other.id))

    expect(results.map(({ status }) => status)).toEqual(['retry', 'retry', 'applied'])
  })

  it('undoes the effects and forgets the operation when its transaction fails, so that it can come again', async () => {
    const failing = { ...world.deps, newId: () => '' }
    await world.deps.db.insert(caseEvents).values({
      id: '',
      caseId: zadeva.id,
      field: 'status',
      actorKind: 'system',
      createdAt: 0,
    })
    const reply = aReply(zadeva.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } })

    expect(await pushOperations(failing, ofAna, [reply], log)).toMatchObject([{ status: 'retry' }])
    expect(log.error).toHaveBeenCalledOnce()
    expect(await allNotes()).toEqual([])
    expect(await world.deps.db.select().from(syncOp)).toEqual([])
    expect((await pushedOne(reply)).status).toBe('applied')
  })

  it('rejects a bad operation by itself and carries the others out', async () => {
    const api = await createApi(world)
    const reply = aReply(zadeva.id)
    const bad = { ...aReply(zadeva.id), visibility: 'secret' }

    const { status, body } = await api.push(bad, reply)

    expect(status).toBe(200)
    expect(pushResponse.parse(body).results).toMatchObject([
      { status: 'rejected', opId: bad.opId, code: 'invalid_operation' },
      { status: 'applied', opId: reply.opId },
    ])
    expect((await api.push(...Array.from({ length: 51 }, () => aReply(zadeva.id)))).status).toBe(400)
    await api.app.close()
  })
})
