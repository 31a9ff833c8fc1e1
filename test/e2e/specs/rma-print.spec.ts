import { symbolsIn } from '#test/support/barcodes.ts'
import type { CommandId } from '../../../src-renderer/app/keys/commands.ts'
import { CASE_NUMBER, DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { sendIn } from '../rma-by-api.ts'
import { violations } from '../violations.ts'

const SERIAL = 'TISK-900101'

test('an RMA goes on paper as slip, workshop sheet and labels, and a scanner reads them', async ({
  openDesk,
  portal,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openCase(await desk.numberOf(desk.rows.first()))
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#\/queue\/open\/./)
  const caseId = decodeURIComponent(new URL(page.url()).hash.split('/')[3]!.split('?')[0]!)
  const { rmaId } = await sendIn(portal.url, caseId, [SERIAL, 'TISK-900202'])
  await page.goto(`${new URL(page.url()).origin}/#/rmas/${rmaId}`)
  // Another fragment alone opens nothing anew.
  await page.reload()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(/^RMA-\d+$/)
  const number = (await heading.textContent()) ?? ''

  await page.evaluate(() => {
    window.print = () => Object.assign(window, { asked: true })
  })
  const run = async (command: CommandId) => {
    await page.keyboard.press('Control+k')
    await page
      .getByRole('dialog')
      .getByRole('combobox')
      .fill(desk.t(`keys.command.${command}`))
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => 'asked' in window)).toBe(true)
  }
  const done = () =>
    page.evaluate(() => {
      window.dispatchEvent(new Event('afterprint'))
      Reflect.deleteProperty(window, 'asked')
    })
  const sheet = page.locator('[data-rma-print]')
  const onPaper = async () => {
    await page.emulateMedia({ media: 'print' })
    const symbols = await symbolsIn(
      await sheet.screenshot({
        scale: 'css',
        path: process.env.RMA_PAPERS && `${process.env.RMA_PAPERS}/${await sheet.getAttribute('data-rma-print')}.png`,
      }),
    )
    await page.emulateMedia({ media: null })
    return symbols
  }
  const codes = [`Code128: ${number}`, `Code128: ${SERIAL}`, 'Code128: TISK-900202']
  const address = `QRCode: ${portal.url}/cases/${caseId}`

  await page.keyboard.press('Control+p')
  await expect(sheet).toHaveAttribute('data-rma-print', 'slip')
  await expect(sheet).toContainText(number)
  await expect(sheet).toContainText(CASE_NUMBER)
  expect(await onPaper()).toEqual([...codes, address].sort())
  expect(await violations(page)).toEqual([])
  await done()
  await expect(sheet).toHaveCount(0)

  await run('rma.printWorkshop')
  await expect(sheet).toContainText(desk.t('rmaPrint.internal'))
  expect(await onPaper()).toEqual([...codes, address].sort())
  await done()

  await run('rma.printLabels')
  await expect(sheet.locator('article')).toHaveCount(2)
  expect(await onPaper()).toEqual([...codes, address].sort())
  await done()

  // A browser writes PDFs itself, so it is told how.
  await run('rma.pdfSlip')
  await expect(page.getByText(desk.t('rmaPrint.pdfInBrowser'))).toBeVisible()
})
