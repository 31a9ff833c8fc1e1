import { casesByApi } from '../case-by-api.ts'
import { expect, test } from '../fixtures.ts'
import { sendIn } from '../rma-by-api.ts'
import { RmasPage } from '../rmas-page.ts'
import { LOOKS, violations } from '../violations.ts'

const SERIALS = ['DESKA-100101', 'DESKA-200202'] as const

test('an RMA that the keys have reached on the board or in the list goes on paper from there', async ({
  openDesk,
  portal,
}) => {
  const { enter } = await casesByApi(portal.url)
  for (const serial of SERIALS) {
    const caseId = await enter(`Popravilo ${serial}`)
    await sendIn(portal.url, caseId, [serial], ['approved', 'received'])
  }
  const { page } = await openDesk(LOOKS[0])
  const desk = new RmasPage(page)
  const { t } = desk
  const press = (key: string) => page.keyboard.press(key)
  await desk.ready()
  await page.evaluate(() => {
    window.print = () => {}
  })
  const sheet = page.locator('[data-rma-print]')
  const onPaper = async (kind: 'slip' | 'workshop' | 'labels', serial: string) => {
    await expect(sheet).toHaveAttribute('data-rma-print', kind)
    await expect(sheet).toContainText(serial)
    for (const other of SERIALS.filter((one) => one !== serial)) await expect(sheet).not.toContainText(other)
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    await expect(sheet).toHaveCount(0)
  }
  const shot = async (name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
  }

  // On the board by a key, from the card's own menu, and from the palette, which takes the focus from the card.
  await desk.openBoard()
  await desk.card(SERIALS[1]).focus()
  await press('Control+p')
  await onPaper('slip', SERIALS[1])
  await desk.card(SERIALS[0]).focus()
  await press('l')
  await onPaper('labels', SERIALS[0])
  await press('s')
  const workshop = page.getByRole('menuitem', { name: t('keys.command.rma.printWorkshop') })
  await expect(workshop).toBeVisible()
  expect(await violations(page)).toEqual([])
  await shot('rma-print-board')
  for (let at = 0; at < 15 && !(await workshop.evaluate((one) => one === document.activeElement)); at++) {
    await press('ArrowDown')
  }
  await press('Enter')
  await onPaper('workshop', SERIALS[0])
  await expect(desk.card(SERIALS[0])).toBeFocused()
  await press('Control+k')
  await page.getByRole('combobox', { name: t('palette.label') }).fill(t('keys.command.rma.printLabels'))
  await press('Enter')
  await onPaper('labels', SERIALS[0])

  // In the list as well; the button says which one is meant.
  await press('v')
  const row = page.getByRole('row').filter({ hasText: SERIALS[1] }).getByRole('rowheader').getByRole('button')
  await row.focus()
  const name = (await row.textContent()) ?? ''
  await press('Control+p')
  await onPaper('slip', SERIALS[1])
  await press('l')
  await onPaper('labels', SERIALS[1])
  const menu = page.getByRole('button', { name: t('rmaPrint.menuOf', { name }), exact: true })
  await menu.focus()
  await press('Enter')
  await expect(workshop).toBeVisible()
  expect(await violations(page)).toEqual([])
  await shot('rma-print-list')
  await workshop.focus()
  await press('Enter')
  await onPaper('workshop', SERIALS[1])
})
