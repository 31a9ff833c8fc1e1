import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { expect } from '@playwright/test'
import type { Page } from 'playwright'
import { DEMO_AGENT, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { DeskPage } from '../e2e/desk-page.ts'
import { startPortal, startWebDesk } from '../support/process.ts'
import { launchBrowser } from './browser.ts'
import { atMost, percentile, print } from './figures.ts'

/**
 * Key press to paint in the browser host: `j` through the list of a portal with `--cases` cases; then how long the dashboard
 * of a year keeps the window busy.
 */
const { values } = parseArgs({ options: { cases: { type: 'string', default: '50000' } } })
const folder = mkdtempSync(join(tmpdir(), 'spica-bench-screen-'))
const PRESSES = 200
const LEAST_MS = 16
const DASHBOARDS = 10
/** With a line of headings: the months of a year that begins in the midst of one, and thirty days. */
const MONTHS_ROWS = 1 + 13
const DAYS_ROWS = 1 + 30

const portal = await startPortal(join(folder, 'portal'), { cases: Number(values.cases) })
const desk = await startWebDesk(join(folder, 'desk'), {
  portalUrl: portal.ready[1]!,
  signIn: { email: DEMO_AGENT.email, password: DEMO_PASSWORD },
})
const browser = await launchBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(desk.ready[1]!)
  const list = page.getByRole('listbox')
  await list.getByRole('option').first().waitFor({ timeout: 600_000 })
  await list.focus()
  await page.keyboard.press('Home')
  // The browser's own measure: from the key event's time stamp to the frame that was shown, in steps of 8 ms; what took
  // less than 16 ms is not told. (A task that is posted after the frame waits behind further input and measures that.)
  await page.evaluate((threshold) => {
    const shown: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') shown.push(duration)
    })
    observer.observe({ type: 'event', durationThreshold: threshold } as PerformanceObserverInit)
    Object.assign(window, { shownAfter: () => [...shown] })
  }, LEAST_MS)
  const selected = () => list.getAttribute('aria-activedescendant')
  for (let i = 0; i < PRESSES; i++) {
    const before = await selected()
    await page.keyboard.press('j')
    await page.waitForFunction(
      (old) => document.querySelector('[role=listbox]')?.getAttribute('aria-activedescendant') !== old,
      before,
      { polling: 'raf' },
    )
  }
  // The last entries are told with the next frames.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const told = await page.evaluate(() => (window as unknown as { shownAfter(): number[] }).shownAfter())
  const samples = [...told, ...Array.from({ length: PRESSES - told.length }, () => LEAST_MS)]
  print(
    atMost('key press j to paint, p95', percentile(samples, 0.95), 50, 'ms', {
      p50: percentile(samples, 0.5),
      slowest: Math.max(...samples),
      presses: samples.length,
      cases: Number(values.cases),
    }),
  )
  await measureDashboard(page)
} finally {
  await browser.close()
  await desk.stop()
  await portal.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** A period of a year is chosen a few times; what the browser tells of is a task that blocked the window for more than 50 ms. */
async function measureDashboard(page: Page): Promise<void> {
  const screen = new DeskPage(page)
  await page.getByRole('button', { name: screen.t('nav.dashboard'), exact: true }).click()
  const period = page.getByRole('combobox', { name: screen.t('dashboard.period.label') })
  const year = screen.t('dashboard.period.last_12_months')
  const month = screen.t('dashboard.period.last_30_days')
  const choose = async (name: string, rows: number) => {
    await period.click()
    await page.getByRole('option', { name }).click()
    const flow = page.getByRole('table', { name: screen.t('dashboard.tables.flow') })
    await expect(flow.getByRole('row')).toHaveCount(rows, { timeout: 30_000 })
  }
  await choose(year, MONTHS_ROWS)
  await choose(month, DAYS_ROWS)
  await page.evaluate(() => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    observer.observe({ type: 'longtask' })
    Object.assign(window, { longTasks: () => [...tasks] })
  })
  const samples: number[] = []
  for (let run = 0; run < DASHBOARDS; run++) {
    await period.click()
    const begun = performance.now()
    await page.getByRole('option', { name: year }).click()
    await page.waitForFunction((count) => document.querySelectorAll('table')[0]?.rows.length === count, MONTHS_ROWS, {
      polling: 'raf',
    })
    samples.push(performance.now() - begun)
    await choose(month, DAYS_ROWS)
  }
  const blocked = await page.evaluate(() => (window as unknown as { longTasks(): number[] }).longTasks())
  const details = { tasksOver50: blocked.length, dashboards: 2 * DASHBOARDS, cases: Number(values.cases) }
  print(atMost('longest task of the window while dashboards are shown', Math.max(0, ...blocked), 50, 'ms', details))
  print({
    figure: 'dashboard for a year, click to table, p95',
    value: Math.round(percentile(samples, 0.95)),
    unit: 'ms',
  })
}
