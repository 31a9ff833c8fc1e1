import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const TITLES = ['flow', 'times', 'status', 'age', 'agent', 'product', 'company'] as const
/** Two months that are over, with days that every order of day and month reads alike. */
const YEAR = new Date().getFullYear() - 1

async function openDashboard(desk: DeskPage): Promise<void> {
  await desk.page.keyboard.press('g')
  await desk.page.keyboard.press('o')
  await expect(desk.page.getByRole('heading', { name: desk.t('dashboard.title'), level: 1 })).toBeVisible()
}

const table = (desk: DeskPage, id: (typeof TITLES)[number]) =>
  desk.page.getByRole('table', { name: desk.t(`dashboard.tables.${id}`) })

const period = (desk: DeskPage) => desk.page.getByRole('combobox', { name: desk.t('dashboard.period.label') })

/** A figure at the top; `name` is its word. */
const figure = (desk: DeskPage, name: 'opened' | 'closed' | 'openAtEnd') =>
  desk.page.getByRole('definition').and(desk.page.locator(`dt:text-is("${desk.t(`dashboard.${name}`)}") + dd`))

const numberIn = async (place: Locator) => Number(((await place.textContent()) ?? '').replace(/\D/g, ''))

/** What a column of numbers adds up to. */
async function sumOf(numbers: Locator): Promise<number> {
  const texts = await numbers.allTextContents()
  return texts.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0)
}

test('a period is chosen, read and exported by keyboard alone, and its tables agree with the queues', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const press = (key: string) => page.keyboard.press(key)
  await desk.ready()
  // What the agent has put off is open all the same.
  const open = (await desk.queueCount('open')) + (await desk.queueCount('snoozed'))
  expect(open).toBeGreaterThan(10)

  await openDashboard(desk)
  for (const id of TITLES) await expect(table(desk, id)).toBeVisible()
  expect(await sumOf(table(desk, 'status').getByRole('cell'))).toBe(open)
  expect(await sumOf(table(desk, 'age').getByRole('cell'))).toBe(open)
  await expect(figure(desk, 'openAtEnd')).toHaveText(String(open))
  for (const id of ['agent', 'product', 'company'] as const) {
    expect(await sumOf(table(desk, id).locator('td:nth-child(4)'))).toBe(open)
  }
  // Each chart says what it draws, and that its numbers are in a table.
  await expect(page.getByRole('img', { name: new RegExp(desk.t('dashboard.opened')) }).first()).toBeVisible()

  await press('p')
  await expect(period(desk)).toBeFocused()
  await press('ArrowDown')
  await expect(page.getByRole('option').first()).toBeVisible()
  await press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await expect(period(desk)).toBeFocused()
  await press('ArrowDown')
  await expect(page.getByRole('option').first()).toBeVisible()
  // From the last 30 days past the last 12 months.
  await press('ArrowDown')
  await press('ArrowDown')
  await press('Enter')
  await expect(period(desk)).toHaveValue(desk.t('dashboard.period.custom'))
  const [from, to] = (['from', 'to'] as const).map((end) =>
    page.getByLabel(desk.t(`dashboard.period.${end}`), { exact: true }),
  )
  // Own days begin as those that stood there.
  await expect(to!).not.toHaveValue('')
  await press('Tab')
  await expect(from!).toBeFocused()
  await page.keyboard.type(`0101${YEAR}`)
  await expect(from!).toHaveValue(`${YEAR}-01-01`)
  await to!.focus()
  await page.keyboard.type(`0202${YEAR - 1}`)
  await expect(page.getByText(desk.t('dashboard.period.invalid'))).toBeVisible()
  await expect(to!).toHaveAttribute('aria-invalid', 'true')
  // From the year back to the first part of the field.
  await press('ArrowLeft')
  await press('ArrowLeft')
  await page.keyboard.type(`0202${YEAR}`)
  await expect(page.getByRole('status').filter({ hasText: `2. februar ${YEAR}` })).toContainText('1. januar')
  await expect(table(desk, 'flow').getByRole('row')).toHaveCount(33 + 1)
  const openedThen = await numberIn(figure(desk, 'opened'))
  expect(await sumOf(table(desk, 'flow').locator('td:nth-child(2)'))).toBe(openedThen)

  await press('Escape')
  const all = page.waitForEvent('download')
  await press('x')
  const file = await all
  expect(file.suggestedFilename()).toBe(`spica-desk-${YEAR}-01-01-${YEAR}-02-02.csv`)
  const text = readFileSync(await file.path(), 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const lines = text.split('\r\n')
  for (const id of TITLES) expect(lines).toContain(desk.t(`dashboard.tables.${id}`))
  expect(lines.find((line) => line.startsWith(`${desk.t('dashboard.opened')};`))).toMatch(
    new RegExp(`^${desk.t('dashboard.opened')};${openedThen};\\d+$`),
  )
  expect(lines.some((line) => line.startsWith(`1. 1. ${YEAR};`))).toBe(true)

  const one = page.waitForEvent('download')
  await desk.button('dashboard.exportOne', { title: desk.t('dashboard.tables.agent') }).focus()
  await press('Enter')
  expect(readFileSync(await (await one).path(), 'utf8')).toContain(`${desk.t('dashboard.agent')};`)

  await press('Escape')
  await expect(desk.list).toBeVisible()
  // What was chosen is still there.
  await openDashboard(desk)
  await expect(period(desk)).toHaveValue(desk.t('dashboard.period.custom'))
})

test('offline the dashboard counts what was just done, and no periods that hold nothing', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 3 })
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await openDashboard(desk)
  await expect(figure(desk, 'closed')).toBeVisible()
  const [open, closed] = [await numberIn(figure(desk, 'openAtEnd')), await numberIn(figure(desk, 'closed'))]
  await page.keyboard.press('Escape')
  await desk.openCase(await desk.numberOf(desk.rows.first()))
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await expect(desk.statusButton('resolved')).toBeVisible()
  await openDashboard(desk)
  await expect(figure(desk, 'openAtEnd')).toHaveText(String(open - 1))
  await expect(figure(desk, 'closed')).toHaveText(String(closed + 1))

  await period(desk).click()
  await page.getByRole('option', { name: desk.t('dashboard.period.custom') }).click()
  // Before the help desk had a first case.
  await page.getByLabel(desk.t('dashboard.period.to'), { exact: true }).fill('1999-01-31')
  await page.getByLabel(desk.t('dashboard.period.from'), { exact: true }).fill('1999-01-01')
  await expect(figure(desk, 'opened')).toHaveText('0')
  await expect(page.getByText(desk.t('dashboard.nothing')).first()).toBeVisible()
  await expect(page.getByText(desk.t('dashboard.noFormer')).first()).toBeVisible()
})

for (const [at, { colorScheme, viewport }] of LOOKS.entries()) {
  test(`the dashboard has no accessibility violation (${colorScheme}, ${viewport.width})`, async ({ openDesk }) => {
    const { page } = await openDesk({ colorScheme, viewport })
    const sl = new DeskPage(page)
    const desk = at === 0 ? sl : new DeskPage(page, 'en')
    await sl.ready()
    if (desk !== sl) {
      await page.getByRole('button', { name: sl.t('nav.settings') }).click()
      await page.getByText('English', { exact: true }).click()
      await expect(page.getByRole('heading', { name: desk.t('settings.title'), level: 1 })).toBeVisible()
    }
    await page.getByRole('button', { name: desk.t('nav.dashboard'), exact: true }).click()
    await expect(table(desk, 'company')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await period(desk).click()
    await expect(page.getByRole('option').first()).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.getByRole('option', { name: desk.t('dashboard.period.custom') }).click()
    await page.getByLabel(desk.t('dashboard.period.to'), { exact: true }).fill('')
    await expect(page.getByText(desk.t('dashboard.period.invalid'))).toBeVisible()
    await page.getByText(desk.t('dashboard.help.title')).click()
    await expect(page.getByText(desk.t('dashboard.help.days'))).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}
