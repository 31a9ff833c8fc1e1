import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }

/** Opens an open case of the agent's own; its number. */
async function openOwn(desk: DeskPage, at: number): Promise<string> {
  await desk.ready()
  await desk.goTo('mine')
  const row = desk.rows.nth(at)
  const number = await desk.numberOf(row)
  await row.click()
  await expect(desk.case(number)).toBeVisible()
  return number
}

test('an estimate is written by keyboard with running totals, sent offline, and stands in the conversation', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const press = (key: string) => page.keyboard.press(key)
  await openOwn(desk, 4)
  await desk.setWorkOffline(true)
  await press('p')
  await expect(desk.estimateField('description', 1)).toBeFocused()
  await press('Control+Enter')
  await expect(desk.estimateForm).toContainText(desk.t('estimates.fault.noItems'))
  await page.keyboard.type('Menjava čitalnika')
  await press('Tab')
  await page.keyboard.type('2')
  await press('Tab')
  await page.keyboard.type('1.234,5')
  await press('Enter')
  await expect(desk.estimateField('description', 2)).toBeFocused()
  await page.keyboard.type('Delo')
  await press('Tab')
  await page.keyboard.type('1,5')
  await press('Tab')
  await page.keyboard.type('veliko')
  await press('Control+Enter')
  await expect(desk.estimateForm).toContainText(desk.t('estimates.fault.unitPrice.notNumber'))
  await expect(desk.estimateField('unitPrice', 2)).toBeFocused()
  await desk.estimateField('unitPrice', 2).fill('45')
  await expect(desk.estimateForm).toContainText('2.536,50')
  await expect(desk.estimateForm).toContainText('558,03')
  await expect(desk.estimateForm).toContainText('3.094,53')
  await expect(desk.estimateField('unitPrice', 1)).toHaveValue('1.234,50')
  await press('Control+Enter')
  await expect(desk.estimateForm).toBeHidden()

  await expect(desk.estimate).toContainText('3.094,53')
  await expect(desk.estimate).toContainText(desk.t('estimates.state.sending'))
  await expect(desk.statusButton('waiting_for_details')).toBeVisible()
  await desk.openSync()
  await expect(desk.operation(desk.t('operations.estimate'))).toContainText('3.094,53')
  await press('Escape')
  await desk.setWorkOffline(false)
  await expect(desk.estimate).toContainText(desk.t('estimates.state.open'), SOON)
  await desk.estimate.getByRole('button', { name: desk.t('estimates.items', { count: 2 }) }).click()
  await expect(desk.estimate).toContainText('Menjava čitalnika')
  await desk.estimate.getByRole('button', { name: desk.t('estimates.withdraw') }).click()
  await expect(desk.estimate).toContainText(desk.t('estimates.state.withdrawn'))
  await expect(desk.thread).toContainText(desk.t('thread.event.estimateWithdrawn', { author: 'Maja Kotnik' }), SOON)
})

test('what is typed waits with its case, through leaving and a crash, until it is thrown away', async ({
  openDesk,
}) => {
  const opened = await openDesk()
  const { page } = opened
  const desk = new DeskPage(page)
  const number = await openOwn(desk, 5)
  await page.keyboard.press('p')
  await desk.estimateField('description', 1).fill('Nov zaslon')
  await desk.estimateField('unitPrice', 1).fill('še ne vem')
  await page.keyboard.press('Escape')
  await expect(desk.button('estimates.begun')).toBeVisible()
  await page.keyboard.press('p')
  await expect(desk.estimateField('unitPrice', 1)).toHaveValue('še ne vem')
  // Kept by the desk a moment after the last change.
  await page.waitForTimeout(1_000)
  await opened.restart('kill')
  await desk.ready()
  await desk.openCase(number)
  await desk.button('estimates.begun').click()
  await expect(desk.estimateField('description', 1)).toHaveValue('Nov zaslon')
  await expect(desk.estimateField('unitPrice', 1)).toHaveValue('še ne vem')
  await desk.button('estimates.discard').click()
  await desk.button('estimates.keep').click()
  await expect(desk.estimateField('description', 1)).toHaveValue('Nov zaslon')
  await desk.button('estimates.discard').click()
  await desk.button('estimates.discard').click()
  await expect(desk.button('estimates.begin')).toBeVisible()
})

test('numbers are read and written as the language does', async ({ openDesk }) => {
  const { page } = await openDesk()
  const sl = new DeskPage(page)
  const desk = new DeskPage(page, 'en')
  await sl.ready()
  await page.getByRole('button', { name: sl.t('nav.settings') }).click()
  await page.getByText('English', { exact: true }).click()
  await page.getByRole('button', { name: desk.t('nav.queues') }).click()
  await openOwn(desk, 6)
  await page.keyboard.press('p')
  await desk.estimateField('description', 1).fill('Reader')
  await desk.estimateField('unitPrice', 1).fill('1,234.5')
  await desk.estimateField('description', 1).focus()
  await expect(desk.estimateField('unitPrice', 1)).toHaveValue('1,234.50')
  await expect(desk.estimateForm).toContainText('€1,506.09')
})

for (const look of LOOKS) {
  test(`estimates have no accessibility violation (${look.colorScheme})`, async ({ openDesk }) => {
    test.setTimeout(120_000)
    const { page } = await openDesk(look)
    const desk = new DeskPage(page)
    await openOwn(desk, look.colorScheme === 'light' ? 7 : 8)
    await page.keyboard.press('p')
    await desk.estimateField('description', 1).fill('Nov zaslon')
    await page.keyboard.press('Control+Enter')
    await expect(desk.estimateForm).toContainText(desk.t('estimates.fault.unitPrice.missing'))
    expect(await violations(page)).toEqual([])
    await desk.button('estimates.discard').click()
    expect(await violations(page)).toEqual([])
    await desk.button('estimates.keep').click()
    await desk.estimateField('unitPrice', 1).fill('120')
    await page.keyboard.press('Control+Enter')
    await expect(desk.estimate).toContainText(desk.t('estimates.state.open'), SOON)
    await desk.estimate.getByRole('button').first().click()
    expect(await violations(page)).toEqual([])
    await desk.estimate.getByRole('button', { name: desk.t('estimates.withdraw') }).click()
    await expect(desk.estimate).toContainText(desk.t('estimates.state.withdrawn'))
    expect(await violations(page)).toEqual([])
  })
}
