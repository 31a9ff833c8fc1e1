import { lookUpKey } from '#shared/domain/look-up.ts'
import { keptMark, nextDueAt, SLA_SUMS, type SlaClock, slaSum } from '#shared/domain/sla.ts'
import { isOpen, statusGroup } from '#shared/domain/status.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { fold, sortKey } from './compare-keys.ts'
import { type Counted, countCase } from './counters.ts'

/** Signs of a title that put it in order. */
const TITLE_SORT = 24

export type CaseFlags = { pending: boolean; conflict: boolean }

type CaseRecord = Omit<CaseRow, 'ownerId' | 'warrantyRepair' | 'versions' | 'firstResponse' | 'resolution'> & {
  firstResponse: string | null
  resolution: string | null
  ownerKey: string
  warrantyRepair: number | null
  statusVersion: number
  ownerVersion: number
  titleVersion: number
  descriptionVersion: number
  teamVersion: number
  seq: number
  pending: number
  conflict: number
}

const COLUMNS = [
  'pk',
  'id',
  'case_number',
  'title',
  'description',
  'case_type',
  'status',
  'owner_key',
  'team_id',
  'account_id',
  'contact_id',
  'entitlement_id',
  'customer_system_id',
  'warranty_repair',
  'serial_number',
  'customer_reference',
  'created_at',
  'modified_at',
  'closed_at',
  'merged_into_id',
  'status_version',
  'owner_version',
  'title_version',
  'description_version',
  'team_version',
  'first_response',
  'resolution',
  'seq',
  'open',
  'status_group',
  'number_sort',
  'number_key',
  'serial_key',
  'reference_key',
  'system_key',
  'title_sort',
  'due_at',
  'sla',
  'response_kept',
  'resolution_kept',
  'pending',
  'conflict',
] as const

const INSERT = `INSERT INTO cases (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`
const VALUES = `SELECT ${COLUMNS.join(', ')} FROM cases WHERE pk = ?`

const SELECT = `SELECT id, case_number AS caseNumber, title, description, case_type AS caseType, status, owner_key AS ownerKey,
  team_id AS teamId, account_id AS accountId, contact_id AS contactId, entitlement_id AS entitlementId, customer_system_id AS customerSystemId,
  warranty_repair AS warrantyRepair, serial_number AS serialNumber, customer_reference AS customerReference,
  created_at AS createdAt, modified_at AS modifiedAt, closed_at AS closedAt, merged_into_id AS mergedIntoId, status_version AS statusVersion,
  owner_version AS ownerVersion, title_version AS titleVersion, description_version AS descriptionVersion,
  team_version AS teamVersion, first_response AS firstResponse, resolution, seq, pending, conflict FROM cases WHERE pk = ?`

/** For a first sync: the row cannot be here yet, and counters are built later. */
export function insertCase(mirror: Mirror, pk: number, row: CaseRow, seq: number): void {
  mirror.prepare(INSERT).run(...valuesOf(pk, row, seq, { pending: false, conflict: false }))
}

/** Writes the row as the agent is to see it and moves the counters along. */
export function writeCase(mirror: Mirror, pk: number, row: CaseRow, seq: number, flags: CaseFlags): void {
  const values = valuesOf(pk, row, seq, flags)
  const before = mirror.prepare<Value[]>(VALUES, { raw: true }).get(pk)
  if (!before) mirror.prepare(INSERT).run(...values)
  else updateChanged(mirror, before, values)
  if (before && COUNTED.every((at) => before[at] === values[at])) return
  if (before) countCase(mirror, countedIn(before), -1)
  countCase(mirror, countedIn(values), 1)
}

/** Only what changed: a column that is set costs a write in each of its indexes, also with the same value. */
function updateChanged(mirror: Mirror, before: readonly Value[], after: readonly Value[]): void {
  const changed = COLUMNS.flatMap((_, at) => (before[at] === after[at] ? [] : [at]))
  if (changed.length === 0) return
  const sets = changed.map((at) => `${COLUMNS[at]} = ?`).join(', ')
  mirror.prepare(`UPDATE cases SET ${sets} WHERE pk = ?`).run(...changed.map((at) => after[at]!), after[0]!)
}

const COUNTED = [COLUMNS.indexOf('status'), COLUMNS.indexOf('owner_key'), COLUMNS.indexOf('case_type')] as const

function countedIn(values: readonly Value[]): Counted {
  const [status, ownerKey, caseType] = COUNTED.map((at) => String(values[at]))
  return { status: status!, ownerKey: ownerKey!, caseType: caseType! }
}

export function deleteCase(mirror: Mirror, pk: number): void {
  const before = mirror.prepare<Value[]>(VALUES, { raw: true }).get(pk)
  if (!before) return
  countCase(mirror, countedIn(before), -1)
  mirror.prepare('DELETE FROM cases WHERE pk = ?').run(pk)
}

export function readCase(mirror: Mirror, pk: number): { row: CaseRow; seq: number; flags: CaseFlags } | null {
  const record = mirror.prepare<CaseRecord>(SELECT).get(pk)
  if (!record) return null
  const { ownerKey, warrantyRepair, seq, pending, conflict, ...others } = record
  const { statusVersion, ownerVersion, titleVersion, descriptionVersion, teamVersion, ...values } = others
  const { firstResponse, resolution, ...rest } = values
  return {
    row: {
      ...rest,
      ownerId: ownerKey === '' ? null : ownerKey,
      warrantyRepair: warrantyRepair === null ? null : warrantyRepair === 1,
      versions: {
        status: statusVersion,
        ownerId: ownerVersion,
        title: titleVersion,
        description: descriptionVersion,
        teamId: teamVersion,
      },
      firstResponse: clockOf(firstResponse),
      resolution: clockOf(resolution),
    },
    seq,
    flags: { pending: pending === 1, conflict: conflict === 1 },
  }
}

export const clockOf = (text: string | null): SlaClock | null => (text === null ? null : JSON.parse(text))
const textOf = (clock: SlaClock | null): string | null => clock && JSON.stringify(clock)

function valuesOf(pk: number, row: CaseRow, seq: number, flags: CaseFlags): Value[] {
  const serialKey = row.serialNumber === null ? '' : lookUpKey(row.serialNumber)
  return [
    pk,
    row.id,
    row.caseNumber,
    row.title,
    row.description,
    row.caseType,
    row.status,
    row.ownerId ?? '',
    row.teamId,
    row.accountId,
    row.contactId,
    row.entitlementId,
    row.customerSystemId,
    row.warrantyRepair === null ? null : row.warrantyRepair ? 1 : 0,
    row.serialNumber,
    row.customerReference,
    row.createdAt,
    row.modifiedAt,
    row.closedAt,
    row.mergedIntoId,
    row.versions.status,
    row.versions.ownerId,
    row.versions.title,
    row.versions.description,
    row.versions.teamId,
    textOf(row.firstResponse),
    textOf(row.resolution),
    seq,
    isOpen(row.status) ? 1 : 0,
    statusGroup(row.status),
    numberSort(row.caseNumber),
    lookUpKey(row.caseNumber),
    serialKey === '' ? null : serialKey,
    fold(row.customerReference ?? '').trim() || null,
    fold(row.customerSystemId ?? '').trim() || null,
    sortKey(row.title, TITLE_SORT),
    nextDueAt(row),
    SLA_SUMS.indexOf(slaSum(row)),
    keptMark(row.firstResponse),
    keptMark(row.resolution),
    flags.pending ? 1 : 0,
    flags.conflict ? 1 : 0,
  ]
}

/** The counter in `CAS-NNNNN-LDLDLD`: as text, 100000 would come before 99999. */
function numberSort(caseNumber: string): number {
  return Number(/\d+/.exec(caseNumber)?.[0] ?? 0)
}
