import { describe, expect, it } from 'vitest'
import { DEFAULT_TEAM_ID } from '#portal/db/schema.ts'
import { DEMO_AGENT, DEMO_AGENTS, GREGOR } from '#portal/demo/agents.ts'
import {
  type DemoBatch,
  type DemoOptions,
  demoStories,
  demoWorld,
  generateDemo,
  lastCounter,
} from '#portal/demo/generate.ts'
import { GUIDE_CASE_ID } from '#portal/demo/guide-case.ts'
import { sameCaseNumber } from '#shared/domain/case-number.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { CONSENT_VERSIONS, SIGN_IN_STATES } from '#shared/domain/registration.ts'
import { canStep, RMA_LINE_STATES, type RmaLineState } from '#shared/domain/rma-line.ts'
import { canMove, isOpen } from '#shared/domain/status.ts'
import { isTaxNumber } from '#shared/domain/tax-number.ts'
import {
  CASE_FIELDS,
  type CaseField,
  type EventField,
  SYNC_ROWS,
  SYNC_TABLES,
  type SyncRow,
  type SyncTable,
} from '#shared/portal-api/rows.ts'

const NOW = Date.UTC(2026, 2, 2, 12, 30)
const THREE_YEARS = 3 * 366 * 86_400_000

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

type All = { [T in SyncTable]: SyncRow<T>[] }

function generateAll(options: DemoOptions): All {
  const all = Object.fromEntries(SYNC_TABLES.map((table) => [table, []])) as unknown as All
  for (const batch of generateDemo(options)) (all[batch.table] as SyncRow[]).push(...batch.rows)
  return all
}

const demo = generateAll({ now: NOW })
const made = demo.cases.filter((row) => row.id !== GUIDE_CASE_ID)

describe('demo data', () => {
  it('has the promised number of rows', () => {
    const counts = Object.fromEntries(SYNC_TABLES.map((table) => [table, demo[table].length]))
    expect(counts).toMatchObject({
      teams: 3,
      agents: 12,
      accounts: 180,
      contacts: 600,
      devices: 3000,
      cases: 2000,
      attachments: 0,
    })
    expect(demo.notes.length).toBeGreaterThan(8500)
    expect(demo.notes.length).toBeLessThan(9700)
    expect(demo.entitlements.length).toBeGreaterThan(150)
    expect(demo.registrations.filter((row) => row.state === 'pending').length).toBeGreaterThan(3)
  })

  it('gives the first two agents cases that are read, unread, put off, back, followed and in which they are named', () => {
    const cases = new Map(demo.cases.map((row) => [row.id, row]))
    const newest = (caseId: string) =>
      Math.max(...[...demo.notes, ...demo.caseEvents].flatMap((row) => (row.caseId === caseId ? row.createdAt : [])))
    for (const { id, teamIds } of [GREGOR, DEMO_AGENT]) {
      const marks = demo.caseMarks.filter(({ ownerId }) => ownerId === id)
      const count = (has: (mark: (typeof marks)[number]) => boolean) => marks.filter(has).length
      expect(count(({ following }) => following === 'yes')).toBeGreaterThan(3)
      expect(count((mark) => mark.readUntil! >= newest(mark.caseId))).toBeGreaterThan(10)
      expect(count((mark) => mark.readUntil! < newest(mark.caseId))).toBeGreaterThan(2)
      expect(count(({ snoozedUntil }) => (snoozedUntil ?? 0) > NOW)).toBeGreaterThan(1)
      expect(count(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil <= NOW)).toBeGreaterThan(0)
      for (const { caseId } of marks) {
        expect(isOpen(cases.get(caseId)!.status)).toBe(true)
        expect(teamIds).toContain(cases.get(caseId)!.teamId)
      }
      const named = demo.notes.filter(({ mentions }) => mentions.includes(id))
      expect(named.length).toBeGreaterThan(2)
      for (const note of named) {
        expect(note).toMatchObject({ visibility: 'internal', authorKind: 'agent' })
        expect(note.authorId).not.toBe(id)
        expect(marks.find(({ caseId }) => caseId === note.caseId)?.following).toBe('yes')
      }
    }
    expect(demo.caseMarks.filter(({ ownerId }) => ![GREGOR.id, DEMO_AGENT.id].includes(ownerId))).toEqual([])
  })

  it('is the same for the same seed and another for another', () => {
    const again = generateAll({ now: NOW, cases: 120 })
    expect(generateAll({ now: NOW, cases: 120 })).toEqual(again)
    const other = generateAll({ now: NOW, cases: 120, seed: 7 })
    expect(other.cases.map((row) => row.title)).not.toEqual(again.cases.map((row) => row.title))
    expect(other.agents).toEqual(again.agents)
  })

  it.each(SYNC_TABLES)('gives rows of %s that the wire accepts, with ids of their own', (table) => {
    const schema = SYNC_ROWS[table].strict()
    expect(demo[table].filter((row) => !schema.safeParse(row).success)).toEqual([])
    const ids = demo[table].map((row) => row.id)
    // The team that every portal has is named in its migrations.
    // An event of an estimate is named by it and the state, a mark by its agent and the case.
    const uuids = ids.map((id) =>
      table === 'caseEvents' ? id.replace(/:[a-z\d]+$/, '') : table === 'caseMarks' ? id.replace(/^.*:/, '') : id,
    )
    expect(uuids.filter((id) => !UUID_V7.test(id))).toEqual(table === 'teams' ? [DEFAULT_TEAM_ID] : [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('lets agents of one to three teams work on the cases of their teams alone', () => {
    const teamsOf = new Map(demo.agents.map((row) => [row.id, row.teamIds]))
    for (const agent of [DEMO_AGENT, GREGOR]) expect(teamsOf.get(agent.id)).toEqual(demo.teams.map(({ id }) => id))
    expect(demo.agents.filter(({ teamIds }) => teamIds.length === 1).length).toBeGreaterThan(3)
    const teamOf = new Map(demo.cases.map((row) => [row.id, row.teamId]))
    for (const { id } of demo.teams)
      expect([...teamOf.values()].filter((teamId) => teamId === id).length).toBeGreaterThan(150)
    const mayWork = (agentId: string | null, caseId: string) =>
      teamsOf.get(agentId ?? '')?.includes(teamOf.get(caseId) ?? '')
    expect(demo.cases.filter((row) => row.ownerId !== null && !mayWork(row.ownerId, row.id))).toEqual([])
    expect(demo.notes.filter((row) => row.authorKind === 'agent' && !mayWork(row.authorId, row.caseId))).toEqual([])
    const owners = demo.caseEvents.filter((row) => row.field === 'ownerId')
    expect(owners.filter((row) => !mayWork(row.to, row.caseId) || !mayWork(row.actorId, row.caseId))).toEqual([])
  })

  it('refers only to rows that are there, in the same company', () => {
    const agents = new Set(demo.agents.map((row) => row.id))
    const accounts = new Set(demo.accounts.map((row) => row.id))
    const contacts = new Map(demo.contacts.map((row) => [row.id, row]))
    const entitlements = new Map(demo.entitlements.map((row) => [row.id, row]))
    const cases = new Map(demo.cases.map((row) => [row.id, row]))
    const actorIsKnown = (kind: string, id: string | null, caseId: string) =>
      kind === 'agent' ? agents.has(id ?? '') : cases.get(caseId)?.contactId === id

    for (const row of demo.contacts) expect(accounts.has(row.accountId)).toBe(true)
    for (const row of demo.entitlements) expect(accounts.has(row.accountId)).toBe(true)
    for (const row of demo.devices) {
      if (row.accountId !== null) expect(accounts.has(row.accountId)).toBe(true)
      if (row.entitlementId !== null) expect(entitlements.get(row.entitlementId)?.accountId).toBe(row.accountId)
    }
    for (const row of demo.cases) {
      expect(contacts.get(row.contactId)?.accountId).toBe(row.accountId)
      if (row.ownerId !== null) expect(agents.has(row.ownerId)).toBe(true)
      if (row.entitlementId !== null) expect(entitlements.get(row.entitlementId)?.accountId).toBe(row.accountId)
    }
    expect(demo.notes.filter((row) => !actorIsKnown(row.authorKind, row.authorId, row.caseId))).toEqual([])
    expect(demo.caseEvents.filter((row) => !actorIsKnown(row.actorKind, row.actorId, row.caseId))).toEqual([])
  })

  it('names serial numbers of devices that the company has, found however they were typed', () => {
    const owners = new Map(demo.devices.map((row) => [lookUpKey(row.serialNumber), row.accountId]))
    expect(owners.size).toBe(demo.devices.length)
    const named = demo.cases.filter((row) => row.serialNumber !== null)
    expect(named.length).toBeGreaterThan(400)
    for (const row of named) expect(owners.get(lookUpKey(row.serialNumber!))).toBe(row.accountId)
    for (const row of demo.cases) if (row.caseType === 'rma') expect(row.serialNumber).not.toBeNull()
  })

  it('numbers cases in order of creation, within three years, by primary key', () => {
    let before = { counter: 2580, createdAt: 0, id: '' }
    const keys = new Set(demo.cases.map((row) => lookUpKey(row.caseNumber)))
    expect(keys.size).toBe(2000)
    for (const row of made) {
      expect(row.caseNumber).toMatch(/^CAS-\d{5,}-([A-HJ-NP-Z]\d){3}$/)
      const counter = Number(row.caseNumber.split('-')[1])
      expect(counter).toBeGreaterThan(before.counter)
      expect(row.createdAt).toBeGreaterThan(before.createdAt)
      expect(row.id > before.id).toBe(true)
      expect(row.createdAt).toBeGreaterThan(NOW - THREE_YEARS)
      expect(row.modifiedAt).toBeLessThanOrEqual(NOW)
      before = { counter, createdAt: row.createdAt, id: row.id }
    }
    expect(before.counter).toBe(lastCounter(2000))
    expect(NOW - before.createdAt).toBeLessThan(3 * 86_400_000)
  })

  it('comes in on working days between six and nine', () => {
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Ljubljana',
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    })
    let weekend = 0
    for (const row of made) {
      const parts = Object.fromEntries(local.formatToParts(row.createdAt).map(({ type, value }) => [type, value]))
      expect(Number(parts.hour)).toBeGreaterThanOrEqual(6)
      expect(Number(parts.hour)).toBeLessThan(21)
      if (parts.weekday?.startsWith('S')) weekend += 1
    }
    expect(weekend).toBeLessThan(made.length * 0.05)
  })

  it('leaves some hundred cases open, some without an owner, some with each agent', () => {
    const open = demo.cases.filter((row) => isOpen(row.status))
    expect(open.length).toBeGreaterThan(280)
    expect(open.length).toBeLessThan(430)
    for (const status of ['in_progress', 'researching', 'field_service', 'waiting_for_details'] as const) {
      expect(open.filter((row) => row.status === status).length).toBeGreaterThan(5)
    }
    expect(open.filter((row) => row.ownerId === null).length).toBeGreaterThan(15)
    const openOf = (id: string) => open.filter((row) => row.ownerId === id).length
    for (const agent of DEMO_AGENTS) expect(openOf(agent.id)).toBeGreaterThan(4)
    expect(openOf(DEMO_AGENT.id)).toBe(Math.max(...DEMO_AGENTS.map((agent) => openOf(agent.id))))
  })

  it('has cases without notes and a few with more than fifty', () => {
    const notesOf = Map.groupBy(demo.notes, (note) => note.caseId)
    expect(demo.cases.filter((row) => !notesOf.has(row.id)).length).toBeGreaterThan(60)
    expect([...notesOf.values()].filter((notes) => notes.length >= 50).length).toBeGreaterThan(2)
    const internal = demo.notes.filter((note) => note.visibility === 'internal')
    expect(internal.length).toBeGreaterThan(1000)
    expect(internal.every((note) => note.authorKind === 'agent')).toBe(true)
  })

  it('keeps the number of notes near the mean that was asked for', () => {
    const { notes } = generateAll({ now: NOW, cases: 2500, notesPerCase: 5 })
    expect(notes.length / 2500).toBeGreaterThan(4.6)
    expect(notes.length / 2500).toBeLessThan(5.4)
  })
})

describe('the repairs of the demo', () => {
  const { rmas, rmaLines, caseEvents, devices, cases } = generateAll({ now: NOW, cases: 2000 })

  it('stand in every state, each line where its steps have led it', () => {
    expect(new Set(rmaLines.map(({ state }) => state))).toEqual(new Set(RMA_LINE_STATES))
    const steps = Map.groupBy(
      caseEvents.filter(({ field }) => field === 'rmaLine'),
      ({ id }) => id.split(':')[0] ?? '',
    )
    for (const line of rmaLines) {
      let state: string = 'requested'
      for (const { from, to, createdAt } of steps.get(line.id) ?? []) {
        expect(from).toBe(state)
        expect(canStep(from as RmaLineState, to as RmaLineState)).toBe(true)
        expect(createdAt).toBeLessThanOrEqual(line.stateSince)
        state = to ?? ''
      }
      expect(line).toMatchObject({ state, version: 1 + (steps.get(line.id)?.length ?? 0) })
    }
  })

  it('are of cases and devices of one company, under numbers of their own', () => {
    const caseOf = new Map(cases.map((row) => [row.id, row]))
    const deviceOf = new Map(devices.map((device) => [device.serialNumber, device]))
    expect(new Set(rmas.map(({ rmaNumber }) => rmaNumber)).size).toBe(rmas.length)
    for (const line of rmaLines) {
      expect(deviceOf.get(line.serialNumber)?.accountId).toBe(caseOf.get(line.caseId)?.accountId)
      const successor = line.newSerialNumber === null ? null : (deviceOf.get(line.newSerialNumber)?.id ?? 'none')
      if (successor !== null) expect(deviceOf.get(line.serialNumber)?.replacedById).toBe(successor)
    }
  })
})

const isCaseField = (field: EventField): field is CaseField => CASE_FIELDS.some((known) => known === field)

describe('the history of a demo case', () => {
  const options = { now: NOW }
  const stories = [...demoStories(demoWorld(options), options)]

  it('leads by legal moves to the status, owner and versions of the case', () => {
    for (const { case: row, events: all } of stories) {
      const events = all.filter((event) => isCaseField(event.field))
      let status: typeof row.status = 'in_progress'
      let owner: string | null = null
      const versions = { status: 1, ownerId: 1, title: 1, description: 1, teamId: 1 }
      let at = row.createdAt
      let closedAt: number | null = null
      for (const event of events) {
        expect(event.createdAt).toBeGreaterThan(at)
        at = event.createdAt
        if (isCaseField(event.field)) versions[event.field] += 1
        if (event.field === 'ownerId') {
          expect(event.from).toBe(owner)
          owner = event.to
          continue
        }
        expect(event.from).toBe(status)
        const to = event.to as typeof row.status
        // A customer's words move a case as the system does: they wake or reopen it.
        expect(canMove(status, to, event.actorKind === 'customer' && !isOpen(to) ? 'customer' : 'agent')).toBe(true)
        status = to
        closedAt = isOpen(to) ? null : event.createdAt
      }
      expect({ status, owner, versions, closedAt }).toEqual({
        status: row.status,
        owner: row.ownerId,
        versions: row.versions,
        closedAt: row.closedAt,
      })
    }
  })

  it('ends with the last thing that happened', () => {
    for (const { case: row, notes, events } of stories) {
      const moments = [row.createdAt, ...notes.map((note) => note.createdAt), ...events.map((event) => event.createdAt)]
      expect(row.modifiedAt).toBe(Math.max(...moments))
      expect(notes.map((note) => note.id)).toEqual(notes.map((note) => note.id).toSorted())
      // An estimate's events have its id, which is of the time when it was sent.
      const ids = events.filter((event) => isCaseField(event.field)).map((event) => event.id)
      expect(ids).toEqual(ids.toSorted())
      expect(events.map((event) => event.createdAt)).toEqual(events.map((event) => event.createdAt).toSorted())
    }
  })

  it('waits for its customer while an estimate is open, and tells what became of each', () => {
    const estimates = stories.flatMap((story) => story.estimates)
    for (const state of ['open', 'approved', 'declined'] as const) {
      expect(estimates.filter((estimate) => estimate.state === state).length).toBeGreaterThan(1)
    }
    const agents = new Set(DEMO_AGENTS.map(({ id }) => id))
    for (const { case: row, events, estimates } of stories) {
      for (const estimate of estimates) {
        const told = events.filter((event) => event.id.startsWith(`${estimate.id}:`))
        expect(told.map(({ to }) => to)).toEqual(estimate.state === 'open' ? ['open'] : ['open', estimate.state])
        expect(told.every((event) => event.field === 'estimate')).toBe(true)
        expect(agents.has(estimate.createdBy)).toBe(true)
        if (estimate.state === 'open') {
          expect(row.status).toBe('waiting_for_details')
          expect(estimate.validUntil > new Date(NOW).toISOString().slice(0, 10)).toBe(true)
        } else {
          expect(told.at(-1)).toMatchObject({ actorId: estimate.endedBy, createdAt: estimate.endedAt })
        }
      }
    }
  })

  it('wakes a waiting case when its customer writes', () => {
    for (const { notes, events } of stories) {
      for (const note of notes.filter((candidate) => candidate.authorKind === 'customer')) {
        const last = events.findLast((event) => event.field === 'status' && event.createdAt <= note.createdAt)
        if (last?.to !== 'waiting_for_details') continue
        expect(events).toContainEqual(
          expect.objectContaining({ to: 'in_progress', actorKind: 'customer', createdAt: note.createdAt + 1 }),
        )
      }
    }
  })
})

describe('demo customers', () => {
  it('are at every step of signing in; those who have been inside have agreed', () => {
    for (const state of SIGN_IN_STATES) {
      expect(demo.contacts.filter(({ signIn }) => signIn === state).length).toBeGreaterThan(5)
    }
    const [janez] = demo.contacts
    expect(janez).toMatchObject({ firstName: 'Janez', lastName: 'Novak', signIn: 'active', role: 'company' })
    const consents = Map.groupBy(demo.consents, ({ contactId }) => contactId)
    for (const { id, signIn } of demo.contacts) {
      expect(consents.get(id)?.length ?? 0).toBe(signIn === 'active' || signIn === 'disabled' ? 2 : 0)
    }
    expect(consents.get(janez!.id)?.map(({ kind, version }) => [kind, version])).toEqual(
      expect.arrayContaining(Object.entries(CONSENT_VERSIONS)),
    )
  })

  it('have companies whose tax numbers could be real ones', () => {
    const slovene = demo.accounts.filter(({ country }) => country === 'SI')
    expect(slovene.filter(({ taxNumber }) => !isTaxNumber(taxNumber ?? '', 'SI'))).toEqual([])
    expect(new Set(demo.accounts.map(({ taxNumber }) => taxNumber)).size).toBe(demo.accounts.length)
  })

  it('ask for access with and without a proof, are asked and answer', () => {
    const { registrations } = demo
    expect(new Set(registrations.map(({ proof }) => proof))).toEqual(new Set(['none', 'match', 'mismatch']))
    expect(new Set(registrations.map(({ state }) => state))).toEqual(
      new Set(['pending', 'asked', 'approved', 'rejected']),
    )
    const contacts = new Map(demo.contacts.map((row) => [row.id, row]))
    for (const { state, history, contactId, createdAt, email } of registrations) {
      expect(history[0]).toMatchObject({ at: createdAt, step: 'sent' })
      const last = history.at(-1)?.step
      expect(['sent', 'answered'].includes(last ?? '') ? 'pending' : last).toBe(state)
      expect(contactId !== null).toBe(state === 'approved')
      if (contactId !== null) expect(contacts.get(contactId)).toMatchObject({ email, signIn: 'invited' })
      expect(history.every(({ at }) => at <= NOW)).toBe(true)
    }
  })
})

describe("the guide's case", () => {
  const guide = demo.cases.find((row) => row.caseNumber === 'CAS-02580-T0M2L3')!

  it('is there as the guide shows it', () => {
    expect(guide).toMatchObject({
      title: 'TEST',
      caseType: 'support',
      description: 'potrebujem pomoč pri nastavitvi umika',
      status: 'in_progress',
      ownerId: null,
      customerReference: null,
    })
    const local = new Intl.DateTimeFormat('sl-SI', {
      timeZone: 'Europe/Ljubljana',
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    for (const at of [guide.createdAt, guide.modifiedAt]) expect(local.format(at)).toMatch(/15\. dec\. 2020.*10:06/)
    const contact = demo.contacts.find((row) => row.id === guide.contactId)
    expect(contact).toMatchObject({ firstName: 'Janez', lastName: 'Novak', language: 'sl' })
    expect(demo.cases.filter((row) => sameCaseNumber(row.caseNumber, 'CAS-02580-TOM2L3'))).toEqual([guide])
  })

  it('has the answer of Gregor Berčič 33 seconds later', () => {
    const notes = demo.notes.filter((note) => note.caseId === guide.id)
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatchObject({
      body: 'TEST, kako vam lahko pomagamo',
      visibility: 'public',
      authorKind: 'agent',
      authorId: GREGOR.id,
      createdAt: guide.createdAt + 33_000,
    })
    expect(demo.agents.find((row) => row.id === GREGOR.id)?.name).toBe('Gregor Berčič')
  })

  it('is there even when it is the only one', () => {
    expect(generateAll({ now: NOW, cases: 1 }).cases.map((row) => row.caseNumber)).toEqual(['CAS-02580-T0M2L3'])
    expect(lastCounter(1)).toBe(2580)
  })
})

describe('streaming', () => {
  it('never gives more than a batch of cases at once, references before their use', () => {
    const seen: string[] = []
    let largest = 0
    for (const batch of generateDemo({ now: NOW, cases: 3000 }) as Iterable<DemoBatch>) {
      if (seen.at(-1) !== batch.table) seen.push(batch.table)
      if (batch.table === 'cases') largest = Math.max(largest, batch.rows.length)
    }
    expect(largest).toBe(500)
    expect(seen.slice(0, 13)).toEqual([
      'teams',
      'agents',
      'accounts',
      'contacts',
      'entitlements',
      'devices',
      'registrations',
      'consents',
      'views',
      'macros',
      'templates',
      'cases',
      'notes',
    ])
  })

  it('gives the first cases of a large portal without making the others', () => {
    const stories = demoStories(demoWorld({ now: NOW }), { now: NOW, cases: 1_000_000 })
    const first = Array.from({ length: 50 }, () => stories.next().value)
    expect(first.map((story) => story?.case.createdAt)).toEqual(first.map((story) => story?.case.createdAt).toSorted())
  })
})
