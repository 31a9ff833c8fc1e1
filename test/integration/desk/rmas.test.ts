import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { answerEstimate } from '#portal/server/cases/estimate-answer.ts'
import { inTransaction } from '#portal/server/deps.ts'
import type { NewLineInput, RmaDetail } from '#shared/rpc/rmas.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 400 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())
beforeEach(() => offline(false))

const offline = (workOffline: boolean, desk = maja) => desk.api.sync.setWorkOffline({ workOffline })
let serials = 0
const aLine = (over: Partial<NewLineInput> = {}): NewLineInput => ({
  ...{ serialNumber: `TEST-${++serials}`, model: 'Zone Touch', fault: 'Ne vklopi se.', accessories: '' },
  ...{ warranty: 'undecided', ...over },
})
const get = (rmaId: string, desk = maja) => desk.api.rmas.get({ rmaId })
async function onlyLine(rmaId: string, desk = maja): Promise<RmaDetail['lines'][number]> {
  const [line] = (await get(rmaId, desk)).lines
  if (!line) throw new Error('The RMA has no line')
  return line
}
/** At the portal and on both desks, as far as the states that are named. */
async function begun(...steps: ('approved' | 'received' | 'diagnosing')[]) {
  const { id: caseId } = await world.takeCase(maja)
  const { rmaId, lineIds } = await maja.api.rmas.create({ caseId, lines: [aLine()] })
  const lineId = lineIds[0]!
  for (const to of steps) await maja.api.rmas.step({ lineId, to })
  await maja.settled()
  await expect
    .poll(async () => (await onlyLine(rmaId, igor)).state, { timeout: 10_000 })
    .toBe(steps.at(-1) ?? 'requested')
  return { caseId, rmaId, lineId }
}
const portalLine = async (lineId: string) =>
  (
    await world.query<{ state: string; diagnosis: string }>('SELECT state, diagnosis FROM rma_lines WHERE id = $1', [
      lineId,
    ])
  )[0]

it('an RMA that is entered offline is at work at once, and gets its number from the portal', async () => {
  const { id: caseId } = await world.takeCase(maja)
  await offline(true)
  await maja.api.rmas.keepEntry({ caseId, entry: '{"fault":"Ne vklopi se."}' })
  await maja.api.rmas.keepScanned({ entry: '{"mode":"look","scans":[{"text":"NEZNANA-77"}]}' })
  await maja.api.cases.keepEdits({ entry: '{"edits":{"title:x":{"text":"Nov naslov"}}}' })
  const { text: begun } = await maja.api.sync.exportUnsent(undefined)
  for (const part of ['Ne vklopi se.', 'Skenirane naprave', 'NEZNANA-77', 'Nov naslov']) expect(begun).toContain(part)
  await maja.api.rmas.keepScanned({ entry: '{"mode":"look"}' })
  await maja.api.cases.keepEdits({ entry: null })
  expect((await maja.api.sync.exportUnsent(undefined)).text).not.toContain('Skenirane naprave')
  const created = await maja.api.rmas.create({ caseId, lines: [aLine({ serialNumber: ' A-100 ' }), aLine()] })
  expect(await maja.api.rmas.entry({ caseId })).toBeNull()
  const { rmaId, lineIds } = created
  const lineId = lineIds[0]!
  await maja.api.rmas.step({ lineId, to: 'approved' })
  await maja.api.rmas.step({ lineId, to: 'in_transit', carrier: 'Pošta', trackingNumber: 'RP1' })
  await maja.api.rmas.setField({ lineId, field: 'fault', value: 'Ne vklopi se, diši po zažganem.' })
  expect(await maja.api.rmas.setField({ lineId, field: 'model', value: 'Zone Touch ' })).toBeNull()
  const added = await maja.api.rmas.addLine({ rmaId, line: aLine({ serialNumber: 'A-300' }) })
  await maja.api.rmas.removeLine({ lineId: lineIds[1]! })

  const shown = await get(rmaId)
  expect(shown).toMatchObject({
    rma: { rmaNumber: '', state: 'requested', pending: true, createdByName: 'Maja Kotnik' },
    case: { id: caseId },
    lines: [
      {
        id: lineId,
        serialNumber: 'A-100',
        state: 'in_transit',
        inboundTracking: 'RP1',
        steps: ['received', 'rejected'],
      },
      { id: added.lineId, serialNumber: 'A-300', removable: true },
    ],
  })
  expect(shown.lines[0]?.history).toMatchObject([
    { state: 'requested' },
    { state: 'approved', pending: true, actorName: 'Maja Kotnik' },
    { state: 'in_transit', pending: true },
  ])
  expect(await maja.operation(created.opId)).toMatchObject({
    ...{ kind: 'rma.create', rma: { rmaId, serialNumbers: ['A-100', expect.any(String)] }, editable: false },
  })
  const { text } = await maja.api.sync.exportUnsent(undefined)
  for (const part of ['Nov RMA', 'A-100', 'Na poti k nam', 'Napaka: Ne vklopi se, diši po zažganem.']) {
    expect(text).toContain(part)
  }
  expect((await maja.api.rmas.ofSerial({ serialNumber: 'a1oo' })).map(({ id }) => id)).toEqual([lineId])

  await offline(false)
  await maja.settled()
  const sent = await get(rmaId)
  expect(sent.rma).toMatchObject({ rmaNumber: expect.stringMatching(/^RMA-\d{5}$/), pending: false })
  expect(sent.lines.map(({ serialNumber, state, pending }) => [serialNumber, state, pending])).toEqual([
    ['A-100', 'in_transit', false],
    ['A-300', 'requested', false],
  ])
  expect(sent.lines[0]?.history.map(({ state, pending }) => [state, pending])).toEqual([
    ['requested', false],
    ['approved', false],
    ['in_transit', false],
  ])
  await expect
    .poll(() => get(rmaId, igor), { timeout: 10_000 })
    .toMatchObject({ rma: { rmaNumber: sent.rma.rmaNumber } })
  const { items } = await maja.api.cases.thread({ caseId, limit: 50 })
  const events = items.flatMap((item) => (item.type === 'event' ? [item] : []))
  expect(events).toContainEqual(expect.objectContaining({ field: 'rma', to: sent.rma.rmaNumber }))
  expect(events).toContainEqual(
    expect.objectContaining({
      ...{ field: 'rmaLine', from: 'approved', to: 'in_transit', authorName: 'Maja Kotnik' },
      line: { lineId, serialNumber: 'A-100', rmaNumber: sent.rma.rmaNumber, field: null },
    }),
  )
  const scanned = await igor.api.rmas.scan({ text: sent.rma.rmaNumber.toLowerCase().replace('-', ' ') })
  expect(scanned.lines).toHaveLength(2)
})

it('different steps of two agents are a conflict that shows both; mine goes on top where it can', async () => {
  const { rmaId, lineId } = await begun('approved', 'received', 'diagnosing')
  await offline(true)
  const { opId } = await maja.api.rmas.step({ lineId, to: 'rejected', reason: 'Poškodba zaradi vode.' })
  await igor.api.rmas.step({ lineId, to: 'repairing', warranty: 'warranty' })
  await igor.settled()
  await offline(false)
  await maja.settled()
  const line = await onlyLine(rmaId)
  expect(line).toMatchObject({
    ...{ state: 'repairing', conflict: true, pending: false },
    conflicts: [
      {
        opId,
        conflict: {
          ...{ field: 'rmaStep', base: 'diagnosing', mine: 'rejected', theirs: 'repairing' },
          mineDetail: 'Poškodba zaradi vode.',
        },
        changedByName: expect.any(String),
      },
    ],
  })
  expect((await maja.api.cases.get({ caseId: line.caseId })).conflicts).toHaveLength(1)
  expect((await maja.state()).conflicts).toBe(1)
  await maja.api.sync.resolveConflict({ opId, choice: 'mine' })
  await maja.settled()
  expect(await onlyLine(rmaId)).toMatchObject({
    ...{ state: 'rejected', rejectionReason: 'Poškodba zaradi vode.', conflict: false, conflicts: [] },
  })
  expect(await portalLine(lineId)).toMatchObject({ state: 'rejected' })
})

it('the same step of two agents is one, and theirs can stand', async () => {
  const { rmaId, lineId } = await begun('approved', 'received')
  await offline(true)
  const mine = await maja.api.rmas.step({ lineId, to: 'diagnosing' })
  const next = await maja.api.rmas.step({ lineId, to: 'rejected', reason: 'Predraga.' })
  await igor.api.rmas.step({ lineId, to: 'diagnosing' })
  await igor.api.rmas.step({ lineId, to: 'repairing', warranty: 'goodwill' })
  await igor.api.rmas.step({ lineId, to: 'repaired' })
  await igor.settled()
  await offline(false)
  await maja.settled()
  // Of two questions about the same device the later one is left.
  expect(await maja.operation(mine.opId)).toMatchObject({ state: 'settled' })
  expect((await onlyLine(rmaId)).conflicts).toMatchObject([{ opId: next.opId }])
  expect(await refusal(() => maja.api.sync.resolveConflict({ opId: next.opId, choice: 'mine' }))).toMatchObject({
    code: 'illegal_step',
  })
  await maja.api.sync.resolveConflict({ opId: next.opId, choice: 'theirs' })
  expect(await onlyLine(rmaId)).toMatchObject({ state: 'repaired', conflict: false })
  expect((await maja.state()).conflicts).toBe(0)
})

it('words of two agents about a device are put together, or both kept for a person', async () => {
  const { rmaId, lineId } = await begun()
  const set = (desk: TestDesk, value: string) => desk.api.rmas.setField({ lineId, field: 'diagnosis', value })
  await set(maja, 'Vklop:\nZaslon:\nTipke:')
  await maja.settled()
  await expect.poll(async () => (await onlyLine(rmaId, igor)).diagnosis, { timeout: 10_000 }).toContain('Zaslon')
  await offline(true)
  await set(maja, 'Vklop: ne\nZaslon:\nTipke:')
  const second = await set(maja, 'Vklop: včasih\nZaslon:\nTipke:')
  await set(igor, 'Vklop:\nZaslon:\nTipke: da')
  await igor.settled()
  await offline(false)
  await maja.settled()
  expect(await portalLine(lineId)).toMatchObject({ diagnosis: 'Vklop: včasih\nZaslon:\nTipke: da' })
  expect(await maja.operation(second!.opId)).toMatchObject({ state: 'settled' })

  await expect.poll(async () => (await onlyLine(rmaId, igor)).diagnosis, { timeout: 10_000 }).toContain('včasih')
  await offline(true)
  const third = await set(maja, 'Vse v redu')
  await set(igor, 'Vse narobe')
  await igor.settled()
  await offline(false)
  await maja.settled()
  const [conflict] = (await onlyLine(rmaId)).conflicts
  expect(conflict).toMatchObject({
    opId: third!.opId,
    conflict: { field: 'rmaLine', of: 'diagnosis', mine: 'Vse v redu' },
  })
  await maja.api.sync.resolveConflict({ opId: third!.opId, choice: 'edited', text: 'Napačna napetost' })
  await maja.settled()
  expect(await portalLine(lineId)).toMatchObject({ diagnosis: 'Napačna napetost' })
})

it('a batch takes the step of every device that can, and says why the others do not', async () => {
  const first = await begun('approved')
  const second = await begun('approved')
  const third = await begun()
  const results = await maja.api.rmas.stepMany({
    ...{ lineIds: [first.lineId, third.lineId, second.lineId, 'unknown', first.lineId], to: 'received' },
  })
  expect(results).toEqual([
    { lineId: first.lineId, opId: expect.any(String), undoUntil: null, problem: null },
    {
      lineId: third.lineId,
      opId: null,
      undoUntil: null,
      problem: { code: 'illegal_step', params: { from: 'requested', to: 'received' } },
    },
    { lineId: second.lineId, opId: expect.any(String), undoUntil: null, problem: null },
    { lineId: 'unknown', opId: null, undoUntil: null, problem: { code: 'not_found', params: {} } },
  ])
  await maja.settled()
  expect(await portalLine(first.lineId)).toMatchObject({ state: 'received' })
  expect(await portalLine(second.lineId)).toMatchObject({ state: 'received' })
  const board = await maja.api.rmas.board({ mine: false, text: '', limit: 200 })
  const received = board.columns.find(({ state }) => state === 'received')
  expect(received?.cards.map(({ id }) => id)).toEqual(expect.arrayContaining([first.lineId, second.lineId]))
  expect(board.columns.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(2)
})

it('an estimate makes its devices wait, also offline, and the answer of the customer moves them on', async () => {
  const { caseId, rmaId, lineId } = await begun('approved', 'received', 'diagnosing')
  await offline(true)
  const items = [{ description: 'Baterija', quantity: 100, unitPrice: 9900, vatRate: 22 }]
  const { opId } = await maja.api.estimates.send({
    ...{ caseId, items, note: '', validUntil: '2099-12-31', rmaLineIds: [lineId] },
  })
  expect(await onlyLine(rmaId)).toMatchObject({
    state: 'awaiting_approval',
    warranty: 'out_of_warranty',
    pending: true,
  })
  await offline(false)
  await maja.settled()
  expect(await onlyLine(rmaId)).toMatchObject({ state: 'awaiting_approval', estimateId: opId, pending: false })
  const [row] = await world.query<{ contact_id: string }>('SELECT contact_id FROM cases WHERE id = $1', [caseId])
  const answer = { caseId, estimateId: opId, contactId: row!.contact_id, answer: 'approve' as const, reason: null }
  await inTransaction(world.deps, (work) => answerEstimate(work, answer))
  await expect.poll(async () => (await onlyLine(rmaId)).state, { timeout: 10_000 }).toBe('repairing')
  const { history } = await onlyLine(rmaId)
  expect(history.at(-1)).toMatchObject({ state: 'repairing', actorName: expect.any(String), pending: false })
})

it('a device that comes in place of another is in the registry of every desk, with its repairs', async () => {
  const [device] = await world.query<{ id: string; serial_number: string; account_id: string; contact_id: string }>(
    `SELECT d.id, d.serial_number, d.account_id, c.id AS contact_id FROM devices d
     JOIN contacts c ON c.account_id = d.account_id WHERE d.state = 'in_use' AND d.replaced_by_id IS NULL LIMIT 1`,
  )
  await offline(true)
  const { caseId } = await maja.api.cases.create({
    ...{ caseType: 'rma', title: 'Ura zaostaja', description: '', contactId: device!.contact_id },
    ...{
      entitlementId: null,
      customerSystemId: null,
      warrantyRepair: null,
      serialNumber: null,
      customerReference: null,
    },
  })
  const { rmaId, lineIds } = await maja.api.rmas.create({
    caseId,
    lines: [aLine({ serialNumber: device!.serial_number, warranty: 'warranty' })],
  })
  const lineId = lineIds[0]!
  for (const to of ['approved', 'received', 'diagnosing'] as const) await maja.api.rmas.step({ lineId, to })
  expect(await refusal(() => maja.api.rmas.step({ lineId, to: 'replaced' }))).toEqual({
    ...{ code: 'step_incomplete', params: { needs: 'new_serial_missing' } },
  })
  await maja.api.rmas.step({ lineId, to: 'replaced', newSerialNumber: 'NOVA-1' })
  await offline(false)
  await maja.settled()
  await expect.poll(async () => (await onlyLine(rmaId)).replacement, { timeout: 10_000 }).not.toBeNull()
  const line = await onlyLine(rmaId)
  expect(line).toMatchObject({
    device: { id: device!.id, state: 'replaced', replacedById: line.replacement?.id },
    replacement: { serialNumber: 'NOVA-1', accountId: device!.account_id, state: 'in_use' },
  })
  const card = await maja.api.devices.card({ deviceId: line.replacement!.id })
  expect(card).toMatchObject({ rmas: [{ id: lineId, newSerialNumber: 'NOVA-1' }], replaces: [{}] })
  expect(await maja.api.rmas.ofCase({ caseId })).toMatchObject([{ id: rmaId, state: 'finished' }])
})

it('what the portal refuses stays with its words, and is said of the device', async () => {
  const { rmaId, lineId, caseId } = await begun('approved', 'received', 'diagnosing')
  const [other] = await world.query<{ serial_number: string }>(
    `SELECT serial_number FROM devices WHERE account_id IS NOT NULL
       AND account_id <> (SELECT account_id FROM cases WHERE id = $1) LIMIT 1`,
    [caseId],
  )
  const { opId } = await maja.api.rmas.step({
    ...{ lineId, to: 'replaced', newSerialNumber: other!.serial_number, warranty: 'warranty' },
  })
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 10_000 }).toBe('rejected')
  expect(await onlyLine(rmaId)).toMatchObject({
    state: 'diagnosing',
    refused: [{ opId, kind: 'rma.step', problem: { code: 'rejected', params: { reason: 'replacement_not_free' } } }],
  })
  await maja.api.sync.withdraw({ opId })
  const recovered = await maja.api.sync.recovered(undefined)
  expect(recovered).toMatchObject([{ text: other!.serial_number, reason: 'withdrawn' }])
  expect((await onlyLine(rmaId)).refused).toEqual([])
})

it('nothing that makes no sense is written at all', async () => {
  const { caseId, rmaId, lineId } = await begun()
  const line = aLine()
  const refused = async (call: () => unknown) => (await refusal(call)).code
  expect(await refused(() => maja.api.rmas.step({ lineId, to: 'shipped' }))).toBe('illegal_step')
  expect(await refused(() => maja.api.rmas.step({ lineId, to: 'rejected', reason: ' ' }))).toBe('step_incomplete')
  expect(await refused(() => maja.api.rmas.removeLine({ lineId }))).toBe('invalid_input')
  expect(await refused(() => maja.api.rmas.create({ caseId, lines: [line, line] }))).toBe('invalid_input')
  expect(await refused(() => maja.api.rmas.create({ caseId: 'none', lines: [line] }))).toBe('not_found')
  expect(await refused(() => maja.api.rmas.addLine({ rmaId, line: aLine({ serialNumber: '/' }) }))).toBe(
    'invalid_input',
  )
  expect(await refused(() => maja.api.rmas.setField({ lineId, field: 'warranty', value: 'nekaj' }))).toBe(
    'invalid_input',
  )
  expect(await refused(() => maja.api.rmas.setField({ lineId, field: 'carrier', value: 'x'.repeat(101) }))).toBe(
    'note_too_long',
  )
  expect(await refused(() => maja.api.rmas.get({ rmaId: 'none' }))).toBe('not_found')
  expect((await maja.state()).waiting).toBe(0)
})

it('a step, or a device that was taken out, can be taken back for as long as the agent has chosen', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const { rmaId, lineIds } = await maja.api.rmas.create({ caseId, lines: [aLine(), aLine()] })
  const [first = '', second = ''] = lineIds
  await maja.settled()
  await maja.api.settings.set({ undoSendSeconds: 30 })
  const step = await maja.api.rmas.step({ lineId: first, to: 'rejected', reason: 'Nadomestnih delov ni.' })
  const removal = await maja.api.rmas.removeLine({ lineId: second })
  expect([step.undoUntil, removal.undoUntil]).toEqual([expect.any(Number), expect.any(Number)])
  expect((await get(rmaId)).lines).toMatchObject([{ id: first, state: 'rejected', pending: true }])
  await maja.api.sync.withdraw({ opId: removal.opId })
  await maja.api.sync.withdraw({ opId: step.opId })
  expect((await get(rmaId)).lines.map(({ id, state, pending }) => [id, state, pending])).toEqual([
    [first, 'requested', false],
    [second, 'requested', false],
  ])
  await maja.api.settings.set({ undoSendSeconds: 0 })
  expect(await maja.api.rmas.step({ lineId: first, to: 'approved' })).toMatchObject({ undoUntil: null })
  await maja.settled()
  expect(await portalLine(first)).toMatchObject({ state: 'approved' })
})

it('a scanned step stays a moment, so that it can be taken back, also after the reload of its list', async () => {
  const { rmaId, lineId } = await begun('approved')
  const { serialNumber } = await onlyLine(rmaId)
  const [stepped] = await maja.api.rmas.stepMany({ lineIds: [lineId], to: 'received', undoable: true })
  expect(stepped).toMatchObject({ opId: expect.any(String), undoUntil: expect.any(Number) })
  expect(await onlyLine(rmaId)).toMatchObject({ state: 'received', pending: true })
  expect((await portalLine(lineId))?.state).toBe('approved')
  await maja.api.sync.withdraw({ opId: stepped!.opId! })
  expect(await onlyLine(rmaId)).toMatchObject({ state: 'approved', pending: false })

  const entry = JSON.stringify({ entries: [{ text: serialNumber }] })
  await maja.api.rmas.keepScanned({ entry })
  expect(await maja.api.rmas.scanned(undefined)).toBe(entry)
  expect(await igor.api.rmas.scanned(undefined)).toBeNull()
  await maja.api.rmas.keepScanned({ entry: null })
  expect(await maja.api.rmas.scanned(undefined)).toBeNull()
})

it('a number with a slip finds the open repairs that are near to it, a new device its own', async () => {
  const { rmaId, lineId } = await begun('approved', 'received', 'diagnosing')
  const { serialNumber } = await onlyLine(rmaId)
  const slip = await maja.api.rmas.scan({ text: `${serialNumber}7` })
  expect(slip.lines).toEqual([])
  expect(slip.nearLines.map(({ id }) => id)).toContain(lineId)
  const newSerialNumber = `NEW-${serialNumber}`
  await maja.api.rmas.step({ lineId, to: 'replaced', warranty: 'warranty', newSerialNumber })
  const found = await maja.api.rmas.scan({ text: newSerialNumber.toLowerCase() })
  expect(found.lines.map(({ id }) => id)).toEqual([lineId])
})

it('nobody is asked about a change on top of one of their own that was taken back or refused', async () => {
  const { rmaId, lineId } = await begun('approved')
  await offline(true)
  const set = (field: 'carrier' | 'serialNumber', value: string) => maja.api.rmas.setField({ lineId, field, value })
  const taken = await set('carrier', 'DHL')
  await set('carrier', 'GLS')
  await maja.api.sync.withdraw({ opId: taken!.opId })
  const line = aLine()
  const refused = await set('serialNumber', line.serialNumber)
  await set('serialNumber', 'PRAVA-1')
  await igor.api.rmas.addLine({ rmaId, line })
  await igor.settled()
  await offline(false)
  await maja.settled()
  expect(await maja.operation(refused!.opId)).toMatchObject({ state: 'rejected' })
  const { lines } = await get(rmaId)
  expect(lines.find(({ id }) => id === lineId)).toMatchObject({
    ...{ carrier: 'GLS', serialNumber: 'PRAVA-1', conflict: false, pending: false },
  })
})
