import { afterAll, beforeAll, expect, it } from 'vitest'
import { IGOR, MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 120 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())

/** Maja answers and moves the case offline; meanwhile Igor has moved it elsewhere. */
async function disagree(mine: 'researching' | 'resolved', theirs: 'waiting_for_details' | 'resolved') {
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: 'Moj odgovor',
    status: mine,
  })
  await igor.api.cases.setStatus({ caseId: target.id, status: theirs })
  await igor.settled()
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  return { caseId: target.id, opId }
}

it('the words go out at once, the status waits for a choice and shows theirs', async () => {
  const { caseId, opId } = await disagree('researching', 'waiting_for_details')
  expect((await world.notesOf(caseId)).filter(({ id }) => id === opId)).toHaveLength(1)
  const detail = await maja.api.cases.get({ caseId })
  expect(detail.case.status).toBe('waiting_for_details')
  expect(detail.conflicts).toEqual([
    {
      opId,
      conflict: expect.objectContaining({
        base: 'in_progress',
        mine: 'researching',
        theirs: 'waiting_for_details',
        reason: 'stale',
      }),
      changedByName: 'Igor Vidmar',
    },
  ])
  expect(await maja.state()).toMatchObject({ conflicts: 1 })
  const { rows } = await maja.api.queues.page({
    queue: 'waiting',
    sort: 'modified',
    direction: 'desc',
    anchor: { at: 'start' },
    limit: 10,
  })
  expect(rows.find(({ id }) => id === caseId)).toMatchObject({ conflict: true, pending: false })

  await maja.api.sync.resolveConflict({ opId, choice: 'mine' })
  expect((await maja.api.cases.get({ caseId })).case.status).toBe('researching')
  await maja.settled()
  expect(await world.statusOf(caseId)).toBe('researching')
  expect(await maja.state()).toMatchObject({ conflicts: 0 })
  expect((await maja.api.cases.get({ caseId })).conflicts).toEqual([])
  expect(await refusal(() => maja.api.sync.resolveConflict({ opId, choice: 'mine' }))).toMatchObject({
    code: 'not_found',
  })
})

it('"theirs" drops the change and keeps the words', async () => {
  const { caseId, opId } = await disagree('researching', 'waiting_for_details')
  await maja.api.sync.resolveConflict({ opId, choice: 'theirs' })
  await maja.settled()
  expect(await world.statusOf(caseId)).toBe('waiting_for_details')
  expect((await maja.api.cases.get({ caseId })).case.status).toBe('waiting_for_details')
  expect((await world.notesOf(caseId)).filter(({ id }) => id === opId)).toHaveLength(1)
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', body: 'Moj odgovor' })
})

it('the same change by both is no conflict', async () => {
  const { caseId, opId } = await disagree('resolved', 'resolved')
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', conflict: null })
  expect((await maja.api.cases.get({ caseId })).conflicts).toEqual([])
})

it('"mine" is refused where the rules do not allow it on top of theirs', async () => {
  const { caseId, opId } = await disagree('researching', 'resolved')
  expect(await refusal(() => maja.api.sync.resolveConflict({ opId, choice: 'mine' }))).toEqual({
    code: 'illegal_move',
    params: { from: 'resolved', to: 'researching' },
  })
  expect((await maja.api.cases.get({ caseId })).conflicts).toHaveLength(1)
  await maja.api.sync.resolveConflict({ opId, choice: 'theirs' })
})

it('a newer decision about the status settles the open question', async () => {
  const { caseId, opId } = await disagree('researching', 'waiting_for_details')
  await maja.api.cases.setStatus({ caseId, status: 'field_service' })
  await maja.settled()
  expect(await world.statusOf(caseId)).toBe('field_service')
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled' })
  expect(await maja.state()).toMatchObject({ conflicts: 0 })
})

it('of two owners the later one wins, and nobody is asked', async () => {
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.cases.setOwner({ caseId: target.id, ownerId: MAJA_ID })
  await igor.api.cases.setOwner({ caseId: target.id, ownerId: null })
  await igor.settled()
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', conflict: null })
  const detail = async () => (await igor.api.cases.get({ caseId: target.id })).case.ownerId
  await expect.poll(detail).toBe(MAJA_ID)
})

it('refuses what the domain or the input does not allow, before anything is written', async () => {
  const target = await world.takeCase(maja)
  const { total } = await maja.api.sync.operations({ limit: 1 })
  expect(await refusal(() => maja.api.cases.setStatus({ caseId: target.id, status: 'in_progress' }))).toEqual({
    code: 'illegal_move',
    params: { from: 'in_progress', to: 'in_progress' },
  })
  expect(await refusal(() => maja.api.cases.setOwner({ caseId: target.id, ownerId: 'nobody' }))).toMatchObject({
    code: 'not_found',
  })
  expect(await refusal(() => maja.api.cases.setStatus({ caseId: 'nothing', status: 'resolved' }))).toMatchObject({
    code: 'not_found',
  })
  const note = { caseId: target.id, visibility: 'public' as const }
  expect(await refusal(() => maja.api.cases.addNote({ ...note, body: ' \n ' }))).toMatchObject({ code: 'note_empty' })
  const long = 'ž'.repeat(1_048_576)
  expect(await refusal(() => maja.api.cases.addNote({ ...note, body: long }))).toEqual({
    code: 'note_too_long',
    params: { length: 1_048_576, max: 100_000 },
  })
  expect((await maja.api.drafts.get({ caseId: target.id, mode: 'reply' }))?.body).toBe(long)
  expect((await maja.api.sync.operations({ limit: 1 })).total).toBe(total)
})
