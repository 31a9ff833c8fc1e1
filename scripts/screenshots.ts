import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { DEMO_AGENT, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { CustomerPage } from '../test/e2e/customer-page.ts'
import { DeskPage } from '../test/e2e/desk-page.ts'
import { startPortal, startWebDesk } from '../test/support/process.ts'

/**
 * `npm run screenshots -- [--out DIR]`: pictures of the running desk and of the customers' pages with demo data, both themes and languages, two
 * sizes. The README shows some of them.
 */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs/images' } } })
const folder = mkdtempSync(join(tmpdir(), 'spica-screenshots-'))
mkdirSync(values.out, { recursive: true })

const portal = await startPortal(join(folder, 'portal'), { cases: 2000 })
const browser = await chromium.launch({
  executablePath: existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined,
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
})

async function take(name: string, colorScheme: 'light' | 'dark', language: 'sl' | 'en', size: [number, number]) {
  const desk = await startWebDesk(join(folder, name), {
    portalUrl: portal.ready[1]!,
    signIn: { email: DEMO_AGENT.email, password: DEMO_PASSWORD },
  })
  const [width, height] = size
  const page = await browser.newPage({ colorScheme, viewport: { width, height }, timezoneId: 'Europe/Ljubljana' })
  const shot = async (screen: string) => {
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(values.out, `${name}-${screen}.png`) })
  }
  await page.goto(desk.ready[1]!)
  const screen = new DeskPage(page, language)
  await new DeskPage(page, 'sl').ready()
  if (language === 'en') {
    await page.getByRole('button', { name: new DeskPage(page, 'sl').t('nav.settings') }).click()
    await page.getByText('English', { exact: true }).click()
    await shot('settings')
    await page
      .getByRole('button', { name: screen.t('nav.queues') })
      .first()
      .click()
  }
  await screen.goTo('mine')
  await screen.rows.nth(2).click()
  await (await screen.compose('reply')).waitFor()
  await shot('case')
  await (await screen.compose('note')).fill('Preverim še napajanje in javim.')
  await shot('note')
  await (await screen.compose('note')).fill('')
  await page.keyboard.press('Escape')
  await screen.search.fill('izvoz')
  await shot('search')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await shot('keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await page.getByRole('table').first().waitFor()
  await shot('dashboard')
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.locator('[data-card]').first().waitFor()
  await shot('repairs')
  await page.locator('[data-column="diagnosing"] [data-card]').first().click()
  await page.getByRole('article').waitFor()
  await shot('repair')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: screen.t('nav.templates') }).click()
  await page.keyboard.press('j')
  await page.getByRole('article').waitFor()
  await shot('templates')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await page.keyboard.press('Escape')
  await screen.goTo('open')
  await page.keyboard.press('Home')
  for (const key of ['x', 'j', 'x', 'j', 'j', 'x']) await page.keyboard.press(key)
  await shot('selection')
  await page.keyboard.press('Escape')
  await page.keyboard.press('b')
  await page.getByRole('menu').waitFor()
  await shot('notices')
  await page.keyboard.press('Escape')
  await screen.setWorkOffline(true)
  await screen.rows.nth(1).click()
  await (await screen.compose('reply')).fill('Pozdravljeni, terminal bomo pregledali jutri.')
  await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(400)
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: screen.t('nav.sync') })
    .first()
    .click()
  await shot('sync')
  await page.close()
  await desk.stop()
}

async function takeCustomer(name: string, colorScheme: 'light' | 'dark', size: [number, number]) {
  const [width, height] = size
  const context = { colorScheme, viewport: { width, height }, timezoneId: 'Europe/Ljubljana', locale: 'sl-SI' } as const
  const page = await browser.newPage({ ...context, baseURL: portal.ready[1]! })
  const customer = new CustomerPage(page)
  const shot = async (screen: string) => {
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(values.out, `${name}-${screen}.png`) })
  }
  await customer.open('/register')
  await shot('register')
  await customer.signIn()
  await shot('cases')
  await page.getByRole('main').getByRole('link', { name: /CAS-/ }).first().click()
  await shot('case')
  await customer.open('/cases/new')
  await shot('new')
  await page.close()
}

try {
  await takeCustomer('customer-sl', 'light', [1280, 800])
  await takeCustomer('customer-dark', 'dark', [1280, 800])
  await takeCustomer('customer-phone', 'light', [375, 760])
  await take('light-en', 'light', 'en', [1280, 800])
  await take('dark-sl', 'dark', 'sl', [1280, 800])
  await take('light-sl-wide', 'light', 'sl', [1920, 1080])
} finally {
  await browser.close()
  await portal.stop()
  rmSync(folder, { recursive: true, force: true })
}
