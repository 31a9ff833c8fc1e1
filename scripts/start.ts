import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { electronRuntime } from './electron-runtime.ts'
import { ensureBuilt } from './start/built.ts'
import { type Child, startChild } from './start/child.ts'
import { downloadElectron } from './start/electron-download.ts'
import { demoFolder, noDisplay } from './start/folders.ts'
import { openBrowser } from './start/open-browser.ts'

/**
 * `npm start`: the desk with a demo portal, signed in as a demo agent, without any configuration. In Electron where that
 * can be, else in the browser host. Ctrl-C and closing the window end everything with code 0; a part that dies, with 1.
 */
const USAGE = `Usage: npm start -- [options]

  --web       use the browser, even where Electron could be
  --cases N   how many demo cases, when the demo is made (default 2000)
  --data DIR  where the demo's portal and desk are kept (default: the user's data folder)
  --help      show this`

type SignIn = { email: string; password: string }
type Demo = { portalUrl: string; signIn: SignIn }

const root = join(import.meta.dirname, '..')
const { values: options } = parseArgs({
  options: {
    web: { type: 'boolean', default: false },
    cases: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const data = options.data ?? demoFolder(process.env, process.platform)

const children: Child[] = []
let stopping: Promise<void> | null = null

/** Ends what was started, last first, and then this process. The first reason counts. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const child of children.toReversed()) await child.stop()
    process.exit(code)
  })()
  return stopping
}

/** Starts a part that has to live as long as the demo; `onEnd` decides what its end means. */
function start(args: Parameters<typeof startChild>[0], onEnd: (ended: Awaited<Child['ended']>) => void): Child {
  const child = startChild(args)
  children.push(child)
  void child.ended.then((ended) => {
    if (!stopping) onEnd(ended)
  })
  return child
}

function endWith(name: string): (ended: Awaited<Child['ended']>) => void {
  return ({ how, ok }) => {
    console.error(ok ? `${name} has ended.` : `${name} ${how}; what it said is above.`)
    void stop(ok ? 0 : 1)
  }
}

async function build(): Promise<void> {
  await ensureBuilt('desk', 'the desk')
  await ensureBuilt('web', 'the customers’ pages')
}

async function startPortal(): Promise<Demo> {
  console.log('Starting the demo portal (the first time it makes its data, which takes a moment) …')
  const cases = options.cases ? ['--cases', options.cases] : []
  const portal = start(
    {
      name: 'The portal',
      command: process.execPath,
      args: [
        'src-portal/main.ts',
        '--demo',
        '--port',
        '0',
        '--data',
        join(data, 'portal'),
        '--exit-with-parent',
        ...cases,
      ],
      cwd: root,
    },
    endWith('The portal'),
  )
  const [signIn, customer, mail, ready] = await Promise.all([
    portal.line(/^Demo sign-in: (\S+) \/ (\S+)$/),
    portal.line(/^Demo customer: (\S+) \/ (\S+)$/),
    portal.line(/^E-mail goes (.+)$/),
    portal.line(/^Portal ready: (\S+)$/),
  ])
  console.log(`Customers' pages: ${ready[1]} (sign in as ${customer[1]} / ${customer[2]}; e-mail goes ${mail[1]})`)
  return { portalUrl: ready[1]!, signIn: { email: signIn[1]!, password: signIn[2]! } }
}

const signInEnvironment = ({ email, password }: SignIn) => ({
  DESK_SIGN_IN_EMAIL: email,
  DESK_SIGN_IN_PASSWORD: password,
})

/** Why there is no Electron; null and its executable when there is. */
async function findElectron(): Promise<{ executable: string } | { missing: string }> {
  const missing = options.web ? 'you asked for it' : noDisplay(process.env, process.platform)
  if (missing) return { missing }
  const present = electronRuntime(root)
  if (present.found) return present
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return { missing: present.reason }
  const failed = await downloadElectron(root)
  if (failed) return { missing: `Electron's runtime could not be downloaded: ${failed}` }
  const downloaded = electronRuntime(root)
  return downloaded.found ? downloaded : { missing: downloaded.reason }
}

/** A runtime that cannot run here (a missing system library, say) ends at once, and then the browser host takes over. */
const EARLY_MS = 5_000

function startInElectron(executable: string, demo: Demo): void {
  console.log(`Starting the desk in Electron. Close its window or press Ctrl-C to end.`)
  const startedAt = Date.now()
  start(
    {
      name: 'Electron',
      command: executable,
      // A window's process on Windows has no standard input to watch.
      endsWithInput: process.platform !== 'win32',
      args: [
        // An older test runtime needs a copy of the application with a database built for it.
        process.env.DESK_ELECTRON_APP ?? root,
        '--profile',
        join(data, 'desk-electron'),
        '--exit-with-parent',
        // Chromium has no sandbox for root, and says so instead of starting.
        ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
      cwd: root,
      env: { DESK_PORTAL_URL: demo.portalUrl, ...signInEnvironment(demo.signIn) },
    },
    (ended) => {
      if (ended.ok || Date.now() - startedAt > EARLY_MS) endWith('Electron')(ended)
      else void startInBrowser(`Electron ${ended.how}`, demo).catch(fail)
    },
  )
}

async function startInBrowser(reason: string, demo: Demo): Promise<void> {
  console.log(`Starting the desk in the browser: ${reason}.`)
  const host = start(
    {
      name: 'The browser host',
      command: process.execPath,
      args: [
        'src-main/host-web/main.ts',
        '--port',
        '0',
        '--portal',
        demo.portalUrl,
        '--profile',
        join(data, 'desk-web'),
        '--exit-with-parent',
      ],
      cwd: root,
      env: signInEnvironment(demo.signIn),
    },
    endWith('The browser host'),
  )
  const [, url] = await host.line(/^Desk ready: (\S+)$/)
  console.log('Open that address in a browser of this machine. Press Ctrl-C to end.')
  if (noDisplay(process.env, process.platform) === null) openBrowser(url!)
}

function fail(error: unknown): void {
  if (stopping) return // said already by the part that ended
  console.error(error instanceof Error ? error.message : String(error))
  void stop(1)
}

async function main(): Promise<void> {
  await build()
  const demo = await startPortal()
  const electron = await findElectron()
  if ('executable' in electron) startInElectron(electron.executable, demo)
  else await startInBrowser(electron.missing, demo)
}

if (options.help) {
  console.log(USAGE)
} else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1) // asked twice: now
      console.log('Stopping …')
      void stop(0)
    })
  }
  main().catch(fail)
}
