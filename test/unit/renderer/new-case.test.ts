import { createInstance } from 'i18next'
import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { ContactHit } from '#shared/rpc/models.ts'
import { createEntryKeeper, parseEntry } from '../../../src-renderer/features/new-case/entry-keeper.ts'
import {
  afterDevice,
  creationOf,
  EMPTY_NEW_CASE,
  EMPTY_VALUES,
  faultsOf,
  isTouched,
  type NewCaseState,
  type NewCaseValues,
  noteOf,
} from '../../../src-renderer/features/new-case/new-case.ts'

const CALLER: ContactHit = {
  accountName: 'Alveta d.o.o.',
  contact: {
    id: 'contact',
    accountId: 'account',
    firstName: 'Janez',
    lastName: 'Novak',
    email: 'janez.novak@alveta.example',
    phone: '+386 7 555 30 47',
    language: 'sl',
    signIn: 'active',
    role: 'own',
    deletionRequestedAt: null,
    erasedAt: null,
  },
}
const FILLED = { ...EMPTY_VALUES, contact: CALLER, title: 'Terminal', description: 'Ne bere.' }

describe('the form of a new case', () => {
  it('wants a caller, a title and a description, and no more than fits', () => {
    expect(faultsOf(EMPTY_VALUES)).toEqual({ contact: 'missing', title: 'missing', description: 'missing' })
    expect(faultsOf({ ...FILLED, title: '   ' })).toEqual({ title: 'missing' })
    expect(faultsOf({ ...FILLED, title: 'a'.repeat(301), serialNumber: 'b'.repeat(101) })).toEqual({
      title: 'tooLong',
      serialNumber: 'tooLong',
    })
    expect(faultsOf(FILLED)).toEqual({})
  })

  it('is begun by a word or a caller, not by a choice that stands there by itself', () => {
    expect(isTouched({ ...EMPTY_VALUES, caseType: 'rma', title: '  ' })).toBe(false)
    expect(isTouched({ ...EMPTY_VALUES, contact: CALLER })).toBe(true)
    expect(isTouched({ ...EMPTY_VALUES, customerReference: 'PO-1' })).toBe(true)
  })

  it('becomes a note with all that was entered, but what the case says itself', () => {
    const i18n = createInstance({ lng: 'sl', resources: RESOURCES, defaultNS: 'desk', initAsync: false })
    void i18n.init()
    const note = (values: Partial<NewCaseValues>, contactName = 'Janez Novak') =>
      noteOf({ ...FILLED, ...values }, { contactName }, i18n.t)
    expect(note({})).toBe('Terminal\n\nNe bere.')
    expect(note({ description: ' ', title: ' Terminal ' }, 'Ana Kos')).toBe('Terminal\n\nStranka: Janez Novak')
    expect(
      note({ serialNumber: ' ZT-1 ', warrantyRepair: 'no', customerSystemId: 'S-7', customerReference: 'PO-1' }),
    ).toBe(
      'Terminal\n\nNe bere.\n\nSerijska številka: ZT-1\nGarancijsko popravilo: Ne\nID sistema kupca: S-7\nReferenca stranke: PO-1',
    )
  })

  it('makes a case of one line for a title, and of nothing where nothing was said', () => {
    const values = { ...FILLED, title: ' Terminal\n ne  bere ', warrantyRepair: 'no' as const, serialNumber: ' ' }
    expect(creationOf(values, 'contact')).toEqual({
      caseType: 'support',
      title: 'Terminal ne bere',
      description: 'Ne bere.',
      contactId: 'contact',
      entitlementId: null,
      customerSystemId: null,
      warrantyRepair: false,
      serialNumber: null,
      customerReference: null,
    })
    expect(creationOf({ ...FILLED, teamId: 'team' }, 'contact')).toMatchObject({ teamId: 'team', warrantyRepair: null })
  })

  it('learns entitlement and warranty from the device that was chosen', () => {
    const device: DeviceRow = {
      id: 'device',
      serialNumber: 'ZMA2100465',
      model: 'Zone Mini',
      accountId: 'account',
      entitlementId: 'entitlement',
      soldOn: null,
      saleDocument: null,
      warrantyUntil: '2026-03-01',
      firmware: null,
      state: 'in_use',
      replacedById: null,
    }
    expect(afterDevice(device, '2026-03-01')).toEqual({
      serialNumber: 'ZMA2100465',
      entitlementId: 'entitlement',
      warrantyRepair: 'yes',
    })
    expect(afterDevice(device, '2026-03-02').warrantyRepair).toBe('no')
    expect(afterDevice({ ...device, entitlementId: null, warrantyUntil: null }, '2026-03-02')).toEqual({
      serialNumber: 'ZMA2100465',
    })
  })
})

describe('what was begun of a new case', () => {
  function setUp(stored: string | null = null) {
    const form = createStore<NewCaseState>(() => EMPTY_NEW_CASE)
    let due: (() => void) | null = null
    const schedule = (task: () => void) => {
      due = task
      return () => {
        due = null
      }
    }
    const save = vi.fn(async (_entry: string | null) => {})
    const keeper = createEntryKeeper({ load: async () => stored, save, schedule }, form)
    const pass = async () => {
      due?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    const type = (change: Partial<typeof EMPTY_VALUES>) =>
      form.setState((before) => ({ ...before, values: { ...before.values, ...change } }))
    return { form, save, keeper, pass, type }
  }

  it('is kept after a pause, and comes back as it was', async () => {
    const { save, pass, type } = setUp()
    type(FILLED)
    await pass()
    expect(save).toHaveBeenCalledTimes(1)
    const again = setUp(save.mock.calls[0]![0])
    await again.keeper.restore()
    expect(again.form.getState().values).toEqual(FILLED)
  })

  it('is removed once the form is empty again', async () => {
    const { save, keeper, form, pass } = setUp(JSON.stringify(FILLED))
    await keeper.restore()
    form.setState(EMPTY_NEW_CASE)
    await pass()
    expect(save.mock.calls.at(-1)).toEqual([null])
  })

  it('is tried again when the desk could not keep it', async () => {
    const { save, pass, type } = setUp()
    save.mockRejectedValueOnce(new Error('full'))
    type({ title: 'Terminal' })
    await pass()
    await pass()
    expect(save).toHaveBeenCalledTimes(2)
    expect(parseEntry(save.mock.calls[1]![0] ?? '')).toMatchObject({ title: 'Terminal' })
  })

  it('does not overwrite what is being typed', async () => {
    const { form, keeper, type } = setUp(JSON.stringify(FILLED))
    type({ title: 'Drugo' })
    await keeper.restore()
    expect(form.getState().values).toMatchObject({ title: 'Drugo', contact: null })
  })

  it('is read value by value, whatever another version wrote', () => {
    expect(parseEntry('nothing')).toEqual(EMPTY_VALUES)
    expect(parseEntry('null')).toEqual(EMPTY_VALUES)
    expect(parseEntry(JSON.stringify({ title: 'Da', caseType: 'x', contact: { id: 1 }, warrantyRepair: 4 }))).toEqual({
      ...EMPTY_VALUES,
      title: 'Da',
    })
  })
})
