import { afterAll, beforeAll, expect, it } from 'vitest'
import { NEW_CASE } from '#shared/domain/case.ts'
import { aLog } from '#test/factories/files.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 150 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())

const UNKNOWN = {
  ...{ entitlementId: null, customerSystemId: null, warrantyRepair: null },
  ...{ serialNumber: null, customerReference: null },
}

/** A form that was begun for a caller, with a file, while a case of theirs is there already. */
async function begun() {
  const known = await world.takeCase(maja)
  const { contactId } = (await maja.api.cases.get({ caseId: known.id })).case
  await maja.api.cases.keepEntry({ entry: '{"title":"Terminal"}' })
  const file = new File([new Uint8Array(aLog())], 'dnevnik.txt')
  await maja.api.attachments.stage({ caseId: NEW_CASE, mode: 'reply', file })
  const creation = { caseType: 'support' as const, title: 'Terminal', description: 'Ne bere.', contactId, ...UNKNOWN }
  return { known, creation }
}

const filesOfForm = async () => (await maja.api.drafts.get({ caseId: NEW_CASE, mode: 'reply' }))?.attachments ?? []
const linksOf = async (desk: TestDesk, caseId: string) => (await desk.api.relations.ofCase({ caseId })).links
const notes = async (desk: TestDesk, caseId: string) =>
  (await desk.api.cases.thread({ caseId, limit: 200 })).items.flatMap((item) => (item.type === 'note' ? [item] : []))

it('S85: a case that is entered as another one’s duplicate is linked with it at once, offline, and for everybody later', async () => {
  const { known, creation } = await begun()
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const link = { otherId: known.id, link: 'duplicate_of' as const }
  const { caseId, opId } = await maja.api.cases.create({ ...creation, link })
  expect(await linksOf(maja, caseId)).toMatchObject([{ otherId: known.id, kind: 'duplicate_of', pending: true }])
  expect(await linksOf(maja, known.id)).toMatchObject([{ otherId: caseId, kind: 'duplicated_by', pending: true }])
  expect(await maja.api.cases.entry(undefined)).toBeNull()
  expect(await filesOfForm()).toEqual([])

  await maja.api.sync.setWorkOffline({ workOffline: false })
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 20_000 }).toBe('settled')
  await maja.settled()
  await igor.api.sync.now(undefined)
  await igor.settled()
  for (const desk of [maja, igor]) {
    expect(await linksOf(desk, caseId)).toMatchObject([{ otherId: known.id, kind: 'duplicate_of', pending: false }])
  }
})

it('S85: without the case there is no link: taken back, both are gone; and nothing is made for a case that is unknown', async () => {
  const { known, creation } = await begun()
  const unknown = { otherId: 'unknown', link: 'relates_to' as const }
  expect(await refusal(() => maja.api.cases.create({ ...creation, link: unknown }))).toMatchObject({
    code: 'not_found',
  })
  expect(await maja.api.cases.entry(undefined)).not.toBeNull()
  expect(await filesOfForm()).toHaveLength(1)

  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.cases.create({ ...creation, link: { otherId: known.id, link: 'relates_to' } })
  await maja.api.sync.withdraw({ opId })
  expect(await linksOf(maja, known.id)).toEqual([])
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  expect(await maja.api.sync.recovered(undefined)).toContainEqual(expect.objectContaining({ kind: 'case' }))
})

it('S86: what was entered becomes an internal note of the case that it belongs to, beside what was begun there', async () => {
  const { known } = await begun()
  const caseId = known.id
  await maja.api.drafts.save({ caseId, mode: 'note', body: 'Začeto prej' })
  const body = 'Terminal\n\nNe bere.'
  const first = await maja.api.cases.addEntry({ caseId, body })
  expect(first.undoUntil).not.toBeNull()
  expect(await maja.api.cases.entry(undefined)).toBeNull()
  expect(await filesOfForm()).toEqual([])
  expect(await notes(maja, caseId)).toContainEqual(
    expect.objectContaining({
      body,
      visibility: 'internal',
      attachments: [expect.objectContaining({ fileName: 'dnevnik.txt' })],
    }),
  )
  expect(await maja.api.drafts.get({ caseId, mode: 'note' })).toMatchObject({ body: 'Začeto prej', attachments: [] })

  // Taken back, it is in the note's draft there, with its file.
  await maja.api.sync.withdraw({ opId: first.opId })
  const draft = await maja.api.drafts.get({ caseId, mode: 'note' })
  expect(draft).toMatchObject({ body: `${body}\n\nZačeto prej`, attachments: [{ fileName: 'dnevnik.txt' }] })

  const { opId } = await maja.api.cases.addEntry({ caseId, body: 'Drugič' })
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 20_000, interval: 200 }).toBe('settled')
  await igor.api.sync.now(undefined)
  await igor.settled()
  expect(await notes(igor, caseId)).toContainEqual(expect.objectContaining({ body: 'Drugič', visibility: 'internal' }))
}, 40_000)

it('S86: refused, the form is as it was', async () => {
  const { known } = await begun()
  const tooLong = { caseId: known.id, body: 'a'.repeat(100_001) }
  expect(await refusal(() => maja.api.cases.addEntry(tooLong))).toMatchObject({ code: 'note_too_long' })
  expect(await refusal(() => maja.api.cases.addEntry({ caseId: 'unknown', body: 'a' }))).toMatchObject({
    code: 'not_found',
  })
  expect(await maja.api.cases.entry(undefined)).not.toBeNull()
  expect(await filesOfForm()).toHaveLength(1)
})
