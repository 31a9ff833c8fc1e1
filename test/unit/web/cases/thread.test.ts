import { describe, expect, it } from 'vitest'
import { newsBetween, openEstimate } from '#portal/web/cases/detail/thread.ts'
import type { CustomerCaseDetail, CustomerThreadItem } from '#shared/customer-api/cases.ts'

const DETAIL: CustomerCaseDetail = {
  case: {
    id: 'k-1',
    caseNumber: 'CAS-00001-A1B2C3',
    title: 'Ura',
    caseType: 'support',
    customerReference: null,
    ownerName: null,
    contactName: 'Janez Novak',
    status: 'in_progress',
    createdAt: 1,
    modifiedAt: 1,
    estimateOpen: false,
    description: 'Ne gre.',
    entitlementName: null,
    customerSystemId: null,
    warrantyRepair: null,
    serialNumber: null,
    deviceModel: null,
    closedAt: null,
    reopens: true,
    merged: false,
    mergedInto: null,
    mayClose: true,
  },
  attachments: [],
  thread: [],
  estimates: [],
  rmas: [],
}
const note = (id: string, from: 'you' | 'agent'): CustomerThreadItem => ({
  type: 'note',
  id,
  createdAt: 2,
  from,
  name: 'Maja Kotnik',
  body: 'Dober dan',
  attachments: [],
})

describe('news of a case', () => {
  it('are none while nothing changes, and none of the own words', () => {
    expect(newsBetween(DETAIL, DETAIL)).toBeNull()
    expect(newsBetween(DETAIL, { ...DETAIL, thread: [note('n-1', 'you')] })).toBeNull()
  })

  it('are what others wrote, the status and who has it now', () => {
    const after: CustomerCaseDetail = {
      ...DETAIL,
      case: { ...DETAIL.case, status: 'waiting_for_details', ownerName: 'Maja Kotnik' },
      thread: [
        note('n-1', 'agent'),
        { type: 'status', id: 's-1', createdAt: 3, from: 'agent', name: 'Maja Kotnik', status: 'waiting_for_details' },
      ],
    }
    expect(newsBetween(DETAIL, after)).toEqual({
      repair: null,
      notes: [after.thread[0]],
      status: 'waiting_for_details',
      owner: 'Maja Kotnik',
      estimate: null,
    })
  })

  it('are an estimate that came or went', () => {
    const came: CustomerThreadItem = {
      type: 'estimate',
      id: 'v-1',
      createdAt: 4,
      from: 'agent',
      name: 'Maja Kotnik',
      estimateId: 'e-1',
      state: 'open',
    }
    const estimate = {
      id: 'e-1',
      state: 'open' as const,
      items: [],
      note: '',
      validUntil: '2026-12-01',
      createdAt: 4,
      agentName: null,
      endedAt: null,
      ofMerged: null,
    }
    const after = { ...DETAIL, thread: [came], estimates: [estimate] }
    expect(newsBetween(DETAIL, after)).toMatchObject({ estimate: 'open', notes: [] })
    expect(openEstimate(after)?.id).toBe('e-1')
    const gone = { ...after, estimates: [{ ...estimate, state: 'withdrawn' as const }] }
    expect(openEstimate(gone)).toBeNull()
  })
})
