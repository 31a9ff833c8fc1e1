import { describe, expect, it } from 'vitest'
import { deviceOf } from '#portal/web/cases/create/devices.ts'
import {
  EMPTY_CASE,
  findFaults,
  isTouched,
  type NewCaseValues,
  readValues,
  toNewCaseBody,
} from '#portal/web/cases/create/new-case-form.ts'
import { requestFor } from '#portal/web/cases/form/request-id.ts'
import { newCaseRequest } from '#shared/customer-api/cases.ts'

const FILLED: NewCaseValues = {
  caseType: 'rma',
  title: ' Čitalnik ne bere ',
  description: 'Od jutra.\n\nNobene kartice.',
  entitlementId: 'e-1',
  customerSystemId: ' SYS-1 ',
  warrantyRepair: true,
  serialNumber: ' zx 10-O1 ',
  customerReference: '   ',
}

describe('the form of a new case', () => {
  it('wants a type, a title and a description', () => {
    expect(findFaults(EMPTY_CASE)).toEqual({ caseType: 'required', title: 'required', description: 'required' })
    expect(findFaults({ ...FILLED, title: '  ' })).toEqual({ title: 'required' })
    expect(findFaults(FILLED)).toEqual({})
  })

  it('says what is longer than the portal takes', () => {
    expect(findFaults({ ...FILLED, title: 'a'.repeat(301), serialNumber: 'a'.repeat(101) })).toEqual({
      title: 'too_long',
      serialNumber: 'too_long',
    })
    expect(findFaults({ ...FILLED, title: ` ${'a'.repeat(300)} ` })).toEqual({})
  })

  it('makes what the portal takes', () => {
    const body = toNewCaseBody(FILLED, ['f-1'])
    const requestId = crypto.randomUUID()
    expect(newCaseRequest.parse({ ...body, requestId })).toEqual({ ...body, requestId })
    expect(body).toMatchObject({ title: 'Čitalnik ne bere', serialNumber: 'zx 10-O1', customerReference: null })
  })

  it('comes back from what a browser kept, whatever that is by now', () => {
    expect(readValues(JSON.parse(JSON.stringify(FILLED)))).toEqual(FILLED)
    expect(readValues({ ...FILLED, caseType: 'party', warrantyRepair: 'yes' })).toMatchObject({
      caseType: null,
      warrantyRepair: null,
      title: FILLED.title,
    })
    expect(readValues('nonsense')).toEqual(EMPTY_CASE)
    expect(isTouched(readValues(null))).toBe(false)
    expect(isTouched({ ...EMPTY_CASE, warrantyRepair: false })).toBe(true)
  })
})

describe('sending again', () => {
  it('keeps the id for the same content alone', () => {
    const ids = ['1', '2']
    const mint = () => ids.shift()!
    const first = requestFor(toNewCaseBody(FILLED, []), null, mint)
    expect(requestFor(toNewCaseBody(FILLED, []), first, mint)).toBe(first)
    expect(requestFor(toNewCaseBody({ ...FILLED, title: 'Drug' }, []), first, mint).requestId).toBe('2')
  })
})

describe('own devices', () => {
  const devices = [
    { serialNumber: 'ZX-1001', model: 'Zone Spica', warrantyUntil: '2027-01-01', underWarranty: true },
    { serialNumber: 'AB-77', model: 'Time Touch', warrantyUntil: null, underWarranty: null },
  ]

  it('are found however the sticker was typed', () => {
    expect(deviceOf(devices, 'zx 1oo1')?.serialNumber).toBe('ZX-1001')
    expect(deviceOf(devices, 'zx 1oo')).toBeNull()
    expect(deviceOf(devices, '  ')).toBeNull()
  })
})
