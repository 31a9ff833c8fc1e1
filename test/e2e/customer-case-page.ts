import { expect, type Locator } from '@playwright/test'
import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import type { CustomerPage } from './customer-page.ts'
import { CASE_NUMBER, type UploadedFile } from './desk-page.ts'

/** The list and the pages of cases, on top of what all customers' pages share. */
export class CustomerCases {
  readonly customer: CustomerPage

  constructor(customer: CustomerPage) {
    this.customer = customer
  }

  get page() {
    return this.customer.page
  }

  t(key: string, values: Record<string, string | number> = {}): string {
    return this.customer.words(`cases.${key}`, values)
  }

  // The list

  get rows(): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link') })
  }

  get cards(): Locator {
    return this.page.getByRole('list', { name: this.t('list.caption') }).getByRole('listitem')
  }

  view(name: 'open' | 'closed' | 'all' | 'mine'): Locator {
    return this.page
      .getByRole('navigation', { name: this.t('list.views') })
      .getByRole('link', { name: new RegExp(`^${this.t(`list.view.${name}`)}`) })
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: this.t('list.search') }).fill(text)
    await this.page.keyboard.press('Enter')
  }

  // A new case

  async openNew(): Promise<void> {
    await this.customer.open('/cases/new')
    await this.customer.at('cases.create.title')
  }

  type(name: 'support' | 'rma'): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^${escaped(this.t(`fields.${name}`))}`) })
  }

  field(key: string): Locator {
    return this.customer.field(`cases.${key}`)
  }

  button(key: string): Locator {
    return this.customer.button(`cases.${key}`)
  }

  async attach(...files: UploadedFile[]): Promise<void> {
    await this.page.getByTestId('files').setInputFiles(files)
  }

  get files(): Locator {
    return this.page.getByRole('list', { name: this.t('files.list') }).getByRole('listitem')
  }

  /** As it is sent by the page, past its form; answers the id. */
  async file(title: string, extra: object = {}): Promise<{ caseId: string; caseNumber: string }> {
    return this.page.evaluate(
      async ({ paths, header, body }) => {
        const { csrfToken } = await (await fetch(paths.me)).json()
        const headers = { 'content-type': 'application/json', [header]: csrfToken }
        const answer = await fetch(paths.cases, { method: 'POST', headers, body: JSON.stringify(body) })
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
        return answer.json()
      },
      {
        paths: { me: CUSTOMER_PATHS.me, cases: CUSTOMER_PATHS.cases },
        header: CSRF_HEADER,
        body: {
          caseType: 'support',
          title,
          description: 'Od jutra.',
          entitlementId: null,
          customerSystemId: null,
          warrantyRepair: null,
          serialNumber: null,
          customerReference: null,
          files: [],
          requestId: crypto.randomUUID(),
          ...extra,
        },
      },
    )
  }

  // A case

  async openCase(caseId: string, title: string): Promise<void> {
    await this.customer.open(`/cases/${caseId}`)
    await expect(this.customer.heading).toHaveText(title)
  }

  async caseId(): Promise<string> {
    await expect(this.page).toHaveURL(/\/cases\/[0-9a-f-]{36}$/)
    return new URL(this.page.url()).pathname.split('/').at(-1)!
  }

  /** The number under the case's heading. */
  async number(): Promise<string> {
    const number = this.page.getByRole('main').getByText(CASE_NUMBER).first()
    await expect(number).toBeVisible()
    return CASE_NUMBER.exec((await number.textContent()) ?? '')?.[0] ?? ''
  }

  async expectStatus(status: CaseStatus): Promise<void> {
    const heading = this.page.locator('main').filter({ has: this.customer.heading })
    await expect(
      heading.getByText(this.customer.words(`shell.status.${status}`), { exact: true }).first(),
    ).toBeVisible()
  }

  get thread(): Locator {
    return this.page.getByRole('region', { name: this.t('case.thread') })
  }

  message(text: string): Locator {
    return this.thread.getByRole('listitem').filter({ hasText: text })
  }

  get note(): Locator {
    return this.field('note.label')
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  get estimate(): Locator {
    return this.page.getByRole('region', { name: this.t('estimate.waits') })
  }

  /** What a screen reader was told last. */
  said(text: string): Locator {
    return this.page.getByRole('status').filter({ hasText: text })
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
