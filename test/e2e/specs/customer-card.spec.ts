import { readFileSync } from 'node:fs'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }
/** The customer of the portal's guide; everybody's demo has this one. */
const JANEZ = 'Janez Novak'

test('a person is found from a case, by the palette and by the page of customers, and Escape leads back', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.rows.first().click()
  await expect(desk.field('reply')).toBeVisible()
  const panel = page.getByRole('region', { name: desk.t('case.panel') })
  await panel.getByRole('button', { name: desk.t('context.openCard') }).click()
  const card = page.getByRole('region', { name: desk.t('customers.card') }).getByRole('article')
  await expect(card).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.field('reply')).toBeVisible()
  await page.keyboard.press('o')
  await expect(card).toBeVisible()

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: desk.t('palette.label') })).toBeFocused()
  await page.keyboard.type('janez nov')
  const customers = page.getByRole('group', { name: desk.t('palette.customers') })
  await customers.getByRole('option').filter({ hasText: 'Alveta d.o.o.' }).first().click()
  const janez = desk.customerCard(JANEZ)
  await expect(janez).toContainText('Alveta d.o.o.')
  await expect(janez).toContainText(desk.t('customers.signIn.active'))
  await expect(janez.getByRole('region', { name: desk.t('customers.consents') }).getByRole('listitem')).toHaveCount(2)
  await expect(janez.getByRole('region', { name: desk.t('customers.devices') }).getByRole('listitem')).not.toHaveCount(
    0,
  )
  await janez
    .getByRole('region', { name: desk.t('customers.colleagues') })
    .getByRole('button')
    .first()
    .click()
  await expect(janez).toBeHidden()
  await page.reload()
  await expect(card).toBeVisible()
  await desk.openCustomer(JANEZ)
  await janez
    .getByRole('region', { name: desk.t('customers.cases') })
    .getByRole('button')
    .first()
    .click()
  await expect(desk.field('reply')).toBeVisible()
})

test('Enter opens whom the newest words find, not whom the first letters had found', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openCustomers()
  const field = page.getByRole('textbox', { name: desk.t('customers.find') })
  await field.fill('a')
  await expect(page.getByRole('region', { name: desk.t('customers.title') }).getByRole('listitem')).not.toHaveCount(0)
  await field.fill(JANEZ)
  await field.press('Enter')
  await expect(desk.customerCard(JANEZ)).toBeVisible()
})

test('access is changed by keyboard, also offline, and can be taken back while it waits', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openCustomer(JANEZ)
  const janez = desk.customerCard(JANEZ)
  await desk.setWorkOffline(true)
  await page.keyboard.press('d')
  const pending = janez.getByText(desk.t('operations.contact.disable'))
  await expect(pending).toBeVisible()
  await janez.getByRole('button', { name: desk.t('operations.withdraw') }).click()
  await expect(pending).toBeHidden()
  await page.keyboard.press('p')
  await expect(janez).toContainText(desk.t('operations.contact.send_reset_link'))
  await desk.openSync()
  const line = desk.operation(desk.t('operations.contact.send_reset_link'))
  await expect(line).toContainText(JANEZ)
  await line.getByRole('button', { name: new RegExp(JANEZ) }).click()
  await expect(page.getByRole('textbox', { name: desk.t('customers.find') })).toHaveValue(/Novak/)
  await expect(janez).toBeVisible()

  await desk.setWorkOffline(false)
  await expect(janez).not.toContainText(desk.t('operations.contact.send_reset_link'), SOON)
  await page.keyboard.press('o')
  await expect(janez.getByRole('radio', { name: desk.t('customers.role.own') })).toBeChecked(SOON)
  await page.keyboard.press('o')
  await expect(janez.getByRole('radio', { name: desk.t('customers.role.company') })).toBeChecked(SOON)
})

test('all that the portal knows of a person is downloaded; offline the card says why not', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openCustomer(JANEZ)
  const json = page.waitForEvent('download')
  await desk.button('customers.exportJson').click()
  const machine = await json
  expect(machine.suggestedFilename()).toMatch(/\.json$/)
  expect(JSON.parse(readFileSync(await machine.path(), 'utf8'))).toBeInstanceOf(Object)
  const text = page.waitForEvent('download')
  await page.keyboard.press('x')
  const readable = await text
  expect(readable.suggestedFilename()).toMatch(/\.txt$/)
  expect(readFileSync(await readable.path(), 'utf8')).toContain('janez.novak@alveta.example')

  await desk.setWorkOffline(true)
  await desk.button('customers.exportJson').click()
  await expect(desk.customerCard(JANEZ).getByRole('alert')).toContainText(desk.t('customers.exportOffline'))
})

test('erasing asks twice, for the name as well, and the cases stay under their numbers', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openCustomer(JANEZ)
  const others = desk.customerCard(JANEZ).getByRole('region', { name: desk.t('customers.colleagues') })
  await others.getByRole('button').last().click()
  await expect(desk.customerCard(JANEZ)).toBeHidden()
  const card = page.getByRole('region', { name: desk.t('customers.card') }).getByRole('article')
  const name = (await card.getByRole('heading', { level: 2 }).textContent()) ?? ''
  const cases = card.getByRole('region', { name: desk.t('customers.cases') })
  const numbers = await cases.getByText(/^CAS-/).allTextContents()
  await desk.button('customers.erase').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(desk.t('customers.eraseStays'))
  await dialog.getByRole('button', { name: desk.t('customers.eraseNext') }).click()
  const erase = dialog.getByRole('button', { name: desk.t('customers.eraseDo') })
  await expect(erase).toBeDisabled()
  await dialog.getByRole('textbox').fill('Nekdo drug')
  await expect(erase).toBeDisabled()
  await dialog.getByRole('textbox').fill(name.toLocaleUpperCase('sl'))
  await erase.click()
  await expect(card).toContainText(desk.t('customers.erasedText'), SOON)
  await expect(card).not.toContainText(name)
  expect(await cases.getByText(/^CAS-/).allTextContents()).toEqual(numbers)
})

for (const look of LOOKS) {
  test(`customer cards have no accessibility violation (${look.colorScheme})`, async ({ openDesk }) => {
    test.setTimeout(120_000)
    const { page } = await openDesk(look)
    const desk = new DeskPage(page)
    await desk.ready()
    await desk.openCustomers()
    expect(await violations(page)).toEqual([])
    await desk.openCustomer(JANEZ)
    await expect(desk.customerCard(JANEZ)).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: desk.t('palette.label') })).toBeFocused()
    await page.keyboard.type('novak')
    await expect(page.getByRole('option').filter({ hasText: JANEZ }).first()).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await desk.button('customers.erase').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: desk.t('customers.eraseNext') }).click()
    expect(await violations(page)).toEqual([])
  })
}
