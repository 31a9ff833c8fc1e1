import type { ElectronApplication, Page } from '@playwright/test'
import { violations } from '../violations.ts'
import { expect, test } from './fixtures.ts'

const factor = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => Math.round(BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor() * 100))

/** As a keyboard sends them: what Playwright presses in the page goes past the window around it. */
const press = (app: ElectronApplication, keyCode: '=' | '+' | '-' | '0') =>
  app.evaluate(({ BrowserWindow }, key) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    const stroke = { keyCode: key, modifiers: ['control' as const] }
    contents.sendInputEvent({ type: 'keyDown', ...stroke })
    contents.sendInputEvent({ type: 'keyUp', ...stroke })
  }, keyCode)

const width = (page: Page) => page.evaluate(() => window.innerWidth)

test('everything grows and shrinks by keys, wherever the focus is, and stays so at the next start', async ({
  launch,
}) => {
  const { app, page, desk, profileDir } = await launch()
  await desk.ready()
  const usual = await width(page)
  await press(app, '=')
  await expect.poll(() => factor(app)).toBe(110)
  await desk.rows.first().click()
  const field = await desk.compose('reply')
  await field.fill('Pozdravljeni')
  await press(app, '+')
  await expect.poll(() => factor(app)).toBe(125)
  await expect(field).toHaveValue('Pozdravljeni')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await press(app, '+')
  await expect.poll(() => factor(app)).toBe(150)
  await expect.poll(() => width(page)).toBe(Math.round(usual / 1.5))
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await app.close()

  const again = await launch({ profileDir })
  await expect.poll(() => factor(again.app)).toBe(150)
  await again.desk.ready()
  await press(again.app, '-')
  await expect.poll(() => factor(again.app)).toBe(125)
  await press(again.app, '0')
  await expect.poll(() => factor(again.app)).toBe(100)
})

test('steps that come faster than they are kept all count', async ({ launch }) => {
  const { app, desk } = await launch()
  await desk.ready()
  for (let i = 0; i < 4; i++) await press(app, '+')
  await expect.poll(() => factor(app)).toBe(175)
  for (let i = 0; i < 20; i++) await press(app, '+')
  await expect.poll(() => factor(app)).toBe(300)
})

test('the settings, the palette and the menu know the size', async ({ launch }) => {
  const { app, page, desk } = await launch()
  await desk.ready()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: desk.t('palette.label') }).fill(desk.t('keys.command.app.zoomIn'))
  await page.keyboard.press('Enter')
  await expect.poll(() => factor(app)).toBe(110)
  await page.getByRole('button', { name: desk.t('nav.settings') }).click()
  const size = page.getByRole('combobox', { name: desk.t('settings.zoom') })
  await expect(size).toHaveValue(/^110/)
  await size.focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: /^200/ }).click()
  await expect.poll(() => factor(app)).toBe(200)
  await expect(size).toHaveValue(/^200/)
  expect(await violations(page)).toEqual([])
  await app.evaluate(({ Menu }) => {
    const view = Menu.getApplicationMenu()!.items.find(({ label }) => label === 'Pogled')!
    view.submenu!.items.find(({ label }) => label === 'Dejanska velikost')!.click()
  })
  await expect.poll(() => factor(app)).toBe(100)
  await expect(size).toHaveValue(/^100/)
})

test('somebody who has not signed in can make the words larger too', async ({ launch }) => {
  const { app, page, desk } = await launch({ signedIn: false })
  await expect(page.getByRole('button', { name: desk.t('session.signIn') })).toBeVisible()
  await press(app, '+')
  await expect.poll(() => factor(app)).toBe(110)
})
