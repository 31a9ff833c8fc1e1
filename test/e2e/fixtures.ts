import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
} from '@playwright/test'
import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { shiftClock } from '../support/clock-shift.ts'
import { beginAt, type RunningProcess, startPortal, startWebDesk } from '../support/process.ts'

export { expect } from '@playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'

/**
 * Ten o'clock on a Wednesday in Ljubljana: what the demo holds, what is due and what was said today are the same
 * whenever the tests run. In each worker of the tests, not where they are only listed.
 */
const WORKING_MORNING = Date.UTC(2026, 10, 18, 9)
const clockShiftMs = process.env.TEST_WORKER_INDEX === undefined ? 0 : beginAt(WORKING_MORNING)

export type OpenDesk = {
  page: Page
  process: RunningProcess
  profileDir: string
  /** Stops the desk and starts it again on the same profile, in the same page. */
  restart(how?: 'stop' | 'kill'): Promise<void>
}

type DeskOptions = BrowserContextOptions & {
  agent?: number
  signedIn?: boolean
  profileDir?: string
  portalUrl?: string
}

type WorkerFixtures = { portal: { url: string; process: RunningProcess } }
type TestFixtures = {
  /** Opens a desk of its own, signed in as demo agent number `agent` (1, Maja Kotnik, by default). */
  openDesk(options?: DeskOptions): Promise<OpenDesk>
  temporaryFolder(): string
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  browser: [
    async ({ playwright }, use) => {
      const executablePath = existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined
      const browser = await playwright.chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
      })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],

  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'spica-e2e-portal-'))
      const process = await startPortal(dataDir)
      await use({ url: process.ready[1]!, process })
      await process.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  temporaryFolder: async ({}, use) => {
    const folders: string[] = []
    await use(() => {
      const folder = mkdtempSync(join(tmpdir(), 'spica-e2e-'))
      folders.push(folder)
      return folder
    })
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  },

  openDesk: async ({ browser, portal, temporaryFolder }, use) => {
    const desks: OpenDesk[] = []
    await use(async (options = {}) => {
      const {
        agent = 1,
        signedIn = true,
        profileDir = temporaryFolder(),
        portalUrl = portal.url,
        ...contextOptions
      } = options
      const signIn = signedIn ? { email: DEMO_AGENTS[agent]!.email, password: DEMO_PASSWORD } : undefined
      const start = () => startWebDesk(profileDir, { portalUrl, signIn })
      const first = await start()
      const context = await openContext(browser, { locale: 'en-GB', ...contextOptions })
      const page = await context.newPage()
      await page.goto(first.ready[1]!)
      const desk: OpenDesk = {
        page,
        process: first,
        profileDir,
        restart: async (how = 'stop') => {
          await desk.process[how]()
          desk.process = await start()
          await page.goto(desk.process.ready[1]!)
        },
      }
      desks.push(desk)
      return desk
    })
    for (const desk of desks) {
      await desk.page.context().close()
      await desk.process.stop()
    }
  },
})

/** A browser of its own, in Ljubljana, with the time of the tests. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    timezoneId: 'Europe/Ljubljana',
    ...options,
  })
  await context.addInitScript(shiftClock, clockShiftMs)
  return context
}
