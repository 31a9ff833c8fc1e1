import type { Page } from '@playwright/test'
import type { CommandId } from '../../../src-renderer/app/keys/commands.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { violations } from '../violations.ts'

const INTERNAL = 'Stranka zamuja s plačilom.'
const PUBLIC = 'Spoštovani, terminal je pripravljen.'

async function run(page: Page, desk: DeskPage, command: CommandId): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('dialog').getByRole('combobox')
  await field.fill(desk.t(`keys.command.${command}`))
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
}

test('a case goes on paper and into the clipboard by keyboard, with internal notes only when they are asked for', async ({
  openDesk,
}) => {
  const { page } = await openDesk({ permissions: ['clipboard-read', 'clipboard-write'] })
  const desk = new DeskPage(page)
  await desk.ready()
  const number = await desk.numberOf(desk.rows.nth(1))
  await desk.openCase(number)
  await desk.send('note', INTERNAL)
  await desk.send('reply', PUBLIC)
  await page.evaluate(() => {
    window.print = () => {
      Object.assign(window, { printed: document.querySelector('[data-print-sheet]')?.textContent })
    }
  })
  const printed = () => page.evaluate(() => (window as unknown as { printed?: string }).printed ?? '')
  const done = () =>
    page.evaluate(() => {
      window.dispatchEvent(new Event('afterprint'))
      Object.assign(window, { printed: '' })
    })
  const sheet = page.locator('[data-print-sheet]')

  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+p')
  await expect.poll(printed).toContain(PUBLIC)
  expect(await printed()).toContain(number)
  expect(await printed()).not.toContain(INTERNAL)
  // On the paper is the sheet alone.
  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  await expect(desk.list).toBeHidden()
  await page.emulateMedia({ media: null })
  await expect(sheet).toBeHidden()
  expect(await violations(page)).toEqual([])
  await done()
  await expect(sheet).toHaveCount(0)

  await run(page, desk, 'case.printInternal')
  await expect.poll(printed).toContain(INTERNAL)
  expect(await printed()).toContain(desk.t('document.withInternal'))
  await done()

  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await run(page, desk, 'case.copyText')
  await expect.poll(clipboard).toContain(PUBLIC)
  expect(await clipboard()).not.toContain(INTERNAL)
  await run(page, desk, 'case.copyTextInternal')
  await expect.poll(clipboard).toContain(INTERNAL)

  // The link opens the case, here by the address of the browser.
  await page.keyboard.press('l')
  await expect.poll(clipboard).toMatch(/^[a-z-]+:\/\/\S+$/)
  expect(await clipboard()).toContain(number)
  const link = await clipboard()
  await desk.rows.nth(4).click()
  await expect(desk.case(number)).toBeHidden()
  await page.evaluate((to) => {
    location.hash = new URL(to).hash
  }, link)
  await expect(desk.case(number)).toBeVisible()
})
