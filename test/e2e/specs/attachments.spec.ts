import { takeLine } from '../desk-line.ts'
import { DeskPage, type UploadedFile } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { aPdf, aPicture, aProgram, aText } from '../sample-files.ts'

test('files by keyboard alone: chosen, sent without words, opened, looked through and saved', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  // Asked for early: choosers are caught from a moment after this on, and a key is faster than that.
  const chooser = page.waitForEvent('filechooser')
  await desk.setUndoSend(0)
  // A case to which nobody else sends these files.
  const number = await desk.numberOf(desk.rows.nth(7))
  await desk.openCase(number)
  const press = (key: string) => page.keyboard.press(key)

  await press('r')
  await expect(desk.field('reply')).toBeFocused()
  await press('Control+Shift+A')
  await (await chooser).setFiles([aPicture(), aPdf(), aText()])
  await expect(desk.staged).toHaveCount(3)
  await expect(desk.field('reply')).toBeFocused()
  await press('Control+Enter')
  await expect(desk.staged).toHaveCount(0)
  await expect(desk.file('posnetek.png')).toBeVisible()
  await expect(desk.file('zapisnik.pdf')).toBeVisible()

  await desk
    .button('files.open', { name: 'posnetek.png' })
    .or(page.getByRole('button', { name: /^Odpri posnetek\.png/ }))
    .first()
    .focus()
  await press('Enter')
  const picture = desk.preview('posnetek.png')
  await expect(picture.getByRole('img', { name: 'posnetek.png' })).toBeVisible()
  await press('+')
  await expect(picture).toContainText(/125\s%/)
  await press('0')
  await expect(picture).toContainText(/100\s%/)
  await press('ArrowRight')
  const document = desk.preview('zapisnik.pdf')
  await expect(document.locator('canvas').first()).toBeVisible()
  await expect(document).toContainText('Zapisnik')
  await expect(document).toContainText(desk.t('files.page', { at: 2, count: 2 }))
  await press('Escape')
  await expect(document).toBeHidden()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Shrani dnevnik\.log/ }).focus()
  await press('Enter')
  expect((await download).suggestedFilename()).toBe('dnevnik.log')
})

test('each file that cannot be taken says why; the others stay with the draft through a crash', async ({
  openDesk,
}) => {
  const opened = await openDesk()
  const { page } = opened
  const desk = new DeskPage(page)
  await desk.ready()
  const number = await desk.numberOf(desk.rows.nth(1))
  await desk.openCase(number)
  await desk.compose('note')
  const large: UploadedFile = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(26 * 1024 * 1024, 1) }
  await desk.attach(aText(), { ...aText('prazno.txt', '') }, aProgram(), large, aPicture())
  await expect(desk.staged).toHaveCount(2)
  const refused = page.getByRole('list', { name: desk.t('files.refused') }).getByRole('alert')
  await expect(refused).toHaveCount(3)
  await expect(refused.filter({ hasText: 'prazno.txt' })).toContainText(desk.t('problem.file_empty.title'))
  await expect(refused.filter({ hasText: 'racun.pdf' })).toContainText(desk.t('problem.file_type_refused.title'))
  await expect(refused.filter({ hasText: 'film.mp4' })).toContainText('MB')

  // A message whose words may speak of a file does not go without it.
  await desk.field('note').fill('Priložen film.')
  await desk.field('note').press('Control+Enter')
  await expect(page.getByText(desk.t('files.notAttached'))).toBeVisible()
  await expect(desk.draftSaved).toBeVisible()

  await opened.restart('kill')
  await desk.ready()
  await desk.openCase(number)
  await desk.compose('note')
  await expect(desk.staged).toHaveCount(2)
  await desk.button('files.remove', { name: 'dnevnik.log' }).click()
  await expect(desk.staged).toHaveCount(1)
  await expect(desk.staged).toContainText('posnetek')
})

test('files are dropped on the case and pasted into the words', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  const number = await desk.numberOf(desk.rows.nth(2))
  await desk.openCase(number)
  const field = await desk.compose('reply')

  const data = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(bytes)], 'spuscena.png', { type: 'image/png' }))
      return transfer
    },
    [...aPicture().buffer],
  )
  await desk.thread.dispatchEvent('dragenter', { dataTransfer: data })
  await expect(page.getByText(desk.t('files.dropReply'))).toBeVisible()
  await desk.thread.dispatchEvent('drop', { dataTransfer: data })
  await expect(page.getByText(desk.t('files.dropReply'))).toBeHidden()
  await expect(desk.staged).toHaveCount(1)

  await field.evaluate(
    (element, bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [...aPicture('image.png', 32).buffer],
  )
  await expect(desk.staged).toHaveCount(2)
  await expect(desk.staged.nth(1)).toContainText(/Slika \d+\. \d+\. \d+/)
})

test("a colleague's file is fetched when it is wanted; offline the screen says that it is not here", async ({
  openDesk,
}) => {
  const ana = new DeskPage((await openDesk({ agent: 1 })).page)
  const gregor = new DeskPage((await openDesk({ agent: 0 })).page)
  await ana.ready()
  await gregor.ready()
  await ana.setUndoSend(0)
  const number = await ana.numberOf(ana.rows.nth(4))
  await ana.openCase(number)
  await gregor.openCase(number)
  await ana.compose('reply')
  await ana.attach(aPdf('navodila.pdf', ['Navodila']), aText('meritve.log'))
  await expect(ana.staged).toHaveCount(2)
  await ana.send('reply', 'Navodila so v priponki.')
  await expect(gregor.file('navodila.pdf')).toContainText(gregor.t('files.state.remote'), { timeout: 15_000 })

  await gregor.setWorkOffline(true)
  await gregor.page.getByRole('button', { name: /^Odpri navodila\.pdf/ }).click()
  const preview = gregor.preview('navodila.pdf')
  await expect(preview).toContainText(gregor.t('problem.file_not_here.title'))
  await gregor.page.keyboard.press('Escape')
  await gregor.page.getByRole('button', { name: /^Shrani meritve\.log/ }).click()
  await expect(gregor.file('meritve.log')).toContainText(gregor.t('problem.file_not_here.title'))

  await gregor.setWorkOffline(false)
  await gregor.page.getByRole('button', { name: /^Odpri navodila\.pdf/ }).click()
  await expect(preview).toContainText('Navodila')
  await expect(preview.locator('canvas').first()).toBeVisible()
  await gregor.page.keyboard.press('Escape')
  await expect(gregor.file('navodila.pdf')).not.toContainText(gregor.t('files.state.remote'))
})

test('a reply whose file is on its way goes once, whatever is looked at and pressed meanwhile', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const line = await takeLine(page)
  await desk.ready()
  await desk.setUndoSend(0)
  const number = await desk.numberOf(desk.rows.nth(8))
  await desk.openCase(number)
  const arrive = line.hold('attachments/stage')
  const field = await desk.compose('reply')
  await desk.attach(aPicture())
  await field.fill('Fotografija je v priponki.')
  await expect(desk.draftSaved).toBeVisible()
  await field.press('Control+Enter')
  await expect(field).not.toBeEditable()

  await desk.compose('note')
  await desk.compose('reply')
  await expect(field).toHaveValue('Fotografija je v priponki.')
  await expect(field).not.toBeEditable()
  await field.press('Control+Enter')
  arrive()
  await expect(desk.message('Fotografija je v priponki.')).toBeVisible()
  await expect(field).toHaveValue('')
  await expect(field).toBeEditable()
  await desk.send('note', 'Poslano.')
  await expect(desk.message('Fotografija je v priponki.')).toHaveCount(1)
})

test('a reply that could not go after its case was left says so, and where it is', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const line = await takeLine(page)
  await desk.ready()
  const number = await desk.numberOf(desk.rows.nth(1))
  const other = await desk.numberOf(desk.rows.nth(2))
  await desk.openCase(number)
  const arrive = line.hold('attachments/stage')
  const field = await desk.compose('reply')
  await desk.attach(aProgram())
  await field.fill('Račun je v priponki.')
  await field.press('Control+Enter')
  await expect(field).not.toBeEditable()
  await desk.openCase(other)
  arrive()
  await expect(page.getByText(desk.t('composer.notSentIn', { number }))).toBeVisible()
  await expect(desk.case(other)).toBeVisible()
  await desk.button('operations.openCase', { number }).click()
  await expect(desk.case(number)).toBeVisible()
  await expect(field).toHaveValue('Račun je v priponki.')
  await expect(field).toBeFocused()
})
