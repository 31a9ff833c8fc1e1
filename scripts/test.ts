import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronRuntime } from './electron-runtime.ts'
import { run } from './run.ts'

/**
 * `npm test`: check, build, unit and integration tests, end-to-end tests in Chromium, and in Electron where its runtime
 * is there. Names given as arguments (`npm test -- unit electron`) run only those parts. The last line counts all of them.
 */
type Counts = { passed: number; failed: number; skipped: number }

/** Where the hundreds of portals and desks of a run keep what Node compiled of them; Electron has a Node of its own. */
const COMPILED = { NODE_COMPILE_CACHE: join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled') }

const reports = mkdtempSync(join(tmpdir(), 'spica-desk-test-'))
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const wanted = process.argv.slice(2)

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean }
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/** Reads what a runner wrote; a runner that failed without naming a failed test counts as one failure. */
function add(code: number, file: string, read: (report: never) => Counts): void {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')) as never)
    : { passed: 0, failed: 0, skipped: 0 }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}

async function vitest(folder: string): Promise<void> {
  const file = join(reports, `${folder.replaceAll('/', '-')}.json`)
  const args = ['run', folder, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run('vitest', args, COMPILED)
  add(code, file, (report: VitestReport) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
  }))
}

async function playwright(project: 'chromium' | 'electron'): Promise<void> {
  const file = join(reports, `${project}.json`)
  const code = await run('playwright', ['test', `--project=${project}`, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(project === 'chromium' ? COMPILED : {}),
  })
  add(code, file, ({ stats }: PlaywrightReport) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))
}

async function step(name: string, command: string, args: string[]): Promise<boolean> {
  const ok = (await run(command, args)) === 0
  if (ok) total.passed += 1
  else {
    total.failed += 1
    console.error(`${name} failed.`)
  }
  return ok
}

const parts: [name: string, part: () => Promise<unknown>][] = [
  ['check', () => step('Check', 'node', ['scripts/check.ts'])],
  ['unit', () => vitest('test/unit')],
  ['integration', () => vitest('test/integration')],
  ['build', () => step('Build', 'node', ['scripts/build.ts'])],
  ['chromium', () => playwright('chromium')],
  ['electron', electron],
]

async function electron(): Promise<void> {
  const runtime = electronRuntime()
  if (runtime.found) await playwright('electron')
  else console.log(`No end-to-end tests in Electron: ${runtime.reason}`)
}

for (const [name, part] of parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n=== ${name}`)
  await part()
}
rmSync(reports, { recursive: true, force: true })
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
