import type { RmaCard } from '#shared/rpc/rmas.ts'

/** A device that waits for nobody; of an open case. */
export function aCard(over: Partial<RmaCard> = {}): RmaCard {
  return {
    ...{ id: 'line', rmaId: 'rma', rmaNumber: 'RMA-00001', caseId: 'case', caseNumber: 'CAS-00001-A1B2C3' },
    ...{ caseTitle: 'Terminal', caseOpen: true, ownerId: null, ownerName: null },
    ...{ accountName: 'Lesna industrija', contactName: 'Maja Žagar', serialNumber: 'ZT-1', model: 'Zone Touch' },
    ...{ fault: 'Ne vklopi se.', warranty: 'undecided', state: 'requested', stateSince: 1, receivedAt: null },
    ...{ shippedAt: null, newSerialNumber: null, carrier: null, trackingNumber: null, dueAt: null, overdue: false },
    ...{ pending: false, conflict: false, ...over },
  }
}
