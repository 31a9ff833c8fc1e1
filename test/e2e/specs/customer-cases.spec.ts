import { readFileSync } from 'node:fs'
import { agentByApi, inDays } from '../agent-by-api.ts'
import { CustomerCases } from '../customer-case-page.ts'
import { type CustomerPage, expect, test } from '../customer-page.ts'
import { CASE_NUMBER } from '../desk-page.ts'
import { aPicture, aText } from '../sample-files.ts'

const PHONE = { viewport: { width: 320, height: 720 }, hasTouch: true, isMobile: true }

async function casesOf(customer: CustomerPage): Promise<CustomerCases> {
  await customer.signIn()
  return new CustomerCases(customer)
}

test('the list has the guide’s columns, views, search and pages, newest change first', async ({ openCustomer }) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  await cases.customer.at('cases.list.title')
  await expect(page.getByRole('columnheader')).toHaveText([
    'Številka primera',
    'Naslov primera',
    'Vrsta zahtevka',
    'Referenca',
    'Lastnik',
    'Razlog stanja',
    'Ustvarjeno dne',
    /^Spremenjeno dne/,
  ])
  await expect(page.getByRole('columnheader', { name: 'Spremenjeno dne' })).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByRole('list', { name: cases.t('list.legend') }).getByRole('listitem')).toHaveText([
    'Čakanje na podrobnosti',
    'Delo zaključeno',
    'Raziskovanje / V teku / Terenski servis',
  ])
  await expect(cases.rows.filter({ hasText: 'CAS-02580-T0M2L3' })).toHaveCount(1)

  for (let at = 1; at <= 16; at++) await cases.file(`Preizkus strani ${at}`, { customerReference: `NAR-${at}` })
  await cases.view('all').click()
  await expect(cases.view('all')).toHaveAttribute('aria-current', 'page')
  await expect(cases.rows.first()).toContainText('Preizkus strani 16')
  await expect(cases.rows).toHaveCount(25)
  await cases.button('list.next').click()
  await expect(page.getByText(cases.t('list.page', { page: 2 }))).toBeVisible()
  await expect(cases.rows.first()).not.toContainText('Preizkus strani')
  await page.reload()
  await expect(page.getByText(cases.t('list.page', { page: 2 }))).toBeVisible()
  await cases.button('list.previous').click()
  await expect(cases.rows.first()).toContainText('Preizkus strani 16')

  await cases.view('open').click()
  await cases.search('preizkus STRANI 7')
  await expect(cases.rows).toHaveCount(1)
  await expect(page).toHaveURL(/q=preizkus/)
  await cases.search('nar-12')
  await expect(cases.rows).toHaveText([/Preizkus strani 12/])
  await cases.search('cas 02580 tom2l3')
  await expect(cases.rows).toHaveText([/TEST/])
  await cases.search('ni ga nikjer')
  await expect(page.getByRole('heading', { name: cases.t('list.emptySearch', { text: 'ni ga nikjer' }) })).toBeVisible()
  await page.getByRole('link', { name: cases.t('list.clearSearch') }).click()
  await expect(cases.rows.first()).toBeVisible()

  await cases.view('closed').click()
  await expect(cases.rows.first()).toContainText(/Rešeno|Preklicano/)
  await cases.view('mine').click()
  await expect(cases.rows.filter({ hasText: 'Preizkus strani 16' })).toHaveCount(1)
  await page.goBack()
  await expect(cases.view('closed')).toHaveAttribute('aria-current', 'page')
})

test('a repair with a photo is sent from a phone, and its number, file and conversation are there', async ({
  openCustomer,
}) => {
  const cases = await casesOf(await openCustomer(PHONE))
  const { page } = cases
  await expect(cases.cards.first()).toBeVisible()
  await cases.openNew()
  await cases.button('create.send').click()
  await expect(cases.customer.faults).toContainText(cases.t('fields.caseType'))
  await expect(cases.customer.faults).toContainText(cases.t('fields.description'))
  await expect(cases.type('support')).toBeFocused()
  await cases.type('rma').check()
  await cases.field('fields.title').fill('Terminal se ne prižge')
  await cases.field('fields.description').fill('Po nevihti.\nNe sveti nobena lučka.')

  const device = page.getByRole('list', { name: cases.t('create.ownDevices') }).getByRole('button')
  const serial = (await device.first().locator('span').first().textContent()) ?? ''
  await device.first().click()
  await expect(cases.field('fields.serialNumber')).toHaveValue(serial)
  await expect(page.getByText(/^(V garanciji do|Garancija je potekla|Podatka o garanciji nimamo)/)).toBeVisible()
  await page.getByRole('radio', { name: cases.t('fields.yes'), exact: true }).check()
  await cases.field('fields.reference').fill('NAR-2026-77')

  const photo = aPicture('fotografija.png', 200)
  await page.getByTestId('photo').setInputFiles(photo)
  await expect(cases.files).toContainText(cases.t('files.done'))
  await cases.attach(aText('dnevnik.log'))
  await expect(cases.files).toHaveCount(2)
  await expect(cases.files.last()).toContainText(cases.t('files.done'))
  await page.getByRole('button', { name: cases.t('files.removeNamed', { name: 'dnevnik.log' }) }).click()
  await expect(cases.files).toHaveCount(1)
  await cases.button('create.send').click()

  await expect(cases.customer.heading).toHaveText('Terminal se ne prižge')
  const number = await cases.number()
  await expect(cases.said(cases.t('sent.title', { number }))).toBeVisible()
  await expect(cases.said(cases.t('sent.rma', { number }))).toBeVisible()
  await cases.expectStatus('in_progress')
  await expect(page.getByText(cases.t('case.notAssigned'))).toBeVisible()
  await expect(cases.thread).toContainText('Ne sveti nobena lučka.')

  const download = page.waitForEvent('download')
  await cases.thread.getByRole('link', { name: /fotografija\.png/ }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('fotografija.png')
  expect(readFileSync(await saved.path()).equals(photo.buffer)).toBe(true)

  await page.getByText(cases.t('case.details')).click()
  await expect(page.getByRole('main')).toContainText('NAR-2026-77')
  await page.reload()
  await expect(cases.thread).toContainText('Ne sveti nobena lučka.')
  await cases.openNew()
  await expect(cases.field('fields.title')).toHaveValue('')
})

test('what the agent writes appears by itself, the answer wakes the case, and it is closed and opened again', async ({
  openCustomer,
  customerPortal,
}) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  const agent = await agentByApi(customerPortal.url)
  const { caseId } = await cases.file('Ura kaže napačen čas')
  await cases.openCase(caseId, 'Ura kaže napačen čas')
  await agent.write(caseId, 'Samo za sodelavce.', 'internal')
  await agent.take(caseId)
  await expect(page.getByText(cases.t('case.handledBy', { name: agent.name }))).toBeVisible({ timeout: 2_000 })
  await agent.ask(caseId, 'Katera različica programa?')
  await expect(cases.message('Katera različica programa?')).toContainText(cases.t('case.fresh'), { timeout: 2_000 })
  await expect(cases.message('Katera različica programa?')).toContainText(agent.name)
  await expect(cases.said(cases.t('news.notes', { count: 1, name: agent.name }))).toHaveCount(1)
  await cases.expectStatus('waiting_for_details')
  await expect(page.getByText(cases.t('case.waiting'))).toBeVisible()
  await expect(page.getByText('Samo za sodelavce.')).toHaveCount(0)

  await cases.button('case.answer').click()
  await expect(cases.note).toBeFocused()
  await cases.button('note.send').click()
  await expect(page.getByText(cases.t('note.required'))).toBeVisible()
  await cases.note.fill('Različica 9.1, glejte https://example.com/zapis.')
  await cases.attach(aText('zapis.txt', 'različica 9.1\n'))
  await expect(cases.files).toContainText(cases.t('files.done'))
  await cases.button('note.send').click()
  await expect(cases.message('Različica 9.1')).toContainText(cases.t('case.you'))
  await expect(cases.message('Različica 9.1').getByRole('link', { name: /zapis\.txt/ })).toBeVisible()
  await expect(cases.message('Različica 9.1').getByRole('link', { name: 'https://example.com/zapis' })).toBeVisible()
  await expect(cases.note).toHaveValue('')
  await cases.expectStatus('in_progress')

  await cases.button('case.close').click()
  await expect(cases.dialog).toContainText(cases.t('case.closeReopen', { count: 14 }))
  await page.keyboard.press('Escape')
  await expect(cases.dialog).toBeHidden()
  await expect(cases.button('case.close')).toBeFocused()
  await cases.button('case.close').click()
  await cases.dialog.getByRole('button', { name: cases.t('case.close') }).click()
  await cases.expectStatus('resolved')
  await expect(cases.button('case.close')).toHaveCount(0)
  await expect(page.getByText(cases.t('note.reopenText'))).toBeVisible()

  await cases.note.fill('Še vedno zamuja za uro.')
  await cases.button('note.reopenSend').click()
  await cases.expectStatus('in_progress')
  await expect(cases.message('Še vedno zamuja za uro.')).toBeVisible()
  await expect(cases.button('case.close')).toBeVisible()
})

test('an estimate is approved after a question, another is declined, and a withdrawn one cannot be answered', async ({
  openCustomer,
  customerPortal,
}) => {
  const cases = await casesOf(await openCustomer())
  const { page } = cases
  const agent = await agentByApi(customerPortal.url)
  const { caseId } = await cases.file('Popravilo po nevihti')
  await cases.openCase(caseId, 'Popravilo po nevihti')
  const items = [
    { description: 'Menjava napajalnika', quantity: 100, unitPrice: 100_050, vatRate: 22 },
    { description: 'Delo (ura)', quantity: 150, unitPrice: 6_500, vatRate: 9.5 },
  ]
  await agent.estimate(caseId, items, 'Garancija tega ne krije.')
  await expect(cases.estimate).toBeVisible({ timeout: 3_000 })
  await expect(cases.said(cases.t('news.estimate.open'))).toHaveCount(1)
  // 1000.50 + 97.50, VAT 220.11 + 9.26
  for (const words of ['1.000,50 €', '97,50 €', '1.098,00 €', '220,11 €', '9,26 €', '1.327,37 €', '1,5', '9,5 %']) {
    await expect(cases.estimate).toContainText(spaced(words))
  }
  await expect(cases.estimate).toContainText('Garancija tega ne krije.')
  await expect(page.getByText(cases.t('case.waiting'))).toHaveCount(0)

  await cases.button('estimate.approve').click()
  await expect(cases.dialog).toContainText(spaced('1.327,37 €'))
  await cases.dialog.getByRole('button', { name: cases.t('estimate.cancel') }).click()
  await expect(cases.estimate).toBeVisible()
  await cases.button('estimate.approve').click()
  await cases.dialog.getByRole('button', { name: /^Odobri/ }).click()
  await expect(cases.estimate).toBeHidden()
  await expect(cases.said(cases.t('estimate.approved'))).toBeVisible()
  await expect(cases.message(cases.t('estimate.line.approved'))).toContainText(cases.t('case.you'))
  await cases.expectStatus('in_progress')

  await agent.estimate(caseId, items.slice(0, 1))
  await expect(cases.estimate).toBeVisible({ timeout: 3_000 })
  await cases.button('estimate.decline').click()
  await cases.dialog.getByRole('textbox').fill('Predrago; kupili bomo novo.')
  await cases.dialog.getByRole('button', { name: cases.t('estimate.declineConfirm') }).click()
  await expect(cases.message(cases.t('estimate.line.declined'))).toBeVisible()
  await expect(cases.message('Predrago; kupili bomo novo.')).toBeVisible()

  const estimateId = await agent.estimate(caseId, items.slice(1), '', inDays(3))
  await expect(cases.estimate).toBeVisible({ timeout: 3_000 })
  await cases.button('estimate.approve').click()
  // The page does not hear of it in time.
  await page.route('**/customer/v1/cases/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await agent.withdraw(caseId, estimateId)
  await cases.dialog.getByRole('button', { name: /^Odobri/ }).click()
  await expect(cases.said(cases.t('estimate.gone'))).toBeVisible()
  await page.unroute('**/customer/v1/cases/*')
  await page.reload()
  await expect(cases.estimate).toBeHidden()
  await expect(cases.message(cases.t('estimate.line.withdrawn'))).toBeVisible()
})

test('the archive is for reading, and a follow-up is a new case that is linked', async ({ openCustomer }) => {
  const cases = await casesOf(await openCustomer({ language: 'en' }))
  const { page } = cases
  await page.getByRole('navigation').getByRole('link', { name: 'Archive' }).click()
  await cases.customer.at('cases.list.archiveTitle')
  await cases.rows.last().getByRole('link').click()
  await expect(page.getByText(cases.t('case.archived'))).toBeVisible()
  const title = (await cases.customer.heading.textContent()) ?? ''
  const earlier = await cases.number()
  await expect(cases.note).toHaveCount(0)
  await expect(cases.button('case.close')).toHaveCount(0)
  await cases.button('note.followUpStart').click()
  await cases.note.fill('It has happened again.')
  await cases.button('note.followUpSend').click()
  await expect(cases.said('linked to the earlier one')).toBeVisible()
  const number = await cases.number()
  expect(number).toMatch(CASE_NUMBER)
  expect(number).not.toBe(earlier)
  await expect(cases.customer.heading).toContainText(title)
  await expect(cases.thread).toContainText('It has happened again.')
  await cases.expectStatus('in_progress')
})

/** Intl separates by spaces that do not break. */
function spaced(words: string): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s'))
}
