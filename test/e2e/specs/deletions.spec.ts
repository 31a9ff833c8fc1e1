import { DEMO_CUSTOMER_PASSWORD } from '#portal/demo/customers.ts'
import { test as base, type CustomerPage, expect, startCustomerPortal } from '../customer-page.ts'
import { DeskPage } from '../desk-page.ts'
import { LOOKS, violations } from '../violations.ts'

/** A change of the customer's is on an idle desk within this. */
const SOON = { timeout: 15_000 }
/** The customer of the portal's guide; everybody's demo has this one. */
const JANEZ = 'Janez Novak'
const JANEZ_EMAIL = 'janez.novak@alveta.example'
const HELP_DESK = 'podpora@spica.example'

/** Of its own: the customer does not outlive the test. */
const test = base.extend<object, { customerPortal: Awaited<ReturnType<typeof startCustomerPortal>> }>({
  customerPortal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const portal = await startCustomerPortal({ MAIL_HELP_DESK: HELP_DESK })
      await use(portal)
      await portal.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const deletionOf = (customer: CustomerPage) =>
  customer.page.getByRole('region', { name: customer.words('access.profile.deleteTitle') })

async function ask(customer: CustomerPage): Promise<void> {
  const deletion = deletionOf(customer)
  await customer.button('access.profile.deleteStart', deletion).click()
  await customer.field('access.profile.deletePassword', deletion).fill(DEMO_CUSTOMER_PASSWORD)
  await customer.button('access.profile.deleteSubmit', deletion).click()
  await expect(deletion.getByText(customer.words('access.profile.deleteWaitingTitle'))).toBeVisible()
}

async function openDeletions(desk: DeskPage): Promise<void> {
  await desk.page.keyboard.press('g')
  await desk.page.keyboard.press('d')
  await expect(desk.page.getByRole('heading', { name: desk.t('deletions.title'), exact: true })).toBeVisible()
}

const requestsOn = (desk: DeskPage) =>
  desk.page.getByRole('listbox', { name: desk.t('deletions.list') }).getByRole('option')

const waitingButton = (desk: DeskPage, count: number) =>
  desk.page.getByRole('button', { name: desk.t('nav.deletionsWaiting', { count }) })

async function signedInProfile(customer: CustomerPage): Promise<void> {
  await customer.signIn()
  await customer.open('/profile')
}

for (const look of LOOKS) {
  test(`requests for deletion have no accessibility violation (${look.colorScheme})`, async ({
    openCustomer,
    openDesk,
    customerPortal,
  }) => {
    test.setTimeout(120_000)
    const customer = await openCustomer()
    await signedInProfile(customer)
    await ask(customer)
    const { page } = await openDesk({ ...look, portalUrl: customerPortal.url })
    const desk = new DeskPage(page)
    await desk.ready()
    await openDeletions(desk)
    await expect(requestsOn(desk).filter({ hasText: JANEZ })).toBeVisible(SOON)
    expect(await violations(page)).toEqual([])
    await requestsOn(desk).filter({ hasText: JANEZ }).click()
    await page.keyboard.press('Enter')
    await expect(desk.customerCard(JANEZ)).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('r')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(desk.t('customers.refuseMissing'))).toBeVisible()
    expect(await violations(page)).toEqual([])
    await customer.button('access.profile.deleteTakeBack', deletionOf(customer)).click()
    await expect(desk.customerCard(JANEZ).getByText(desk.t('customers.deletionAdvice'))).toBeHidden(SOON)
    await page.keyboard.press('Escape')
    await openDeletions(desk)
    expect(await violations(page)).toEqual([])
  })
}

test('what is typed on when the customer takes the request back is no command about the customer', async ({
  openCustomer,
  openDesk,
  customerPortal,
}) => {
  test.setTimeout(120_000)
  const customer = await openCustomer()
  await signedInProfile(customer)
  await ask(customer)
  const { page } = await openDesk({ portalUrl: customerPortal.url })
  const desk = new DeskPage(page)
  await desk.ready()
  await openDeletions(desk)
  await requestsOn(desk).filter({ hasText: JANEZ }).dblclick()
  const card = desk.customerCard(JANEZ)
  await expect(card).toBeVisible()
  await page.keyboard.press('r')
  const reason = page.getByLabel(desk.t('customers.refuseReason'))
  await expect(reason).toBeFocused()
  await page.keyboard.type('Odprt je servisni ')
  await customer.button('access.profile.deleteTakeBack', deletionOf(customer)).click()
  await expect(reason).toBeHidden(SOON)
  await page.keyboard.type('predmet')
  await expect(page.getByRole('alert').filter({ hasText: desk.t('keys.fieldGone') })).toHaveCount(1)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(card).toContainText(desk.t('customers.signIn.active'))
})

test('a request for deletion is noticed at once, refused with a reason by keyboard, and carried out the next time', async ({
  openCustomer,
  openDesk,
  customerPortal,
}) => {
  test.setTimeout(180_000)
  const { page } = await openDesk({ portalUrl: customerPortal.url })
  const desk = new DeskPage(page)
  const press = (key: string) => page.keyboard.press(key)
  await desk.ready()
  await openDeletions(desk)
  const requests = requestsOn(desk)
  const before = await requests.count()
  const janez = requests.filter({ hasText: JANEZ })
  const customer = await openCustomer()
  await signedInProfile(customer)
  await ask(customer)
  const card = desk.customerCard(JANEZ)
  await expect(janez).toBeVisible(SOON)
  await expect(waitingButton(desk, before + 1)).toBeVisible()
  await expect(janez).toContainText('Alveta d.o.o.')
  await expect(janez).toContainText(desk.t('deletions.days', { count: 0 }))
  await expect(janez).toContainText(JANEZ_EMAIL)
  expect((await customerPortal.mailTo(HELP_DESK, /izbris/)).text).toContain(JANEZ)
  await customerPortal.mailTo(JANEZ_EMAIL, /Prejeli smo/)

  await requests.first().click()
  await press('End')
  await expect(page.getByRole('region', { name: desk.t('deletions.details') })).toContainText(JANEZ)
  await press('Enter')
  await expect(card).toBeVisible()
  await desk.setWorkOffline(true)
  await press('r')
  await press('Control+Enter')
  await expect(page.getByText(desk.t('customers.refuseMissing'))).toBeVisible()
  const reason = page.getByLabel(desk.t('customers.refuseReason'))
  await page.keyboard.type('Odprt je servisni ')
  await press('Escape')
  await expect(reason).toBeHidden()
  await expect(page.getByRole('img', { name: desk.t('app.wordsBegun') })).toBeVisible()
  await press('r')
  await expect(reason).toHaveValue('Odprt je servisni ')
  await page.reload()
  await expect(reason).toHaveValue('Odprt je servisni ')
  await reason.focus()
  await press('End')
  await page.keyboard.type('primer.')
  await press('Control+Enter')
  await expect(card).toContainText(desk.t('operations.contact.refuse_deletion'))
  await press('Escape')
  await openDeletions(desk)
  await expect(janez).toContainText(desk.t('deletions.pending.refuse_deletion'))
  await expect(waitingButton(desk, before + 1)).toBeHidden()
  await desk.setWorkOffline(false)
  await expect(janez).toBeHidden(SOON)
  expect((await customerPortal.mailTo(JANEZ_EMAIL, /Odgovor na vašo zahtevo/)).text).toContain(
    'Odprt je servisni primer.',
  )

  await customer.open('/profile')
  await ask(customer)
  await expect(janez).toBeVisible(SOON)
  await janez.dblclick()
  await card
    .getByRole('region', { name: desk.t('customers.deletion') })
    .getByRole('button')
    .last()
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(desk.t('customers.eraseTold'))
  await dialog.getByRole('button', { name: desk.t('customers.eraseNext') }).click()
  await dialog.getByRole('textbox').fill(JANEZ)
  await dialog.getByRole('button', { name: desk.t('customers.eraseDo') }).click()
  await expect(page.getByText(desk.t('customers.erasedText'))).toBeVisible(SOON)
  await customerPortal.mailTo(JANEZ_EMAIL, /je izbrisan/)
  await customer.page.goto('/profile')
  await customer.at('access.signIn.title')
  await press('Escape')
  await expect(janez).toBeHidden()

  await press('c')
  await desk.newCaseField('newCase.contact').fill('Alveta')
  await expect(page.getByRole('option').filter({ hasText: 'Alveta d.o.o.' }).first()).toBeVisible()
  await expect(page.getByRole('option').filter({ hasText: '—' })).toHaveCount(0)
})
