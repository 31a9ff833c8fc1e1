import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, startAgain, test } from './fixtures.ts'

test('the window shows the queue of a signed-in agent', async ({ launch }) => {
  const { app, page, desk } = await launch()
  await desk.ready()
  expect(await desk.queueCount('open')).toBeGreaterThan(0)
  await desk.rows.first().click()
  await expect(desk.thread.getByRole('article').first()).toBeVisible()
  expect(new URL(page.url()).href).toMatch(/^app:\/\/desk\//)
  const visible = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()))
  expect(visible).toEqual([true])
})

test('a second start brings the first window to the front and ends', async ({ launch, executable }) => {
  const { app, desk, profileDir } = await launch()
  await desk.ready()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
  expect(await startAgain(executable, profileDir)).toBe(0)
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()))
  await expect.poll(windows).toEqual([true])
})

test('two profiles are two desks', async ({ launch }) => {
  const first = await launch({ agent: 1 })
  const second = await launch({ agent: 2 })
  await first.desk.ready()
  await second.desk.ready()
})

test('the window opens where it was, and the menus speak the agent’s language', async ({ launch }) => {
  const { app, page, desk, profileDir } = await launch()
  await desk.ready()
  const labels = (one: typeof app) =>
    one.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.map(({ label }) => label))
  const bounds = (one: typeof app) => one.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())
  expect(await labels(app)).toContain('Datoteka')

  await page.getByRole('button', { name: desk.t('nav.settings') }).click()
  await page
    .getByRole('radiogroup', { name: desk.t('settings.language') })
    .getByText('English')
    .click()
  await expect.poll(() => labels(app)).toContain('File')
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 30, width: 1010, height: 640 }),
  )
  const placed = await bounds(app)
  await app.close()

  const again = await launch({ profileDir })
  expect(await bounds(again.app)).toEqual(placed)
  expect(await labels(again.app)).toContain('File')
})

test('the window behind the page is dark when the agent’s theme is', async ({ launch }) => {
  const { app, page, desk, profileDir } = await launch()
  await desk.ready()
  const background = (one: typeof app) =>
    one.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBackgroundColor().toLowerCase())
  await page.getByRole('button', { name: desk.t('nav.settings') }).click()
  await page.getByText(desk.t('settings.themes.dark'), { exact: true }).click()
  await expect.poll(() => background(app)).toBe('#1a1b1e')
  await app.close()
  expect(await background((await launch({ profileDir })).app)).toBe('#1a1b1e')
})

test('the key of the local data lies in no readable place but its own file', async ({ launch }) => {
  const { app, desk, profileDir } = await launch()
  await desk.ready()
  const { key } = JSON.parse(readFileSync(join(profileDir, 'desk-key.json'), 'utf8')) as { key: string }
  expect(Buffer.from(key, 'base64').length).toBeGreaterThanOrEqual(32)
  const processes = await app.evaluate(({ app: main }) => main.getAppMetrics().map(({ pid }) => pid))
  if (process.platform !== 'linux') return
  for (const pid of processes) {
    for (const part of ['cmdline', 'environ']) {
      expect(readFileSync(`/proc/${pid}/${part}`, 'latin1')).not.toContain(key)
    }
  }
  // The databases are not readable without it.
  expect(readFileSync(join(profileDir, 'outbox.db'), 'latin1')).not.toContain('SQLite format 3')
})

test('a window whose screen is gone opens on one that is there', async ({ launch, temporaryFolder }) => {
  const profileDir = temporaryFolder()
  mkdirSync(join(profileDir, 'electron'))
  const gone = { bounds: { x: 8_000, y: -3_000, width: 1_000, height: 620 }, maximized: false }
  writeFileSync(join(profileDir, 'electron', 'window.json'), JSON.stringify(gone))
  const { app } = await launch({ profileDir })
  const { bounds, area } = await app.evaluate(({ BrowserWindow, screen }) => ({
    bounds: BrowserWindow.getAllWindows()[0]!.getBounds(),
    area: screen.getPrimaryDisplay().workArea,
  }))
  expect(bounds).toMatchObject({ width: 1_000, height: 620 })
  expect(bounds.x).toBeGreaterThanOrEqual(area.x)
  expect(bounds.y).toBeGreaterThanOrEqual(area.y)
  expect(bounds.x + bounds.width).toBeLessThanOrEqual(area.x + area.width)
  expect(bounds.y + bounds.height).toBeLessThanOrEqual(area.y + area.height)
})

test('the place is remembered though the program is killed', async ({ launch }) => {
  const { app, desk, profileDir } = await launch()
  await desk.ready()
  const bounds = { x: 60, y: 50, width: 980, height: 600 }
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to), bounds)
  const remembered = () => {
    const file = join(profileDir, 'electron', 'window.json')
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : null
  }
  await expect.poll(remembered).toEqual({ bounds, maximized: false })
  app.process().kill('SIGKILL')
  const again = await launch({ profileDir })
  const placed = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())
  expect(placed).toEqual(bounds)
})
