import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { violations } from '../violations.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what is overdue is found by keyboard, and a reply stops the clock at once, also offline (${colorScheme})`, async ({
    openDesk,
  }) => {
    const { page } = await openDesk({ colorScheme })
    const desk = new DeskPage(page)
    await desk.ready()
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await expect(desk.list).toHaveAttribute(
      'aria-label',
      desk.t('list.label', { queue: desk.t('queue.name.breached') }),
    )
    const count = await desk.queueCount('breached')
    expect(count).toBeGreaterThan(5)
    await expect(desk.rows.first()).toHaveAttribute('aria-setsize', String(count))
    // Nothing is told by colour alone.
    await expect(desk.rows.first()).toContainText(/zamuja: /)
    expect(await violations(page)).toEqual([])

    // One that nobody has answered yet.
    const unanswered = desk.rows.filter({ hasText: prefix(desk.t('sla.firstResponse.breached', { time: '' })) })
    await unanswered.first().click()
    const targets = page.getByRole('region', { name: desk.t('sla.title') })
    await expect(targets.getByText(desk.t('sla.firstResponse.name'), { exact: true })).toBeVisible()
    await expect(targets).toContainText(prefix(desk.t('sla.firstResponse.breached', { time: '' })))
    expect(await violations(page)).toEqual([])

    await desk.setWorkOffline(true)
    await page.keyboard.press('r')
    await page.keyboard.type('Pozdravljeni, zadevo smo prevzeli in jo preverjamo.')
    await page.keyboard.press('Control+Enter')
    await expect(targets).toContainText(prefix(desk.t('sla.firstResponse.late', { time: '' })))
    await expect.poll(() => desk.queueCount('breached')).toBeLessThan(count)
  })
}

test('words for what is due narrow the list and complete themselves; the order by due time puts the first one first', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.goTo('open')
  const all = await desk.queueCount('open')
  await desk.filter.fill('rok:')
  await expect(page.getByRole('option', { name: '<4h' })).toBeVisible()
  await desk.filter.fill('sla:prek')
  await expect(page.getByRole('option', { name: 'prekoračeno' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(desk.filter).toHaveValue(/^sla:prekoračeno/)
  const breached = await desk.queueCount('breached')
  await expect.poll(async () => Number(await desk.rows.first().getAttribute('aria-setsize'))).toBe(breached)
  expect(breached).toBeLessThan(all)
  await desk.filter.fill('rok:kdaj')
  await page.keyboard.press('Enter')
  await expect(page.getByText(desk.t('filter.fault.not_due', { what: 'kdaj', place: 5 }))).toBeVisible()
  await desk.filter.fill('sla:ustavljeno')
  await page.keyboard.press('Enter')
  await expect(desk.list).toBeFocused()
  expect(Number(await desk.rows.first().getAttribute('aria-setsize'))).toBeLessThan(all)
})

test('how little time left is at risk is the agent’s choice, and the dashboard tells the share within target', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await page
    .getByRole('button', { name: desk.t('nav.settings'), exact: true })
    .first()
    .click()
  const choice = page.getByRole('radiogroup', { name: desk.t('settings.risk') })
  await choice.getByText('16 h').click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await expect(page.getByRole('heading', { name: desk.t('queue.name.at_risk'), level: 1 })).toBeVisible()

  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { name: desk.t('dashboard.tables.promises') })).toBeVisible()
  await expect(page.getByText(desk.t('dashboard.firstKept'), { exact: true }).first()).toBeVisible()
  expect(await violations(page)).toEqual([])
})

function prefix(words: string): RegExp {
  return new RegExp(words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
