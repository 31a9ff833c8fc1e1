import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { electronRuntime } from '../../../scripts/electron-runtime.ts'
import { type RunningProcess, startPortal } from '../../support/process.ts'
import { DeskPage } from '../desk-page.ts'

export { expect } from '@playwright/test'

const root = join(import.meta.dirname, '..', '..', '..')
const runtime = electronRuntime(root)

/** What is started: this folder, or its staged copy whose database fits an older test runtime. */
export const application = process.env.DESK_ELECTRON_APP ?? root

export const runtimeFolder = runtime.found ? runtime.folder : ''

const signInOf = (agent: number) => ({
  DESK_SIGN_IN_EMAIL: DEMO_AGENTS[agent]!.email,
  DESK_SIGN_IN_PASSWORD: DEMO_PASSWORD,
})

export type Desk = { app: ElectronApplication; page: Page; desk: DeskPage; profileDir: string }

type LaunchOptions = {
  profileDir?: string
  portalUrl?: string
  agent?: number
  signedIn?: boolean
  /** What the operating system hands over besides: a link. */
  handed?: string[]
  dictionaries?: string
}

type WorkerFixtures = { executable: string; portal: RunningProcess }
type TestFixtures = {
  signIn: ReturnType<typeof signInOf>
  temporaryFolder(): string
  launch(options?: LaunchOptions): Promise<Desk>
}

/** Chromium has no sandbox for root. Without a graphics card its own attempts only make the start slow. */
export const SWITCHES = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu']

/** Nobody listens there: what a test does not serve is fetched from nowhere. */
const NO_DICTIONARIES = 'http://127.0.0.1:9/'

export const test = base.extend<TestFixtures, WorkerFixtures>({
  executable: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use, info) => {
      if (!runtime.found) throw new Error(`${info.project.name}: ${runtime.reason}`)
      await use(runtime.executable)
    },
    { scope: 'worker' },
  ],

  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'spica-electron-portal-'))
      const portal = await startPortal(dataDir, { cases: 60 })
      await use(portal)
      await portal.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  temporaryFolder: async ({}, use) => {
    const folders: string[] = []
    await use(() => {
      const folder = mkdtempSync(join(tmpdir(), 'spica-electron-'))
      folders.push(folder)
      return folder
    })
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  signIn: async ({}, use) => use(signInOf(1)),

  launch: async ({ portal, temporaryFolder }, use) => {
    const running: ElectronApplication[] = []
    await use(async (options = {}) => {
      const { profileDir = temporaryFolder(), portalUrl = portal.ready[1]!, agent = 1, signedIn = true } = options
      const { handed = [], dictionaries = NO_DICTIONARIES } = options
      // Without `executablePath` Playwright finds the runtime as npm's package does, and holds the start until it watches.
      const app = await _electron.launch({
        args: [application, ...SWITCHES, '--profile', profileDir, ...handed],
        env: {
          ...environment(),
          DESK_PORTAL_URL: portalUrl,
          SPICA_DESK_DICTIONARIES: dictionaries,
          ...(signedIn ? signInOf(agent) : {}),
        },
      })
      running.push(app)
      const page = await app.firstWindow()
      return { app, page, desk: new DeskPage(page), profileDir }
    })
    for (const app of running) await app.close()
  },
})

test.skip(!runtime.found, runtime.found ? '' : `No Electron: ${runtime.reason}`)

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]))
}

/** Starts the program as a person would, a second time say, and answers its exit code. */
export function startAgain(
  executable: string,
  profileDir: string,
  handed: readonly string[] = [],
): Promise<number | null> {
  const child: ChildProcess = spawn(executable, [application, ...SWITCHES, '--profile', profileDir, ...handed], {
    stdio: 'ignore',
  })
  return new Promise((ended, failed) => {
    child.on('exit', ended)
    child.on('error', failed)
  })
}
