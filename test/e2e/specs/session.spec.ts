import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

test('signing in: a wrong password is said in words, the right one opens the queues', async ({ openDesk, portal }) => {
  const { page } = await openDesk({ signedIn: false })
  const desk = new DeskPage(page)
  const fill = async (password: string) => {
    await page.getByLabel(desk.t('session.portalUrl')).fill(portal.url)
    await page.getByLabel(desk.t('session.email')).fill(DEMO_AGENTS[8]!.email)
    await page.getByLabel(desk.t('session.password'), { exact: true }).fill(password)
    await page.getByRole('button', { name: desk.t('session.signIn'), exact: true }).click()
  }
  await fill('napačno geslo')
  await expect(page.getByText(desk.t('problem.wrong_credentials.title'))).toBeVisible()
  await fill(DEMO_PASSWORD)
  await desk.ready()
})

test('signing out asks while work is unsent; wiping removes it only when told to', async ({ openDesk, portal }) => {
  const { page } = await openDesk({ agent: 9 })
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.rows.first().click()
  await desk.send('note', 'Neposlana opomba.')
  await page.getByRole('button', { name: desk.t('nav.account', { name: DEMO_AGENTS[9]!.name }) }).click()
  await page.getByRole('menuitem', { name: desk.t('nav.signOut') }).click()
  const dialog = page.getByRole('dialog', { name: desk.t('session.signOutTitle') })
  await dialog.getByRole('button', { name: desk.t('session.signOut') }).click()
  await expect(dialog.getByText(desk.t('session.unsent', { count: 1 }))).toBeVisible()
  await dialog.getByLabel(desk.t('session.wipe')).check()
  await expect(dialog.getByText(desk.t('session.wipeUnsent', { count: 1 }))).toBeVisible()
  await dialog.getByRole('button', { name: desk.t('session.signOutWipe') }).click()
  await expect(page.getByRole('button', { name: desk.t('session.signIn'), exact: true })).toBeVisible()

  await page.getByLabel(desk.t('session.portalUrl')).fill(portal.url)
  await page.getByLabel(desk.t('session.email')).fill(DEMO_AGENTS[9]!.email)
  await page.getByLabel(desk.t('session.password'), { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: desk.t('session.signIn'), exact: true }).click()
  await desk.ready()
  await expect(desk.sync).toContainText(desk.t('sync.online'))
})

test('the language and the theme change without a restart and stay', async ({ openDesk }) => {
  const opened = await openDesk()
  const { page } = opened
  const slovene = new DeskPage(page, 'sl')
  const english = new DeskPage(page, 'en')
  await slovene.ready()
  await expect(page.locator('html')).toHaveAttribute('lang', 'sl')
  await page.getByRole('button', { name: slovene.t('nav.settings') }).click()
  await page.getByText('English', { exact: true }).click()
  await expect(page.getByRole('heading', { name: english.t('settings.title') })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByText(english.t('settings.themes.dark'), { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await opened.restart()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})
