import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BlobSettingsError, chooseBlobStore, maxAttachmentBytes } from './blobs/choose.ts'
import { CustomerSettingsError, chooseCustomerSettings } from './customers/choose-settings.ts'
import { importCustomers } from './customers/import-customers.ts'
import { ImportError } from './customers/import-lines.ts'
import { importProofs } from './customers/import-proofs.ts'
import { type OpenOptions, openDatabase } from './db/open.ts'
import { DEMO_AGENT, DEMO_PASSWORD } from './demo/agents.ts'
import { DEMO_CUSTOMER_PASSWORD, DEMO_CUSTOMER_USERNAME, DEMO_DOCUMENTS } from './demo/customers.ts'
import { type DemoProgress, loadDemo } from './demo/load.ts'
import { importDevices } from './devices/import-devices.ts'
import { describeReport } from './devices/import-words.ts'
import { describeMail } from './mail/service.ts'
import { chooseMail, MailSettingsError } from './mail/settings.ts'
import { addAgent, parseAgent } from './server/add-agent.ts'
import { setAdministrator } from './server/administrators.ts'
import { type CommandLine, readCommandLine, USAGE, UsageError } from './server/command-line.ts'
import { type ServiceDeps, systemDeps } from './server/deps.ts'
import { chooseSlaSettings, SlaSettingsError } from './server/sla/choose-sla.ts'
import { keepPromise, readPromise } from './server/sla/promises.ts'
import { slaRules } from './server/sla/rules.ts'
import { type RunningPortal, startPortal } from './server/start.ts'
import { beginEpoch } from './server/sync/maintenance.ts'
import { addTeam, setAgentTeams } from './server/teams.ts'

const STOP_DEADLINE_MS = 10_000
const SETTINGS_ERRORS = [
  UsageError,
  BlobSettingsError,
  MailSettingsError,
  CustomerSettingsError,
  SlaSettingsError,
  ImportError,
]
/** Their message says it all. */
const PLAIN_ERRORS = new Set([
  'DatabaseFromTheFuture',
  'DataFolderInUse',
  'DatabaseInUse',
  'BlobSettingsError',
  'MailSettingsError',
  'CustomerSettingsError',
  'SlaSettingsError',
  'ImportError',
])

let portal: RunningPortal | undefined
let stopping = false

try {
  await main()
} catch (error) {
  console.error(explain(error))
  process.exit(SETTINGS_ERRORS.some((kind) => error instanceof kind) ? 2 : 1)
}

async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2), process.env, process.platform)
  if (options.help) {
    console.log(USAGE)
    return
  }
  if (options.addAgent !== undefined) return addAgentFromTerminal(options.addAgent, options)
  if (options.addTeam !== undefined) return addTeamFromTerminal(options.addTeam, options)
  if (options.agentTeams !== undefined) return setTeamsFromTerminal(options.agentTeams, options)
  if (options.makeAdmin !== undefined) return setAdminFromTerminal(options.makeAdmin, true, options)
  if (options.notAdmin !== undefined) return setAdminFromTerminal(options.notAdmin, false, options)
  if (options.importProofs !== undefined) return importProofsFromTerminal(options.importProofs, options)
  if (options.importCustomers !== undefined) return importCustomersFromTerminal(options.importCustomers, options)
  if (options.importDevices !== undefined) return importDevicesFromTerminal(options.importDevices, options)
  if (options.promise !== undefined) return keepPromiseFromTerminal(options.promise, options)
  if (options.restored) return beginEpochFromTerminal(options)
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (options.exitWithParent) process.stdin.on('end', stop).on('error', stop).resume()

  const folder = options.data ?? temporaryFolder()
  const mail = chooseMail(process.env, join(folder, 'mail'))
  const { invitationDays, rmaMailSteps, ...customers } = chooseCustomerSettings(
    options.demo ? { ...DEMO_DOCUMENTS, ...process.env } : process.env,
  )
  portal = await startPortal({
    database: chooseDatabase(folder),
    blobStore: chooseBlobStore(process.env, join(folder, 'blobs')),
    maxAttachmentBytes: maxAttachmentBytes(process.env),
    webFolder: join(import.meta.dirname, '../out/web'),
    host: options.host,
    port: options.port,
    mail,
    customers: { ...customers, publicUrl: options.publicUrl },
    invitationDays,
    rmaMailSteps,
    sla: slaRules(chooseSlaSettings(process.env)),
    logLevel: process.env.LOG_LEVEL ?? 'warn',
    trustProxy: options.trustProxy,
    prepare: async ({ db }) => {
      if (options.demo) await loadDemo(db, { cases: options.cases, onProgress: printProgress() })
    },
  })
  if (options.demo) {
    console.log(`Demo sign-in: ${DEMO_AGENT.email} / ${DEMO_PASSWORD}`)
    console.log(`Demo customer: ${DEMO_CUSTOMER_USERNAME} / ${DEMO_CUSTOMER_PASSWORD}`)
  }
  console.log(`E-mail goes ${describeMail(mail)}`)
  console.log(`Portal ready: ${portal.url}`)
}

async function addAgentFromTerminal(text: string, { data, teams, admin }: CommandLine): Promise<void> {
  const agent = parseAgent(text)
  if (process.stdin.isTTY) console.log(`Password for ${agent.email}, then Enter (it is shown):`)
  const password = await firstLine(process.stdin)
  await administer(data, (deps) => addAgent(deps, { ...agent, password, teams, admin }))
  console.log(`${agent.name} can sign in as ${agent.email}`)
  process.exit(0)
}

async function addTeamFromTerminal(text: string, { data }: CommandLine): Promise<void> {
  const name = await administer(data, (deps) => addTeam(deps, text))
  console.log(`There is a team "${name}" now`)
  process.exit(0)
}

async function setTeamsFromTerminal(email: string, { data, teams }: CommandLine): Promise<void> {
  await administer(data, (deps) => setAgentTeams(deps, email, teams))
  console.log(`${email} sees the cases of ${teams.join(', ')}`)
  process.exit(0)
}

async function setAdminFromTerminal(email: string, isAdmin: boolean, { data }: CommandLine): Promise<void> {
  await administer(data, (deps) => setAdministrator(deps, email, isAdmin))
  console.log(`${email} ${isAdmin ? 'may import devices now' : 'may not import devices any more'}`)
  process.exit(0)
}

async function keepPromiseFromTerminal(text: string, { data }: CommandLine): Promise<void> {
  const settings = chooseSlaSettings(process.env)
  const promised = readPromise(text, settings.week)
  const kept = await administer(data, (deps) => keepPromise({ ...deps, sla: slaRules(settings) }, promised))
  console.log(`${kept.contracts} contracts promise this now, for ${kept.cases} open cases too`)
  process.exit(0)
}

async function beginEpochFromTerminal({ data }: CommandLine): Promise<void> {
  await administer(data, beginEpoch)
  console.log('All desks load everything anew when they come next')
  process.exit(0)
}

async function importProofsFromTerminal(file: string, { data }: CommandLine): Promise<void> {
  const { lines, companies } = await administer(data, (deps) => importProofs(deps, readImport(file)))
  console.log(`${lines} proofs of ${companies} companies are known`)
  process.exit(0)
}

async function importCustomersFromTerminal(file: string, { data }: CommandLine): Promise<void> {
  const { lines, taken } = await administer(data, (deps) => importCustomers(deps, readImport(file)))
  console.log(`${taken} of ${lines} people can set a password now; the others are known already`)
  process.exit(0)
}

async function importDevicesFromTerminal(file: string, { data, dryRun }: CommandLine): Promise<void> {
  const report = await administer(data, (deps) =>
    importDevices(deps, readBytes(file), { preview: dryRun, by: { kind: 'system', id: null } }),
  )
  const lines = describeReport(report).join('\n')
  if (report.file || report.errorCount > 0) throw new ImportError(lines)
  console.log(lines)
  process.exit(0)
}

function readImport(file: string): string {
  return readBytes(file).toString('utf8')
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ImportError(`The file cannot be read. ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function administer<T>(data: string | undefined, work: (deps: ServiceDeps) => Promise<T>): Promise<T> {
  const database = await openDatabase(chooseDatabase(data ?? temporaryFolder()))
  try {
    return await work(systemDeps(database.db))
  } finally {
    await database.close()
  }
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input })) return line
  return ''
}

function chooseDatabase(dataDir: string): OpenOptions {
  return process.env.DATABASE_URL ? { databaseUrl: process.env.DATABASE_URL } : { dataDir }
}

function temporaryFolder(): string {
  const temporary = mkdtempSync(join(tmpdir(), 'spica-portal-'))
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))
  return temporary
}

/** A line at every tenth. */
function printProgress(): (progress: DemoProgress) => void {
  let shown = -1
  return ({ phase, cases, total }) => {
    if (phase === 'feed') return console.log('Loading demo data: filling the change feed')
    const tenth = Math.floor((cases / total) * 10)
    if (tenth === shown) return
    shown = tenth
    console.log(`Loading demo data: ${tenth * 10} % (${cases} of ${total} cases)`)
  }
}

function stop(): void {
  // Twice means now; and nothing is lost when there is nothing running yet.
  if (stopping || !portal) process.exit(stopping ? 1 : 0)
  stopping = true
  setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref()
  portal.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(explain(error))
      process.exit(1)
    },
  )
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') return `The port is in use by another program. ${error.message}`
  if (PLAIN_ERRORS.has(error.name)) return error.message
  return error.stack ?? error.message
}
