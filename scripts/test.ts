import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronRuntime } from './electron-runtime.ts'
import { run } from './run.ts'
import { NOTHING, type Outcome, ofPlaywright, ofVitest } from './test-reports.ts'

/**
 * `npm test`: check, build, unit and integration tests, end-to-end tests in Chromium, and in Electron where its runtime
 * is there. Names given as arguments (`npm test -- unit electron`) run only those parts. The last lines name what failed or
 * passed on its second try only, and count all of them.
 */

const root = join(import.meta.dirname, '..')
/** Where the hundreds of portals and desks of a run keep what Node compiled of them; Electron has a Node of its own. */
const COMPILED = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') }

const reports = mkdtempSync(join(tmpdir(), 'spica-desk-test-'))
const outcomes: Outcome[] = []
const wanted = process.argv.slice(2)

/** Reads what a runner wrote; a runner that failed without naming a failed test counts as one failure. */
function add(name: string, code: number, file: string, read: (report: never) => Outcome): void {
  const outcome = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8')) as never) : NOTHING
  outcomes.push(code !== 0 && outcome.failed === 0 ? failedWhole(outcome, name) : outcome)
}

function failedWhole(outcome: Outcome, name: string): Outcome {
  const failures = outcome.failures.length > 0 ? outcome.failures : [`${name}: its runner failed, but no test`]
  return { ...outcome, failed: 1, failures }
}

/** Portals, desks and databases of integration tests share the machine's time: what fails there is tried once more, and named. */
async function vitest(folder: string, ...more: string[]): Promise<void> {
  const file = join(reports, `${folder.replaceAll('/', '-')}.json`)
  const args = ['run', folder, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...more]
  add(folder, await run('vitest', args, COMPILED), file, (report: never) => ofVitest(report, root))
}

async function playwright(project: 'chromium' | 'electron'): Promise<void> {
  const file = join(reports, `${project}.json`)
  const code = await run('playwright', ['test', `--project=${project}`, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(project === 'chromium' ? COMPILED : {}),
  })
  add(project, code, file, ofPlaywright)
}

async function step(name: string, command: string, args: string[]): Promise<void> {
  const ok = (await run(command, args)) === 0
  outcomes.push(ok ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1, failures: [name] })
}

const parts: [name: string, part: () => Promise<unknown>][] = [
  ['check', () => step('Check', 'node', ['scripts/check.ts'])],
  ['unit', () => vitest('test/unit')],
  ['integration', () => vitest('test/integration', '--retry=1')],
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

function told(title: string, tests: string[]): void {
  if (tests.length > 0) console.log(`\n${title}:\n${tests.map((test) => `  ${test}`).join('\n')}`)
}
const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0)
const passed = sum((outcome) => outcome.passed)
const failed = sum((outcome) => outcome.failed)
const skipped = sum((outcome) => outcome.skipped)
told(
  'Passed on the second try',
  outcomes.flatMap((outcome) => outcome.secondTry),
)
told(
  'Failed',
  outcomes.flatMap((outcome) => outcome.failures),
)
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
