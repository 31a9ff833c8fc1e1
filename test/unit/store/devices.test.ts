import { describe, expect, test } from 'vitest'
import { caseDetail } from '#main/store/mirror/cases.ts'
import {
  DEVICE_CASES,
  deviceCard,
  OPEN_DEVICE_CASES,
  openCasesOfDevice,
  REPLACED_BY_DEVICE,
} from '#main/store/mirror/device-card.ts'
import { CASES_OF_NUMBER, lookUp, NEAR_DEVICES } from '#main/store/mirror/device-hits.ts'
import { BEGINNING, BY_KEYS, INSIDE, lookUpList } from '#main/store/mirror/device-list.ts'
import { DEVICES_BEGINNING, DEVICES_INSIDE } from '#main/store/mirror/devices.ts'
import type { Mirror } from '#main/store/open.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { compareWritten } from '#shared/domain/serial-number.ts'
import { aCase, aDevice, anAccount, anEntitlement } from '#test/factories/rows.ts'
import { aWorld } from './support.ts'

const owner = anAccount({ name: 'Lesna Kamnik d.o.o.' })
const serials = ['ZT5-2401-00013', 'ZT5-2401-00031', 'ZT5-2401-000130', 'A-ZT5-2401-00013', 'IO16.24.00001', 'RM24']
const devices = serials.map((serialNumber) => aDevice({ serialNumber, accountId: owner.id }))
const rows = { accounts: [owner], devices }

const shown = (hits: { device: { serialNumber: string } }[]) => hits.map(({ device }) => device.serialNumber)

function list(mirror: Mirror, ...texts: string[]) {
  const steps = lookUpList(mirror, texts)
  for (;;) {
    const step = steps.next()
    if (step.done)
      return step.value.map(({ state, hit, candidates }) => [
        state,
        hit?.device.serialNumber ?? null,
        shown(candidates),
      ])
  }
}

describe('a number', () => {
  test('however it is written the very one comes first, then those that begin with it, then those that contain it', () => {
    const { mirror } = aWorld(rows)
    for (const text of ['ZT5-2401-00013', 'zt5 24o1 ooo13', 'ZT52401000I3']) {
      const { hits, near, more } = lookUp(mirror, text, 50)
      expect(shown(hits)).toEqual(['ZT5-2401-00013', 'ZT5-2401-000130', 'A-ZT5-2401-00013'])
      expect(hits[0]?.accountName).toBe(owner.name)
      expect([near, more]).toEqual([[], false])
    }
    expect(shown(lookUp(mirror, '1624', 50).hits)).toEqual(['IO16.24.00001'])
    expect(lookUp(mirror, '2401', 2)).toMatchObject({ hits: { length: 2 }, more: true })
    expect(lookUp(mirror, ' - ', 50)).toEqual({
      ...{ hits: [], exact: false, more: false, near: [], cases: [] },
    })
  })

  test('any part of a number finds it, however short', () => {
    const { mirror } = aWorld(rows)
    for (const { serialNumber } of devices) {
      const key = lookUpKey(serialNumber)
      for (let from = 0; from < key.length; from++) {
        for (let to = from + 1; to <= key.length; to++) {
          expect(shown(lookUp(mirror, key.slice(from, to), 50).hits)).toContain(serialNumber)
        }
      }
    }
    // A device that has the part more than once is one hit, and takes no place from another.
    expect(shown(lookUp(mirror, '0', 5).hits)).toHaveLength(5)
    expect(lookUp(mirror, '0', 5)).toMatchObject({ more: false })
    expect(lookUp(mirror, '0', 4)).toMatchObject({ hits: { length: 4 }, more: true })
  })

  test('brings the cases that name it, also where the registry does not know it', () => {
    const cases = [1, 2].map((at) => aCase({ serialNumber: 'NI-V-REGISTRU-1', createdAt: at, modifiedAt: at }))
    const { mirror } = aWorld({ ...rows, cases })
    const found = lookUp(mirror, 'ni v registru I', 50)
    expect(found).toMatchObject({ exact: false, hits: [] })
    expect(found.cases.map(({ id }) => id)).toEqual([cases[1]?.id, cases[0]?.id])
    expect(lookUp(mirror, 'ZT5-2401-00013', 50)).toMatchObject({ exact: true, cases: [] })
    expect(lookUp(mirror, 'ZT5-2401-0001', 50)).toMatchObject({ exact: false })
  })

  test('that is not there is never taken for another: those near to it are told apart', () => {
    const { mirror } = aWorld(rows)
    const near = (text: string) => shown(lookUp(mirror, text, 50).near)
    expect(lookUp(mirror, 'ZT5-2401-00018', 50).hits).toEqual([])
    expect(near('ZT5-2401-00018')).toEqual(['ZT5-2401-00013'])
    expect(near('ZT5-2410-00013')).toEqual(['ZT5-2401-00013'])
    expect(near('ZT5-2401-0001')).toEqual(['ZT5-2401-00013', 'ZT5-2401-00031'].slice(0, near('ZT5-2401-0001').length))
    expect(near('ZT5-2401-000113')).toContain('ZT5-2401-00013')
    expect(near('ZT5-9999-00013')).toEqual([])
    // Too short to be near to anything.
    expect(near('RM25')).toEqual([])
  })
})

test('a list says of each number whether it is known, doubtful or unknown, in its order', () => {
  const { mirror } = aWorld(rows)
  expect(list(mirror, 'rm24', 'ZT5-2401-00018', 'nothing', 'A ZT5 2401 OOO13', '2401-00031', '', 'rm24')).toEqual([
    ['found', 'RM24', []],
    ['doubtful', null, ['ZT5-2401-00013']],
    ['unknown', null, []],
    ['found', 'A-ZT5-2401-00013', []],
    ['doubtful', null, ['ZT5-2401-00031']],
    ['unknown', null, []],
    ['found', 'RM24', []],
  ])
})

test('a list of many finds the same as one by one', () => {
  const many = Array.from({ length: 6_000 }, (_, at) =>
    aDevice({ serialNumber: `ZR-${String(at * 7).padStart(6, '0')}` }),
  )
  const { mirror } = aWorld({ devices: many })
  const texts = Array.from({ length: 300 }, (_, at) => `ZR-${String(at * 7 + (at % 3)).padStart(6, '0')}`)
  for (const [at, [state, hit, candidates]] of list(mirror, ...texts).entries()) {
    const { hits, near } = lookUp(mirror, texts[at] ?? '', 5)
    if (at % 3 === 0) expect([state, hit]).toEqual(['found', texts[at]])
    else {
      expect(hits).toEqual([])
      expect(state).toBe(near.length > 0 ? 'doubtful' : 'unknown')
      expect((candidates as string[]).every((one) => compareWritten(texts[at] ?? '', one) !== null)).toBe(true)
    }
  }
})

test('a card has owner, contract, both ends of a replacement and all cases, newest first', () => {
  const contract = anEntitlement({ accountId: owner.id })
  const newer = aDevice({ serialNumber: 'NEW-1', accountId: owner.id, entitlementId: contract.id })
  const older = aDevice({ serialNumber: 'OLD-1', state: 'replaced', replacedById: newer.id })
  const cases = [1, 3, 2].map((hour) => aCase({ serialNumber: 'new 1', createdAt: hour, modifiedAt: hour }))
  const world = aWorld({ accounts: [owner], entitlements: [contract], devices: [newer, older], cases })

  const card = deviceCard(world.mirror, newer.id)
  expect(card).toMatchObject({ device: newer, account: owner, entitlement: contract, replacedBy: null })
  expect(shown(card?.replaces ?? [])).toEqual(['OLD-1'])
  expect(card?.cases.map(({ id }) => id)).toEqual([cases[1]?.id, cases[2]?.id, cases[0]?.id])
  expect(deviceCard(world.mirror, older.id)).toMatchObject({ account: null, replacedBy: { device: newer } })
  expect(deviceCard(world.mirror, 'none')).toBeNull()
  world.change({ table: 'devices', row: { ...older, replacedById: null, state: 'in_use' } })
  expect(deviceCard(world.mirror, newer.id)?.replaces).toEqual([])
})

test('beside a case stands its device, and other open cases with the same number', () => {
  const contract = anEntitlement({ accountId: owner.id })
  const device = aDevice({ serialNumber: 'A-1', accountId: owner.id, entitlementId: contract.id })
  const one = aCase({ serialNumber: 'a1' })
  const open = aCase({ serialNumber: 'A 1' })
  const closed = aCase({ serialNumber: 'A-1', status: 'resolved', closedAt: 1 })
  const { mirror } = aWorld({
    accounts: [owner],
    entitlements: [contract],
    devices: [device],
    cases: [one, open, closed],
  })

  const detail = caseDetail(mirror, one.id)
  expect(detail).toMatchObject({ device, deviceFacts: { account: owner, entitlement: contract, replacedBy: null } })
  expect(detail?.sameDeviceOpen.map(({ id }) => id)).toEqual([open.id])
  expect(detail?.sameDevice).toHaveLength(2)
  expect(caseDetail(mirror, closed.id)?.sameDeviceOpen).toHaveLength(2)
  expect(openCasesOfDevice(mirror, 'B1', 0)).toEqual([])
})

test('every question about devices is answered from an index', () => {
  const { mirror } = aWorld(rows)
  const plan = (sql: string, ...values: (string | number)[]) =>
    mirror
      .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map(({ detail }) => detail)
      .join('\n')
  expect(plan(DEVICES_BEGINNING, 'A', 'B', 1)).toContain('SEARCH devices USING COVERING INDEX device_serial')
  expect(plan(DEVICES_INSIDE, 'A', 'B', 1)).toMatch(
    /SEARCH devices USING INTEGER PRIMARY KEY[\s\S]*SEARCH device_suffixes USING PRIMARY KEY \(suffix>\? AND suffix<\?\)/,
  )
  expect(plan(CASES_OF_NUMBER, 'A')).toContain('USING COVERING INDEX case_serial')
  expect(plan(NEAR_DEVICES, '[]')).toContain('SEARCH devices USING COVERING INDEX device_serial (serial_key=?)')
  expect(plan(BY_KEYS, '[]')).toContain('SEARCH devices USING COVERING INDEX device_serial (serial_key=?)')
  expect(plan(BEGINNING, 'A', 'B')).toContain('SEARCH devices USING COVERING INDEX device_serial')
  expect(plan(INSIDE, 'A', 'B')).toContain('SEARCH s USING PRIMARY KEY')
  expect(plan(DEVICE_CASES, 'A')).toContain('USING COVERING INDEX case_serial')
  expect(plan(OPEN_DEVICE_CASES, 'A', 0)).toContain('USING INDEX case_serial')
  expect(plan(REPLACED_BY_DEVICE, 'A')).toContain('USING INDEX device_replaced_by')
})
