import type { Page } from '@playwright/test'
import { agentByApi } from '../agent-by-api.ts'
import { CustomerCases } from '../customer-case-page.ts'
import { expect, LOOKS, test } from '../customer-page.ts'
import { aPicture, aProgram } from '../sample-files.ts'

const ITEMS = [
  {
    description: 'Menjava napajalnika z daljšim opisom, ki se prelomi',
    quantity: 100,
    unitPrice: 123_456,
    vatRate: 22,
  },
  { description: 'Delo (ura)', quantity: 150, unitPrice: 6_500, vatRate: 9.5 },
]

for (const { language, viewport } of LOOKS) {
  test(`no page of cases has an accessibility violation (${language}, ${viewport.width})`, async ({
    openCustomer,
    customerPortal,
  }) => {
    test.setTimeout(240_000)
    const customer = await openCustomer({ language, viewport })
    const cases = new CustomerCases(customer)
    const { page } = cases
    const agent = await agentByApi(customerPortal.url)
    const found: Record<string, string[]> = {}
    const look = async (screen: string) => {
      // A list that is being read anew is dimmed until it is there.
      await expect(page.locator('[data-stale]')).toHaveCount(0)
      const list = await customer.violations()
      if (list.length > 0) found[screen] = list
    }
    await customer.signIn()
    await expect(page.getByRole('link', { name: 'CAS-02580-T0M2L3' })).toBeVisible()
    await look('list')
    await cases.view('closed').click()
    await expect(cases.view('closed')).toHaveAttribute('aria-current', 'page')
    await look('closed cases')
    await cases.search('qqqq')
    await expect(page.getByRole('heading', { level: 2 })).toContainText('qqqq')
    await look('nothing found')
    await page.route('**/customer/v1/cases?*', (route) => route.abort())
    await page.reload()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('list that cannot be read')
    await page.unroute('**/customer/v1/cases?*')

    await cases.openNew()
    await cases.button('create.send').click()
    await cases.field('fields.serialNumber').fill('neznana 123')
    await cases.attach(aPicture(), aProgram())
    await expect(cases.files.last()).toContainText(cases.t('files.file_type_refused'))
    await look('new case with faults and files')
    await cases.field('fields.serialNumber').fill('')
    await page
      .getByRole('list', { name: cases.t('create.ownDevices') })
      .getByRole('button')
      .first()
      .click()
    await look('new case with a known device')
    await cases.button('create.discard').click()
    await look('discarding')
    await cases.dialog.getByRole('button', { name: cases.t('create.discardConfirm') }).click()
    await cases.type('rma').check()
    await cases.field('fields.title').fill('Terminal')
    await cases.field('fields.description').fill('Ne dela.')
    await cases.button('create.send').click()
    await expect(cases.said(cases.t('sent.next'))).toBeVisible()
    await look('sent case')

    const caseId = await cases.caseId()
    await agent.take(caseId)
    await agent.ask(caseId, 'Ali sveti lučka?')
    await expect(cases.message('Ali sveti lučka?')).toBeVisible()
    await cases.note.fill('Ne sveti.')
    await cases.attach(aPicture())
    await expect(cases.files).toContainText(cases.t('files.done'))
    await look('conversation with a note begun')
    await cases.button('note.send').click()
    await expect(cases.message('Ne sveti.')).toBeVisible()
    await agent.estimate(caseId, ITEMS, 'Garancija tega ne krije.')
    await expect(cases.estimate).toBeVisible()
    await look('estimate')
    await cases.button('estimate.approve').click()
    await look('approving')
    await page.keyboard.press('Escape')
    await cases.button('estimate.decline').click()
    await look('declining')
    await cases.dialog.getByRole('button', { name: cases.t('estimate.declineConfirm') }).click()
    await expect(cases.message(cases.t('estimate.line.declined'))).toBeVisible()
    await page.getByText(cases.t('estimate.show')).click()
    await look('estimate that is over')
    await cases.button('case.close').click()
    await look('closing')
    await cases.dialog.getByRole('button', { name: cases.t('case.close') }).click()
    await expect(page.getByText(cases.t('note.reopenText'))).toBeVisible()
    await look('closed case')

    await customer.open('/archive')
    await expect(page.getByRole('main').getByRole('link', { name: /^CAS-/ }).first()).toBeVisible()
    await look('archive')
    await page.getByRole('main').getByRole('link', { name: /^CAS-/ }).first().click()
    await expect(page.getByText(cases.t('case.archived'))).toBeVisible()
    await look('archived case')
    await cases.button('note.followUpStart').click()
    await look('follow-up')
    await customer.open('/cases/018f0000-0000-7000-8000-00000000dead')
    await customer.at('cases.case.notFound')
    await look('no such case')
    expect(found).toEqual({})
  })
}

test('everything can be done by keyboard alone', async ({ openCustomer, customerPortal }) => {
  const customer = await openCustomer()
  const cases = new CustomerCases(customer)
  const { page } = cases
  const agent = await agentByApi(customerPortal.url)
  const press = (key: string) => page.keyboard.press(key)
  await customer.signIn()
  // Asked for early: choosers are caught from a moment after this on, and a key is faster than that.
  const chooser = page.waitForEvent('filechooser')

  await tabTo(page, page.getByRole('main').getByRole('link', { name: cases.t('list.newCase') }))
  await press('Enter')
  await customer.at('cases.create.title')
  await expect(customer.heading).toBeFocused()
  await tabTo(page, cases.type('support'))
  await press('Space')
  await press('ArrowRight')
  await expect(cases.type('rma')).toBeChecked()
  await press('Tab')
  await page.keyboard.type('Samo s tipkovnico')
  await press('Tab')
  await page.keyboard.type('Brez miške.')
  await press('Tab')
  await expect(cases.button('files.choose')).toBeFocused()
  await press('Enter')
  await (await chooser).setFiles(aPicture('tipke.png'))
  await expect(cases.files).toContainText(cases.t('files.done'))
  await tabTo(
    page,
    page
      .getByRole('list', { name: cases.t('create.ownDevices') })
      .getByRole('button')
      .first(),
  )
  await press('Enter')
  await expect(cases.field('fields.serialNumber')).not.toHaveValue('')
  // The button that was pressed has gone.
  await expect(cases.field('fields.serialNumber')).toBeFocused()
  await tabTo(page, cases.button('create.send'))
  await press('Enter')
  await expect(customer.heading).toHaveText('Samo s tipkovnico')

  const caseId = await cases.caseId()
  await agent.estimate(caseId, ITEMS)
  await expect(cases.estimate).toBeVisible()
  await tabTo(page, cases.button('estimate.approve'))
  await press('Enter')
  await tabTo(page, cases.dialog.getByRole('button', { name: /^Odobri/ }))
  await press('Enter')
  await expect(cases.message(cases.t('estimate.line.approved'))).toBeVisible()

  await tabTo(page, cases.note)
  await page.keyboard.type('Hvala.')
  await tabTo(page, cases.button('note.send'))
  await press('Enter')
  await expect(cases.message('Hvala.')).toBeVisible()
  await tabTo(page, cases.button('case.close'))
  await press('Enter')
  await tabTo(page, cases.dialog.getByRole('button', { name: cases.t('case.close') }))
  await press('Enter')
  await cases.expectStatus('resolved')
  await tabTo(page, page.getByRole('main').getByRole('link', { name: cases.t('case.back') }))
  await press('Enter')
  await customer.at('cases.list.title')
  await tabTo(page, page.getByRole('searchbox'))
  await page.keyboard.type('tipkovnico')
  await press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toContainText('tipkovnico')
  await tabTo(page, page.getByRole('link', { name: cases.t('list.searchAll') }))
  await press('Enter')
  await expect(cases.rows).toHaveText([/Samo s tipkovnico/])
})

/** Goes on by Tab until `target` has the focus, as somebody without a mouse does; from the end the page begins anew. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  await expect(target).toBeVisible()
  for (let at = 0; at < 80; at++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
