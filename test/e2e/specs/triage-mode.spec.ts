import type { Locator } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }

class TriagePage extends DeskPage {
  get bar(): Locator {
    return this.page.getByRole('region', { name: this.t('triage.label') })
  }
  get pane(): Locator {
    return this.page.getByRole('article', { name: new RegExp(this.t('case.label', { number: 'CAS-' })) })
  }
  async counts(left: number, done: number): Promise<void> {
    await expect(this.bar.getByRole('status')).toContainText(this.t('triage.left', { count: left }), SOON)
    await expect(this.bar.getByRole('status')).toContainText(this.t('triage.done', { count: done }))
  }
  /** The number of the case that is looked at, once another one is there than before. */
  async next(before: string): Promise<string> {
    await expect.poll(() => this.pane.getAttribute('aria-label'), SOON).not.toBe(before)
    return (await this.pane.getAttribute('aria-label')) ?? ''
  }
}

test('a list is gone through case by case by keyboard: done, skipped, back, with nothing typed lost', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new TriagePage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.goTo('mine')
  const total = await desk.queueCount('mine')
  await desk.list.focus()
  await page.keyboard.press('y')
  await desk.counts(total, 0)
  const first = await desk.next('')
  await page.keyboard.press('n')
  await expect(desk.field('note')).toBeFocused()
  await page.keyboard.type('Še ni končano')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+S')
  const second = await desk.next(first)
  await desk.counts(total - 1, 0)
  await expect(desk.bar.getByRole('status')).toContainText(desk.t('triage.skipped', { count: 1 }))
  await page.keyboard.press('e')
  const third = await desk.next(second)
  await desk.counts(total - 2, 1)
  await page.keyboard.press('Shift+B')
  await page.keyboard.press('Shift+B')
  expect(await desk.next(third)).not.toBe('')
  await expect.poll(() => desk.pane.getAttribute('aria-label'), SOON).toBe(first)
  await expect(desk.field('note')).toHaveValue('Še ni končano')
  await page.keyboard.press('Shift+Y')
  await expect(desk.bar).toBeHidden()
  await expect(desk.list).toBeVisible()
})

test('at the end it says what was done, and shows the skipped ones again', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new TriagePage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.goTo('mine')
  const number = await desk.numberOf(desk.rows.first())
  await desk.filter.fill(`številka:${number}`)
  await page.keyboard.press('Enter')
  await expect(desk.rows).toHaveCount(1)
  await desk.list.focus()
  await page.keyboard.press('y')
  await desk.counts(1, 0)
  await page.keyboard.press('Shift+S')
  await expect(page.getByText(desk.t('triage.endTitle'))).toBeVisible(SOON)
  await desk.button('triage.again').click()
  await desk.counts(1, 0)
  await desk.next('')
  await page.keyboard.press('e')
  await expect(page.getByText(desk.t('triage.endTitle'))).toBeVisible(SOON)
  await expect(desk.button('triage.toList')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(desk.bar).toBeHidden()
})

for (const look of LOOKS) {
  test(`going through a list has no violations, ${look.colorScheme}`, async ({ openDesk }) => {
    const { page } = await openDesk(look)
    const desk = new TriagePage(page)
    await desk.ready()
    await desk.list.focus()
    await page.keyboard.press('y')
    await expect(desk.bar).toBeVisible(SOON)
    await desk.next('')
    await page.screenshot({ path: `test-results/triage-${look.colorScheme}.png` })
    expect(await violations(page)).toEqual([])
  })
}
