import type { ElectronApplication, Page } from '@playwright/test'
import type { DeskPage } from '../desk-page.ts'
import { type Desk, expect, startAgain, test } from './fixtures.ts'

const link = (number: string) => `spica-desk://case/${number}`

/** As macOS hands a link over. */
const openUrl = (app: ElectronApplication, url: string) =>
  app.evaluate(({ app: main }, to) => {
    main.emit('open-url', { preventDefault: () => {} }, to)
  }, url)

/** Two cases of the list, of which the first is open. */
async function twoCases({ desk }: Desk): Promise<[open: string, other: string]> {
  await desk.ready()
  const numbers = [await desk.numberOf(desk.rows.nth(0)), await desk.numberOf(desk.rows.nth(2))] as const
  await desk.rows.nth(0).click()
  await expect(desk.case(numbers[0])).toBeVisible()
  return [...numbers]
}

/** Nothing of the page has changed: the case that was open is, nothing was said, and the page was not left. */
async function unmoved(page: Page, desk: DeskPage, number: string): Promise<void> {
  await expect(desk.case(number)).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
}

test('a link that the system hands to a second start opens its case in the first window', async ({
  launch,
  executable,
}) => {
  const running = await launch()
  const { app, desk, profileDir } = running
  const [, other] = await twoCases(running)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  expect(await startAgain(executable, profileDir, ['--', link(other.toLowerCase())])).toBe(0)
  await expect(desk.case(other)).toBeVisible()
  const windows = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized()))
  await expect.poll(windows).toEqual([false])
})

test('macOS hands links over by an event, also while somebody writes', async ({ launch }) => {
  const running = await launch()
  const { app, page, desk } = running
  const [open, other] = await twoCases(running)
  const field = await desk.compose('reply')
  await field.fill('Še pišem …')
  await openUrl(app, link(other))
  await expect(desk.case(other)).toBeVisible()
  // The same one a second time, from another page.
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: desk.t('sync.title'), exact: true })).toBeVisible()
  await openUrl(app, link(other))
  await expect(desk.case(other)).toBeVisible()
  await openUrl(app, link(open))
  await expect(desk.case(open)).toBeVisible()
  await expect(desk.field('reply')).toHaveValue('Še pišem …')
})

test('a link starts the program with its case, and before a sign-in it waits', async ({ launch }) => {
  const first = await launch()
  const [, other] = await twoCases(first)
  await first.app.close()
  const again = await launch({ profileDir: first.profileDir, handed: ['--', link(other)] })
  await expect(again.desk.case(other)).toBeVisible()
})

test('a link to a case that is not here says so', async ({ launch }) => {
  const running = await launch()
  const { app, page, desk } = running
  const [open] = await twoCases(running)
  await openUrl(app, link('CAS-99999-Z9Z9Z9'))
  await expect(page.getByText(desk.t('link.notHere', { number: 'CAS-99999-Z9Z9Z9' }))).toBeVisible()
  await expect(desk.case(open)).toBeVisible()
})

test('links that want anything else than one case do nothing', async ({ launch, executable, temporaryFolder }) => {
  const running = await launch()
  const { app, page, desk, profileDir } = running
  const [open, other] = await twoCases(running)
  await page.evaluate(() => Object.assign(window, { stayed: true }))
  const hostile = [
    'spica-desk://settings/portalUrl?value=https://evil.example',
    `spica-desk://case/${other}/resolve`,
    `spica-desk://case/${other}?send=1`,
    `spica-desk://case/${other}#/settings`,
    `spica-desk://case@evil.example/${other}`,
    `spica-desk://evil.example/case/${other}`,
    `spica-desk://case/../${other}`,
    'spica-desk://case/%3Cscript%3Ealert(1)%3C/script%3E',
    `javascript:location='${link(other)}'`,
    `https://evil.example/${link(other)}`,
    'file:///etc/passwd',
    'app://desk/#/settings',
  ]
  for (const url of hostile) await openUrl(app, url)
  await unmoved(page, desk, open)

  // Options behind a link are no options: neither a profile of somebody's choosing nor the runtime's own switches.
  const evil = temporaryFolder()
  await startAgain(executable, profileDir, [
    '--',
    link(`${other}/resolve`),
    `--profile=${evil}`,
    '--inspect=127.0.0.1:0',
  ])
  await unmoved(page, desk, open)
  await startAgain(executable, profileDir, ['--', link(other), link(open)])
  await unmoved(page, desk, open)
  expect(app.windows()).toHaveLength(1)
  // What is right still works.
  await openUrl(app, link(other))
  await expect(desk.case(other)).toBeVisible()
})
