import type { Page } from '@playwright/test'
import { DEMO_DOCUMENTS } from '#portal/demo/customers.ts'
import { demoWorld } from '#portal/demo/generate.ts'
import { proofOf } from '#portal/demo/proofs.ts'
import { type CustomerPage, DEMO_CASES, expect, LOOKS, linkIn, test } from '../customer-page.ts'

const PASSWORD = 'Zelena-Lipa-Ob-Potoku-7'

type Applicant = { firstName: string; lastName: string; email: string }

async function fillRegistration(customer: CustomerPage, { firstName, lastName, email }: Applicant): Promise<void> {
  const field = (name: string) => customer.field(`access.register.${name}`)
  await field('salutation').selectOption('mr')
  await field('firstName').fill(firstName)
  await field('lastName').fill(lastName)
  await field('email').fill(email)
  await field('phone').fill('041 234 567')
  await field('department').fill('Vzdrževanje')
  await field('company').fill('Mizarstvo Hrast d.o.o.')
  await field('taxNumber').fill('SI 1234 5679')
}

async function agree(customer: CustomerPage): Promise<void> {
  const boxes = customer.page.getByRole('checkbox', { name: new RegExp(`^${customer.words('access.consent.agree')}`) })
  for (const box of await boxes.all()) await box.check()
}

const sent = (customer: CustomerPage) => customer.at('access.registered.title')
const path = (page: Page) => new URL(page.url()).pathname

test('a registration says what is missing, keeps what was typed over a reload, and tells what happens next', async ({
  openCustomer,
  customerPortal,
}) => {
  const customer = await openCustomer()
  const { page } = customer
  await customer.open('/')
  await customer.link('access.register.title', page.getByRole('main')).click()
  await customer.at('access.register.title')
  await expect(customer.heading).toBeFocused()
  for (const [kind, address] of Object.entries({
    conditions: DEMO_DOCUMENTS.PORTAL_CONDITIONS_URL,
    priceList: DEMO_DOCUMENTS.PORTAL_PRICE_LIST_URL,
    dataProcessing: DEMO_DOCUMENTS.PORTAL_DATA_PROCESSING_URL,
  })) {
    const name = `${customer.words(`shell.documents.${kind}`)} ${customer.words('shell.newTab')}`
    const document = page.getByRole('link', { name, exact: true })
    await expect(document).toHaveAttribute('href', address)
    await expect(document).toHaveAttribute('target', '_blank')
  }

  await customer.button('access.register.submit').click()
  await expect(customer.faults).toBeFocused()
  await expect(customer.faults.getByRole('listitem')).toHaveCount(10)
  await customer.faults.getByRole('link', { name: customer.words('access.register.firstName'), exact: true }).click()
  await expect(customer.field('access.register.firstName')).toBeFocused()

  await fillRegistration(customer, {
    firstName: 'Peter',
    lastName: 'Žagar',
    email: 'peter.zagar@mizarstvo-hrast.example',
  })
  await customer.field('access.register.taxNumber').fill('SI12345678')
  await agree(customer)
  await customer.button('access.register.submit').click()
  await expect(customer.faults.getByRole('listitem')).toHaveText([/^Davčna številka podjetja: /])

  await page.reload()
  await expect(customer.field('access.register.lastName')).toHaveValue('Žagar')
  await expect(customer.field('access.register.salutation')).toHaveValue('mr')
  await customer.field('access.register.taxNumber').fill('SI12345679')
  await customer.button('access.register.submit').click()
  await sent(customer)
  await expect(page.getByText(customer.words('access.registered.step1'))).toBeVisible()
  const mail = await customerPortal.mailTo('peter.zagar@mizarstvo-hrast.example', /./)
  expect(mail.text).toContain('hvala za registracijo')

  await page.goBack()
  await page.goto('/register')
  await expect(customer.field('access.register.lastName')).toHaveValue('')
})

test('a registration that cannot be sent keeps everything that was typed', async ({ openCustomer }) => {
  const customer = await openCustomer()
  const { page } = customer
  await customer.open('/register')
  await fillRegistration(customer, { firstName: 'Mojca', lastName: 'Kos', email: 'mojca.kos@mizarstvo-hrast.example' })
  await agree(customer)
  await page.route('**/customer/v1/registrations', (route) => route.abort())
  await customer.button('access.register.submit').click()
  await expect(customer.faults).toContainText(customer.words('shell.problem.unreachable'))
  await expect(customer.faults).toBeFocused()
  await page.unroute('**/customer/v1/registrations')
  await page.route('**/customer/v1/registrations', (route) =>
    route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  )
  await customer.button('access.register.submit').click()
  await expect(customer.faults).toContainText(customer.words('shell.problem.unavailable'))
  await page.unroute('**/customer/v1/registrations')
  await expect(customer.field('access.register.firstName')).toHaveValue('Mojca')
  await customer.button('access.register.submit').click()
  await sent(customer)
})

test('somebody whose e-mail is known gets the same answer', async ({ openCustomer }) => {
  const customer = await openCustomer({ language: 'en' })
  await customer.open('/register')
  await fillRegistration(customer, { firstName: 'Janez', lastName: 'Novak', email: 'janez.novak@mizarstvo.example' })
  await agree(customer)
  await customer.button('access.register.submit').click()
  await sent(customer)
  const first = await customer.page.getByRole('main').textContent()
  await customer.open('/register')
  await fillRegistration(customer, { firstName: 'Janez', lastName: 'Novak', email: 'janez.novak@mizarstvo.example' })
  await agree(customer)
  await customer.button('access.register.submit').click()
  await sent(customer)
  expect(await customer.page.getByRole('main').textContent()).toBe(first)
})

test('with proof: a mismatch asks for an explanation, a match sends the invitation, and the code opens the account', async ({
  openCustomer,
  proofPortal,
}) => {
  test.setTimeout(120_000)
  const customer = await openCustomer({ portal: proofPortal })
  const { page } = customer
  const email = 'tina.hribar@nova-stranka.example'
  const { customerCode, invoiceNumber } = proofOf(3)
  await customer.open('/register')
  await fillRegistration(customer, { firstName: 'Tina', lastName: 'Hribar', email })
  await customer.field('access.register.customerCode').fill(customerCode)
  await customer.field('access.register.invoiceNumber').fill('2020-1')
  await agree(customer)
  await customer.button('access.register.submit').click()
  await expect(page.getByText(customer.words('access.register.mismatchTitle'))).toBeVisible()
  await expect(customer.faults.getByRole('link')).toHaveText([customer.words('access.register.explanation')])
  await customer.field('access.register.invoiceNumber').fill(invoiceNumber)
  await customer.button('access.register.submit').click()
  await sent(customer)

  const mail = await proofPortal.mailTo(email, /Dobrodošli v Špica portal!/)
  await customer.open(linkIn(mail, '/activate'))
  await expect(customer.field('access.activate.code')).not.toHaveValue('')
  await customer.button('access.activate.submit').click()
  await customer.at('access.activate.accountTitle')
  await expect(customer.heading).toBeFocused()
  await customer.field('access.activate.username').fill('janez.novak')
  await customer.field('access.activate.password').fill('kratko')
  await customer.field('access.activate.repeated').fill('drugače')
  await customer.button('access.activate.finish').click()
  await expect(customer.faults.getByRole('listitem')).toHaveText([/vsaj 8 znakov/, /se ne ujemata/])
  await customer.field('access.activate.password').fill('Geslo123')
  await customer.field('access.activate.repeated').fill('Geslo123')
  await customer.button('access.activate.finish').click()
  await expect(customer.faults.getByRole('listitem')).toHaveText([/najpogostejšimi/])
  await customer.field('access.activate.password').fill(PASSWORD)
  await customer.field('access.activate.repeated').fill(PASSWORD)
  await expect(page.getByText(customer.words('access.password.level4'))).toBeVisible()
  await customer.button('access.activate.finish').click()
  await expect(customer.faults.getByRole('listitem')).toHaveText([/zasedeno/])
  await customer.field('access.activate.username').fill('tina.hribar')
  await customer.button('access.activate.finish').click()
  await page.waitForURL('**/cases')
  await customer.at('shell.nav.cases')

  const again = await openCustomer({ portal: proofPortal })
  await again.open(linkIn(mail, '/activate'))
  await again.button('access.activate.submit').click()
  await expect(again.faults).toContainText(again.words('access.activate.usedTitle'))
  await again.field('access.activate.code').fill('ni-takšne-kode')
  await again.button('access.activate.submit').click()
  await expect(again.faults).toContainText(again.words('access.activate.unknownTitle'))
  await again.field('access.forgot.email').fill(email)
  await again.button('access.activate.newSubmit').click()
  await expect(again.page.getByText(again.words('access.activate.newSent'))).toBeVisible()
})

test('signing in leads back to the page that was asked for; signing out and an ended session say so', async ({
  openCustomer,
}) => {
  const customer = await openCustomer()
  const { page } = customer
  await page.goto('/profile')
  await customer.at('access.signIn.title')
  await customer.field('access.signIn.login').fill('janez.novak')
  await customer.field('access.signIn.password').fill('Napačno-Geslo-1')
  await customer.button('access.signIn.submit').click()
  await expect(customer.faults).toContainText(customer.words('shell.problem.wrong_credentials'))
  await expect(customer.field('access.signIn.login')).toHaveValue('janez.novak')
  await customer.signIn()
  await customer.at('access.profile.title')
  await customer.button('shell.nav.signOut').click()
  await customer.at('access.signIn.title')
  await expect(page.getByText(customer.words('access.signIn.signedOut'))).toBeVisible()
  await page.goto('/sign-in?next=//elsewhere.example/')
  await customer.signIn()
  expect(path(page)).toBe('/cases')

  await page.context().clearCookies()
  await customer.link('shell.nav.newCase').first().click()
  await customer.at('access.signIn.title')
  await expect(page.getByText(customer.words('access.signIn.ended'))).toBeVisible()
})

test('a forgotten password is set anew by the link, once', async ({ openCustomer, proofPortal }) => {
  test.setTimeout(120_000)
  const customer = await openCustomer({ portal: proofPortal })
  const { page } = customer
  await customer.open('/sign-in')
  await customer.link('access.signIn.forgot').click()
  await customer.at('access.forgot.title')
  await customer.field('access.forgot.email').fill('nihče')
  await customer.button('access.forgot.submit').click()
  await expect(customer.faults.getByRole('listitem')).toHaveCount(1)
  const me = await signedInEmail(await openCustomer({ portal: proofPortal }))
  await customer.field('access.forgot.email').fill(me)
  await customer.button('access.forgot.submit').click()
  await expect(page.getByText(customer.words('access.forgot.sent'))).toBeVisible()
  const mail = await proofPortal.mailTo(me, /./)
  const link = linkIn(mail, '/reset-password')
  await customer.open(link)
  await customer.field('access.reset.password').fill(PASSWORD)
  await customer.field('access.reset.repeated').fill(PASSWORD)
  await customer.button('access.reset.submit').click()
  await page.waitForURL('**/cases')

  const other = await openCustomer({ portal: proofPortal })
  await other.open(link)
  await other.field('access.reset.password').fill(`${PASSWORD}8`)
  await other.field('access.reset.repeated').fill(`${PASSWORD}8`)
  await other.button('access.reset.submit').click()
  await expect(other.page.getByText(other.words('access.reset.bad'))).toBeVisible()
  await other.signIn('janez.novak', PASSWORD)
})

async function signedInEmail(customer: CustomerPage): Promise<string> {
  await customer.signIn()
  await customer.open('/profile')
  return (await customer.page.locator('strong', { hasText: '@' }).first().textContent()) ?? ''
}

test('a customer of the older portal sets a password first, and agrees before seeing anything', async ({
  openCustomer,
  customerPortal,
}) => {
  test.setTimeout(120_000)
  const moved = demoWorld({ cases: DEMO_CASES, now: Date.now() }).contacts.find(
    ({ signIn }) => signIn === 'must_reset',
  )!
  const customer = await openCustomer({ viewport: { width: 320, height: 720 }, colorScheme: 'dark' })
  const { page } = customer
  await customer.open('/sign-in')
  await customer.link('access.signIn.migratedLink').click()
  await customer.field('access.forgot.email').fill(moved.email)
  await customer.button('access.forgot.submit').click()
  await expect(page.getByText(customer.words('access.forgot.sent'))).toBeVisible()
  await customer.open(linkIn(await customerPortal.mailTo(moved.email, /./), '/reset-password'))
  await customer.field('access.reset.password').fill(PASSWORD)
  await customer.field('access.reset.repeated').fill(PASSWORD)
  await customer.button('access.reset.submit').click()

  await customer.at('access.gate.title')
  expect(await customer.violations()).toEqual([])
  await page.goto('/profile')
  await customer.at('access.gate.title')
  await customer.button('access.gate.submit').click()
  await expect(customer.faults.getByRole('listitem')).toHaveCount(2)
  await customer.button('access.gate.decline').click()
  await customer.at('access.signIn.title')

  await customer.signIn(moved.email, PASSWORD)
  await customer.at('access.gate.title')
  await agree(customer)
  await customer.button('access.gate.submit').click()
  await customer.at('shell.nav.cases')
  await customer.open('/profile')
  const consents = page.getByRole('region', { name: customer.words('access.profile.consentsTitle') })
  await expect(consents.getByRole('listitem')).toHaveCount(2)
})

test('an agent’s question about a registration is read and answered', async ({ openCustomer }) => {
  const customer = await openCustomer()
  const { page } = customer
  const answers: unknown[] = []
  await page.route('**/customer/v1/question', (route) =>
    route.fulfill({ json: { firstName: 'Peter', question: 'V katerem\npodjetju delate?', answered: false } }),
  )
  await page.route('**/customer/v1/question/answer', (route) => {
    answers.push(route.request().postDataJSON())
    return answers.length === 1 ? route.abort() : route.fulfill({ status: 204 })
  })
  await customer.open('/question#code=koda-7')
  await expect(page.getByText('V katerem podjetju delate?')).toBeVisible()
  await customer.button('access.question.submit').click()
  await expect(customer.faults).toBeFocused()
  await customer.field('access.question.answer').fill('V Hrastu, na Žagi.')
  await customer.button('access.question.submit').click()
  await expect(customer.faults).toContainText(customer.words('shell.problem.unreachable'))
  await page.reload()
  await expect(customer.field('access.question.answer')).toHaveValue('V Hrastu, na Žagi.')
  await customer.button('access.question.submit').click()
  await expect(page.getByText(customer.words('access.question.sent'))).toBeVisible()
  expect(answers[1]).toEqual({ code: 'koda-7', answer: 'V Hrastu, na Žagi.' })
})

test('the profile changes name, language, e-mail and password, shows sessions, and takes a wish for deletion back', async ({
  openCustomer,
  customerPortal,
}) => {
  test.setTimeout(120_000)
  const elsewhere = await openCustomer({
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  await elsewhere.signIn()
  const customer = await openCustomer()
  const { page } = customer
  await customer.signIn()
  await customer.open('/profile')
  const region = (title: string) => page.getByRole('region', { name: customer.words(title) })

  const person = region('access.profile.personTitle')
  await customer.field('access.register.phone', person).fill('+386 1 555 00 11')
  await customer.button('shell.save', person).click()
  await expect(person.getByText(customer.words('access.profile.saved'))).toBeVisible()
  await page.reload()
  await expect(customer.field('access.register.phone', person)).toHaveValue('+386 1 555 00 11')

  const email = region('access.profile.emailTitle')
  await customer.field('access.profile.emailNew', email).fill('janez.novak@novo-podjetje.example')
  await customer.field('access.profile.emailPassword', email).fill('ni-pravo')
  await customer.button('access.profile.emailSubmit', email).click()
  await expect(email.getByRole('alert').getByRole('listitem')).toHaveCount(1)
  await customer.field('access.profile.emailPassword', email).fill('Spica-Demo-Stranka-1')
  await customer.button('access.profile.emailSubmit', email).click()
  await expect(email.getByText('janez.novak@novo-podjetje.example')).toBeVisible()
  const mail = await customerPortal.mailTo('janez.novak@novo-podjetje.example', /./)
  await customer.open(linkIn(mail, '/confirm-email'))
  await expect(page.getByText(customer.words('access.confirmEmail.doneTitle'))).toBeVisible()
  await customer.link('access.confirmEmail.toProfile').click()
  await expect(email.locator('strong')).toHaveText('janez.novak@novo-podjetje.example')

  const sessions = region('access.profile.sessionsTitle')
  await expect(
    sessions.getByRole('listitem').filter({ hasText: customer.words('access.profile.thisDevice') }),
  ).toHaveCount(1)
  await sessions.getByRole('listitem').filter({ hasText: 'Firefox' }).getByRole('button').click()
  await expect(sessions.getByRole('listitem').filter({ hasText: 'Firefox' })).toHaveCount(0)
  await elsewhere.page.goto('/profile')
  await elsewhere.at('access.signIn.title')

  const download = page.waitForEvent('download')
  await customer.link('access.profile.download').click()
  expect((await download).suggestedFilename()).toBe('spica-my-data.json')

  const deletion = region('access.profile.deleteTitle')
  await customer.button('access.profile.deleteStart', deletion).click()
  await customer.field('access.profile.deletePassword', deletion).fill('Spica-Demo-Stranka-1')
  await customer.button('access.profile.deleteSubmit', deletion).click()
  await expect(deletion.getByText(customer.words('access.profile.deleteWaitingTitle'))).toBeVisible()
  await customer.button('access.profile.deleteTakeBack', deletion).click()
  await expect(customer.button('access.profile.deleteStart', deletion)).toBeVisible()

  const password = region('access.profile.passwordTitle')
  await customer.field('access.profile.current', password).fill('Spica-Demo-Stranka-1')
  await customer.field('access.profile.newPassword', password).fill(PASSWORD)
  await customer.field('access.profile.repeated', password).fill(PASSWORD)
  await customer.button('access.profile.passwordSubmit', password).click()
  await expect(password.getByText(customer.words('access.profile.passwordSaved'))).toBeVisible()
  await customer.field('access.profile.current', password).fill(PASSWORD)
  await customer.field('access.profile.newPassword', password).fill('Spica-Demo-Stranka-1')
  await customer.field('access.profile.repeated', password).fill('Spica-Demo-Stranka-1')
  await customer.button('access.profile.passwordSubmit', password).click()
  await expect(customer.field('access.profile.current', password)).toHaveValue('')

  await customer.field('access.register.language', person).selectOption('en')
  await customer.button('shell.save', person).click()
  await expect(customer.heading).toHaveText('My profile')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('the language follows the browser, is switched before signing in, and is remembered', async ({ openCustomer }) => {
  const customer = await openCustomer({ language: 'en' })
  const { page } = customer
  await customer.open('/')
  await expect(customer.heading).toHaveText('Customer portal')
  await page.getByRole('button', { name: 'Slovenščina' }).click()
  await expect(customer.heading).toHaveText('Portal za stranke')
  await page.reload()
  await expect(customer.heading).toHaveText('Portal za stranke')
  await expect(page.locator('html')).toHaveAttribute('lang', 'sl')
})

test('everything up to being signed in works by the keyboard alone', async ({ openCustomer }) => {
  const customer = await openCustomer({ viewport: { width: 320, height: 720 } })
  const { page } = customer
  await customer.open('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: customer.words('shell.skip') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.goto('/')
  const menu = page.getByRole('button', { name: customer.words('shell.nav.menu') })
  await tabTo(page, () => menu.evaluate((node) => node === document.activeElement))
  await page.keyboard.press('Enter')
  await expect(menu).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
  await expect(menu).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await customer.at('access.signIn.title')
  await expect(customer.heading).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('janez.novak')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Spica-Demo-Stranka-1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox')).toBeChecked()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/cases')
})

test('the captcha is worked out by the keyboard, or by sending alone', async ({ openCustomer }) => {
  const customer = await openCustomer()
  const { page } = customer
  await customer.open('/forgot-password')
  const box = page.getByRole('checkbox')
  await expect(box).toBeVisible()
  await box.focus()
  await expect(page.getByText(customer.words('access.captcha.verified'))).toBeVisible({ timeout: 30_000 })
  await customer.field('access.forgot.email').fill('nihce@nikjer.example')
  await page.keyboard.press('Enter')
  await expect(page.getByText(customer.words('access.forgot.sent'))).toBeVisible()
})

async function tabTo(page: Page, there: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    if (await there()) return
  }
  throw new Error('Not reached by the tabulator')
}

/** With what comes into a page last, where that is not its title. */
const OPEN_PAGES: [address: string, last?: 'captcha' | 'fault'][] = [
  ['/'],
  ['/sign-in'],
  ['/register', 'captcha'],
  ['/register/sent'],
  ['/activate#code=abc'],
  ['/activate'],
  ['/question#code=abc', 'fault'],
  ['/forgot-password', 'captcha'],
  ['/reset-password#code=abc'],
  ['/reset-password'],
  ['/confirm-email#code=abc', 'fault'],
  ['/help'],
  ['/privacy'],
  ['/nowhere'],
]

for (const { language, viewport } of LOOKS) {
  test(`no page has an accessibility violation (${language}, ${viewport.width})`, async ({
    openCustomer,
    proofPortal,
  }) => {
    test.setTimeout(180_000)
    const isNarrow = viewport.width < 1000
    const portal = isNarrow ? proofPortal : undefined
    const customer = await openCustomer({ viewport, portal, language })
    const { page } = customer
    const found: Record<string, string[]> = {}
    const look = async (screen: string) => {
      const list = await customer.violations()
      if (list.length > 0) found[screen] = list
    }
    const captcha = page.getByRole('checkbox', { name: customer.words('access.captcha.label') })
    for (const [address, last] of OPEN_PAGES) {
      await page.goto('about:blank')
      await customer.open(address)
      if (last) await expect(last === 'captcha' ? captcha : customer.faults).toBeVisible()
      await look(address)
    }
    await customer.open('/register')
    await customer.button('access.register.submit').click()
    await expect(customer.faults).toBeVisible()
    await look('registration with faults')
    await customer.open('/activate')
    await customer.field('access.activate.code').fill('abc')
    await customer.button('access.activate.submit').click()
    await expect(customer.faults).toBeVisible()
    await expect(page.getByRole('checkbox')).toBeVisible()
    await look('unknown code')
    if (isNarrow) {
      await customer.open('/')
      await page.getByRole('button', { name: customer.words('shell.nav.menu') }).click()
      await look('menu')
    }
    if (portal) expect(found).toEqual({})
    else {
      await customer.signIn()
      await customer.open('/profile')
      await expect(
        page
          .getByRole('region', { name: customer.words('access.profile.sessionsTitle') })
          .getByRole('listitem')
          .first(),
      ).toBeVisible()
      await customer.button('access.profile.deleteStart').click()
      await customer.button('access.profile.passwordSubmit').click()
      await expect(customer.faults).toBeVisible()
      await look('profile')
    }
    expect(found).toEqual({})
  })
}
