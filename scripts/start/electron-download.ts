import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const STALLED_MS = 30_000
const LOOK_MS = 1_000
const SHOW_EVERY_BYTES = 20 * 2 ** 20

/**
 * Runs the installer of npm's `electron` package, showing how far it is. Answers why it did not work, null when it did.
 * Gives up when nothing has arrived for 30 s: a network that swallows connections would hold the start for minutes.
 */
export async function downloadElectron(root: string): Promise<string | null> {
  const electron = join(root, 'node_modules', 'electron')
  const version = (JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')) as { version: string }).version
  console.log(`Downloading the runtime of Electron ${version} (about 110 MB, once) …`)
  // The installer writes to the temporary folder; in one of our own its progress can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'spica-desk-electron-'))
  try {
    return await install(electron, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function install(electron: string, folder: string): Promise<string | null> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(electron, 'install.js')], {
      cwd: electron,
      env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder, ELECTRON_GET_NO_PROGRESS: '1' },
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    const endWithThis = () => child.kill('SIGKILL')
    process.on('exit', endWithThis)
    let errors = ''
    let arrived = 0
    let shown = 0
    let lastChange = Date.now()
    let stalled = false
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    const timer = setInterval(() => {
      const bytes = sizeOf(folder) + sizeOf(join(electron, 'dist'))
      if (bytes !== arrived) lastChange = Date.now()
      arrived = bytes
      if (arrived - shown >= SHOW_EVERY_BYTES) {
        shown = arrived
        console.log(`  ${Math.round(arrived / 2 ** 20)} MB`)
      }
      if (Date.now() - lastChange > STALLED_MS) {
        stalled = true
        child.kill('SIGKILL')
      }
    }, LOOK_MS)
    child.on('error', (error) => finish(error.message))
    child.on('exit', (code) => {
      if (stalled) finish(`nothing arrived for ${STALLED_MS / 1000} s`)
      else finish(code === 0 ? null : reasonIn(errors))
    })
    function finish(reason: string | null): void {
      clearInterval(timer)
      process.off('exit', endWithThis)
      done(reason)
    }
  })
}

/** The line of a stack trace that says something, with the cause that Node names beneath. */
function reasonIn(errors: string): string {
  const lines = errors.split('\n').map((line) => line.trim())
  const message = lines.find((line) => /Error: /.test(line)) ?? lines.find((line) => line !== '') ?? 'no reason given'
  const cause = lines.find((line) => /^\[cause\]: /.test(line))
  const said = message.replace(/^\w*Error: /, '')
  return cause ? `${said} (${cause.replace(/^\[cause\]: /, '')})` : said
}

function sizeOf(path: string): number {
  try {
    const stat = statSync(path)
    if (!stat.isDirectory()) return stat.size
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
  } catch {
    return 0 // removed meanwhile
  }
}
