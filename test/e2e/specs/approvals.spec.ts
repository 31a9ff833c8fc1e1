import type { Locator } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }

/** The person on a line of the list; the company and time stand behind the name. */
async function nameOf(desk: DeskPage, line: Locator): Promise<string> {
  await line.click()
  const details = desk.page.getByRole('region', { name: desk.t('registrations.details') })
  return (await details.getByRole('heading', { level: 2 }).textContent()) ?? ''
}

test('requests are decided by keyboard alone, offline, and the next one comes by itself', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const press = (key: string) => page.keyboard.press(key)
  await desk.ready()
  await desk.openRegistrations()
  const waiting = desk.registrationsIn('waiting')
  const before = await waiting.count()
  expect(before).toBeGreaterThan(5)
  const names: string[] = []
  // The first of the demo's is a customer already.
  for (const at of [1, 2, 3, 4]) names.push(await nameOf(desk, waiting.nth(at)))
  const [approved, rejected, asked, next] = names as [string, string, string, string]
  await expect(page.getByRole('button', { name: desk.t('nav.registrationsWaiting', { count: before }) })).toBeVisible()
  await desk.setWorkOffline(true)
  await desk.registrations.focus()
  await press('Home')
  await press('j')

  await press('o')
  await expect(page.getByRole('radio', { name: desk.t('customers.role.company') })).toBeChecked()
  await press('a')
  await expect(desk.registrationDetails(rejected)).toBeVisible()
  await press('r')
  await press('Control+Enter')
  await expect(page.getByText(desk.t('registrations.reasonMissing'))).toBeVisible()
  await page.keyboard.type('Podjetje ni naša stranka.')
  await press('Control+Enter')
  await expect(desk.registrationDetails(asked)).toBeVisible()
  await press('q')
  await page.keyboard.type('Za katero lokacijo prosite za dostop?')
  await press('Control+Enter')
  await expect(desk.registrationDetails(next)).toBeVisible()
  await expect(waiting).toHaveCount(before - 3)
  await expect(desk.registrationsIn('asked').filter({ hasText: asked })).toHaveCount(1)
  await expect(desk.registrationsIn('decided').filter({ hasText: approved })).toContainText(
    desk.t('registrations.state.approved'),
  )
  await desk.registration(rejected).click()
  await expect(desk.registrationDetails(rejected)).toContainText(desk.t('registrations.pendingDecision.rejected'))

  await desk.openSync()
  await expect(desk.operation(desk.t('operations.registrationAsked'))).toContainText('Za katero lokacijo')
  await expect(desk.operation(desk.t('operations.registrationApproved'))).toContainText(approved)
  await desk.openRegistrations()
  await desk.setWorkOffline(false)
  await desk.registration(rejected).click()
  const history = desk.registrationDetails(rejected).getByRole('region', { name: desk.t('registrations.history') })
  await expect(history).toContainText('Podjetje ni naša stranka.', SOON)
  await expect(history).toContainText('Maja Kotnik')
  await desk.registration(approved).click()
  await desk.button('registrations.openCustomer').click(SOON)
  await expect(desk.customerCard(approved)).toContainText(desk.t('customers.signIn.invited'))
  await expect(page.getByRole('radio', { name: desk.t('customers.role.company') })).toBeChecked()
  await press('Escape')
  await expect(desk.registrations).toBeVisible()
})

test('proof, company and duplicates are told plainly; another company is found by typing', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openRegistrations()
  const details = page.getByRole('region', { name: desk.t('registrations.details') })
  const seen = new Set<string>()
  const proofs = ['match', 'mismatch', 'none'] as const
  // Also those that another test has decided by now.
  for (const line of await desk.registrations.getByRole('option').all()) {
    await line.click()
    for (const proof of proofs) {
      if (await details.getByText(desk.t(`registrations.proof.${proof}`), { exact: true }).isVisible()) seen.add(proof)
    }
    if (await details.getByRole('heading', { name: desk.t('registrations.duplicates') }).isVisible()) seen.add('twin')
    if (await details.getByRole('table').isVisible()) seen.add('compared')
  }
  expect([...seen].sort()).toEqual(['compared', 'match', 'mismatch', 'none', 'twin'])

  await desk.registrationsIn('waiting').last().click()
  await page.getByRole('combobox', { name: desk.t('registrations.findCompany') }).fill('alveta')
  const found = page.getByRole('listbox', { name: desk.t('registrations.foundCompanies') })
  await found.getByRole('option').filter({ hasText: 'Alveta d.o.o.' }).first().click()
  await expect(desk.company('Alveta d.o.o.')).toBeChecked()
  await expect(details.getByLabel(desk.t('registrations.compare.differs')).first()).toBeVisible()
  const person = (await details.getByRole('heading', { level: 2 }).textContent()) ?? ''
  await desk.button('registrations.approve').click()
  await desk.registration(person).click()
  await desk.button('registrations.openCustomer').click(SOON)
  await expect(desk.customerCard(person)).toContainText('Alveta d.o.o.')
})

test('many are marked and dealt with at once; each tells what came of it', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 2 })
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openRegistrations()
  await desk.setWorkOffline(true)
  await desk.registrations.focus()
  const waiting = desk.registrationsIn('waiting')
  const before = await waiting.count()
  await page.keyboard.press('Home')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+J')
  const bar = page.getByRole('region', { name: desk.t('registrations.batch.label') })
  await expect(bar).toContainText(desk.t('registrations.batch.selected', { count: 3 }))
  await expect(desk.registrations.getByRole('option', { selected: true })).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()

  await page.keyboard.press('Control+a')
  await page.keyboard.press('Shift+A')
  const dialog = page.getByRole('dialog')
  const lines = dialog.getByRole('listitem')
  const skipped = dialog.locator('[data-skipped]')
  const going = (await lines.count()) - (await skipped.count())
  expect(going).toBeGreaterThan(0)
  await dialog.getByRole('button', { name: desk.t('registrations.batch.approveGo', { count: going }) }).click()
  await expect(dialog).toContainText(desk.t('registrations.batch.over', { count: going }))
  await expect(lines.filter({ hasText: desk.t('registrations.batch.approveDone') })).toHaveCount(going)
  await dialog
    .getByRole('button', { name: desk.t('app.close'), exact: true })
    .last()
    .click()
  await expect(bar).toBeHidden()
  await expect(
    desk.registrationsIn('decided').filter({ hasText: desk.t('registrations.state.approved') }),
  ).not.toHaveCount(0)

  const left = await waiting.count()
  expect(left).toBeLessThan(before)
  await desk.registrations.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+R')
  await dialog.getByRole('button', { name: desk.t('registrations.batch.rejectGo', { count: 2 }) }).click()
  await expect(dialog).toContainText(desk.t('registrations.reasonMissing'))
  await dialog.getByLabel(desk.t('registrations.reason')).fill('Dvojna prijava.')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toContainText(desk.t('registrations.batch.over', { count: 2 }))
  await dialog
    .getByRole('button', { name: desk.t('app.close'), exact: true })
    .last()
    .click()
  await expect(waiting).toHaveCount(left - 2)
})

test('a reason that was begun survives a reload, and is gone once it was sent', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openRegistrations()
  const name = await nameOf(desk, desk.registrationsIn('waiting').last())
  await desk.button('registrations.reject').click()
  const reason = page.getByLabel(desk.t('registrations.reason'))
  await reason.fill('Podjetja ne poznamo, prosimo za')
  await page.reload()
  await desk.registration(name).click()
  await expect(reason).toHaveValue('Podjetja ne poznamo, prosimo za')
  await reason.fill('Podjetja ne poznamo.')
  await desk.button('registrations.rejectSend').click()
  await desk.registration(name).click()
  await expect(desk.registrationDetails(name)).toContainText('Podjetja ne poznamo.', SOON)
})

test('two agents decide differently: the first decision stands, and the second agent is told', async ({ openDesk }) => {
  const ana = new DeskPage((await openDesk({ agent: 1 })).page)
  const gregor = new DeskPage((await openDesk({ agent: 0 })).page)
  await ana.ready()
  await gregor.ready()
  await ana.openRegistrations()
  await gregor.openRegistrations()
  const name = await nameOf(ana, ana.registrationsIn('waiting').last())
  await gregor.registration(name).click()
  await gregor.setWorkOffline(true)
  await gregor.button('registrations.approve').click()
  await ana.button('registrations.reject').click()
  await ana.page.getByLabel(ana.t('registrations.reason')).fill('Dvojna prijava.')
  await ana.button('registrations.rejectSend').click()
  await ana.registration(name).click()
  await expect(ana.registrationDetails(name)).toContainText('Dvojna prijava.', SOON)
  await expect(ana.registrationDetails(name)).not.toContainText(ana.t('registrations.pendingAdvice'), SOON)

  await gregor.setWorkOffline(false)
  await expect(gregor.registration(name)).toContainText(gregor.t('registrations.state.conflict'), SOON)
  await gregor.registration(name).click()
  await expect(gregor.conflictCard('registration')).toContainText('Maja Kotnik')
  await gregor.page.keyboard.press('2')
  await expect(gregor.conflictCard('registration')).toBeHidden()
})

test('two agents approve with another role: the second is shown both, and leaves it at the first', async ({
  openDesk,
}) => {
  const ana = new DeskPage((await openDesk({ agent: 1 })).page)
  const gregor = new DeskPage((await openDesk({ agent: 0 })).page)
  await ana.ready()
  await gregor.ready()
  await ana.openRegistrations()
  await gregor.openRegistrations()
  const name = await nameOf(ana, ana.registrationsIn('waiting').last())
  await gregor.registration(name).click()
  await gregor.setWorkOffline(true)
  await gregor.page.keyboard.press('o')
  await gregor.button('registrations.approve').click()
  await ana.button('registrations.approve').click()
  await ana.registration(name).click()
  await expect(ana.registrationDetails(name)).not.toContainText(ana.t('registrations.pendingAdvice'), SOON)

  await gregor.setWorkOffline(false)
  await expect(gregor.registration(name)).toContainText(gregor.t('registrations.state.conflict'), SOON)
  await gregor.registration(name).click()
  const card = gregor.conflictCard('registration')
  for (const role of ['own', 'company'] as const) await expect(card).toContainText(gregor.t(`customers.role.${role}`))
  await expect(card).toContainText('Maja Kotnik')
  await gregor.page.keyboard.press('2')
  await expect(card).toBeHidden()
})

for (const look of LOOKS) {
  test(`approvals have no accessibility violation (${look.colorScheme})`, async ({ openDesk }) => {
    test.setTimeout(120_000)
    const { page } = await openDesk(look)
    const desk = new DeskPage(page)
    await desk.ready()
    await desk.openRegistrations()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('q')
    await page.keyboard.press('Control+Enter')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: desk.t('registrations.findCompany') }).fill('alveta')
    await expect(page.getByRole('listbox', { name: desk.t('registrations.foundCompanies') })).toContainText('Alveta')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await desk.registrations.focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    expect(await violations(page)).toEqual([])
    for (const key of ['Shift+A', 'Shift+R']) {
      await page.keyboard.press(key)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    await desk.registrationsIn('decided').first().click()
    expect(await violations(page)).toEqual([])
  })
}
