import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DEMO_TEMPLATES } from '#portal/demo/texts/templates.ts'
import type { TemplateContent } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const SOON = { timeout: 15_000, interval: 20 }
const CONTENT: TemplateContent = {
  name: 'Zapora računa',
  shortcut: 'zapora',
  bodySl:
    'Pozdravljeni, {{stranka}}.\nZahtevek {{zahtevek}} je v stanju {{zahtevek.stanje}}.\nLep pozdrav\n{{podpornik}}',
  bodyEn: 'Hello {{customer}}.',
  shared: true,
}

const named = (desk: TestDesk, name: string): TemplateView | undefined =>
  (desk.api.templates.list(undefined) as TemplateView[]).find(({ content }) => content.name === name)
const appears = (desk: TestDesk, name: string) =>
  vi.waitFor(() => {
    const found = named(desk, name)
    expect(found).toMatchObject({ pending: false })
    return found!
  }, SOON)
const unique = (name: string, part: Partial<TemplateContent> = {}): TemplateContent => ({ ...CONTENT, ...part, name })
const make = async (desk: TestDesk, content: TemplateContent) => {
  const { templateId } = await desk.api.templates.save({ templateId: null, content, base: null })
  return templateId
}

describe('templates of the desk', () => {
  it('are the shared ones and the agent’s own', async () => {
    const [maja, igor] = [await world.openDesk(), await world.openDesk({ autoSignIn: IGOR })]
    await Promise.all([maja.settled(), igor.settled()])
    const shared = DEMO_TEMPLATES.filter(({ by }) => by === undefined).length
    expect(await maja.api.templates.list(undefined)).toHaveLength(shared + 1)
    expect(await igor.api.templates.list(undefined)).toHaveLength(shared)

    await make(maja, unique('Samo moja', { shared: false }))
    await make(maja, unique('Za vse'))
    await maja.settled()
    await appears(igor, 'Za vse')
    expect(named(igor, 'Samo moja')).toBeUndefined()
    // Her other desk has both.
    const other = await world.openDesk()
    await other.settled()
    expect([named(other, 'Samo moja'), named(other, 'Za vse')].map((view) => view?.modifiedByName)).toEqual([
      'Maja Kotnik',
      'Maja Kotnik',
    ])
  })

  it('are made, changed and deleted offline, and reach the portal in that order', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await desk.api.sync.setWorkOffline({ workOffline: true })
    const first = unique('Brez povezave')
    const templateId = await make(desk, first)
    const second = { ...first, bodyEn: 'Later words.' }
    await desk.api.templates.save({ templateId, content: second, base: first })
    expect(named(desk, 'Brez povezave')).toMatchObject({ content: second, pending: true })

    await desk.api.sync.setWorkOffline({ workOffline: false })
    await desk.settled()
    expect(named(desk, 'Brez povezave')).toMatchObject({
      content: second,
      pending: false,
      modifiedByName: 'Maja Kotnik',
    })
    const [row] = await world.query<{ body_en: string }>('SELECT body_en FROM templates WHERE id = $1', [templateId])
    expect(row).toEqual({ body_en: 'Later words.' })
  })

  it('can be had back for some seconds after they were deleted', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const templateId = await make(desk, unique('Začasna'))
    await desk.settled()
    const { opId, undoUntil } = await desk.api.templates.remove({ templateId })
    expect(undoUntil).toBeGreaterThan(Date.now())
    expect(named(desk, 'Začasna')).toBeUndefined()
    expect((await refusal(() => desk.api.templates.remove({ templateId }))).code).toBe('not_found')
    await desk.api.sync.withdraw({ opId })
    expect(named(desk, 'Začasna')).toBeDefined()
    expect(await world.query('SELECT 1 AS there FROM templates WHERE id = $1', [templateId])).toHaveLength(1)
  })

  it('ask a person where two changed the same, and take the answer', async () => {
    const [maja, igor] = [await world.openDesk(), await world.openDesk({ autoSignIn: IGOR })]
    await Promise.all([maja.settled(), igor.settled()])
    const content = unique('Spor')
    const templateId = await make(maja, content)
    await appears(igor, 'Spor')
    await igor.api.sync.setWorkOffline({ workOffline: true })
    await maja.api.templates.save({ templateId, content: { ...content, bodyEn: 'Maja' }, base: content })
    await maja.settled()
    const igors = { ...content, bodyEn: 'Igor', bodySl: `${content.bodySl}\nIgor` }
    await igor.api.templates.save({ templateId, content: igors, base: content })
    await igor.api.sync.setWorkOffline({ workOffline: false })
    await vi.waitFor(() => expect(named(igor, 'Spor')?.conflict).not.toBeNull(), SOON)

    const { conflict } = named(igor, 'Spor')!
    expect(conflict).toMatchObject({
      changedByName: 'Maja Kotnik',
      conflict: { field: 'template', theirs: { bodyEn: 'Maja' }, mine: igors },
    })
    await vi.waitFor(() => expect(named(igor, 'Spor')?.content.bodyEn).toBe('Maja'), SOON)
    expect((await igor.state()).conflicts).toBe(1)
    await igor.api.sync.resolveConflict({ opId: conflict!.opId, choice: 'mine' })
    await igor.settled()
    await vi.waitFor(() => expect(named(maja, 'Spor')?.content).toEqual(igors), SOON)
    expect(named(igor, 'Spor')).toMatchObject({ content: igors, conflict: null })
  })

  it('ask nobody about a change on top of one of their own that was taken back', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const content = unique('Vzeta nazaj')
    const templateId = await make(desk, content)
    await desk.settled()
    await desk.api.sync.setWorkOffline({ workOffline: true })
    const first = { ...content, bodyEn: 'First.', shortcut: 'vzeto' }
    const taken = await desk.api.templates.save({ templateId, content: first, base: content })
    await desk.api.templates.save({ templateId, content: { ...first, bodyEn: 'Second.' }, base: first })
    await desk.api.sync.withdraw({ opId: taken.opId })
    await desk.api.sync.setWorkOffline({ workOffline: false })
    await desk.settled()
    expect(named(desk, 'Vzeta nazaj')).toMatchObject({
      ...{ content: { ...content, bodyEn: 'Second.' }, pending: false, conflict: null },
    })
  })

  it('keep the words of a change whose template somebody deleted', async () => {
    const [maja, igor] = [await world.openDesk(), await world.openDesk({ autoSignIn: IGOR })]
    await Promise.all([maja.settled(), igor.settled()])
    const content = unique('Izginila')
    const templateId = await make(maja, content)
    await appears(igor, 'Izginila')
    await igor.api.sync.setWorkOffline({ workOffline: true })
    const igors = { ...content, bodyEn: 'Igorjeve besede' }
    await igor.api.templates.save({ templateId, content: igors, base: content })
    await world.query('DELETE FROM templates WHERE id = $1', [templateId])
    await igor.api.sync.setWorkOffline({ workOffline: false })
    await vi.waitFor(() => expect(named(igor, 'Izginila')).toBeUndefined(), SOON)
    await igor.settled()
    expect(await igor.api.sync.recovered(undefined)).toMatchObject([
      { kind: 'template', caseId: null, caseTitle: 'Izginila', text: expect.stringContaining('Igorjeve besede') },
    ])
    expect((await igor.api.sync.exportUnsent(undefined)).text).toContain('Igorjeve besede')
  })

  it('are refused when they could not be used, before they are kept', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const wrong = [unique(' '), unique('a', { bodySl: '{{kaj}}' }), unique('a', { shortcut: 'dve besedi' })]
    for (const content of wrong) expect((await refusal(() => make(desk, content))).code).toBe('invalid_input')
    const taken = unique('Skupna ostane')
    const templateId = await make(desk, taken)
    const own = { ...taken, shared: false }
    expect((await refusal(() => desk.api.templates.save({ templateId, content: own, base: taken }))).code).toBe(
      'invalid_input',
    )
  })

  it('take a withdrawn creation with all that was built on it to the recovery list', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await desk.api.sync.setWorkOffline({ workOffline: true })
    const content = unique('Umaknjena')
    const { templateId, opId } = await desk.api.templates.save({ templateId: null, content, base: null })
    await desk.api.templates.save({ templateId, content: { ...content, bodyEn: 'Potem' }, base: content })
    await desk.api.sync.withdraw({ opId })
    expect(named(desk, 'Umaknjena')).toBeUndefined()
    expect((await desk.state()).waiting).toBe(0)
    const kept = await desk.api.sync.recovered(undefined)
    expect(kept.filter(({ text }) => text.startsWith('Umaknjena')).map(({ reason }) => reason)).toEqual([
      'withdrawn',
      'withdrawn',
    ])
  })
})

describe('what stands for the placeholders', () => {
  it('is of the case, in the language of whom it is for', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const one = await world.takeCase(desk)
    const detail = await desk.api.cases.get({ caseId: one.id })
    const [sl, en] = [
      await desk.api.templates.values({ caseId: one.id, language: 'sl' }),
      await desk.api.templates.values({ caseId: one.id, language: 'en' }),
    ]
    expect(sl).toMatchObject({
      'customer.name': `${detail.contact!.firstName} ${detail.contact!.lastName}`,
      'customer.company': detail.account!.name,
      'case.number': one.caseNumber,
      'case.title': one.title,
      'case.status': 'V teku',
      'agent.name': 'Maja Kotnik',
      'device.serial': detail.case.serialNumber,
    })
    expect(en['case.status']).toBe('In progress')
    expect([sl['date.today'], en['date.today']].map((text) => /\d{4}/.test(text ?? ''))).toEqual([true, true])
    expect(sl['date.today']).not.toBe(en['date.today'])
    expect(new Set([sl['date.today'], sl['date.tomorrow'], sl['date.inWeek']]).size).toBe(3)
  })

  it('is of today and the agent alone without a case', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const values = await desk.api.templates.values({ caseId: null, language: 'sl' })
    const known = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [name]))
    expect(known).toEqual(['agent.name', 'agent.email', 'date.today', 'date.tomorrow', 'date.inWeek'])
    expect((await refusal(() => desk.api.templates.values({ caseId: 'x', language: 'sl' }))).code).toBe('not_found')
  })
})

it('words that were begun wait over a restart, for their agent alone', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const entry = JSON.stringify({ new: { content: CONTENT, base: null } })
  await desk.api.templates.keepEntry({ entry })
  await desk.close()
  const again = await world.openDesk({ profileDir: desk.profileDir, key: desk.key })
  expect(await again.api.templates.entry(undefined)).toBe(entry)
  const exported = await again.api.sync.exportUnsent(undefined)
  expect(exported.text).toContain('— Predloga')
  expect(exported.text).toContain('Zapora računa')
  await again.api.templates.keepEntry({ entry: null })
  expect(await again.api.templates.entry(undefined)).toBeNull()
})
