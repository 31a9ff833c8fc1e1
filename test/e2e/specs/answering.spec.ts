import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import { takeLine } from '../desk-line.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

test("a colleague's reply, note, status and owner reach an idle desk by themselves", async ({ openDesk }) => {
  const ana = new DeskPage((await openDesk({ agent: 3 })).page)
  const bor = new DeskPage((await openDesk({ agent: 5 })).page)
  await ana.ready()
  await bor.ready()
  await ana.setUndoSend(0)
  await ana.goTo('active')
  const number = await ana.numberOf(ana.rows.nth(2))
  await ana.openCase(number)
  await bor.openCase(number)

  await ana.send('reply', 'Pozdravljeni, pošljite nam prosim dnevnik naprave.')
  await expect(bor.message('pošljite nam prosim dnevnik naprave')).toBeVisible({ timeout: 5_000 })
  await expect(bor.message('pošljite nam prosim dnevnik naprave')).toContainText(DEMO_AGENTS[3]!.name)

  await ana.send('note', 'Verjetno napajanje, glej CAS-02580.')
  await expect(bor.message('Verjetno napajanje')).toContainText(bor.t('thread.internal'), { timeout: 5_000 })

  const waiting = await bor.queueCount('waiting')
  await ana.page.keyboard.press('Escape')
  const from = 'in_progress'
  if (await ana.statusButton(from).isVisible()) await ana.setStatus(from, 'waiting_for_details')
  else
    await ana.setStatus(
      (await ana.statusButton('researching').isVisible()) ? 'researching' : 'field_service',
      'waiting_for_details',
    )
  await expect(bor.statusButton('waiting_for_details')).toBeVisible({ timeout: 5_000 })
  await expect.poll(() => bor.queueCount('waiting')).toBe(waiting + 1)

  await ana.page.keyboard.press('i')
  await expect(bor.ownerButton(DEMO_AGENTS[3]!.name)).toBeVisible({ timeout: 5_000 })
})

test('only legal moves are offered', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.goTo('closed')
  await desk.rows.first().click()
  const text = (await desk.rows.first().textContent()) ?? ''
  const status = text.includes(desk.t('statusShort.cancelled')) ? 'cancelled' : 'resolved'
  await desk.statusButton(status).click()
  await expect(page.getByRole('menuitem')).toHaveText([desk.t('status.in_progress')])
})

test('a draft survives a crash of the desk, for each way of writing by itself', async ({ openDesk }) => {
  const opened = await openDesk()
  const desk = new DeskPage(opened.page)
  await desk.ready()
  await desk.goTo('open')
  const number = await desk.numberOf(desk.rows.nth(4))
  await desk.openCase(number)
  await (await desk.compose('reply')).fill('Osnutek odgovora, ki ga ne sme biti škoda.')
  await expect(desk.draftSaved).toBeVisible()
  await (await desk.compose('note')).fill('Osnutek interne opombe.')
  await expect(desk.draftSaved).toBeVisible()

  await opened.restart('kill')
  await desk.ready()
  await desk.openCase(number)
  await expect(await desk.compose('reply')).toHaveValue('Osnutek odgovora, ki ga ne sme biti škoda.')
  await expect(await desk.compose('note')).toHaveValue('Osnutek interne opombe.')
})

test('a reply that is too long is refused in words and stays in the composer', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.rows.first().click()
  const field = await desk.compose('reply')
  const text = 'dolg odgovor '.repeat(80_000)
  await field.fill(text)
  await field.press('Control+Enter')
  await expect(page.getByText(desk.t('problem.note_too_long.title')).first()).toBeVisible()
  expect((await field.inputValue()).length).toBe(text.length)
})

test('a reply that quotes an internal note is flagged before it goes out', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.rows.nth(1).click()
  const secret = 'Stranka ima neplačane račune, zato servisa ne pošiljamo pred plačilom.'
  await desk.send('note', secret)
  const field = await desk.compose('reply')
  await field.fill(`Spoštovani!\n${secret}\nLep pozdrav`)
  await field.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: desk.t('composer.quoteTitle') })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: desk.t('composer.quoteBack') }).click()
  await expect(field).toHaveValue(/neplačane račune/)
})

test('a draft that cannot be read is not taken for none, and comes when the desk is back', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const line = await takeLine(page)
  await desk.ready()
  await desk.openCase(await desk.numberOf(desk.rows.nth(5)))
  await (await desk.compose('reply')).fill('Shranjen odgovor.')
  await expect(desk.draftSaved).toBeVisible()
  await (await desk.compose('note')).fill('Opomba.')
  await expect(desk.draftSaved).toBeVisible()

  line.cut()
  await expect(page.getByText(desk.t('connection.lostBanner'))).toBeVisible()
  const field = await desk.compose('reply')
  await expect(page.getByRole('alert').filter({ hasText: desk.t('app.unread') })).toBeVisible()
  await expect(field).not.toBeEditable()
  line.mend()
  await expect(field).toHaveValue('Shranjen odgovor.', { timeout: 15_000 })
  await expect(field).toBeEditable()
  await expect(page.getByText(desk.t('app.unread'))).toBeHidden()
})

test('taking back that takes its time moves nobody who has gone on, and loses no words', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const line = await takeLine(page)
  await desk.ready()
  await desk.setUndoSend(0)
  await desk.setWorkOffline(true)
  const number = await desk.numberOf(desk.rows.nth(2))
  const other = await desk.numberOf(desk.rows.nth(3))
  await desk.openCase(number)
  await desk.send('reply', 'Prenagljen odgovor.')
  await desk.field('reply').fill('Kasnejše besede.')

  const answer = line.hold('sync/withdraw')
  await desk
    .message('Prenagljen odgovor.')
    .getByRole('button', { name: desk.t('composer.undo') })
    .click()
  await expect(desk.message('Prenagljen odgovor.')).toContainText(desk.t('composer.takingBack'))
  await expect(desk.field('reply')).not.toBeEditable()
  await desk.openCase(other)
  const note = await desk.compose('note')
  await note.pressSequentially('Interno: ')
  answer()
  await expect(page.getByText(desk.t('operations.withdrawn'))).toBeVisible()
  await expect(note).toBeFocused()
  await page.keyboard.type('stranka ne plačuje.')
  await expect(note).toHaveValue('Interno: stranka ne plačuje.')
  await expect(desk.case(other)).toBeVisible()

  await desk.button('operations.openCase', { number }).click()
  await expect(desk.case(number)).toBeVisible()
  await expect(desk.field('reply')).toHaveValue('Prenagljen odgovor.\n\nKasnejše besede.')
  await expect(desk.field('reply')).toBeFocused()
})

test('taking back leads to the words where the agent has waited for them', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const line = await takeLine(page)
  await desk.ready()
  await desk.setUndoSend(0)
  await desk.setWorkOffline(true)
  await desk.openCase(await desk.numberOf(desk.rows.nth(2)))
  await desk.send('reply', 'Še ne čisto to.')
  await desk.compose('note')
  const answer = line.hold('sync/withdraw')
  await desk
    .message('Še ne čisto to.')
    .getByRole('button', { name: desk.t('composer.undo') })
    .click()
  await expect(desk.message('Še ne čisto to.')).toContainText(desk.t('composer.takingBack'))
  answer()
  await expect(desk.field('reply')).toHaveValue('Še ne čisto to.')
  await expect(desk.field('reply')).toBeFocused()
})
