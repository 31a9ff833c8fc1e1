import { CustomerCases } from '../customer-case-page.ts'
import { type CustomerPage, expect, test } from '../customer-page.ts'
import { aPicture, aProgram, aText } from '../sample-files.ts'

async function casesOf(customer: CustomerPage): Promise<CustomerCases> {
  await customer.signIn()
  return new CustomerCases(customer)
}

test('a form comes back after a reload with its words and files, and can be thrown away', async ({ openCustomer }) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  await cases.openNew()
  await cases.type('support').check()
  await cases.field('fields.title').fill('Polovica zgodbe')
  await cases.field('fields.customerSystemId').fill('SYS-9')
  await cases.attach(aPicture('zaslon.png'))
  await expect(cases.files).toContainText(cases.t('files.done'))
  await expect(page.getByText(cases.t('create.kept'))).toBeVisible()
  await page.reload()
  await expect(cases.field('fields.title')).toHaveValue('Polovica zgodbe')
  await expect(cases.field('fields.customerSystemId')).toHaveValue('SYS-9')
  await expect(cases.type('support')).toBeChecked()
  await expect(cases.files).toContainText('zaslon.png')
  await cases.field('fields.description').fill('Druga polovica.')
  await cases.button('create.send').click()
  await expect(cases.customer.heading).toHaveText('Polovica zgodbe')
  await expect(cases.thread.getByRole('link', { name: /zaslon\.png/ })).toBeVisible()

  await cases.openNew()
  await cases.field('fields.title').fill('Vseeno ne')
  await cases.button('create.discard').click()
  await cases.dialog.getByRole('button', { name: cases.t('create.discardConfirm') }).click()
  await expect(cases.field('fields.title')).toHaveValue('')
  await page.reload()
  await expect(cases.field('fields.title')).toHaveValue('')
})

test('a case whose answer was lost is sent again and is one case', async ({ openCustomer }) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  const title = 'Odgovor se je izgubil'
  await cases.openNew()
  await cases.type('support').check()
  await cases.field('fields.title').fill(title)
  await cases.field('fields.description').fill('Zveza je slaba.')
  await page.route('**/customer/v1/cases', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await cases.button('create.send').click()
  await expect(page.getByText(cases.t('create.unknownEnd'))).toBeVisible()
  await expect(cases.field('fields.description')).toHaveValue('Zveza je slaba.')
  await page.unroute('**/customer/v1/cases')
  await page.reload()
  await cases.button('create.send').click()
  await expect(cases.customer.heading).toHaveText(title)
  await cases.customer.open('/cases?view=all')
  await cases.search(title)
  await expect(cases.rows).toHaveCount(1)
})

test('a note that was begun outlives leaving, an offline phone and the end of the session', async ({
  openCustomer,
}) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  const { caseId } = await cases.file('Osnutek opombe')
  await cases.openCase(caseId, 'Osnutek opombe')
  await cases.note.fill('Začetek opombe')
  await page.getByRole('link', { name: cases.t('case.back') }).click()
  await cases.customer.at('cases.list.title')
  await page.goBack()
  await expect(cases.note).toHaveValue('Začetek opombe')

  await page.context().setOffline(true)
  await cases.button('note.send').click()
  await expect(page.getByText(cases.t('note.unknownEnd'))).toBeVisible()
  await page.context().setOffline(false)
  await cases.note.fill('Začetek opombe in konec')
  await page.context().clearCookies()
  // The page asks from time to time, too: it may find out by itself just before.
  await cases
    .button('note.send')
    .click({ timeout: 10_000 })
    .catch(() => {})
  await page.waitForURL(/\/sign-in/)
  await cases.customer.signIn()
  await expect(cases.customer.heading).toHaveText('Osnutek opombe')
  await expect(cases.note).toHaveValue('Začetek opombe in konec')
  await cases.button('note.send').click()
  await expect(cases.message('Začetek opombe in konec')).toHaveCount(1)
  await expect(cases.note).toHaveValue('')
})

test('files say how far they are, are tried again, and are refused for what they are', async ({ openCustomer }) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  const { caseId } = await cases.file('Datoteke')
  await cases.openCase(caseId, 'Datoteke')
  await page.route('**/customer/v1/uploads*', (route) => route.abort('connectionreset'))
  await cases.attach(aText('dnevnik.log'))
  await expect(cases.files).toContainText(cases.t('files.retryFault'))
  await cases.note.fill('Prilagam dnevnik.')
  await cases.button('note.send').click()
  await expect(cases.customer.faults).toContainText(cases.t('create.filesFault'))
  await page.unroute('**/customer/v1/uploads*')
  await page.getByRole('button', { name: cases.t('files.retryNamed', { name: 'dnevnik.log' }) }).click()
  await expect(cases.files).toContainText(cases.t('files.done'))

  await cases.attach(aProgram('racun.pdf'), aText('prazno.txt', ''))
  await expect(cases.files.filter({ hasText: 'racun.pdf' })).toContainText(cases.t('files.file_type_refused'))
  await expect(cases.files.filter({ hasText: 'prazno.txt' })).toContainText(cases.t('files.empty'))
  for (const name of ['racun.pdf', 'prazno.txt']) {
    await page.getByRole('button', { name: cases.t('files.removeNamed', { name }) }).click()
  }

  // An upload that is held shows its progress, and the note waits for it.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/customer/v1/uploads*', async (route) => {
    await held
    await route.continue()
  })
  await cases.attach(aPicture('velika.png', 256))
  await expect(page.getByRole('progressbar', { name: cases.t('files.progress', { name: 'velika.png' }) })).toBeVisible()
  await cases.button('note.send').click()
  await expect(cases.said(cases.t('note.sendingFiles'))).toBeVisible()
  release()
  await expect(cases.message('Prilagam dnevnik.').getByRole('link')).toHaveCount(2)
})
