import { type PromisedMinutes, slaTarget, startClocks } from '#shared/domain/sla.ts'
import { INITIAL_STATUS } from '#shared/domain/status.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'
import { serviceLevels } from './service-levels.ts'

type Creation = Extract<Operation, { kind: 'case.create' }>
type Split = Extract<Operation, { kind: 'case.split' }>

/** The case that one of the operations makes, as long as the portal's row cannot be here; null when there is none. */
export function localCase(mirror: Mirror, operations: readonly OverlayOperation[]): CaseRow | null {
  for (const { operation, passed } of operations) {
    if (passed) continue
    if (operation.kind === 'case.create') return rowOf(mirror, operation)
    if (operation.kind === 'case.split') return splitRow(mirror, operation)
  }
  return null
}

function rowOf(mirror: Mirror, operation: Creation): CaseRow {
  const { caseId, title, description, caseType, contactId, teamId, ownerId, authoredAt } = operation
  return {
    id: caseId,
    caseNumber: '',
    title,
    description,
    caseType,
    status: INITIAL_STATUS,
    ownerId,
    teamId,
    accountId: accountOf(mirror, contactId),
    contactId,
    entitlementId: operation.entitlementId,
    customerSystemId: operation.customerSystemId,
    warrantyRepair: operation.warrantyRepair,
    serialNumber: operation.serialNumber,
    customerReference: operation.customerReference,
    createdAt: authoredAt,
    modifiedAt: authoredAt,
    closedAt: null,
    mergedIntoId: null,
    versions: { status: 1, ownerId: 1, title: 1, description: 1, teamId: 1 },
    ...clocksOf(mirror, operation),
  }
}

/** Like the case that its notes come from; null while that one is not here. */
function splitRow(mirror: Mirror, { caseId, fromId, title, authoredAt }: Split): CaseRow | null {
  const pk = knownCaseKey(mirror, fromId)
  const from = pk === undefined ? null : (readCase(mirror, pk)?.row ?? null)
  return (
    from && {
      ...from,
      id: caseId,
      caseNumber: '',
      title,
      description: '',
      status: INITIAL_STATUS,
      createdAt: authoredAt,
      modifiedAt: authoredAt,
      closedAt: null,
      mergedIntoId: null,
      versions: { status: 1, ownerId: 1, title: 1, description: 1, teamId: 1 },
    }
  )
}

function accountOf(mirror: Mirror, contactId: string): string {
  return mirror.prepare<string>('SELECT account_id FROM contacts WHERE id = ?', { pluck: true }).get(contactId) ?? ''
}

/** As the portal will begin them, by what this machine knows. */
function clocksOf(mirror: Mirror, { entitlementId, authoredAt }: Creation) {
  const { usual, time } = serviceLevels(mirror)
  const contract = mirror
    .prepare<PromisedMinutes>(
      `SELECT first_response_minutes AS firstResponseMinutes, resolution_minutes AS resolutionMinutes
       FROM entitlements WHERE id = ?`,
    )
    .get(entitlementId)
  return startClocks(slaTarget(contract ?? null, usual), { at: authoredAt, status: INITIAL_STATUS }, time)
}
