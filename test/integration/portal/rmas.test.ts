import { asc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { accounts, devices, mailQueue, rmaLines, rmas, syncChange } from '#portal/db/schema.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { answerEstimate } from '#portal/server/cases/estimate-answer.ts'
import { inTransaction } from '#portal/server/deps.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { type CaseRow, type DeviceRow, SYNC_ROWS } from '#shared/portal-api/rows.ts'
import {
  aLineChange,
  aLineStep,
  aNewLine,
  aNewRma,
  anAddedLine,
  aRemovedLine,
  firstLine,
  type LineRef,
} from '#test/factories/rma-operations.ts'
import { aDevice, anAccount } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID, conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { anOffer, anUpdate, aWithdrawal, createWorld, type World } from './world.ts'

describeOnBoth('RMAs', (database) => {
  let world: World
  let portal: Pushing
  let repair: CaseRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    repair = await world.addCase({ caseType: 'rma', status: 'researching' })
  })

  const lineOf = async (lineId: string) => {
    const [found] = await world.deps.db.select().from(rmaLines).where(eq(rmaLines.id, lineId))
    return found
  }
  const rmaEvents = async () => (await portal.events()).filter(({ field }) => field.startsWith('rma'))
  const mailed = async () =>
    (await world.deps.db.select().from(mailQueue).orderBy(asc(mailQueue.id))).flatMap(({ mail }) =>
      mail.kind === 'case_changed' && mail.change.type === 'rma' ? [mail.change.to] : [],
    )
  const addDevice = async (overrides: Partial<DeviceRow> = {}) => {
    const device = aDevice({ accountId: world.account.id, ...overrides })
    await world.deps.db.insert(devices).values(device)
    return device
  }
  const deviceBy = async (id: string) => (await world.deps.db.select().from(devices).where(eq(devices.id, id)))[0]
  /** An RMA of one line. */
  const begun = async (line = aNewLine()): Promise<LineRef> => {
    const created = aNewRma(repair.id, { lines: [line] })
    expect(await portal.ana.one(created)).toMatchObject({ status: 'applied' })
    return firstLine(created)
  }
  const go = async (line: LineRef, ...states: RmaLineState[]) => {
    for (const to of states) {
      const from = (await lineOf(line.lineId))?.state ?? 'requested'
      const needed = to === 'repairing' || to === 'awaiting_approval' ? { warranty: 'out_of_warranty' as const } : {}
      expect(await portal.ana.one(aLineStep(line, from, to, needed))).toMatchObject({ status: 'applied' })
    }
  }

  it('are numbered as they are made, with their devices', async () => {
    const created = aNewRma(repair.id, { lines: [aNewLine(), aNewLine({ serialNumber: ' ZT 9 ', model: '' })] })
    await addDevice({ serialNumber: 'ZT-9', model: 'Zone Wireless' })
    expect(statuses(await portal.ana.push(created, created, aNewRma(repair.id)))).toEqual([
      'applied',
      'applied',
      'applied',
    ])

    const now = world.clock.now()
    const all = await world.deps.db.select().from(rmas).orderBy(asc(rmas.rmaNumber))
    expect(all.map(({ rmaNumber }) => rmaNumber)).toEqual(['RMA-00041', 'RMA-00042'])
    expect(all[0]).toEqual({
      ...{ id: created.rmaId, caseId: repair.id, rmaNumber: 'RMA-00041', createdBy: world.ana.id, createdAt: now },
    })
    expect(await lineOf(created.lines[1]!.lineId)).toMatchObject({
      ...{ rmaId: created.rmaId, caseId: repair.id, position: 1, serialNumber: 'ZT 9', model: 'Zone Wireless' },
      ...{ state: 'requested', stateSince: now, warranty: 'undecided', diagnosis: '', version: 1 },
    })
    expect(await rmaEvents()).toContainEqual({
      ...{ id: created.rmaId, caseId: repair.id, field: 'rma', from: null, to: 'RMA-00041' },
      ...{ actorKind: 'agent', actorId: world.ana.id, createdAt: now, authoredAt: created.authoredAt },
    })
    expect(await portal.storedCase(repair.id)).toMatchObject({ modifiedAt: now, publicModifiedAt: now })
  })

  it('are on the wire as their schema says, field by field in its order', async () => {
    const line = await begun()
    for (const [table, id] of [
      ['rmas', line.rmaId],
      ['rmaLines', line.lineId],
    ] as const) {
      const name = table === 'rmas' ? 'rmas' : 'rma_lines'
      const [row] = await world.database.query<{ wire: string }>(
        `SELECT ${wireRowSql(table, 't')} AS wire FROM ${name} t WHERE id = $1`,
        [id],
      )
      const parsed = SYNC_ROWS[table].strict().parse(JSON.parse(row?.wire ?? ''))
      expect(JSON.stringify(parsed)).toBe(row?.wire)
    }
  })

  it('go from request to closing, each step an event, mailed where it is chosen', async () => {
    const device = await addDevice({ state: 'in_use' })
    const line = await begun(aNewLine({ serialNumber: device.serialNumber }))
    await go(line, 'approved')
    await portal.ana.one(aLineStep(line, 'approved', 'in_transit', { carrier: 'Pošta', trackingNumber: 'RP 1' }))
    await go(line, 'received')
    expect(await deviceBy(device.id)).toMatchObject({ state: 'in_service' })
    await go(line, 'diagnosing', 'repairing', 'repaired')
    const shipping = aLineStep(line, 'repaired', 'shipped', { carrier: ' DHL ', trackingNumber: 'JD01' })
    expect(await portal.bor.one(shipping)).toMatchObject({ status: 'applied' })
    await go(line, 'closed')

    const now = world.clock.now()
    expect(await lineOf(line.lineId)).toMatchObject({
      ...{ state: 'closed', inboundCarrier: 'Pošta', inboundTracking: 'RP 1', carrier: 'DHL', trackingNumber: 'JD01' },
      ...{ receivedAt: now, shippedAt: now, warranty: 'out_of_warranty', version: 9 },
    })
    expect(await deviceBy(device.id)).toMatchObject({ state: 'in_use' })
    const steps = (await rmaEvents()).filter(({ field }) => field === 'rmaLine')
    expect(steps.map(({ id, from, to }) => [id.split(':')[1], from, to])).toEqual(
      [
        ['2', 'requested', 'approved'],
        ['3', 'approved', 'in_transit'],
        ['4', 'in_transit', 'received'],
        ['5', 'received', 'diagnosing'],
        ['6', 'diagnosing', 'repairing'],
        ['7', 'repairing', 'repaired'],
        ['8', 'repaired', 'shipped'],
        ['9', 'shipped', 'closed'],
      ].sort(),
    )
    expect(await mailed()).toEqual(['approved', 'received', 'shipped'])
  })

  it('are mailed as whoever runs the portal chose', async () => {
    world.deps.rmaMailSteps = ['requested', 'diagnosing']
    const line = await begun()
    await go(line, 'approved', 'received', 'diagnosing')
    expect(await mailed()).toEqual(['requested', 'diagnosing'])
  })

  describe('steps of two agents', () => {
    it('to the same state are one, to different ones a conflict with both', async () => {
      const line = await begun()
      await go(line, 'approved', 'received', 'diagnosing')
      world.clock.pass(1000)
      const mine = aLineStep(line, 'diagnosing', 'repairing', { warranty: 'warranty' })
      expect(await portal.ana.one(mine)).toMatchObject({ status: 'applied' })
      expect(await portal.ana.one(mine)).toMatchObject({ status: 'applied' })
      const same = aLineStep(line, 'diagnosing', 'repairing', { warranty: 'warranty' })
      expect(await portal.bor.one(same)).toMatchObject({ status: 'merged' })
      const other = aLineStep(line, 'diagnosing', 'rejected', { reason: 'Poškodba zaradi vode.' })
      const { serialNumber } = (await lineOf(line.lineId))!
      expect(conflictOf(await portal.bor.one(other))).toEqual({
        ...{ field: 'rmaStep', rmaId: line.rmaId, lineId: line.lineId, serialNumber },
        ...{ base: 'diagnosing', mine: 'rejected', theirs: 'repairing', reason: 'stale' },
        ...{ mineDetail: 'Poškodba zaradi vode.', theirsDetail: null },
        ...{ changedBy: world.ana.id, changedAt: world.clock.now() },
      })
      expect(await lineOf(line.lineId)).toMatchObject({ state: 'repairing', rejectionReason: null })
    })

    it('with another result behind the same state are a conflict', async () => {
      const line = await begun()
      await go(line, 'approved')
      const rejecting = (reason: string) => aLineStep(line, 'approved', 'rejected', { reason })
      await portal.ana.one(rejecting('Naprava ni naša.'))
      expect(await portal.bor.one(rejecting(' Naprava ni naša. '))).toMatchObject({ status: 'merged' })
      expect(conflictOf(await portal.bor.one(rejecting('Predraga.')))).toMatchObject({
        ...{ mine: 'rejected', theirs: 'rejected', mineDetail: 'Predraga.', theirsDetail: 'Naprava ni naša.' },
      })
    })

    it('that are not on the table are a conflict, whatever the agent saw', async () => {
      const line = await begun()
      expect(conflictOf(await portal.ana.one(aLineStep(line, 'requested', 'shipped')))).toMatchObject({
        ...{ reason: 'illegal', mine: 'shipped', theirs: 'requested' },
      })
    })

    it('at once leave one of them, and tell the other', async () => {
      const line = await begun()
      await go(line, 'approved', 'received', 'diagnosing', 'repairing')
      const results = await Promise.all([
        portal.ana.one(aLineStep(line, 'repairing', 'repaired')),
        portal.bor.one(aLineStep(line, 'repairing', 'rejected', { reason: 'Ni delov.' })),
        portal.ana.one(aLineStep(line, 'repairing', 'replaced', { newSerialNumber: 'ZT-NEW' })),
        portal.bor.one(aLineStep(line, 'repairing', 'repaired')),
      ])
      const { state } = (await lineOf(line.lineId))!
      expect(results.filter(({ status }) => status === 'applied')).toHaveLength(1)
      const conflicts = results.filter(({ status }) => status === 'conflict').map(conflictOf)
      for (const conflict of conflicts) expect(conflict).toMatchObject({ field: 'rmaStep', theirs: state })
      expect((await rmaEvents()).filter(({ from }) => from === 'repairing')).toHaveLength(1)
    })
  })

  it.each<[string, Parameters<typeof aLineStep>[3], RmaLineState, string]>([
    ['a replacement without a serial number', {}, 'replaced', 'new_serial_missing'],
    ['a rejection without a reason', { reason: '  ' }, 'rejected', 'reason_missing'],
    ['a repair that nobody pays', {}, 'repairing', 'warranty_undecided'],
    ['a request to pay what the warranty covers', { warranty: 'warranty' }, 'awaiting_approval', 'warranty_covers'],
  ])('refuse %s', async (_, words, to, code) => {
    const line = await begun()
    await go(line, 'approved', 'received', 'diagnosing')
    expect(statuses([await portal.ana.one(aLineStep(line, 'diagnosing', to, words))])).toEqual([code])
    expect(await lineOf(line.lineId)).toMatchObject({ state: 'diagnosing', warranty: 'undecided' })
  })

  describe('a device in place of another', () => {
    const replacing = (line: LineRef, newSerialNumber: string) =>
      aLineStep(line, 'diagnosing', 'replaced', { newSerialNumber, warranty: 'warranty' })
    const diagnosed = async (device: DeviceRow) => {
      const line = await begun(aNewLine({ serialNumber: device.serialNumber }))
      await go(line, 'approved', 'received', 'diagnosing')
      return line
    }

    it('takes over its owner and what is left of its warranty', async () => {
      const old = await addDevice({ warrantyUntil: '2027-05-01' })
      const next = await addDevice({ accountId: null, state: 'in_stock', warrantyUntil: '2027-01-01' })
      const line = await diagnosed(old)
      expect(await portal.ana.one(replacing(line, next.serialNumber.toLowerCase()))).toMatchObject({
        status: 'applied',
      })
      expect(await deviceBy(old.id)).toMatchObject({ state: 'replaced', replacedById: next.id })
      expect(await deviceBy(next.id)).toMatchObject({
        ...{ state: 'in_use', accountId: world.account.id, warrantyUntil: '2027-05-01', replacedById: null },
      })
      // What was replaced does not go back to the customer.
      await go(line, 'shipped', 'closed')
      expect(await deviceBy(old.id)).toMatchObject({ state: 'replaced' })
    })

    it('comes into the registry where it is not there yet', async () => {
      const old = await addDevice({ warrantyUntil: null, model: 'Zone Touch' })
      const line = await diagnosed(old)
      await portal.ana.one(replacing(line, ' ZT-NEW-1 '))
      const [next] = await world.deps.db.select().from(devices).where(eq(devices.serialNumber, 'ZT-NEW-1'))
      expect(next).toMatchObject({ model: 'Zone Touch', accountId: world.account.id, state: 'in_use' })
      expect(await deviceBy(old.id)).toMatchObject({ replacedById: next?.id })
    })

    it('is nobody else’s, in no other place, and not the same', async () => {
      const other = anAccount()
      await world.deps.db.insert(accounts).values(other)
      const theirs = await addDevice({ accountId: other.id })
      const placed = await addDevice({ accountId: null, state: 'in_stock' })
      await addDevice({ state: 'replaced', replacedById: placed.id })
      const retired = await addDevice({ accountId: null, state: 'retired' })
      const old = await addDevice()
      const line = await diagnosed(old)
      const tries = [theirs, placed, retired, old].map(({ serialNumber }) => replacing(line, serialNumber))
      expect(statuses(await portal.ana.push(...tries, replacing(line, '—')))).toEqual([
        ...['replacement_not_free', 'replacement_not_free', 'replacement_not_free', 'replacement_itself'],
        'serial_number',
      ])
      expect(await lineOf(line.lineId)).toMatchObject({ state: 'diagnosing', newSerialNumber: null })
    })
  })

  describe('lines', () => {
    it('come and go before their device has come', async () => {
      const line = await begun()
      const added = anAddedLine(line)
      expect(await portal.bor.one(added)).toMatchObject({ status: 'applied' })
      expect(statuses([await portal.bor.one(anAddedLine(line, { ...added.line, lineId: ABSENT_ID }))])).toEqual([
        'serial_twice',
      ])
      const second = { ...line, lineId: added.line.lineId }
      expect(await lineOf(second.lineId)).toMatchObject({ position: 1 })
      expect(await portal.ana.one(aRemovedLine(second))).toMatchObject({ status: 'applied' })
      expect(await portal.bor.one(aRemovedLine(second))).toMatchObject({ status: 'merged' })
      expect(await lineOf(second.lineId)).toBeUndefined()
      expect(statuses([await portal.ana.one(aRemovedLine(line))])).toEqual(['last_line'])
      const [gone] = await world.deps.db.select().from(syncChange).where(eq(syncChange.rowId, second.lineId))
      expect(gone).toMatchObject({ tableName: 'rmaLines', kind: 'tombstone' })
      expect((await rmaEvents()).filter(({ field }) => field === 'rmaLine')).toMatchObject([
        { id: `${second.lineId}:1`, from: null, to: 'requested' },
        { id: `${second.lineId}:removed`, from: added.line.serialNumber, to: null },
      ])
    })

    it('stay when their device has come, and nothing can be done with one that is gone', async () => {
      const line = await begun()
      const added = anAddedLine(line)
      await portal.ana.one(added)
      await go(line, 'approved', 'received')
      expect(statuses([await portal.ana.one(aRemovedLine(line))])).toEqual(['line_under_way'])
      const second = { ...line, lineId: added.line.lineId }
      await portal.ana.one(aRemovedLine(second))
      const change = aLineChange(second, { field: 'fault', base: added.line.fault, to: 'Nič' })
      expect(statuses(await portal.bor.push(aLineStep(second, 'requested', 'approved'), change))).toEqual([
        'not_found',
        'not_found',
      ])
    })

    it('take words of two agents together where they touch different lines, and keep both where they do not', async () => {
      const line = await begun()
      const base = 'Vklop: ne\nZaslon: črn\nTipke: da'
      await portal.ana.one(aLineChange(line, { field: 'diagnosis', base: '', to: base }))
      world.clock.pass(1000)
      const mine = aLineChange(line, { field: 'diagnosis', base, to: base.replace('ne', 'da') })
      expect(await portal.ana.one(mine)).toMatchObject({ status: 'applied' })
      const other = aLineChange(line, { field: 'diagnosis', base, to: base.replace('Tipke: da', 'Tipke: ne') })
      expect(await portal.bor.one(other)).toMatchObject({ status: 'merged' })
      const both = 'Vklop: da\nZaslon: črn\nTipke: ne'
      expect(await lineOf(line.lineId)).toMatchObject({ diagnosis: both, version: 4 })
      const third = aLineChange(line, { field: 'diagnosis', base, to: base.replace('ne', 'včasih') })
      expect(conflictOf(await portal.ana.one(third))).toMatchObject({
        ...{ field: 'rmaLine', of: 'diagnosis', base, mine: third.to, theirs: both, changedBy: world.bor.id },
      })
    })

    it('take one of two values, and ask about the other', async () => {
      const line = await begun()
      const decide = (base: string, to: string) => aLineChange(line, { field: 'warranty', base, to })
      expect(statuses(await portal.ana.push(decide('undecided', 'warranty'), decide('undecided', 'warranty')))).toEqual(
        ['applied', 'merged'],
      )
      expect(conflictOf(await portal.bor.one(decide('undecided', 'goodwill')))).toMatchObject({
        ...{ of: 'warranty', base: 'undecided', mine: 'goodwill', theirs: 'warranty', changedBy: world.ana.id },
      })
      expect(statuses([await portal.bor.one(decide('warranty', 'nekaj'))])).toEqual(['warranty'])
      await go(line, 'approved', 'received', 'diagnosing', 'repairing')
      expect(statuses([await portal.bor.one(decide('out_of_warranty', 'undecided'))])).toEqual(['warranty_fixed'])
    })

    it('tell customers nothing of what agents write for themselves', async () => {
      const line = await begun()
      const before = (await portal.storedCase(repair.id)).publicModifiedAt
      world.clock.pass(1000)
      await portal.ana.one(aLineChange(line, { field: 'parts', base: '', to: 'Baterija 12 V' }))
      expect(await portal.storedCase(repair.id)).toMatchObject({
        ...{ publicModifiedAt: before, modifiedAt: world.clock.now() },
      })
      await portal.ana.one(aLineChange(line, { field: 'fault', base: 'Zaslon ostane črn.', to: 'Zaslon utripa.' }))
      expect(await portal.storedCase(repair.id)).toMatchObject({ publicModifiedAt: world.clock.now() })
    })

    it('can be given the right serial number, and a tracking number afterwards', async () => {
      const line = await begun(aNewLine({ serialNumber: 'ZT-1' }))
      const changes = [
        aLineChange(line, { field: 'serialNumber', base: 'ZT-1', to: 'ZT-7' }),
        aLineChange(line, { field: 'serialNumber', base: 'ZT-7', to: ' ' }),
        aLineChange(line, { field: 'trackingNumber', base: '', to: 'JD01' }),
        aLineChange(line, { field: 'trackingNumber', base: 'JD01', to: '' }),
        aLineChange(line, { field: 'carrier', base: '', to: 'x'.repeat(101) }),
      ]
      expect(statuses(await portal.ana.push(...changes))).toEqual([
        ...['applied', 'serial_number', 'applied', 'applied', 'too_long'],
      ])
      expect(await lineOf(line.lineId)).toMatchObject({ serialNumber: 'ZT-7', serialKey: 'ZT7', trackingNumber: null })
    })
  })

  describe('estimates', () => {
    const answer = (estimateId: string, how: 'approve' | 'decline') =>
      inTransaction(world.deps, (work) =>
        answerEstimate(work, {
          ...{ caseId: repair.id, contactId: world.contact.id, answer: how, reason: null, estimateId },
        }),
      )
    const offered = async (line: LineRef) => {
      const offer = anOffer(repair.id, { rmaLineIds: [line.lineId] })
      expect(await portal.ana.one(offer)).toMatchObject({ status: 'applied' })
      return offer.opId
    }

    it('make lines wait, which go on when they are approved', async () => {
      const line = await begun()
      await go(line, 'approved', 'received', 'diagnosing')
      const id = await offered(line)
      expect(await lineOf(line.lineId)).toMatchObject({
        ...{ state: 'awaiting_approval', warranty: 'out_of_warranty', estimateId: id },
      })
      await answer(id, 'approve')
      expect(await lineOf(line.lineId)).toMatchObject({ state: 'repairing', estimateId: id })
      const [, last] = (await rmaEvents()).filter(
        ({ from, to }) => from === 'awaiting_approval' || to === 'awaiting_approval',
      )
      expect(last).toMatchObject({ to: 'repairing', actorKind: 'customer', actorId: world.contact.id })
      expect(await mailed()).toEqual(['approved', 'received', 'awaiting_approval'])
    })

    it('that end otherwise put their lines before an agent again', async () => {
      const line = await begun()
      await go(line, 'approved', 'received', 'diagnosing')
      await answer(await offered(line), 'decline')
      expect(await lineOf(line.lineId)).toMatchObject({ state: 'diagnosing' })
      const id = await offered(line)
      await portal.ana.one(aWithdrawal(repair.id, id))
      expect(await lineOf(line.lineId)).toMatchObject({ state: 'diagnosing' })
    })

    it('leave alone what cannot wait: what the warranty covers, what has not come, what is not of the case', async () => {
      const covered = await begun(aNewLine({ warranty: 'warranty' }))
      await go(covered, 'approved', 'received', 'diagnosing')
      const coming = await begun()
      const other = await world.addCase()
      const elsewhere = aNewRma(other.id)
      await portal.ana.one(elsewhere)
      const rmaLineIds = [covered.lineId, coming.lineId, firstLine(elsewhere).lineId]
      expect(await portal.ana.one(anOffer(repair.id, { rmaLineIds }))).toMatchObject({ status: 'applied' })
      expect(await lineOf(covered.lineId)).toMatchObject({ state: 'diagnosing', estimateId: null })
      expect(await lineOf(coming.lineId)).toMatchObject({ state: 'requested', estimateId: null })
      expect(await lineOf(firstLine(elsewhere).lineId)).toMatchObject({ state: 'requested', estimateId: null })
    })
  })

  it('are refused for what is not theirs: closed cases, other cases, other teams', async () => {
    const line = await begun()
    const other = await world.addCase()
    const elsewhere = { ...line, caseId: other.id }
    expect(
      statuses(
        await portal.ana.push(
          anAddedLine(elsewhere),
          aLineStep(elsewhere, 'requested', 'approved'),
          aLineChange(elsewhere, { field: 'fault', base: '', to: 'x' }),
          aRemovedLine(elsewhere),
          aNewRma(repair.id, { rmaId: line.rmaId }),
          aNewRma(repair.id, { lines: [aNewLine({ lineId: line.lineId })] }),
          aNewRma(repair.id, { lines: [aNewLine({ serialNumber: '//' })] }),
        ),
      ),
    ).toEqual(['not_found', 'not_found', 'not_found', 'not_found', 'rma_id', 'line_id', 'serial_number'])

    const team = await world.addTeam(world.bor)
    await portal.bor.one(anUpdate(repair.id, { teamId: { to: team.id, base: { value: repair.teamId, version: 1 } } }))
    expect(statuses(await portal.ana.push(aNewRma(repair.id), aLineStep(line, 'requested', 'approved')))).toEqual([
      'not_found',
      'not_found',
    ])
    const scopes = await world.database.query<{ scope: string; kind: string }>(
      `SELECT scope, kind FROM sync_change WHERE table_name IN ('rmas', 'rmaLines') AND row_id IN ($1, $2) ORDER BY kind, row_id`,
      [line.rmaId, line.lineId],
    )
    expect(scopes.map(({ scope, kind }) => [scope === team.id, kind])).toEqual([
      [false, 'eviction'],
      [false, 'eviction'],
      [true, 'row'],
      [true, 'row'],
    ])
    const status = { to: 'resolved', base: { value: 'researching', version: 1 } } as const
    await portal.bor.one(anUpdate(repair.id, { status }))
    expect(statuses(await portal.bor.push(aNewRma(repair.id), anAddedLine(line)))).toEqual([
      'case_closed',
      'case_closed',
    ])
    // Devices go back after the talking is over.
    expect(await portal.bor.one(aLineStep(line, 'requested', 'approved'))).toMatchObject({ status: 'applied' })
  })
})
