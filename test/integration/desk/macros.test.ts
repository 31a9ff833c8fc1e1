import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MacroContent } from '#shared/domain/macro.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { IGOR, MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ cases: 120 })
})
afterAll(() => world.stop())

const SOON = { timeout: 25_000, interval: 20 }
const WAIT: MacroContent = {
  name: 'Počakaj',
  shortcut: 'pocakaj',
  words: 'reply',
  bodySl: 'Pozdravljeni, {{stranka}}. Zahtevek {{zahtevek}} čaka na vas.',
  bodyEn: '',
  status: 'waiting_for_details',
  owner: 'me',
  teamId: null,
  snooze: null,
  shared: true,
}
const make = async (desk: TestDesk, part: Partial<MacroContent>): Promise<string> =>
  (await desk.api.macros.save({ macroId: null, content: { ...WAIT, ...part }, base: null })).macroId
const named = (desk: TestDesk, name: string) =>
  (desk.api.macros.list(undefined) as MacroView[]).find(({ content }) => content.name === name)
const offline = async (desk: TestDesk, workOffline = true) => desk.api.sync.setWorkOffline({ workOffline })

describe('macros of the desk', () => {
  it('S80: come to other desks where they are shared, also those that were made offline', async () => {
    const [maja, igor] = [await world.openDesk(), await world.openDesk({ autoSignIn: IGOR })]
    await Promise.all([maja.settled(), igor.settled()])
    await offline(maja)
    const macroId = await make(maja, { name: 'Za vse' })
    await make(maja, { name: 'Samo moj', shared: false })
    const changed = { ...WAIT, name: 'Za vse', status: 'resolved' as const }
    await maja.api.macros.save({ macroId, content: changed, base: { ...WAIT, name: 'Za vse' } })
    expect(named(maja, 'Za vse')).toMatchObject({ content: changed, pending: true })
    await offline(maja, false)
    await maja.settled()
    await vi.waitFor(() => expect(named(igor, 'Za vse')?.content.status).toBe('resolved'), SOON)
    expect(named(igor, 'Samo moj')).toBeUndefined()
    const { opId } = await maja.api.macros.remove({ macroId })
    expect(named(maja, 'Za vse')).toBeUndefined()
    await maja.api.sync.withdraw({ opId })
    expect(named(maja, 'Za vse')).toBeDefined()
    const nothing = { ...WAIT, words: 'none', bodySl: '', status: null, owner: null } as const
    expect((await refusal(() => make(maja, nothing))).code).toBe('invalid_input')
  })

  it('S82: write all of it at once, each part by itself, and are taken back as one', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await offline(desk)
    const macroId = await make(desk, { name: 'Vse hkrati' })
    const { id: caseId, caseNumber } = await world.takeCase(desk)
    await desk.api.cases.setOwner({ caseId, ownerId: null })
    await desk.api.drafts.save({ caseId, mode: 'reply', body: 'Moj začeti odgovor.' })
    const content = named(desk, 'Vse hkrati')!.content
    const preview = await desk.api.macros.preview({ content, caseId, fills: {} })
    expect(preview).toMatchObject({
      body: expect.stringContaining(caseNumber),
      missing: [],
      problem: null,
      parts: [{ kind: 'reply' }, { kind: 'status', value: 'waiting_for_details' }, { kind: 'owner', value: MAJA_ID }],
    })

    const action = { kind: 'macro', macroId } as const
    const run = await desk.api.bulk.run({ caseIds: [caseId], action })
    expect(run).toMatchObject({ done: 1, refused: [] })
    const { operations } = await desk.api.sync.operations({ limit: 50 })
    const made = operations.filter((one) => one.caseId === caseId && one.undoUntil !== null)
    expect(made.map(({ kind, status, owner }) => [kind, status, owner?.id ?? null])).toEqual([
      ['note.create', 'waiting_for_details', null],
      ['case.update', null, MAJA_ID],
    ])
    // What the agent was writing is still there.
    expect(await desk.api.drafts.get({ caseId, mode: 'reply' })).toMatchObject({ body: 'Moj začeti odgovor.' })

    expect(await desk.api.bulk.undo({ groupId: run.groupId })).toEqual({ undone: 1, left: 0 })
    expect((await desk.api.cases.get({ caseId })).case).toMatchObject({ status: 'in_progress', ownerId: null })
    // The macro's words are the draft's, before what was there.
    const draft = await desk.api.drafts.get({ caseId, mode: 'reply' })
    expect(draft?.body).toContain('čaka na vas')
    expect(draft?.body).toContain('Moj začeti odgovor.')
  })

  it('S82: one part can be taken back alone, and the others arrive', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await offline(desk)
    const macroId = await make(desk, { name: 'Po delih', status: 'researching' })
    const { id: caseId } = await world.takeCase(desk)
    await desk.api.cases.setOwner({ caseId, ownerId: null })
    await desk.api.bulk.run({ caseIds: [caseId], action: { kind: 'macro', macroId } })
    const { operations } = await desk.api.sync.operations({ limit: 50 })
    const owner = operations.find((one) => one.caseId === caseId && one.owner?.id === MAJA_ID)!
    await desk.api.sync.withdraw({ opId: owner.opId })
    await offline(desk, false)
    await vi.waitFor(async () => expect(await world.statusOf(caseId)).toBe('researching'), SOON)
    expect((await world.notesOf(caseId)).filter(({ body }) => body.includes('čaka na vas'))).toHaveLength(1)
    const [row] = await world.query<{ owner_id: string | null }>('SELECT owner_id FROM cases WHERE id = $1', [caseId])
    expect(row).toEqual({ owner_id: null })
  }, 40_000)

  it('S83: with a value missing nothing is written, until it is filled in', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await offline(desk)
    const macroId = await make(desk, { name: 'Z referenco', bodySl: 'Vaša referenca: {{zahtevek.referenca}}.' })
    const { id: caseId } = await world.takeCase(desk)
    await world.query('UPDATE cases SET customer_reference = NULL WHERE id = $1', [caseId])
    await offline(desk, false)
    await desk.settled()
    const content = named(desk, 'Z referenco')!.content
    await vi.waitFor(async () => {
      const { missing, problem } = await desk.api.macros.preview({ content, caseId, fills: {} })
      expect([missing, problem?.code]).toEqual([['case.reference'], 'facts_missing'])
    }, SOON)
    await offline(desk)
    const refused = await desk.api.bulk.run({ caseIds: [caseId], action: { kind: 'macro', macroId } })
    expect(refused).toMatchObject({ done: 0, undoUntil: null, refused: [{ problem: { code: 'facts_missing' } }] })
    const fills = { 'case.reference': 'NAR-7' }
    expect((await desk.api.bulk.run({ caseIds: [caseId], action: { kind: 'macro', macroId, fills } })).done).toBe(1)
    const { items } = await desk.api.cases.thread({ caseId, limit: 5 })
    expect(JSON.stringify(items)).toContain('Vaša referenca: NAR-7.')
  })

  it('S84: before many get words it says who and what, and undoing leaves no drafts behind', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await offline(desk)
    const macroId = await make(desk, { name: 'Vsem', status: 'resolved', owner: null })
    const cases = [await world.takeCase(desk), await world.takeCase(desk), await world.takeCase(desk)]
    const caseIds = cases.map(({ id }) => id)
    await desk.api.cases.setStatus({ caseId: caseIds[2]!, status: 'cancelled' })
    const check = await desk.api.macros.check({ macroId, caseIds })
    expect(check).toMatchObject({
      cases: 2,
      replies: 2,
      refused: [{ caseId: caseIds[2], problem: { code: 'illegal_move' } }],
      samples: cases.slice(0, 2).map(({ caseNumber }) => ({ caseNumber, text: expect.stringContaining(caseNumber) })),
    })
    const run = await desk.api.bulk.run({ caseIds, action: { kind: 'macro', macroId } })
    expect(run.done).toBe(2)
    expect(await desk.api.bulk.undo({ groupId: run.groupId })).toEqual({ undone: 2, left: 0 })
    const drafts = await desk.api.drafts.list(undefined)
    expect(drafts.filter(({ caseId }) => caseIds.includes(caseId))).toEqual([])
  })
})
