import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test'
import { createInstance } from 'i18next'
import PostalMime, { type Email } from 'postal-mime'
import { DEMO_CUSTOMER_PASSWORD, DEMO_CUSTOMER_USERNAME } from '#portal/demo/customers.ts'
import { words as en } from '#portal/web/i18n/en/index.ts'
import { words as sl } from '#portal/web/i18n/sl/index.ts'
import type { Language } from '#shared/domain/case.ts'
import { type RunningProcess, startNode } from '../support/process.ts'
import { test as base, openContext } from './fixtures.ts'
import { axeViolations } from './violations.ts'

export { expect } from '@playwright/test'

/** Of the demo portal: what it holds can be worked out from it. */
export const DEMO_CASES = 120

const LOCALES: Record<Language, string> = { sl: 'sl-SI', en: 'en-GB' }
/** The narrowest phone (and a desktop at 400 %), and a desktop. */
export const LOOKS = [
  { language: 'sl', viewport: { width: 320, height: 720 } },
  { language: 'en', viewport: { width: 1280, height: 800 } },
] as const

export type CustomerPortal = {
  url: string
  process: RunningProcess
  /** The newest mail to `address` whose subject matches; waits for it. */
  mailTo(address: string, subject: RegExp): Promise<Email>
}

type CustomerOptions = Omit<BrowserContextOptions, 'locale'> & { language?: Language; portal?: CustomerPortal }

/** A portal with demo data and its mail in a folder. `env`: its settings. */
export async function startCustomerPortal(
  env: Record<string, string>,
): Promise<CustomerPortal & { stop(): Promise<void> }> {
  const root = join(import.meta.dirname, '../..')
  if (!existsSync(join(root, 'out/web/index.html'))) throw new Error('The pages are not built: npm run build')
  const dataDir = mkdtempSync(join(tmpdir(), 'spica-e2e-customers-'))
  const process = await startNode(
    'src-portal/main.ts',
    ['--demo', '--cases', String(DEMO_CASES), '--port', '0', '--data', dataDir, '--exit-with-parent'],
    /Portal ready: (http:\/\/\S+)/,
    { MAIL_GROUP_SECONDS: '0', ...env },
  )
  const folder = join(dataDir, 'mail')
  const find = async (address: string, subject: RegExp): Promise<Email | null> => {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : []
    for (const name of names.sort().reverse()) {
      const mail = await PostalMime.parse(readFileSync(join(folder, name)))
      const isTo = mail.to?.some((to) => to.address === address)
      if (isTo && subject.test(mail.subject ?? '')) return mail
    }
    return null
  }
  return {
    url: process.ready[1]!,
    process,
    async mailTo(address, subject) {
      await expect.poll(async () => (await find(address, subject)) !== null, { timeout: 20_000 }).toBe(true)
      return (await find(address, subject))!
    },
    async stop() {
      await process.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The page of the portal that a mail's link leads to, as the person would open it here. */
export function linkIn(mail: Email, page: string): string {
  const found = (mail.text ?? '').match(new RegExp(`https?://\\S+?(${page}(?:[?#]\\S*)?)(?=[\\s>)]|$)`))
  if (!found) throw new Error(`No link to ${page} in the mail "${mail.subject}":\n${mail.text}`)
  return found[1]!
}

type WorkerFixtures = {
  /** Registration without proof, consents demanded. */
  customerPortal: CustomerPortal
  /** Registration with customer code and invoice number. */
  proofPortal: CustomerPortal
}
type TestFixtures = { openCustomer(options?: CustomerOptions): Promise<CustomerPage> }

/** For customers' pages: no desk is started. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  customerPortal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const portal = await startCustomerPortal({})
      await use(portal)
      await portal.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  proofPortal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const portal = await startCustomerPortal({ PORTAL_PROOF: 'true' })
      await use(portal)
      await portal.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openCustomer: async ({ browser, customerPortal }, use) => {
    const opened: CustomerPage[] = []
    await use(async ({ language = 'sl', portal = customerPortal, ...options } = {}) => {
      const context = await openContext(browser, { baseURL: portal.url, ...options, locale: LOCALES[language] })
      const customer = new CustomerPage(await context.newPage(), language)
      opened.push(customer)
      return customer
    })
    for (const { page, refused } of opened) {
      await page.context().close()
      expect(refused, 'what the policy of contents refused').toEqual([])
    }
  },
})

/** The customers' pages as a person meets them: roles, labels and the words of one language. */
export class CustomerPage {
  readonly page: Page
  readonly language: Language
  /** What the browser refused to load or run. */
  readonly refused: string[] = []
  private readonly say: (key: string, values: object) => string

  constructor(page: Page, language: Language = 'sl') {
    this.page = page
    this.language = language
    const i18n = createInstance({
      lng: language,
      resources: { sl: { portal: sl }, en: { portal: en } },
      defaultNS: 'portal',
      interpolation: { escapeValue: false },
      initAsync: false,
    })
    void i18n.init()
    // The program's one typed set of words is the desk's.
    this.say = i18n.t as unknown as (key: string, values: object) => string
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.refused.push(message.text())
    })
    page.on('pageerror', (error) => this.refused.push(String(error)))
  }

  /** The words of any key of the pages. */
  words(key: string, values: Record<string, string | number> = {}): string {
    return this.say(key, values)
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
    await expect(this.heading).toBeVisible()
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  async at(titleKey: string, values: Record<string, string> = {}): Promise<void> {
    await expect(this.heading).toHaveText(this.words(titleKey, values))
  }

  /** By its label; a required one has a star that is not read. */
  field(labelKey: string, within: Page | Locator = this.page): Locator {
    const name = new RegExp(`^${escaped(this.words(labelKey))}( \\*)?$`)
    return within.getByLabel(name).and(this.page.locator('input, select, textarea'))
  }

  button(key: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: this.words(key), exact: true })
  }

  link(key: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('link', { name: this.words(key), exact: true })
  }

  /** What has to be mended before a form can be sent. */
  get faults(): Locator {
    return this.page.getByRole('alert')
  }

  /** From the sign-in page to the own cases (or wherever one was going). */
  async signIn(login = DEMO_CUSTOMER_USERNAME, password = DEMO_CUSTOMER_PASSWORD): Promise<void> {
    if (!this.page.url().includes('/sign-in')) await this.open('/sign-in')
    await this.field('access.signIn.login').fill(login)
    await this.field('access.signIn.password').fill(password)
    await this.button('access.signIn.submit').click()
    await this.page.waitForURL((url) => url.pathname !== '/sign-in')
    await expect(this.heading).toBeVisible()
  }

  /** Axe on the page as it is now, its colours in both themes, and whether it has to be scrolled sideways. */
  async violations(): Promise<string[]> {
    const found = await axeViolations(this.page)
    await this.page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await axeViolations(this.page, { colours: true })).map((one) => `dark: ${one}`))
    await this.page.emulateMedia({ colorScheme: 'light' })
    const tooWide = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    return tooWide > 0 ? [...found, `scrolls sideways by ${tooWide} px`] : found
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
