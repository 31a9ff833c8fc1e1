import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aPdf, aPicture, aText } from '../sample-files.ts'
import { expect, test } from './fixtures.ts'

test('files are attached, previewed and saved in the window', async ({ launch, temporaryFolder }) => {
  const { app, page, desk } = await launch()
  await desk.ready()
  await desk.setUndoSend(0)
  const number = await desk.numberOf(desk.rows.nth(2))
  await desk.openCase(number)
  await desk.compose('reply')
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+Shift+A')
  await (await chooser).setFiles([aPicture(), aPdf(), aText()])
  await expect(desk.staged).toHaveCount(3)
  await page.keyboard.press('Control+Enter')
  await expect(desk.staged).toHaveCount(0)

  await page.getByRole('button', { name: /^Odpri posnetek\.png/ }).click()
  const picture = desk.preview('posnetek.png').getByRole('img', { name: 'posnetek.png' })
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await page.keyboard.press('ArrowRight')
  const document = desk.preview('zapisnik.pdf')
  await expect(document.locator('canvas').first()).toBeVisible()
  await expect(document).toContainText(desk.t('files.page', { at: 2, count: 2 }))
  await page.keyboard.press('Escape')

  // In place of the system's dialog, which nobody can answer here.
  const saved = join(temporaryFolder(), 'dnevnik.log')
  await app.evaluate(
    ({ session }, path) => session.defaultSession.on('will-download', (_event, item) => item.setSavePath(path)),
    saved,
  )
  await page.getByRole('button', { name: /^Shrani dnevnik\.log/ }).click()
  await expect.poll(() => existsSync(saved) && readFileSync(saved, 'utf8')).toBe(aText().buffer.toString('utf8'))
})
