import { asc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { estimates, mailQueue, syncChange } from '#portal/db/schema.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { closeCaseByCustomer } from '#portal/server/cases/customer-actions.ts'
import {
  answerEstimate,
  type EstimateAnswer,
  EstimateNotFound,
  EstimateNotOpen,
} from '#portal/server/cases/estimate-answer.ts'
import { expireEstimates } from '#portal/server/cases/estimate-expiry.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { type CaseRow, estimateRow } from '#shared/portal-api/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID, conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { anOffer, anUpdate, aWithdrawal, createWorld, type World } from './world.ts'

describeOnBoth('estimates', (database) => {
  let world: World
  let portal: Pushing
  let repair: CaseRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    repair = await world.addCase({ caseType: 'rma', status: 'researching' })
  })

  const { sentBy, stored, answer, mails } = {
    /** Its id. */
    sentBy: async (offer = anOffer(repair.id)) => {
      expect(await portal.ana.one(offer)).toMatchObject({ status: 'applied' })
      return offer.opId
    },
    stored: async (id: string) => (await world.deps.db.select().from(estimates).where(eq(estimates.id, id)))[0],
    answer: (input: Partial<EstimateAnswer> & { estimateId: string }) =>
      inTransaction(world.deps, (work) =>
        answerEstimate(work, {
          caseId: repair.id,
          contactId: world.contact.id,
          answer: 'approve',
          reason: null,
          ...input,
        }),
      ),
    mails: async () =>
      (await world.deps.db.select().from(mailQueue).orderBy(asc(mailQueue.id))).map(({ mail }) => mail),
  }
  const estimateEvents = async () => (await portal.events()).filter(({ field }) => field === 'estimate')

  it('ask the customer, who hears of it by mail, and make the case wait', async () => {
    const offer = anOffer(repair.id)
    await sentBy(offer)

    const { items, note, validUntil } = offer
    const now = world.clock.now()
    expect(await stored(offer.opId)).toEqual({
      ...{ id: offer.opId, caseId: repair.id, state: 'open', items, note, validUntil },
      ...{ createdBy: world.ana.id, createdAt: now, endedBy: null, endedAt: null },
    })
    expect(await portal.storedCase(repair.id)).toMatchObject({
      status: 'waiting_for_details',
      statusVersion: 2,
      modifiedAt: now,
      publicModifiedAt: now,
    })
    expect(await estimateEvents()).toEqual([
      {
        ...{ id: `${offer.opId}:open`, caseId: repair.id, field: 'estimate', from: null, to: 'open' },
        ...{ actorKind: 'agent', actorId: world.ana.id, createdAt: now, authoredAt: offer.authoredAt },
      },
    ])
    const by = { kind: 'agent', id: world.ana.id }
    expect(await mails()).toContainEqual({
      kind: 'case_changed',
      caseId: repair.id,
      change: { type: 'estimate', estimateId: offer.opId, to: 'open', by },
    })
  })

  it('are on the wire as their schema says, field by field in its order', async () => {
    const id = await sentBy()
    const [row] = await world.database.query<{ wire: string }>(
      `SELECT ${wireRowSql('estimates', 't')} AS wire FROM estimates t WHERE id = $1`,
      [id],
    )
    const parsed = estimateRow.strict().parse(JSON.parse(row?.wire ?? ''))
    // Fingerprints of tables are of this text.
    expect(JSON.stringify(parsed)).toBe(row?.wire)
  })

  it('leave a case that waits already where it is', async () => {
    const waiting = await world.addCase({ status: 'waiting_for_details' })
    await sentBy(anOffer(waiting.id))
    expect(await portal.storedCase(waiting.id)).toMatchObject({ statusVersion: 1, modifiedAt: world.clock.now() })
  })

  it('take the place of an older open one', async () => {
    const older = await sentBy()
    world.clock.pass(60_000)
    const newer = await sentBy()

    expect(await stored(older)).toMatchObject({ state: 'withdrawn', endedBy: world.ana.id, endedAt: world.clock.now() })
    expect(await stored(newer)).toMatchObject({ state: 'open' })
    expect((await estimateEvents()).map(({ id }) => id).sort()).toEqual(
      [`${older}:open`, `${older}:withdrawn`, `${newer}:open`].sort(),
    )
    expect((await portal.storedCase(repair.id)).status).toBe('waiting_for_details')
  })

  it('are refused for a case that is closed or not there, without words, or when they have run out', async () => {
    const closed = await world.addCase({ status: 'resolved', closedAt: world.clock.now() })
    const [item] = anOffer(repair.id).items
    const results = await portal.ana.push(
      anOffer(closed.id),
      anOffer(ABSENT_ID),
      anOffer(repair.id, { validUntil: '2026-03-02' }),
      anOffer(repair.id, { items: [{ ...item!, description: '  ' }] }),
    )
    expect(statuses(results)).toEqual(['case_closed', 'not_found', 'estimate_past', 'item_empty'])
    expect(await world.deps.db.select().from(estimates)).toEqual([])
    expect(await portal.events()).toEqual([])
    expect(await mails()).toEqual([])
  })

  it('are good until the end of their last day in Ljubljana', async () => {
    // 3 March 2026, 23:59:59.999 there.
    world.clock.pass(Date.UTC(2026, 2, 3, 22, 59, 59, 999) - world.clock.now())
    const id = await sentBy(anOffer(repair.id, { validUntil: '2026-03-03' }))
    expect(await expireEstimates(world.deps)).toBe(0)

    world.clock.pass(1)
    await expect(answer({ estimateId: id })).rejects.toMatchObject({ name: 'EstimateNotOpen', state: 'expired' })
    expect(await stored(id)).toMatchObject({ state: 'open' })

    expect(await expireEstimates(world.deps)).toBe(1)
    expect(await stored(id)).toMatchObject({ state: 'expired', endedBy: null, endedAt: world.clock.now() })
    expect((await estimateEvents()).at(-1)).toMatchObject({ to: 'expired', actorKind: 'system', actorId: null })
    expect((await portal.storedCase(repair.id)).status).toBe('in_progress')
    expect(await expireEstimates(world.deps)).toBe(0)
  })

  it('are withdrawn by any agent of the team, and the case goes on', async () => {
    const id = await sentBy()
    world.clock.pass(1000)
    expect(await portal.bor.one(aWithdrawal(repair.id, id))).toMatchObject({ status: 'applied' })

    expect(await stored(id)).toMatchObject({ state: 'withdrawn', endedBy: world.bor.id, endedAt: world.clock.now() })
    expect((await portal.storedCase(repair.id)).status).toBe('in_progress')
    expect((await portal.ana.one(aWithdrawal(repair.id, id))).status).toBe('merged')
    await expect(answer({ estimateId: id })).rejects.toMatchObject({ state: 'withdrawn' })
  })

  it('that were answered cannot be withdrawn: the agent is told by whom and when', async () => {
    const id = await sentBy()
    world.clock.pass(5000)
    await answer({ estimateId: id })
    const answeredAt = world.clock.now()
    world.clock.pass(5000)

    expect(conflictOf(await portal.ana.one(aWithdrawal(repair.id, id)))).toEqual({
      field: 'estimate',
      mine: 'withdrawn',
      theirs: 'approved',
      changedBy: world.contact.id,
      changedAt: answeredAt,
    })
    expect(await stored(id)).toMatchObject({ state: 'approved' })
  })

  it('are withdrawn with the case that is closed, whoever closes it', async () => {
    const first = await sentBy()
    await inTransaction(world.deps, (work) =>
      closeCaseByCustomer(work, { caseId: repair.id, contactId: world.contact.id }),
    )
    expect(await stored(first)).toMatchObject({ state: 'withdrawn', endedBy: world.contact.id })

    const other = await world.addCase()
    const second = await sentBy(anOffer(other.id))
    const base = { value: 'waiting_for_details' as const, version: 2 }
    await portal.bor.push(anUpdate(other.id, { status: { to: 'cancelled', base } }))
    expect(await stored(second)).toMatchObject({ state: 'withdrawn', endedBy: world.bor.id })
    await expect(answer({ estimateId: first })).rejects.toThrow(EstimateNotOpen)
  })

  describe('answered by the customer', () => {
    it('are approved, once; the case goes on and the agents are told by the thread', async () => {
      const id = await sentBy()
      world.clock.pass(1000)
      await answer({ estimateId: id })
      const once = await portal.events()
      await answer({ estimateId: id })

      expect(await stored(id)).toMatchObject({ state: 'approved', endedBy: world.contact.id })
      expect((await estimateEvents()).at(-1)).toMatchObject({
        ...{ id: `${id}:approved`, from: 'open', to: 'approved', actorKind: 'customer', actorId: world.contact.id },
      })
      expect((await portal.storedCase(repair.id)).status).toBe('in_progress')
      expect(await portal.events()).toEqual(once)
      await expect(answer({ estimateId: id, answer: 'decline' })).rejects.toMatchObject({ state: 'approved' })
    })

    it('are declined with words, which join the thread', async () => {
      const id = await sentBy()
      await answer({ estimateId: id, answer: 'decline', reason: 'Predrago, kupimo novo napravo.' })

      expect(await stored(id)).toMatchObject({ state: 'declined' })
      expect(await portal.notes()).toMatchObject([
        {
          visibility: 'public',
          authorKind: 'customer',
          authorId: world.contact.id,
          body: 'Predrago, kupimo novo napravo.',
        },
      ])
    })

    it('leave the status of a case that an agent has gone on with', async () => {
      const id = await sentBy()
      const base = { value: 'waiting_for_details' as const, version: 2 }
      await portal.ana.push(anUpdate(repair.id, { status: { to: 'researching', base } }))
      await answer({ estimateId: id })
      expect((await portal.storedCase(repair.id)).status).toBe('researching')
    })

    it('have to be the case’s own', async () => {
      const id = await sentBy()
      const other = await world.addCase()
      await expect(answer({ estimateId: id, caseId: other.id })).rejects.toThrow(EstimateNotFound)
      await expect(answer({ estimateId: ABSENT_ID })).rejects.toThrow(EstimateNotFound)
      expect(statuses(await portal.ana.push(aWithdrawal(other.id, id)))).toEqual(['not_found'])
    })

    it('end once, however many answer, withdraw and replace at once', async () => {
      for (let round = 0; round < 8; round++) {
        const case_ = await world.addCase()
        const id = await sentBy(anOffer(case_.id))
        const attempts = await Promise.allSettled([
          answer({ estimateId: id, caseId: case_.id }),
          portal.bor.one(aWithdrawal(case_.id, id)),
          answer({ estimateId: id, caseId: case_.id, answer: 'decline' }),
          portal.ana.one(anOffer(case_.id)),
        ])
        expect(attempts.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(1)
        const rows = await world.deps.db.select().from(estimates).where(eq(estimates.caseId, case_.id))
        const ends = (await estimateEvents()).filter((event) => event.id.startsWith(`${id}:`) && event.to !== 'open')
        expect(ends.map(({ to }) => to)).toEqual([rows.find((row) => row.id === id)?.state])
        expect(rows.filter(({ state }) => state === 'open')).toHaveLength(1)
      }
    })
  })

  it('are seen by the agents of the case’s team alone, and move with the case', async () => {
    const id = await sentBy()
    const team = await world.addTeam(world.bor)
    const entries = () =>
      world.deps.db
        .select({ scope: syncChange.scope, kind: syncChange.kind })
        .from(syncChange)
        .where(eq(syncChange.rowId, id))
        .orderBy(asc(syncChange.seq))
    expect(await entries()).toEqual([{ scope: repair.teamId, kind: 'row' }])

    const base = { value: repair.teamId, version: 1 }
    await portal.ana.push(anUpdate(repair.id, { teamId: { to: team.id, base } }))
    expect(await entries()).toEqual([
      { scope: repair.teamId, kind: 'eviction' },
      { scope: team.id, kind: 'row' },
    ])
    expect(statuses(await portal.ana.push(aWithdrawal(repair.id, id), anOffer(repair.id)))).toEqual([
      'not_found',
      'not_found',
    ])
    expect((await portal.bor.one(aWithdrawal(repair.id, id))).status).toBe('applied')
  })

  it('stay with the case that they were sent for', async () => {
    const id = await sentBy()
    const other = await world.addCase()
    await expect(
      world.deps.db.update(estimates).set({ caseId: other.id }).where(eq(estimates.id, id)),
    ).rejects.toThrow()
  })
})
