import { expect } from '@playwright/test'
import type { Page } from 'playwright'
import { MAX_BULK } from '#shared/rpc/bulk.ts'
import { DeskPage } from '../e2e/desk-page.ts'
import { atMost, print } from './figures.ts'
import { watchLongTasks } from './long-tasks.ts'

const SOON = { timeout: 30_000 }

/** A thousand cases are selected, given another status and had back; without the portal, which would only make it slower for itself. */
export async function measureBulk(page: Page): Promise<void> {
  const screen = new DeskPage(page)
  await page.getByRole('button', { name: screen.t('nav.queues'), exact: true }).click()
  await screen.goTo('open')
  await screen.setWorkOffline(true)
  const bar = page.getByRole('region', { name: screen.t('bulk.label') })
  const tasks = await watchLongTasks(page)
  const begun = performance.now()
  await screen.list.focus()
  await page.keyboard.press('Control+a')
  await expect(bar.getByRole('status')).toHaveText(screen.t('bulk.selected', { count: MAX_BULK }), SOON)
  await page.keyboard.press('s')
  await expect(page.getByRole('combobox', { name: screen.t('bulk.statusTitle') })).toBeFocused()
  await page.keyboard.type(screen.t('status.researching'))
  await page.keyboard.press('Enter')
  await expect(bar).toBeHidden(SOON)
  await page.keyboard.press('Control+z')
  await expect(bar).toBeVisible(SOON)
  const tookMs = Math.round(performance.now() - begun)
  const blocked = await tasks.taken()
  print(
    atMost('longest task of the window while 1,000 cases are changed and had back', Math.max(0, ...blocked), 50, 'ms', {
      tasksOver50: blocked.length,
      cases: MAX_BULK,
      tookMs,
    }),
  )
}
