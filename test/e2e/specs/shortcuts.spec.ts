import type { Page } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { violations } from '../violations.ts'

/** The settings, without the mouse: by the palette. */
async function openSettings(page: Page, desk: DeskPage): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(desk.t('keys.command.go.settings'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: desk.t('settings.title'), exact: true })).toBeVisible()
}

test('shortcuts are changed, refused, switched off and brought back by keyboard alone', async ({ openDesk }) => {
  const opened = await openDesk()
  const { page } = opened
  const desk = new DeskPage(page)
  await desk.ready()
  await openSettings(page, desk)
  const command = desk.t('keys.command.case.note')
  const row = page.getByRole('row', { name: command })
  const change = row.getByRole('button', { name: desk.t('shortcuts.changeOf', { command }) })
  const record = async (...keys: string[]) => {
    await change.focus()
    await page.keyboard.press('Enter')
    await expect(row.getByText(desk.t('shortcuts.press'))).toBeVisible()
    for (const key of keys) await page.keyboard.press(key)
  }

  // What another command has: told which one, and nothing changes.
  await record('e', 'Enter')
  const refusal = page.getByRole('alert')
  await expect(refusal).toContainText(desk.t('keys.command.case.resolve'))
  await expect(row.getByText('N', { exact: true })).toBeVisible()
  // What the system, the browser or a screen reader needs.
  await record('Insert')
  await expect(refusal).toContainText('Insert')
  expect(await violations(page)).toEqual([])

  await record('8', 'Enter')
  await expect(row.getByText('8', { exact: true })).toBeVisible()
  await expect(refusal).toBeHidden()
  // The sheet and the palette know it at once.
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog').getByText('8', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  // It works, and the old one no longer does, also after a restart.
  await opened.restart()
  await desk.ready()
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(desk.field('reply')).toBeVisible()
  await page.keyboard.press('n')
  await expect(desk.field('note')).toBeHidden()
  await page.keyboard.press('8')
  await expect(desk.field('note')).toBeFocused()
  await page.keyboard.press('Escape')

  // Off, and back to what it was.
  await openSettings(page, desk)
  await row.getByRole('button', { name: desk.t('shortcuts.switchOff', { command }) }).focus()
  await page.keyboard.press('Enter')
  await expect(row.getByText(desk.t('shortcuts.off'), { exact: true })).toBeVisible()
  await row.getByRole('button', { name: desk.t('shortcuts.reset', { command }) }).focus()
  await page.keyboard.press('Enter')
  await expect(row.getByText('N', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: desk.t('shortcuts.resetAll') })).toBeDisabled()
})

test('the palette takes the first letters at once, finds devices and cases, and gives the focus back', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  const number = await desk.numberOf(desk.rows.nth(3))
  await desk.list.focus()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.list).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('ZT')
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('ZT')
  await page.keyboard.type('5-2')
  const devices = page.getByRole('dialog').getByRole('group', { name: desk.t('palette.devices') })
  await expect(devices.getByRole('option').first()).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Control+a')
  await page.keyboard.type(number)
  await page.keyboard.press('Enter')
  await expect(desk.case(number)).toBeVisible()
})

test('widths of the panes are chosen by keys, and hold though one goes on at once', async ({ openDesk }) => {
  const opened = await openDesk()
  const { page } = opened
  const desk = new DeskPage(page)
  await desk.ready()
  const divider = page.getByRole('separator', { name: desk.t('panes.list') })
  const before = Number(await divider.getAttribute('aria-valuenow'))
  await divider.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', String(before + 5))
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: desk.t('sync.title'), exact: true })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await expect(divider).toHaveAttribute('aria-valuenow', String(before + 5))
  await opened.restart()
  await desk.ready()
  await expect(divider).toHaveAttribute('aria-valuenow', String(before + 5))
})
