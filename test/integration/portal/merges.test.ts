import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { readCase } from '#portal/customer-cases/detail.ts'
import { accounts, agents, attachments, caseLinks, caseMarks, contacts, mailQueue, notes } from '#portal/db/schema.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { type CaseRow, type ContactRow, caseLinkRow, caseRow } from '#shared/portal-api/rows.ts'
import { aContact, anAccount, anAgent } from '#test/factories/rows.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import {
  aFollow,
  aLink,
  aMerge,
  anOffer,
  anUnlink,
  anUnmerge,
  anUpdate,
  aReply,
  aSnooze,
  aSplit,
  aWithdrawal,
  createWorld,
  type World,
} from './world.ts'

describeOnBoth('merging cases', (database) => {
  let world: World
  let portal: Pushing
  let a: CaseRow
  let b: CaseRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    a = await world.addCase({ status: 'researching' })
    b = await world.addCase({ status: 'waiting_for_details', description: 'Vrata ne delajo.' })
  })

  const mergedInto = async (id: string) => (await portal.storedCase(id)).mergedIntoId
  const caseOf = async (noteId: string) =>
    (await world.deps.db.select().from(notes).where(eq(notes.id, noteId)))[0]?.caseId
  const mails = async (caseId: string) =>
    (await world.deps.db.select().from(mailQueue).orderBy(asc(mailQueue.id))).flatMap(({ mail }) =>
      mail.kind === 'case_changed' && mail.caseId === caseId ? [mail.change.type] : [],
    )
  const customerWrites = (caseId: string, body: string, contactId = world.contact.id) =>
    inTransaction(world.deps, (work) => addCustomerNote(work, { caseId, contactId, body }))
  const seenBy = (contact: ContactRow, caseId: string) =>
    readCase(
      database.current,
      { contactId: contact.id, accountId: contact.accountId, role: contact.role },
      { caseId, now: world.clock.now(), reopenWindowDays: 14 },
    )
  const colleague = async (over: Partial<ContactRow> = {}) => {
    const row = aContact({ accountId: world.account.id, signIn: 'active', ...over })
    await world.deps.db.insert(contacts).values(row)
    return row
  }
  const signedIn = async () => {
    await world.deps.db.update(contacts).set({ signIn: 'active' }).where(eq(contacts.id, world.contact.id))
    return { ...world.contact, signIn: 'active' as const }
  }

  it('S88: whoever heard of the merged case hears of the one that carries it on, unless they chose otherwise there', async () => {
    const following = async (caseId: string) => {
      const marks = await world.deps.db.select().from(caseMarks).where(eq(caseMarks.caseId, caseId))
      return Object.fromEntries(marks.map((mark) => [mark.ownerId, mark.following]))
    }
    const { ana, bor } = world
    const mine = { ownerId: ana.id, status: 'researching' } as const
    const [x, y, z] = [await world.addCase(mine), await world.addCase({ ownerId: bor.id }), await world.addCase(mine)]
    const stranger = anAgent({ name: 'Ciril' })
    const { teamIds: _, ...columns } = stranger
    await world.deps.db.insert(agents).values(columns)
    const theirs = { id: `${stranger.id}:${x.id}`, ownerId: stranger.id, caseId: x.id, following: 'yes' } as const
    await world.deps.db.insert(caseMarks).values({ ...theirs, snoozedAfter: null, snoozedUntil: null, readUntil: null })
    await portal.bor.one(aFollow(x.id, 'yes'))
    await portal.bor.one(aSnooze(x.id, { after: 5, until: null }))

    // Ana's as its owner, Bor's by choice; of those who do not see the other case nothing is taken along, and no snooze.
    expect(await portal.ana.one(aMerge(x.id, y.id))).toMatchObject({ status: 'applied' })
    expect(await following(y.id)).toEqual({ [ana.id]: 'yes', [bor.id]: 'yes' })
    const kept = await world.deps.db.select().from(caseMarks).where(eq(caseMarks.caseId, y.id))
    expect(kept.map(({ snoozedAfter, readUntil }) => [snoozedAfter, readUntil])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(await following(x.id)).toEqual({ [bor.id]: 'yes', [stranger.id]: 'yes' })

    await portal.bor.one(aFollow(z.id, 'no'))
    expect(await portal.ana.one(aMerge(y.id, z.id))).toMatchObject({ status: 'applied' })
    // Bor has muted it, and Ana follows it now whoever has it.
    expect(await following(z.id)).toEqual({ [ana.id]: 'yes', [bor.id]: 'no' })

    // Who has muted the merged one, or has both, is not made to follow.
    const [one, other] = [await world.addCase(mine), await world.addCase(mine)]
    await portal.bor.one(aFollow(one.id, 'no'))
    expect(await portal.ana.one(aMerge(one.id, other.id))).toMatchObject({ status: 'applied' })
    expect(await following(other.id)).toEqual({})
  })

  it('S89: the estimates of a merged case are read by its customer in the one that carries it on', async () => {
    const me = await signedIn()
    const first = anOffer(b.id)
    await portal.ana.one(first)
    await portal.ana.one(aWithdrawal(b.id, first.opId))
    expect(await portal.ana.one(aMerge(b.id, a.id))).toMatchObject({ status: 'applied' })
    const second = anOffer(a.id)
    await portal.ana.one(second)
    const seen = await seenBy(me, a.id)
    expect(seen?.estimates.map(({ id, state, ofMerged }) => [id, state, ofMerged])).toEqual(
      expect.arrayContaining([
        [second.opId, 'open', null],
        [first.opId, 'withdrawn', { id: b.id, caseNumber: b.caseNumber }],
      ]),
    )
    const told = seen?.thread.flatMap((item) => (item.type === 'estimate' ? [[item.estimateId, item.state]] : []))
    expect(told?.toSorted()).toEqual(
      [
        [first.opId, 'open'],
        [first.opId, 'withdrawn'],
        [second.opId, 'open'],
      ].toSorted(),
    )
    // A colleague's own cases are others: nothing of it is told there.
    const other = await colleague({ role: 'own' })
    expect(await seenBy(other, a.id)).toBeNull()
  })

  it('closes the one, keeps both threads, tells both cases and the customer', async () => {
    await portal.ana.one(aReply(b.id, { body: 'V zahtevku B.' }))
    expect(await portal.ana.one(aMerge(b.id, a.id))).toMatchObject({ status: 'applied' })

    const now = world.clock.now()
    expect(await portal.storedCase(b.id)).toMatchObject({
      status: 'resolved',
      closedAt: now,
      mergedIntoId: a.id,
      beforeMerge: { status: 'waiting_for_details', closedAt: null, teamId: b.teamId },
    })
    expect(await portal.storedCase(a.id)).toMatchObject({ status: 'researching', mergedIntoId: null, modifiedAt: now })
    const told = (await portal.events()).filter(({ field }) => field.startsWith('merged'))
    expect(told.map(({ caseId, field, to }) => [caseId, field, to])).toEqual(
      expect.arrayContaining([
        [b.id, 'mergedInto', a.caseNumber],
        [a.id, 'mergedFrom', b.caseNumber],
      ]),
    )
    expect(await mails(b.id)).toEqual(['note', 'merged'])
    const [row] = await world.database.query<{ wire: string }>(
      `SELECT ${wireRowSql('cases', 't')} AS wire FROM cases t WHERE id = $1`,
      [b.id],
    )
    expect(JSON.stringify(caseRow.strict().parse(JSON.parse(row?.wire ?? '')))).toBe(row?.wire)
  })

  it('shows its customer one conversation, and leads from the other page to it', async () => {
    const customer = await signedIn()
    await portal.ana.one(aReply(b.id, { body: 'Odgovor v B.' }))
    await portal.ana.one(aReply(b.id, { body: 'Samo za nas.', visibility: 'internal' }))
    await portal.ana.one(aReply(a.id, { body: 'Odgovor v A.' }))
    await portal.ana.one(aMerge(b.id, a.id))

    const shown = await seenBy(customer, a.id)
    const bodies = shown?.thread.flatMap((item) => (item.type === 'note' ? [item.body] : []))
    expect(bodies?.toSorted()).toEqual(['Odgovor v A.', 'Odgovor v B.', 'Vrata ne delajo.'])
    expect(shown?.case).toMatchObject({ merged: false, mergedInto: null })
    const old = await seenBy(customer, b.id)
    expect(old?.case).toMatchObject({ merged: true, mergedInto: { id: a.id, caseNumber: a.caseNumber } })
    expect(JSON.stringify([shown, old])).not.toContain('Samo za nas.')
  })

  it('puts what is written to the one afterwards into the other', async () => {
    await portal.ana.one(aMerge(b.id, a.id))
    const { opId: reply } = await sent(aReply(b.id, { body: 'Iz vlaka.' }))
    const { opId: note } = await sent(aReply(b.id, { visibility: 'internal' }))
    const written = await customerWrites(b.id, 'Odgovarjam na staro sporočilo.')
    expect(await Promise.all([reply, note, written.noteId ?? ''].map(caseOf))).toEqual([a.id, a.id, a.id])
    expect(written.case.id).toBe(a.id)
    expect(await portal.storedCase(b.id)).toMatchObject({ status: 'resolved' })

    async function sent(operation: ReturnType<typeof aReply>) {
      expect(await portal.ana.one(operation)).toMatchObject({ status: 'applied' })
      return operation
    }
  })

  it('gives a change of the merged case to a person, and takes the words beside it', async () => {
    await portal.bor.one(aMerge(b.id, a.id))
    const base = { value: b.status, version: 1 }
    const reply = aReply(b.id, { body: 'Rešeno.', status: { to: 'resolved', base } })
    const result = await portal.ana.one(reply)
    expect(conflictOf(result)).toEqual({
      field: 'merged',
      change: 'status',
      mine: 'resolved',
      theirs: 'researching',
      theirsVersion: 1,
      into: { caseId: a.id, caseNumber: a.caseNumber },
      changedBy: null,
      changedAt: null,
    })
    expect(await caseOf(reply.opId)).toBe(a.id)
    const title = anUpdate(b.id, { title: { to: 'Nov naslov', base: { value: b.title, version: 1 } } })
    expect(conflictOf(await portal.ana.one(title))).toMatchObject({ field: 'merged', change: 'title' })
    // Half of a character, as a cut text may end with, is nothing that the ledger could keep.
    const cut = anUpdate(b.id, { title: { to: 'Vrata \ud83d', base: { value: b.title, version: 1 } } })
    expect(conflictOf(await portal.ana.one(cut))).toMatchObject({ field: 'merged', mine: 'Vrata \ufffd' })
    expect(await portal.storedCase(b.id)).toMatchObject({ title: b.title, status: 'resolved' })
    // An estimate for the same customer goes along.
    expect(await portal.ana.one(anOffer(b.id))).toMatchObject({ status: 'applied' })
    expect(await portal.storedCase(a.id)).toMatchObject({ status: 'waiting_for_details' })
  })

  it('refuses the crossed one and a circle, and resolves chains', async () => {
    const c = await world.addCase()
    expect(statuses([await portal.ana.one(aMerge(b.id, a.id)), await portal.bor.one(aMerge(a.id, b.id))])).toEqual([
      'applied',
      'merge_crossed',
    ])
    // A goes on in C; what names B or A lands there.
    expect(statuses([await portal.ana.one(aMerge(a.id, c.id))])).toEqual(['applied'])
    expect(statuses([await portal.ana.one(aMerge(c.id, b.id))])).toEqual(['merge_crossed'])
    const d = await world.addCase()
    expect(statuses([await portal.ana.one(aMerge(d.id, b.id))])).toEqual(['applied'])
    expect([await mergedInto(d.id), await mergedInto(b.id), await mergedInto(a.id)]).toEqual([c.id, a.id, c.id])
    const written = await customerWrites(b.id, 'Še nekaj.')
    expect(written.case.id).toBe(c.id)
    expect(statuses([await portal.ana.one(aMerge(a.id, a.id))])).toEqual(['merge_crossed'])
  })

  it('merges the same again, and tells who was first where the aims differ', async () => {
    const c = await world.addCase()
    await portal.bor.one(aMerge(b.id, a.id))
    expect(statuses([await portal.ana.one(aMerge(b.id, a.id))])).toEqual(['merged'])
    expect(conflictOf(await portal.ana.one(aMerge(b.id, c.id)))).toEqual({
      field: 'merge',
      mine: c.caseNumber,
      theirs: a.caseNumber,
      changedBy: world.bor.id,
      changedAt: world.clock.now(),
    })
    expect(await mergedInto(b.id)).toBe(a.id)
  })

  it('is refused where work would get lost or a customer would read what is another one’s', async () => {
    const account = anAccount()
    const other = aContact({ accountId: account.id })
    await world.deps.db.insert(accounts).values(account)
    await world.deps.db.insert(contacts).values(other)
    const foreign = await world.addCase({ accountId: account.id, contactId: other.id })
    const closed = await world.addCase({ status: 'cancelled', closedAt: 1 })
    const unseen = await world.addCase({ teamId: (await world.addTeam(world.bor)).id })
    const offered = await world.addCase()
    await portal.ana.one(anOffer(offered.id))
    const results = [
      aMerge(b.id, foreign.id),
      aMerge(b.id, closed.id),
      aMerge(b.id, unseen.id),
      aMerge(unseen.id, b.id),
      aMerge(offered.id, a.id),
    ]
    expect(statuses(await portal.ana.push(...results))).toEqual([
      'other_company',
      'merge_closed',
      'not_found',
      'not_found',
      'estimate_open',
    ])
    expect(statuses(await portal.ana.push(aMerge(foreign.id, b.id, { otherCompany: true })))).toEqual(['applied'])
  })

  it('keeps two customers apart: neither reads the other’s words, and each reaches the agents', async () => {
    const own = await colleague()
    const chief = await colleague({ role: 'company' })
    const theirs = await world.addCase({ contactId: own.id, description: 'Moja skrivnost.' })
    const customer = await signedIn()
    await portal.ana.one(aReply(theirs.id, { body: 'Zaupno za kolega.' }))
    world.clock.pass(1000)
    await portal.ana.one(aMerge(theirs.id, a.id))
    // Not even that something happened.
    expect((await portal.storedCase(a.id)).publicModifiedAt).toBeLessThan(world.clock.now())
    const { opId } = aReply(theirs.id)
    await portal.ana.one({ ...aReply(theirs.id, { body: 'Iz vlaka, za kolega.' }), opId })
    expect(await caseOf(opId)).toBe(theirs.id)
    const written = await customerWrites(theirs.id, 'Hvala, kolega.', own.id)
    expect(await caseOf(written.noteId ?? '')).toBe(theirs.id)
    expect(await portal.storedCase(theirs.id)).toMatchObject({ status: 'resolved' })

    const text = JSON.stringify(await seenBy(customer, a.id))
    for (const secret of ['skrivnost', 'Zaupno', 'Iz vlaka', 'Hvala', theirs.caseNumber])
      expect(text).not.toContain(secret)
    expect(await seenBy(customer, theirs.id)).toBeNull()
    const page = await seenBy(own, theirs.id)
    expect(page?.case).toMatchObject({ merged: true, mergedInto: null })
    expect(JSON.stringify(page)).toContain('Hvala, kolega.')
    expect(JSON.stringify(page)).not.toContain(a.caseNumber)
    // Who may see all of the company sees all of it together.
    expect(JSON.stringify(await seenBy(chief, a.id))).toContain('Zaupno za kolega.')
    // The case that carries it on is woken.
    await portal.ana.one(
      anUpdate(a.id, { status: { to: 'waiting_for_details', base: { value: 'researching', version: 1 } } }),
    )
    await customerWrites(theirs.id, 'Še to.', own.id)
    expect(await portal.storedCase(a.id)).toMatchObject({ status: 'in_progress' })
  })

  it('is taken apart again, each as it was', async () => {
    await portal.ana.one(aMerge(b.id, a.id))
    const late = aReply(b.id, { body: 'Po združitvi.' })
    await portal.ana.one(late)
    expect(statuses([await portal.bor.one(anUnmerge(b.id, a.id))])).toEqual(['applied'])
    expect(await portal.storedCase(b.id)).toMatchObject({
      status: 'waiting_for_details',
      closedAt: null,
      mergedIntoId: null,
      beforeMerge: null,
    })
    expect(await caseOf(late.opId)).toBe(a.id)
    expect(statuses([await portal.ana.one(anUnmerge(b.id, a.id))])).toEqual(['merged'])
    expect(await mails(b.id)).toEqual(['merged', 'unmerged'])
    const c = await world.addCase()
    await portal.ana.one(aMerge(b.id, c.id))
    expect(statuses([await portal.ana.one(anUnmerge(b.id, a.id))])).toEqual(['merged_elsewhere'])
  })

  it('takes the team along, there and back', async () => {
    const team = await world.addTeam(world.ana)
    const there = await world.addCase({ teamId: team.id })
    await portal.ana.one(aMerge(b.id, a.id))
    expect(statuses([await portal.ana.one(aMerge(a.id, there.id))])).toEqual(['applied'])
    expect([(await portal.storedCase(a.id)).teamId, (await portal.storedCase(b.id)).teamId]).toEqual([team.id, team.id])
    await portal.ana.one(anUnmerge(a.id, there.id))
    expect([(await portal.storedCase(a.id)).teamId, (await portal.storedCase(b.id)).teamId]).toEqual([
      a.teamId,
      a.teamId,
    ])
    const base = { value: a.teamId, version: (await portal.storedCase(a.id)).teamVersion }
    await portal.ana.one(anUpdate(a.id, { teamId: { to: team.id, base } }))
    expect((await portal.storedCase(b.id)).teamId).toBe(team.id)
  })

  it('makes of chosen notes a case of their own, each note in one place, with links both ways', async () => {
    const [first, second, hidden] = [
      aReply(a.id, { body: 'prva' }),
      aReply(a.id, { body: 'druga' }),
      aReply(a.id, { body: 'interna', visibility: 'internal' }),
    ]
    await portal.ana.push(first, second, hidden)
    const file = { noteId: second.opId, fileName: 'x.txt', mediaType: 'text/plain', size: 1, sha256: 'a'.repeat(64) }
    await world.deps.db.insert(attachments).values({ id: 'file-1', caseId: a.id, createdAt: 1, ...file })
    const split = aSplit(a.id, second.opId, hidden.opId)
    expect(await portal.ana.one(split)).toMatchObject({ status: 'applied' })

    const all = await portal.notes()
    expect(all.map(({ caseId, body, visibility }) => [caseId === a.id ? 'A' : 'N', body, visibility]).sort()).toEqual([
      ['A', 'prva', 'public'],
      ['N', 'druga', 'public'],
      ['N', 'interna', 'internal'],
    ])
    expect(all.find(({ body }) => body === 'druga')).toMatchObject({ id: split.notes[0]!.newId, caseId: split.caseId })
    const [moved] = await world.deps.db.select().from(attachments)
    expect(moved).toMatchObject({ caseId: split.caseId, noteId: split.notes[0]!.newId })
    const created = await portal.storedCase(split.caseId)
    expect(created).toMatchObject({ contactId: a.contactId, title: 'Druga težava', status: 'in_progress' })
    const links = await world.deps.db.select().from(caseLinks)
    expect(links.map(({ caseId, otherId, otherNumber, kind }) => [caseId, otherId, otherNumber, kind])).toEqual(
      expect.arrayContaining([
        [created.id, a.id, a.caseNumber, 'split_from'],
        [a.id, created.id, created.caseNumber, 'split_into'],
      ]),
    )
    const [row] = await world.database.query<{ wire: string }>(
      `SELECT ${wireRowSql('caseLinks', 't')} AS wire FROM case_links t LIMIT 1`,
    )
    expect(JSON.stringify(caseLinkRow.strict().parse(JSON.parse(row?.wire ?? '')))).toBe(row?.wire)

    // Another one of the same notes takes what is left, and nothing is there twice.
    expect(statuses([await portal.bor.one(aSplit(a.id, second.opId))])).toEqual(['notes_gone'])
    const rest = aSplit(a.id, first.opId, second.opId)
    expect(statuses([await portal.bor.one(rest)])).toEqual(['applied'])
    expect((await portal.notes()).map(({ body }) => body).sort()).toEqual(['druga', 'interna', 'prva'])
    // And back: merging brings them together.
    expect(statuses([await portal.ana.one(aMerge(created.id, a.id))])).toEqual(['applied'])
  })

  it('links and says what two cases have to do with each other, the last one winning', async () => {
    const linksOf = async (caseId: string) =>
      (await world.deps.db.select().from(caseLinks).where(eq(caseLinks.caseId, caseId))).map(({ kind }) => kind)
    expect(
      statuses(await portal.ana.push(aLink(a.id, b.id, 'duplicate_of'), aLink(a.id, b.id, 'duplicate_of'))),
    ).toEqual(['applied', 'merged'])
    expect([await linksOf(a.id), await linksOf(b.id)]).toEqual([['duplicate_of'], ['duplicated_by']])
    expect(statuses([await portal.bor.one(aLink(b.id, a.id, 'relates_to'))])).toEqual(['applied'])
    expect([await linksOf(a.id), await linksOf(b.id)]).toEqual([['relates_to'], ['relates_to']])
    const said = (await portal.events()).filter(({ field, caseId }) => field === 'link' && caseId === a.id)
    expect(said.map(({ from, to }) => [from, to])).toEqual([
      [null, `duplicate_of ${b.caseNumber}`],
      [`duplicate_of ${b.caseNumber}`, `relates_to ${b.caseNumber}`],
    ])
    expect(
      statuses(await portal.ana.push(anUnlink(a.id, b.id), anUnlink(a.id, b.id), aLink(a.id, a.id, 'relates_to'))),
    ).toEqual(['applied', 'merged', 'link_itself'])
    expect(statuses([await portal.ana.one(aLink(a.id, b.id, 'not_duplicate'))])).toEqual(['applied'])
    expect((await portal.events()).filter(({ field }) => field === 'link')).toHaveLength(6)
    expect(await mails(a.id)).toEqual([])
  })
})

describeOnPostgres('two merges at the same moment', (database) => {
  it('end with one of them, however they meet', { timeout: 60_000 }, async () => {
    const world = await createWorld(database.current)
    const portal = pushingIn(world)
    for (let round = 0; round < 4; round++) {
      const [a, b, c] = [await world.addCase(), await world.addCase(), await world.addCase()]
      const results = await Promise.all([
        portal.ana.one(aMerge(a.id, b.id)),
        portal.bor.one(aMerge(b.id, round % 2 ? c.id : a.id)),
        portal.ana.one(aMerge(c.id, a.id)),
      ])
      const parents = new Map(
        await Promise.all([a, b, c].map(async ({ id }) => [id, (await portal.storedCase(id)).mergedIntoId] as const)),
      )
      // Exactly one is left that was merged into nothing, and each of the others leads to it.
      const roots = [...parents].filter(([, parent]) => parent === null)
      expect(roots.length, JSON.stringify(results)).toBeGreaterThanOrEqual(1)
      for (const [id] of parents) {
        let at: string | null = id
        for (let step = 0; at !== null && parents.get(at) !== null; step++) {
          expect(step, 'no circle').toBeLessThan(3)
          at = parents.get(at) ?? null
        }
      }
      expect(results.map(({ status }) => status)).toContain('applied')
      expect(portal.log.error).not.toHaveBeenCalled()
    }
  })
})
