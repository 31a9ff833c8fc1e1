import { expect } from '@playwright/test'
import type { Page } from 'playwright'
import { DeskPage } from '../e2e/desk-page.ts'
import { atMost, percentile, print } from './figures.ts'
import { watchLongTasks } from './long-tasks.ts'

const PASTES = 5

/** A list of serial numbers is pasted into the look-up; what the browser tells of is a task that blocked the window for more than 50 ms. */
export async function measurePaste(page: Page, serials: readonly string[]): Promise<void> {
  const screen = new DeskPage(page)
  await page.getByRole('button', { name: screen.t('nav.devices'), exact: true }).click()
  const field = page.getByRole('textbox', { name: screen.t('devices.find') })
  const table = page.getByRole('table', { name: screen.t('devices.list.title') })
  const tasks = await watchLongTasks(page)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), serials.join('\n'))
  const samples: number[] = []
  for (let run = 0; run < PASTES; run++) {
    await field.focus()
    const begun = performance.now()
    await page.keyboard.press('ControlOrMeta+v')
    await expect(table).toHaveAttribute('aria-rowcount', String(serials.length + 1), { timeout: 30_000 })
    samples.push(performance.now() - begun)
    await page.keyboard.press('Escape')
    await expect(table).toBeHidden()
  }
  const blocked = await tasks.taken()
  const detail = {
    tasksOver50: blocked.length,
    pastes: PASTES,
    numbers: serials.length,
    shownMs: Math.round(percentile(samples, 0.5)),
    slowestMs: Math.round(Math.max(...samples)),
  }
  print(atMost('longest task of the window while numbers are pasted', Math.max(0, ...blocked), 50, 'ms', detail))
}
