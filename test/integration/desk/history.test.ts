import { afterAll, beforeAll, expect, it } from 'vitest'
import { IGOR, MAJA_ID, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 60 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())

it('shows what waits at once, and everybody both times when it has arrived', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const { case: before } = await maja.api.cases.get({ caseId })
  await maja.api.sync.setWorkOffline({ workOffline: true })
  await maja.api.cases.setTitle({ caseId, title: 'Terminal ob vhodu stoji' })
  await maja.api.cases.setOwner({ caseId, ownerId: MAJA_ID })
  const waiting = (await maja.api.cases.history({ caseId })).filter(({ pending }) => pending)
  const owner = before.ownerId === MAJA_ID ? [] : [expect.objectContaining({ field: 'ownerId', to: 'Maja Kotnik' })]
  expect(waiting).toEqual([
    ...owner,
    expect.objectContaining({
      field: 'title',
      from: before.title,
      to: 'Terminal ob vhodu stoji',
      at: null,
      authoredAt: expect.any(Number),
      authorName: 'Maja Kotnik',
    }),
  ])

  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  await igor.settled()
  for (const desk of [maja, igor]) {
    const history = await desk.api.cases.history({ caseId })
    expect(history.some(({ pending }) => pending)).toBe(false)
    expect(history.find(({ field }) => field === 'title')).toMatchObject({
      from: before.title,
      to: 'Terminal ob vhodu stoji',
      authorName: 'Maja Kotnik',
      authoredAt: waiting.at(-1)!.authoredAt,
      at: expect.any(Number),
    })
  }
})

it('keeps of a long description what was changed in it', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const long = 'Vrata se ne odpirajo. '.repeat(60)
  await maja.api.cases.setDescription({ caseId, description: `${long}Lučka sveti rdeče.` })
  await maja.settled()
  await maja.api.cases.setDescription({ caseId, description: `${long}Lučka sveti zeleno.` })
  await maja.settled()
  const [newest] = (await maja.api.cases.history({ caseId })).filter(({ field }) => field === 'description')
  expect(newest?.from).toMatch(/rdeče\.$/)
  expect(newest?.to).toMatch(/zeleno\.$/)
})
