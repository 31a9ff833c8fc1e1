import { eq, inArray, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { bulkLoad } from '#portal/db/bulk-load.ts'
import { caseEvents, cases, entitlements, notes, serviceLevels } from '#portal/db/schema.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { addCustomerNote, closeCaseByCustomer } from '#portal/server/cases/customer-actions.ts'
import { inTransaction, type ServiceDeps } from '#portal/server/deps.ts'
import { foldCases, foldStaleCases, staleCases } from '#portal/server/sla/fold.ts'
import { keepServiceLevels } from '#portal/server/sla/levels.ts'
import { keepPromise } from '#portal/server/sla/promises.ts'
import { DEFAULT_SLA, defaultSlaRules, slaRules } from '#portal/server/sla/rules.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { caseRow, serviceLevelsRow } from '#shared/portal-api/rows.ts'
import { aNote, anEntitlement } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { type Pushing, pushingIn } from './pushing.ts'
import { aMerge, aNewCase, anOffer, anUnmerge, anUpdate, aReply, aSplit, createWorld, type World } from './world.ts'

// The world's now is a Tuesday, 9:00 in Ljubljana.
const HOUR = 3_600_000

describeOnBoth('promises of cases', (database) => {
  let world: World
  let portal: Pushing

  beforeEach(async () => {
    world = await createWorld(database.current)
    world.deps.sla = slaRules({ ...DEFAULT_SLA, resolutionMinutes: 5 * 480 })
    portal = pushingIn(world)
  })

  const opened = async (overrides: Parameters<typeof aNewCase>[1] = {}) => {
    const creation = aNewCase({ contactId: world.contact.id, teamId: 'podpora' }, overrides)
    expect(await portal.ana.one(creation)).toMatchObject({ status: 'applied' })
    return creation.caseId
  }
  const clocksOf = async (id: string) => {
    const { firstResponse, resolution } = await portal.storedCase(id)
    return { firstResponse, resolution }
  }
  const moved = async (id: string, to: CaseStatus) => {
    const { status, statusVersion } = await portal.storedCase(id)
    const change = { to, base: { value: status, version: statusVersion } }
    return portal.ana.one(anUpdate(id, { status: change }))
  }
  const now = () => world.clock.now()
  const running = (dueAt: number) => ({ state: 'running', dueAt })

  it('S67: begin with the case, and the first public reply of an agent stops the first, in the same step', async () => {
    const id = await opened()
    const begun = now()
    expect(await clocksOf(id)).toEqual({
      firstResponse: running(begun + 24 * HOUR),
      // Five working days: the same hour of next Tuesday.
      resolution: running(begun + 7 * 24 * HOUR),
    })
    world.clock.pass(HOUR)
    await portal.ana.one(aReply(id, { visibility: 'internal' }))
    expect((await clocksOf(id)).firstResponse).toEqual(running(begun + 24 * HOUR))
    await portal.ana.one(aReply(id))
    expect(await clocksOf(id)).toEqual({
      firstResponse: { state: 'met', at: now(), left: 7 * HOUR },
      resolution: running(begun + 7 * 24 * HOUR),
    })
    world.clock.pass(HOUR)
    await portal.bor.one(aReply(id))
    expect((await clocksOf(id)).firstResponse).toMatchObject({ at: begun + HOUR })
  })

  it('S67: stand still while the customer is waited for, and go on when the customer writes', async () => {
    const id = await opened()
    world.clock.pass(HOUR)
    const waiting = { to: 'waiting_for_details', base: { value: 'in_progress', version: 1 } } as const
    await portal.ana.one(aReply(id, { status: waiting }))
    expect(await clocksOf(id)).toEqual({
      firstResponse: { state: 'met', at: now(), left: 7 * HOUR },
      resolution: { state: 'paused', left: 39 * HOUR },
    })
    world.clock.pass(48 * HOUR)
    await inTransaction(world.deps, (work) =>
      addCustomerNote(work, { caseId: id, contactId: world.contact.id, body: 'Priloženo.' }),
    )
    expect((await clocksOf(id)).resolution).toEqual(running(now() + 7 * 24 * HOUR - HOUR))
  })

  it('S67: an estimate makes the case wait; closing ends both, opening again goes on with what was left', async () => {
    const id = await opened()
    await portal.ana.one(anOffer(id))
    expect((await clocksOf(id)).resolution).toEqual({ state: 'paused', left: 40 * HOUR })
    await inTransaction(world.deps, (work) => closeCaseByCustomer(work, { caseId: id, contactId: world.contact.id }))
    expect(await clocksOf(id)).toEqual({
      firstResponse: { state: 'met', at: now(), left: 8 * HOUR },
      resolution: { state: 'met', at: now(), left: 40 * HOUR },
    })
    world.clock.pass(24 * HOUR)
    await moved(id, 'in_progress')
    expect((await clocksOf(id)).resolution).toEqual(running(now() + 7 * 24 * HOUR))
  })

  it('S67: what is not taken changes nothing, and a reply beside a status that is not taken still counts', async () => {
    const id = await opened()
    const before = await clocksOf(id)
    const stale = { to: 'resolved', base: { value: 'researching', version: 7 } } as const
    expect(await portal.ana.one(anUpdate(id, { status: stale }))).toMatchObject({ status: 'conflict' })
    expect(await clocksOf(id)).toEqual(before)
    expect(await portal.ana.one(aReply(id, { status: stale }))).toMatchObject({ status: 'conflict' })
    expect(await clocksOf(id)).toMatchObject({ firstResponse: { state: 'met' }, resolution: before.resolution })
  })

  it('S67: following every change is the same as working all of them out from the history', async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 40 * HOUR }),
      what: fc.constantFrom(
        ...(['reply', 'note', 'customer', 'offer'] as const),
        ...(['in_progress', 'researching', 'waiting_for_details', 'resolved'] as const),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 9 }), async (steps) => {
        const id = await opened()
        for (const { wait, what } of steps) {
          world.clock.pass(wait)
          if (what === 'reply') await portal.ana.one(aReply(id))
          else if (what === 'note') await portal.ana.one(aReply(id, { visibility: 'internal' }))
          else if (what === 'offer') await portal.ana.one(anOffer(id, { validUntil: '2027-03-10' }))
          else if (what === 'customer') {
            const note = { caseId: id, contactId: world.contact.id, body: 'Še vedno ne dela.' }
            await inTransaction(world.deps, (work) => addCustomerNote(work, note))
          } else await moved(id, what)
        }
        const followed = await clocksOf(id)
        await inTransaction(world.deps, async (work) => {
          await work.tx.update(cases).set({ firstResponse: null, resolution: null }).where(eq(cases.id, id))
          await foldCases(work, [id])
        })
        expect(await clocksOf(id)).toEqual(followed)
      }),
      { numRuns: 15, seed: 67 },
    )
  })

  it('S67: an answer that is split off starts the first response again, and answers nothing in a case younger than it', async () => {
    const id = await opened()
    const begun = now()
    world.clock.pass(HOUR)
    const [first, hidden, second] = [aReply(id), aReply(id, { visibility: 'internal' }), aReply(id)]
    await portal.ana.one(first)
    const answered = await clocksOf(id)
    world.clock.pass(HOUR)
    await portal.bor.push(hidden, second)
    world.clock.pass(HOUR)
    // Internal words are no answer: nothing was answered by them.
    await portal.ana.one(aSplit(id, hidden.opId))
    expect(await clocksOf(id)).toEqual(answered)
    // The second answer is the first one now.
    await portal.ana.one(aSplit(id, first.opId))
    expect(await clocksOf(id)).toMatchObject({ firstResponse: { state: 'met', at: begun + 2 * HOUR } })
    const last = aSplit(id, second.opId)
    await portal.ana.one(last)
    expect(await clocksOf(id)).toEqual({ ...answered, firstResponse: running(begun + 24 * HOUR) })
    expect(await clocksOf(last.caseId)).toMatchObject({ firstResponse: running(now() + 24 * HOUR) })
  })

  it('S67: a closed case that other rules have judged stays as it was, also when its answer is split off', async () => {
    const [id, other] = [await opened(), await opened()]
    const answer = aReply(id)
    await portal.ana.one(answer)
    await portal.ana.one(aMerge(id, other))
    const judged = await clocksOf(id)
    world.deps.sla = slaRules({ ...DEFAULT_SLA, firstResponseMinutes: 30 })
    expect(await portal.ana.one(aSplit(other, answer.opId))).toMatchObject({ status: 'applied' })
    expect(await clocksOf(id)).toEqual(judged)
  })

  it('S67: splits, merges and taking apart leave the clocks that the whole history gives', async () => {
    const at = fc.nat({ max: 11 })
    const step = fc.record({
      wait: fc.constantFrom(0, HOUR, 7 * HOUR, 30 * HOUR),
      what: fc.constantFrom(
        ...(['reply', 'reply', 'customer', 'split', 'split', 'merge', 'unmerge'] as const),
        ...(['waiting_for_details', 'in_progress', 'resolved'] as const),
      ),
      one: at,
      other: at,
    })
    const did = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        const ids = [await opened(), await opened(), await opened()]
        const chosen = (place: number) => ids[place % ids.length]!
        for (const { wait, what, one, other } of steps) {
          world.clock.pass(wait)
          const id = chosen(one)
          if (what === 'reply') await portal.ana.one(aReply(id))
          else if (what === 'customer') {
            const note = { caseId: id, contactId: world.contact.id, body: 'Še vedno ne dela.' }
            await inTransaction(world.deps, (work) => addCustomerNote(work, note))
          } else if (what === 'split') {
            const words = await world.deps.db.select().from(notes).where(eq(notes.caseId, id)).orderBy(notes.createdAt)
            const split = aSplit(id, ...words.slice(0, 1 + (other % 2)).map((note) => note.id))
            if (words.length > 0 && (await portal.ana.one(split)).status === 'applied') {
              ids.push(split.caseId)
              did.add(what)
            }
          } else if (what === 'merge') {
            if ((await portal.ana.one(aMerge(id, chosen(other)))).status === 'applied') did.add(what)
          } else if (what === 'unmerge') {
            const merged = await world.deps.db.select().from(cases).where(inArray(cases.id, ids))
            const part = merged.find(({ mergedIntoId }) => mergedIntoId !== null)
            if (part && (await portal.bor.one(anUnmerge(part.id, part.mergedIntoId!))).status === 'applied')
              did.add(what)
          } else await moved(id, what)
        }
        const followed = await Promise.all(ids.map(clocksOf))
        await inTransaction(world.deps, async (work) => {
          await work.tx.update(cases).set({ firstResponse: null, resolution: null }).where(inArray(cases.id, ids))
          await foldCases(work, ids)
        })
        expect(await Promise.all(ids.map(clocksOf))).toEqual(followed)
      }),
      { numRuns: 25, seed: 67 },
    )
    expect(did).toEqual(new Set(['split', 'merge', 'unmerge']))
  })

  it('S68: hours, holidays and usual promises travel as one row, which is written when it changes', async () => {
    const feed = async () => (await database.current.query<{ seq: string }>('SELECT seq FROM sync_clock'))[0]?.seq
    await keepServiceLevels(world.deps)
    const wire = await database.current.query<{ row: string }>(
      `SELECT ${wireRowSql('serviceLevels', 't')} AS row FROM service_levels t`,
    )
    const told = serviceLevelsRow.strict().parse(JSON.parse(wire[0]?.row ?? ''))
    expect(told).toMatchObject({ timeZone: 'Europe/Ljubljana', firstResponseMinutes: 480, resolutionMinutes: 2400 })
    expect(told.holidays).toContain('2026-04-06')
    const head = await feed()
    await keepServiceLevels(world.deps)
    expect(await feed()).toBe(head)
    const sla = slaRules({ ...DEFAULT_SLA, daysOff: ['2026-12-24'] })
    await keepServiceLevels({ ...world.deps, sla })
    expect(await feed()).not.toBe(head)
    const [row] = await world.deps.db.select().from(serviceLevels)
    expect(row).toMatchObject({ resolutionMinutes: null, holidays: expect.arrayContaining(['2026-12-24']) })
  })

  it('S67: a contract that promises another time is followed at once, for open cases alone', async () => {
    const contract = anEntitlement({ accountId: world.account.id, name: 'Pogodba Plus', firstResponseMinutes: 240 })
    await world.deps.db.insert(entitlements).values(contract)
    const open = await opened({ entitlementId: contract.id })
    const closed = await opened({ entitlementId: contract.id })
    const other = await opened()
    const begun = now()
    expect((await clocksOf(open)).firstResponse).toEqual(running(begun + 4 * HOUR))
    await moved(closed, 'resolved')
    const before = [await clocksOf(closed), await clocksOf(other)]
    const promised = { name: 'pogodba plus', firstResponseMinutes: 60, resolutionMinutes: 120 }
    expect(await keepPromise(world.deps, promised)).toEqual({ contracts: 1, cases: 1 })
    expect(await clocksOf(open)).toEqual({
      firstResponse: running(begun + HOUR),
      resolution: running(begun + 2 * HOUR),
    })
    expect([await clocksOf(closed), await clocksOf(other)]).toEqual(before)
    await expect(keepPromise(world.deps, { ...promised, name: 'Neznana' })).rejects.toThrow('no contract')
  })

  it('S67: cases from before are worked out from their history, some at a time; it can stop and go on', async () => {
    const answered = await world.addCase({ createdAt: now() - 50 * 24 * HOUR })
    const answer = aNote({ caseId: answered.id, authorKind: 'agent', authorId: world.ana.id, visibility: 'public' })
    await world.deps.db.insert(notes).values({ ...answer, createdAt: answered.createdAt + HOUR })
    const closed = await world.addCase({ status: 'resolved', closedAt: now(), createdAt: now() - HOUR })
    await world.deps.db.insert(caseEvents).values({
      ...{ id: 'e1', caseId: closed.id, field: 'status', from: 'in_progress', to: 'resolved' },
      ...{ actorKind: 'agent', actorId: world.ana.id, createdAt: now() },
    })
    const many = await Promise.all(Array.from({ length: 205 }, () => world.addCase({ createdAt: now() - HOUR })))
    let asked = 0
    // Stopped after the first transaction.
    expect(await foldStaleCases(world.deps, () => asked++ > 0)).toBe(200)
    expect(await foldStaleCases(world.deps)).toBe(7)
    expect(await foldStaleCases(world.deps)).toBe(0)
    expect((await clocksOf(answered.id)).firstResponse).toMatchObject({ state: 'met', at: answered.createdAt + HOUR })
    expect((await clocksOf(closed.id)).resolution).toMatchObject({ state: 'met', at: now() })
    expect(await clocksOf(many[204]!.id)).toEqual(await clocksOf(many[0]!.id))

    // Under other rules what is open is worked out again; what is closed stays as it was judged.
    const strict: ServiceDeps = { ...world.deps, sla: slaRules({ ...DEFAULT_SLA, firstResponseMinutes: 30 }) }
    const judged = await clocksOf(closed.id)
    expect(await foldStaleCases(strict)).toBe(206)
    expect((await clocksOf(answered.id)).firstResponse).toMatchObject({ state: 'late' })
    expect(await clocksOf(closed.id)).toEqual(judged)
  })

  it('are on the wire in the order of their schema, and refused as nonsense by the table', async () => {
    const id = await opened()
    const [wire] = await database.current.query<{ row: string }>(
      `SELECT ${wireRowSql('cases', 't')} AS row FROM cases t WHERE id = $1`,
      [id],
    )
    const text = wire?.row ?? ''
    const parsed = caseRow.strict().parse(JSON.parse(text))
    expect(JSON.stringify(parsed)).toBe(JSON.stringify(JSON.parse(text)))
    const nonsense = sql`UPDATE cases SET first_response = '{' WHERE id = ${id}`
    await expect(world.deps.db.execute(nonsense)).rejects.toThrow()
    const noTime = sql`UPDATE entitlements SET first_response_minutes = 0`
    await world.deps.db.insert(entitlements).values(anEntitlement({ accountId: world.account.id }))
    await expect(world.deps.db.execute(noTime)).rejects.toThrow()
  })

  it('are looked for by their own index, also among thousands that are done', async () => {
    await bulkLoad(world.deps.db, (tx) =>
      tx.execute(sql`
        INSERT INTO cases (id, case_number, title, description, case_type, status, account_id, contact_id, created_at,
          modified_at, closed_at, sla_rules)
        SELECT 'c' || n, 'CAS-' || n, 'Naslov', 'Opis', 'support', 'resolved', ${world.account.id}, ${world.contact.id}, n, n,
          n, 'x' FROM generate_series(1, 8000) n`),
    )
    const where = staleCases(defaultSlaRules().mark, '')
    const { sql: text, params } = new PgDialect().sqlToQuery(
      sql`EXPLAIN SELECT id FROM cases WHERE ${where} ORDER BY id LIMIT 200`,
    )
    const plan = await database.current.query<{ 'QUERY PLAN': string }>(text, params)
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index.* cases_sla/)
  })
})
