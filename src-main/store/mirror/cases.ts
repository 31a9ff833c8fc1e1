import { lookUpKey } from '#shared/domain/look-up.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { type CaseDetail, type CaseSummary, MAX_RELATED } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { findAccount } from './accounts.ts'
import { agentName } from './agents.ts'
import { attachmentsOfCase } from './attachments.ts'
import { attentionOf } from './attention.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'
import { findContact } from './contact-row.ts'
import { belongings, findEntitlement, openCasesOfDevice } from './device-card.ts'
import { deviceBySerial } from './devices.ts'
import { matchingCases } from './search.ts'
import { caseSummaries } from './summaries.ts'
import { findTeam } from './teams.ts'

/** Cases looked through for one that has the number; those that only mention it are few. */
const NUMBER_HITS = 200

/** As the agent sees it; `versions` already count the pending changes, so it is the base of the next operation. */
export function findCase(mirror: Mirror, caseId: string): CaseRow | null {
  const pk = knownCaseKey(mirror, caseId)
  return pk === undefined ? null : (readCase(mirror, pk)?.row ?? null)
}

export type MirrorDetail = Omit<
  CaseDetail,
  'pendingFields' | 'conflicts' | 'present' | 'estimates' | 'refusedEstimates'
>

/** Everything of a case's pane but what the outbox and the portal's stream know. */
export function caseDetail(mirror: Mirror, caseId: string): MirrorDetail | null {
  const pk = knownCaseKey(mirror, caseId)
  const row = pk === undefined ? null : (readCase(mirror, pk)?.row ?? null)
  if (pk === undefined || row === null) return null
  const serialKey = row.serialNumber === null ? '' : lookUpKey(row.serialNumber)
  const device = serialKey === '' ? null : deviceBySerial(mirror, serialKey)
  return {
    case: row,
    attention: attentionOf(mirror, pk),
    ownerName: row.ownerId === null ? null : agentName(mirror, row.ownerId),
    account: findAccount(mirror, row.accountId),
    contact: findContact(mirror, row.contactId),
    entitlement: row.entitlementId === null ? null : findEntitlement(mirror, row.entitlementId),
    device,
    deviceFacts: device && belongings(mirror, device),
    sameDeviceOpen: serialKey === '' ? [] : openCasesOfDevice(mirror, serialKey, pk),
    sameDevice: serialKey === '' ? [] : related(mirror, 'serial_key', serialKey, pk),
    sameCustomer: related(mirror, 'account_id', row.accountId, pk),
    team: findTeam(mirror, row.teamId),
    attachments: attachmentsOfCase(mirror, pk),
  }
}

/** Of the case with that number, however it was typed; null when it is not here. Goes by the index of numbers. */
export function caseIdByNumber(mirror: Mirror, caseNumber: string): string | null {
  const key = lookUpKey(caseNumber)
  const pks = key === '' ? [] : matchingCases(mirror, key, NUMBER_HITS)
  const found = mirror
    .prepare<string>(
      'SELECT c.id FROM json_each(?) j JOIN cases c ON c.pk = j.value WHERE c.number_key = ? ORDER BY j.key LIMIT 1',
      { pluck: true },
    )
    .get(JSON.stringify(pks), key)
  return found ?? null
}

/** Number and title by case id; unknown ids are left out. */
export function caseHeads(
  mirror: Mirror,
  caseIds: readonly string[],
): Map<string, { caseNumber: string; title: string }> {
  const heads = mirror
    .prepare<[string, string, string]>(
      `SELECT c.id, c.case_number, c.title FROM json_each(?) j JOIN case_key k ON k.id = j.value JOIN cases c ON c.pk = k.pk`,
      { raw: true },
    )
    .all(JSON.stringify(caseIds))
  return new Map(heads.map(([id, caseNumber, title]) => [id, { caseNumber, title }]))
}

function related(mirror: Mirror, column: 'serial_key' | 'account_id', value: string, without: number): CaseSummary[] {
  const pks = mirror
    .prepare<number>(
      `SELECT pk FROM cases WHERE ${column} = ? AND pk <> ? ORDER BY modified_at DESC, pk DESC LIMIT ${MAX_RELATED}`,
      { pluck: true },
    )
    .all(value, without)
  return caseSummaries(mirror, pks)
}
