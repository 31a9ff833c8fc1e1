import type { Locator } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }

class BulkPage extends DeskPage {
  get bar(): Locator {
    return this.page.getByRole('region', { name: this.t('bulk.label') })
  }
  get marked(): Locator {
    return this.list.locator('[aria-checked="true"]')
  }
  async count(count: number): Promise<void> {
    await expect(this.bar.getByRole('status')).toHaveText(this.t('bulk.selected', { count }))
  }
  pick(key: 'bulk.statusTitle' | 'bulk.ownerTitle' | 'bulk.teamTitle'): Locator {
    return this.page.getByRole('combobox', { name: this.t(key) })
  }
}

test('cases are selected by keyboard, changed with one command and had back with one key', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new BulkPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.goTo('active')
  const total = await desk.queueCount('active')
  const waiting = await desk.queueCount('waiting')
  await desk.list.focus()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await desk.count(1)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+J')
  await desk.count(3)
  await page.keyboard.press('Shift+ArrowUp')
  await desk.count(2)
  await expect(desk.marked).toHaveCount(2)

  // They stay selected while the list is scrolled, and over a reload.
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await desk.count(2)
  await page.waitForTimeout(700)
  await page.reload()
  await desk.ready()
  await desk.count(2)

  await desk.list.focus()
  await page.keyboard.press('s')
  await expect(desk.pick('bulk.statusTitle')).toBeFocused()
  await page.keyboard.type(desk.t('status.waiting_for_details').slice(0, 8))
  await page.keyboard.press('Enter')
  await expect(desk.bar).toBeHidden(SOON)
  await expect(page.getByText(desk.t('bulk.done', { count: 2 })).first()).toBeVisible()
  await expect.poll(() => desk.queueCount('waiting'), SOON).toBe(waiting + 2)
  await page.keyboard.press('Control+z')
  await expect.poll(() => desk.queueCount('active'), SOON).toBe(total)
  await desk.count(2)
  await page.keyboard.press('Escape')
  await expect(desk.bar).toBeHidden()
})

test('the whole list is selected, and each case tells what became of it', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new BulkPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.goTo('mine')
  const total = await desk.queueCount('mine')
  await desk.list.focus()
  await page.keyboard.press('Control+a')
  await desk.count(Math.min(total, 1000))
  // They are mine already: nothing is done, and it says why.
  await page.keyboard.press('i')
  await expect(page.getByText(desk.t('bulk.nothing')).first()).toBeVisible(SOON)
  await expect(page.getByText(`${desk.t('problem.already_so.title')} (${total})`)).toBeVisible()
  await page.keyboard.press('s')
  await expect(desk.pick('bulk.statusTitle')).toBeFocused()
  await page.keyboard.type(desk.t('status.researching'))
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: desk.t('bulk.look') })
    .first()
    .click(SOON)
  const dialog = page.getByRole('dialog', { name: desk.t('bulk.results') })
  await expect(dialog.getByText(desk.t('bulk.state.waiting')).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Control+z')
  await desk.count(Math.min(total, 1000))
})

test('a click with Shift selects all rows between, the box beside a row one of them', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new BulkPage(page)
  await desk.ready()
  await desk.rows.nth(1).click({ modifiers: ['ControlOrMeta'] })
  await desk.count(1)
  await desk.rows.nth(5).click({ modifiers: ['Shift'] })
  await desk.count(5)
  await desk.rows.nth(3).getByTitle(desk.t('keys.command.selection.toggle')).click()
  await desk.count(4)
  // Another list, another selection.
  await desk.goTo('mine')
  await expect(desk.bar).toBeHidden()
})

for (const look of LOOKS) {
  test(`the bar of a selection and what it opens have no violations, ${look.colorScheme}`, async ({ openDesk }) => {
    const { page } = await openDesk(look)
    const sl = new BulkPage(page)
    await sl.ready()
    const language = look.colorScheme === 'light' ? 'sl' : 'en'
    if (language === 'en') {
      await page.getByRole('button', { name: sl.t('nav.settings') }).click()
      await page.getByText('English', { exact: true }).click()
    }
    const desk = new BulkPage(page, language)
    if (language === 'en') await page.getByRole('button', { name: desk.t('nav.queues'), exact: true }).click()
    await desk.ready()
    await desk.list.focus()
    for (const key of ['j', 'x', 'Shift+J', 'Shift+J']) await page.keyboard.press(key)
    await desk.count(3)
    await page.screenshot({ path: `test-results/bulk-bar-${look.colorScheme}.png` })
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('a')
    await expect(desk.pick('bulk.ownerTitle')).toBeFocused()
    await page.screenshot({ path: `test-results/bulk-owner-${look.colorScheme}.png` })
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(desk.pick('bulk.ownerTitle')).toBeHidden()
  })
}
