import { expect, test } from '../fixtures.ts'
import { RmasPage } from '../rmas-page.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }
let made = 0
const aSerial = () => `E2E-RMA-${Date.now()}-${++made}`

test('a repair goes from a case to its end by keyboard alone; begun words stay, steps are taken back', async ({
  openDesk,
}) => {
  const { page } = await openDesk({ permissions: ['clipboard-read', 'clipboard-write'] })
  const desk = new RmasPage(page)
  const { keyboard } = page
  await desk.ready()
  const serial = aSerial()
  const number = await desk.createByKeys(serial, 'Ne vklopi se.')

  // A step, taken back, taken again.
  await keyboard.press('1')
  await desk.expectState(serial, 'approved')
  await keyboard.press('Control+z')
  await desk.expectState(serial, 'requested')
  await keyboard.press('s')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await keyboard.press('Enter')
  await desk.expectState(serial, 'approved')
  await expect(desk.device(serial)).toBeFocused()

  // A form that is left and comes back after a reload.
  const carrier = desk.dialog.getByLabel(desk.t('rma.field.carrier')).first()
  await keyboard.press('1')
  await expect(carrier).toBeFocused()
  await keyboard.type('Kurir Novak')
  await keyboard.press('Escape')
  await expect(desk.dialog).toHaveCount(0)
  await page.reload()
  await expect(desk.device(serial)).toBeFocused(SOON)
  await keyboard.press('1')
  await expect(carrier).toHaveValue('Kurir Novak')
  await expect(carrier).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.type('RP 123 SI')
  await keyboard.press('Control+Enter')
  await desk.expectState(serial, 'in_transit')
  await expect(desk.device(serial)).toContainText('Kurir Novak, RP 123 SI')

  // No step leads back, and that is said.
  await keyboard.press('Shift+ArrowLeft')
  await expect(
    page.getByRole('alert').filter({
      hasText: desk.t('rma.noSuchStep', { serial, from: desk.t('rma.line.in_transit') }),
    }),
  ).toBeVisible()

  await keyboard.press('Shift+ArrowRight')
  await desk.expectState(serial, 'received')
  await keyboard.press('1')
  await desk.expectState(serial, 'diagnosing')

  // A field, edited in place.
  const diagnosis = desk.lineField(serial, 'diagnosis')
  for (let at = 0; at < 20 && !(await diagnosis.evaluate((one) => one === document.activeElement)); at++) {
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await keyboard.type('Napajalnik ne daje 12 V.')
  await keyboard.press('Escape')
  await expect(diagnosis).toBeFocused()
  await expect(diagnosis).toContainText(desk.t('rma.begun', { text: 'Napajalnik ne daje 12 V.' }))
  await keyboard.press('Enter')
  await keyboard.press('Control+Enter')
  await expect(diagnosis).toHaveAccessibleName(/Napajalnik ne daje 12 V\./)
  await expect(diagnosis).toBeFocused()

  // Another device, taken out and back.
  const other = aSerial()
  await keyboard.press('a')
  await expect(desk.dialog.getByRole('textbox', { name: desk.t('rma.field.serialNumber') })).toBeFocused()
  await keyboard.press('Control+Enter')
  await expect(desk.dialog).toContainText(desk.t('rma.lineFault.missing'))
  await keyboard.type(other)
  await keyboard.press('Control+Enter')
  await expect(desk.device(other)).toBeVisible()
  await keyboard.press('j')
  await expect(desk.device(other)).toBeFocused()
  await keyboard.press('Delete')
  await expect(desk.device(other)).toHaveCount(0)
  await keyboard.press('Control+z')
  await expect(desk.device(other)).toBeVisible()

  // What a rejection needs is asked for.
  await keyboard.press('k')
  await expect(desk.device(serial)).toBeFocused()
  await keyboard.press('4')
  const reason = desk.dialog.getByRole('textbox', { name: desk.t('rma.reason') })
  await expect(reason).toBeFocused()
  await keyboard.press('Control+Enter')
  await expect(desk.dialog).toContainText(desk.t('rma.fault.reason_missing'))
  await keyboard.type('Poškodba zaradi vode.')
  await keyboard.press('Control+Enter')
  await desk.expectState(serial, 'rejected')
  await expect(desk.device(serial)).toContainText('Poškodba zaradi vode.')

  await keyboard.press('y')
  await expect(page.getByText(desk.t('rma.copied', { number }))).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number)

  // Its case, with the RMA beside it; and back by its digits.
  await keyboard.press('o')
  const beside = page
    .getByRole('region', { name: desk.t('case.panel') })
    .getByRole('region', { name: desk.t('rma.title') })
  await expect(beside).toContainText(number)
  await keyboard.press('Control+k')
  await keyboard.type(String(Number(number.slice(4))))
  await expect(
    page
      .getByRole('group', { name: desk.t('palette.rmas') })
      .getByRole('option')
      .first(),
  ).toContainText(number)
  const first = page
    .getByRole('group', { name: desk.t('palette.rmas') })
    .getByRole('option')
    .first()
  for (let at = 0; at < 20 && (await first.getAttribute('aria-selected')) !== 'true'; at++) {
    await keyboard.press('ArrowDown')
  }
  await keyboard.press('Enter')
  await expect(desk.details).toHaveAccessibleName(number)
})

test('an estimate from the page of an RMA makes its device wait for the customer', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new RmasPage(page)
  const { keyboard } = page
  await desk.ready()
  await desk.setUndoSend(0)
  const serial = aSerial()
  await desk.createByKeys(serial, 'Razbit zaslon.')
  await keyboard.press('1')
  await desk.expectState(serial, 'approved')
  await keyboard.press('2')
  await desk.expectState(serial, 'received')
  await keyboard.press('1')
  await desk.expectState(serial, 'diagnosing')
  await keyboard.press('p')
  await expect(desk.estimateForm.getByRole('checkbox', { name: new RegExp(serial) })).toBeChecked()
  await desk.estimateField('description', 1).focus()
  await keyboard.type('Menjava zaslona')
  await desk.estimateField('unitPrice', 1).focus()
  await keyboard.type('89,90')
  await keyboard.press('Control+Enter')
  await expect(desk.estimateForm).toHaveCount(0)
  await expect(async () => desk.expectState(serial, 'awaiting_approval')).toPass(SOON)
  await expect(desk.device(serial).getByLabel(desk.t('rma.field.warranty')).first()).toHaveValue(
    desk.t('rma.warranty.out_of_warranty'),
  )
})

test('board and list are used by keyboard alone', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new RmasPage(page)
  const { keyboard } = page
  await desk.ready()
  const serial = aSerial()
  const number = await desk.createByKeys(serial, 'Zaslon utripa.')
  await desk.openBoard()

  // Narrowed to the one, reached by Tab, moved on by a key; the focus goes with it.
  await keyboard.press('f')
  await expect(page.getByRole('textbox', { name: desk.t('rma.find') })).toBeFocused()
  await keyboard.type(serial)
  await expect(page.locator('[data-card]')).toHaveCount(1)
  const card = desk.card(serial, 'requested')
  for (let at = 0; at < 10 && !(await card.evaluate((one) => one === document.activeElement)); at++) {
    await keyboard.press('Tab')
  }
  await expect(card).toBeFocused()
  await expect(page.getByRole('region', { name: desk.t('rma.stepBar') })).toContainText(desk.t('rma.line.approved'))
  await keyboard.press('1')
  await expect(desk.card(serial, 'approved')).toBeFocused()
  await keyboard.press('Shift+ArrowRight')
  await expect(desk.dialog.getByLabel(desk.t('rma.field.carrier')).first()).toBeFocused()
  await keyboard.press('Escape')
  await expect(desk.card(serial, 'approved')).toBeFocused()
  await keyboard.press('s')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(desk.card(serial, 'received')).toBeFocused()
  await keyboard.press('Control+z')
  await expect(desk.card(serial, 'approved')).toBeFocused()

  // All cards: arrows go through the columns.
  await keyboard.press('f')
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await expect(page.locator('[data-card]').nth(3)).toBeVisible()
  const focused = page.locator('[data-card]:focus')
  await page.locator('[data-column]').first().waitFor()
  for (let at = 0; at < 12 && (await focused.count()) === 0; at++) await keyboard.press('Tab')
  const before = await focused.getAttribute('data-state')
  await keyboard.press('ArrowRight')
  await expect(focused).not.toHaveAttribute('data-state', before ?? '')
  await keyboard.press('ArrowLeft')
  await expect(focused).toHaveAttribute('data-state', before ?? '')

  // The list: by state, sorted, opened.
  await keyboard.press('v')
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.nth(2)).toBeVisible()
  await expect(page.locator('[data-rma]:focus')).toHaveCount(1)
  const due = page.getByRole('button', { name: desk.t('rma.list.column.due'), exact: true })
  for (let at = 0; at < 20 && !(await due.evaluate((one) => one === document.activeElement)); at++) {
    await keyboard.press('Shift+Tab')
  }
  await keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: desk.t('rma.list.column.due') })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(rows.nth(1)).toContainText(desk.t('rma.overdue'))
  const overdue = page.getByRole('button', { name: new RegExp(`^${desk.t('rma.list.overdue')}`) })
  for (let at = 0; at < 20 && !(await overdue.evaluate((one) => one === document.activeElement)); at++) {
    await keyboard.press('Shift+Tab')
  }
  await keyboard.press('Enter')
  await expect(overdue).toHaveAttribute('aria-pressed', 'true')
  await keyboard.press('f')
  await keyboard.type(number)
  await expect(page.getByText(desk.t('rma.noneFound'))).toBeVisible()
  await keyboard.press('Escape')
  await expect(rows.nth(1)).toBeVisible()
})

test('a device that is not at the portal yet: entered and moved offline, from a look-up', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new RmasPage(page)
  const { keyboard } = page
  await desk.ready()
  await desk.setWorkOffline(true)
  const serial = aSerial()
  await keyboard.press('Escape')
  await keyboard.press('g')
  await keyboard.press('r')
  const field = page.getByRole('textbox', { name: desk.t('devices.find') })
  await expect(field).toBeFocused()
  await keyboard.type(serial)
  const begin = page.getByRole('button', { name: desk.t('rma.new') })
  await expect(begin).toBeVisible()
  await keyboard.press('Tab')
  for (let at = 0; at < 5 && !(await begin.evaluate((one) => one === document.activeElement)); at++) {
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await expect(desk.dialog.getByLabel(desk.t('rma.caseOf')).first()).toBeFocused()
  await keyboard.type('ura')
  await expect(page.getByRole('option').first()).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(desk.dialog.getByRole('textbox', { name: desk.t('rma.field.serialNumber') })).toHaveValue(serial)
  await keyboard.press('Control+Enter')
  await expect(page.getByRole('article', { name: desk.t('rma.noNumber') })).toBeVisible()
  await keyboard.press('1')
  await desk.expectState(serial, 'approved')
  await keyboard.press('g')
  await keyboard.press('s')
  await expect(desk.operation(desk.t('operations.rmaNew', { serials: serial }))).toBeVisible()
  await expect(
    desk.operation(desk.t('operations.rmaStep', { serials: serial, state: desk.t('rma.line.approved') })),
  ).toBeVisible()
})

test('with the mouse a card is dragged on, and dropped where it cannot go it says why', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new RmasPage(page)
  await desk.ready()
  const serial = aSerial()
  await desk.createByKeys(serial, 'Ne bere kartic.')
  await page.getByRole('button', { name: new RegExp(`^${desk.t('nav.rmas').replace(/[()]/g, '\\$&')}`) }).click()
  await page.getByRole('textbox', { name: desk.t('rma.find') }).fill(serial)
  await expect(page.locator('[data-card]')).toHaveCount(1)

  await desk.drag(serial, 'requested', 'approved')
  await expect(desk.card(serial, 'approved')).toBeVisible()
  await page.getByRole('button', { name: new RegExp(desk.t('composer.undo')) }).click()
  await expect(desk.card(serial, 'requested')).toBeVisible()

  await desk.drag(serial, 'requested', 'received')
  const why = desk.t('rma.illegal', {
    ...{ serial, from: desk.t('rma.line.requested'), to: desk.t('rma.line.received') },
  })
  await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible()
  await expect(desk.card(serial, 'requested')).toBeVisible()

  await desk.drag(serial, 'requested', 'rejected')
  await desk.dialog.getByRole('textbox', { name: desk.t('rma.reason') }).fill('Ni naša naprava.')
  await desk.dialog.getByRole('button', { name: desk.t('rma.takeStep') }).click()
  await expect(desk.card(serial, 'rejected')).toBeVisible()

  await desk.card(serial, 'rejected').click({ button: 'right' })
  await page.getByRole('menuitem', { name: desk.t('rma.line.closed'), exact: true }).click()
  await expect(desk.card(serial, 'closed')).toBeVisible()
  await desk.card(serial, 'closed').click()
  await expect(desk.details).toBeVisible()
})

for (const look of LOOKS) {
  test(`board, list, page and forms have no accessibility violations (${look.colorScheme})`, async ({ openDesk }) => {
    const { page } = await openDesk(look)
    const desk = new RmasPage(page)
    const { keyboard } = page
    await desk.ready()
    await desk.createByKeys(aSerial(), 'Ne vklopi se.')
    expect(await violations(page)).toEqual([])
    await keyboard.press('a')
    await expect(desk.dialog).toBeVisible()
    expect(await violations(page)).toEqual([])
    await keyboard.press('Escape')
    await expect(desk.dialog).toHaveCount(0)
    await desk.openBoard()
    await expect(page.locator('[data-card]:focus')).toHaveCount(1)
    expect(await violations(page)).toEqual([])
    await keyboard.press('s')
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await keyboard.press('Escape')
    await keyboard.press('v')
    await expect(page.getByRole('table')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: desk.t('rma.new'), exact: true }).focus()
    await keyboard.press('Enter')
    await expect(desk.dialog).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}
