import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from './fixtures.ts'

/** The words of a PDF, page by page, with each page's size in points. */
async function pagesOf(file: string): Promise<{ words: string; size: number[] }[]> {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise
  const pages = Array.from({ length: pdf.numPages }, async (_, nth) => {
    const page = await pdf.getPage(nth + 1)
    const { items } = await page.getTextContent()
    const words = items.map((item) => ('str' in item ? item.str : '')).join(' ')
    return { words, size: page.view.slice(2).map(Math.round) }
  })
  return Promise.all(pages)
}

/** The person's answer in the dialog that asks where to keep the file; null: none. */
const answerWith = (app: ElectronApplication, file: string | null) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' })
  }, file)

test('a slip and labels of an RMA are kept as PDFs where the person says', async ({ launch, temporaryFolder }) => {
  const { app, page, desk } = await launch()
  await desk.ready()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  const number = /RMA-\d{5}/
  await page.getByRole('button', { name: number }).first().waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: number }).first().click()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(number)
  const rmaNumber = (await heading.textContent()) ?? ''
  const folder = temporaryFolder()
  const save = async (command: 'rma.pdfSlip' | 'rma.pdfLabels') => {
    await page.keyboard.press('Control+k')
    await page
      .getByRole('dialog')
      .getByRole('combobox')
      .fill(desk.t(`keys.command.${command}`))
    await page.keyboard.press('Enter')
  }

  const slip = join(folder, 'slip.pdf')
  await answerWith(app, slip)
  await save('rma.pdfSlip')
  await expect.poll(() => existsSync(slip), { timeout: 20_000 }).toBe(true)
  await expect(page.getByText(desk.t('rmaPrint.saved'))).toBeVisible()
  await expect(page.locator('[data-rma-print]')).toHaveCount(0)
  const [first] = await pagesOf(slip)
  expect(first?.words).toContain(rmaNumber)
  expect(first?.words).toMatch(/Spremni list popravila|Repair slip/)
  // A4.
  expect(first?.size).toEqual([595, 842])

  const labels = join(folder, 'labels.pdf')
  await answerWith(app, labels)
  await save('rma.pdfLabels')
  await expect.poll(() => existsSync(labels), { timeout: 20_000 }).toBe(true)
  const pages = await pagesOf(labels)
  expect(pages[0]?.words).toContain(rmaNumber)
  expect(pages.map(({ size }) => size)).toEqual(pages.map(() => [283, 142]))

  // Whoever changes their mind has no file, and is told nothing.
  await answerWith(app, null)
  await save('rma.pdfSlip')
  await expect(page.locator('[data-rma-print]')).toHaveCount(0)
  await answerWith(app, '/proc/nowhere/slip.pdf')
  await save('rma.pdfSlip')
  await expect(page.getByText(desk.t('rmaPrint.failed'))).toBeVisible()
})
