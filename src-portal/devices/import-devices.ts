import { sql } from 'drizzle-orm'
import { type DeviceImportReport, MAX_LISTED_CHANGES, MAX_LISTED_ERRORS } from '#shared/portal-api/device-import.ts'
import { type Actor, writeAudit } from '../customers/audit.ts'
import type { Database, Transaction } from '../db/open.ts'
import { inTransaction, type ServiceDeps } from '../server/deps.ts'
import { FileFault } from './file-fault.ts'
import { type Known, readKnown } from './known.ts'
import { type Plan, planImport } from './plan.ts'
import { type ImportFile, readRows } from './read-rows.ts'
import { namedElsewhere } from './replacements.ts'
import { writeDevices } from './write-devices.ts'

/** From so many on the planner needs other statistics; the embedded database does not gather them by itself. */
const MANY = 1_000

/**
 * Takes a CSV or XLSX file into the registry of devices, or only says what it would do. A device is known by its serial number
 * however it is written; an empty cell leaves what is known, a dash takes it away. All of the file in one transaction, or
 * nothing where any row has an error. What is the same already is not written. Who took in what is in the audit log.
 */
export async function importDevices(
  deps: ServiceDeps,
  bytes: Uint8Array,
  { preview, by }: { preview: boolean; by: Actor },
): Promise<DeviceImportReport> {
  let file: ImportFile
  try {
    file = await readRows(bytes)
  } catch (error) {
    if (error instanceof FileFault) return { ...NOTHING, file: { code: error.code, value: error.value } }
    throw error
  }
  const report = await inTransaction(deps, async (work) => {
    const { tx, newId } = work
    // Of two imports at once the second sees what the first made.
    if (!preview) await tx.execute(sql`LOCK TABLE devices IN SHARE ROW EXCLUSIVE MODE`)
    const keys = new Set([...file.rows.map(({ key }) => key), ...namedElsewhere(file.rows)])
    const known = await readKnown(tx, [...keys])
    const plan = planImport(file.rows, known, newId)
    const clean = file.errors.length + plan.errors.length === 0
    const report = reportOf(file, plan, known, !preview && clean)
    if (!report.imported) return report
    const { added, changed, unchanged } = report
    await writeAudit(work, { by, event: 'devices_imported', contactId: null, detail: { added, changed, unchanged } })
    await writeDevices(tx, plan.planned)
    return report
  })
  if (report.imported && report.added + report.changed >= MANY) await gatherStatistics(deps.db)
  return report
}

const NOTHING: DeviceImportReport = {
  file: null,
  rows: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  errorCount: 0,
  errors: [],
  ignoredHeaders: [],
  changes: [],
  imported: false,
}

function reportOf(file: ImportFile, { planned, unchanged, errors }: Plan, known: Known, imported: boolean) {
  const all = [...file.errors, ...errors].sort((one, other) => one.row - other.row)
  const added = planned.filter(({ kind }) => kind === 'added').length
  return {
    ...NOTHING,
    rows: file.count,
    added,
    changed: planned.length - added,
    unchanged,
    errorCount: all.length,
    errors: all.slice(0, MAX_LISTED_ERRORS),
    ignoredHeaders: file.ignoredHeaders.slice(0, 50),
    changes: planned.slice(0, MAX_LISTED_CHANGES).map(({ row, kind, columns, device }) => ({
      row,
      kind,
      columns,
      serialNumber: device.serialNumber,
      model: device.model,
      ownerName: device.accountId === null ? null : known.companies.nameOf(device.accountId),
    })),
    imported,
  }
}

async function gatherStatistics(db: Database | Transaction): Promise<void> {
  await db.execute(sql`ANALYZE devices, sync_change`)
}
