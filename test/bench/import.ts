import { parseArgs } from 'node:util'
import { type OpenOptions, openDatabase } from '#portal/db/open.ts'
import { accounts } from '#portal/db/schema.ts'
import { importDevices } from '#portal/devices/import-devices.ts'
import { systemDeps } from '#portal/server/deps.ts'
import { anAccount } from '#test/factories/rows.ts'
import { postgresMissing, startPostgres } from '#test/integration/portal/postgres.ts'
import { aWorkbook, type Cell } from '#test/support/workbook.ts'
import { atMost, print } from './figures.ts'

/** The import of devices from CSV and XLSX, on both engines: all new, the same again, each changed. */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' }, cases: { type: 'string' } } })
const count = Number(values.rows)
const companies = Array.from({ length: 500 }, () => anAccount())

const HEADERS = ['Serijska številka', 'Model', 'Lastnik', 'Prodano', 'Dokument', 'Garancija do', 'Stanje', 'Firmware']

function rows(firmware: string): string[][] {
  return Array.from({ length: count }, (_, at) => [
    `ZT5-${2401 + (at % 12)}-${String(at).padStart(6, '0')}`,
    'Zone Touch 5',
    companies[at % companies.length]?.taxNumber ?? '',
    '15. 1. 2024',
    `DOB-24-${String(at % 90_000).padStart(5, '0')}`,
    '2026-01-15',
    'V uporabi',
    firmware,
  ])
}

const csv = (firmware: string) => Buffer.from([HEADERS, ...rows(firmware)].map((row) => row.join(';')).join('\r\n'))
const xlsx = (firmware: string) =>
  aWorkbook([HEADERS, ...rows(firmware).map((row): Cell[] => row.map((cell, at) => (at === 5 ? { day: cell } : cell)))])

async function measure(engine: string, options: OpenOptions): Promise<void> {
  const database = await openDatabase(options)
  await database.db.insert(accounts).values(companies)
  const deps = systemDeps(database.db)
  const run = async (name: string, file: Buffer, preview = false) => {
    const begun = performance.now()
    const report = await importDevices(deps, file, { preview, by: { kind: 'system', id: null } })
    const seconds = (performance.now() - begun) / 1000
    if (report.errorCount > 0 || report.imported === preview) throw new Error(JSON.stringify(report.errors.slice(0, 3)))
    const { added, changed, unchanged } = report
    print(atMost(`import of ${count} devices, ${name}, ${engine}`, seconds, 60, 's', { added, changed, unchanged }))
  }
  const first = csv('4.2.0')
  await run('preview of CSV', first, true)
  await run('CSV, all new', first)
  await run('the same CSV again', first)
  await run('XLSX, each changed', xlsx('4.2.1'))
  await database.close()
}

await measure('PGlite', { memory: true })
const missing = postgresMissing()
if (missing) console.error(`Not measured on PostgreSQL: ${missing}`)
else {
  const server = await startPostgres()
  await measure('PostgreSQL', { databaseUrl: server.url() }).finally(() => server.stop())
}
