import { readFileSync } from 'node:fs'
import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import { crowdSync } from '../crowded-sync.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { countAnswers } from '../held-answers.ts'

test('what waits is read, edited and taken back by keyboard alone', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 1 })
  const desk = new DeskPage(page)
  const press = (key: string) => page.keyboard.press(key)
  await desk.ready()
  await desk.setWorkOffline(true)
  const number = await desk.numberOf(desk.rows.nth(4))
  await desk.openCase(number)
  await desk.send('reply', 'Prva misel, ki še ni zrela.')
  await desk.send('note', 'Interno: preveri garancijo.')
  await press('Escape')
  await press('i')

  await desk.openSync()
  const reply = desk.operation('Prva misel, ki še ni zrela.')
  await expect(reply).toBeVisible()
  await press('j')
  await expect(reply).toBeFocused()
  await expect(reply).toContainText(desk.t('operations.state.waiting'))
  await expect(reply).toContainText(number)
  await press('e')
  const field = page.getByRole('textbox', {
    name: desk.t('operations.editField', { what: desk.t('operations.reply') }),
  })
  await expect(field).toBeFocused()
  await field.fill('Druga misel')
  await press('Escape')
  await expect(field).toBeHidden()
  await press('e')
  await expect(field).toHaveValue('Druga misel')
  await desk.button('operations.formerText').click()
  await expect(field).toHaveValue('Prva misel, ki še ni zrela.')
  await expect(field).toBeFocused()
  await field.fill('Druga misel, ki je zrela.')
  await press('Control+Enter')
  await expect(field).toBeHidden()
  await expect(desk.operation('Druga misel, ki je zrela.')).toBeFocused()
  await expect(reply).toHaveCount(0)

  await press('Home')
  await press('j')
  const note = desk.operation('Interno: preveri garancijo.')
  await expect(note).toBeFocused()
  await press('Delete')
  await expect(note).toHaveCount(0)
  await press('f')
  const filters = page.getByRole('group', { name: desk.t('operations.filter') })
  await expect(filters.getByRole('button', { pressed: true })).toContainText(desk.t('operations.state.waiting'))
  await press('Home')
  await expect(desk.operation('Druga misel, ki je zrela.')).toBeFocused()
  await press('Enter')
  await expect(desk.case(number)).toBeVisible()
  await expect(desk.message('Druga misel, ki je zrela.')).toBeVisible()
  await expect(await desk.compose('note')).toHaveValue('Interno: preveri garancijo.')
})

test('other words that were begun for what waits come back after a reload, until they are saved', async ({
  openDesk,
}) => {
  const { page } = await openDesk({ agent: 1 })
  const desk = new DeskPage(page)
  await desk.ready()
  const kept = await countAnswers(desk, 'cases/keepEdits')
  await desk.setWorkOffline(true)
  const number = await desk.numberOf(desk.rows.nth(7))
  await desk.openCase(number)
  await desk.send('reply', 'Prvotne besede.')
  await page.keyboard.press('Escape')
  await desk.openSync()
  await expect(desk.operation('Prvotne besede.')).toBeVisible()
  await page.keyboard.press('j')
  await expect(desk.operation('Prvotne besede.')).toBeFocused()
  await page.keyboard.press('e')
  const what = desk.t('operations.reply')
  const field = page.getByRole('textbox', { name: desk.t('operations.editField', { what }) })
  await field.fill('Boljše besede.')
  await expect.poll(kept).toBe(1)
  await page.reload()
  await expect(field).toHaveValue('Boljše besede.')
  await field.press('Control+Enter')
  await expect(desk.operation('Boljše besede.')).toBeVisible()
  await expect.poll(kept).toBe(2)
  await page.reload()
  await expect(desk.operation('Boljše besede.')).toBeVisible()
  await expect(field).toBeHidden()
})

test('a reply that was sent is taken back before it leaves, offline too', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 3 })
  const desk = new DeskPage(page)
  const colleague = new DeskPage((await openDesk({ agent: 5 })).page)
  await desk.ready()
  await colleague.ready()
  const number = await desk.numberOf(desk.rows.nth(5))
  await desk.openCase(number)
  await colleague.openCase(number)

  for (const offline of [false, true]) {
    const words = offline ? 'Prehitro poslano brez povezave.' : 'Prehitro poslano.'
    if (offline) {
      await desk.setWorkOffline(true)
      await desk.openCase(number)
    }
    await desk.send('reply', words)
    await expect(desk.message(words)).toContainText(/\d+ s/)
    await page.keyboard.press('Control+Z')
    await expect(desk.field('reply')).toHaveValue(words)
    await expect(desk.field('reply')).toBeFocused()
    await expect(desk.message(words)).toHaveCount(0)
    await desk.field('reply').fill('')
  }
  await desk.setWorkOffline(false)
  await desk.openCase(number)
  await desk.send('reply', 'Premišljeno poslano.')
  await expect(colleague.message('Premišljeno poslano.')).toBeVisible({ timeout: 20_000 })
  await expect(colleague.message('Prehitro poslano')).toHaveCount(0)
})

test('a message that was overtaken waits until its author has looked', async ({ openDesk }) => {
  const desk = new DeskPage((await openDesk({ agent: 5 })).page)
  const colleague = new DeskPage((await openDesk({ agent: 7 })).page)
  await desk.ready()
  await colleague.ready()
  const number = await desk.numberOf(desk.rows.nth(6))
  await desk.openCase(number)
  await colleague.openCase(number)
  const field = await desk.compose('note')
  await field.fill('Moje mnenje, napisano prej.')
  await expect(desk.draftSaved).toBeVisible()
  await colleague.send('note', 'Stranka je že dobila novo napravo.')
  await expect(desk.message('Stranka je že dobila novo napravo.')).toBeVisible()
  await expect(desk.page.getByText(desk.t('composer.changed', { count: 1 })).first()).toBeVisible()

  await field.press('Control+Enter')
  const alert = desk.page.getByRole('alert').filter({ hasText: desk.t('composer.heldTitle') })
  await expect(alert).toContainText(DEMO_AGENTS[7]!.name)
  await expect(alert).toContainText('Stranka je že dobila novo napravo.')
  await expect(field).toHaveValue('Moje mnenje, napisano prej.')
  await expect(alert.getByRole('button', { name: desk.t('composer.lookFirst') })).toBeFocused()
  await desk.page.keyboard.press('Enter')
  await expect(desk.message('Stranka je že dobila novo napravo.')).toBeFocused()
  await desk.page.keyboard.press('n')
  await expect(field).toBeFocused()
  await field.press('Control+Enter')
  await expect(desk.message('Moje mnenje, napisano prej.')).toBeVisible()
  await expect(colleague.message('Moje mnenje, napisano prej.')).toBeVisible({ timeout: 10_000 })
})

test('two desks change a title: the second one sees all three and sends a better one', async ({ openDesk }) => {
  const ana = new DeskPage((await openDesk({ agent: 7 })).page)
  const bor = new DeskPage((await openDesk({ agent: 11 })).page)
  await ana.ready()
  await bor.ready()
  const kept = await countAnswers(bor, 'cases/keepEdits')
  const number = await ana.numberOf(ana.rows.nth(7))
  await ana.openCase(number)
  await bor.openCase(number)
  await ana.setTitle(number, 'Ura prehiteva')
  await expect(bor.case(number).getByRole('heading', { name: 'Ura prehiteva' })).toBeVisible({ timeout: 10_000 })

  await bor.setWorkOffline(true)
  await bor.openCase(number)
  await bor.setTitle(number, 'Ura prehiteva za deset minut')
  await ana.setTitle(number, 'Ura zaostaja')
  await bor.setWorkOffline(false)
  await bor.openCase(number)

  const card = bor.conflictCard('title')
  await expect(card).toBeVisible({ timeout: 10_000 })
  await expect(bor.row(number)).toContainText(bor.t('list.rowConflict'))
  await expect(card).toContainText(DEMO_AGENTS[7]!.name)
  await expect(card.getByRole('deletion').filter({ hasText: 'prehiteva' })).toBeVisible()
  await expect(card.getByRole('insertion').filter({ hasText: 'zaostaja' })).toBeVisible()
  await expect(card.getByRole('insertion').filter({ hasText: 'za deset minut' })).toBeVisible()
  await bor.page.keyboard.press('3')
  const field = card.getByRole('textbox', { name: bor.t('conflict.newTitle') })
  await expect(field).toBeFocused()
  const before = kept()
  await field.fill('Ura zaostaja')
  await field.press('Escape')
  await expect.poll(kept).toBeGreaterThan(before)
  // What is typed waits, over a reload too.
  await bor.page.reload()
  await card.getByRole('button', { name: bor.t('conflict.edit') }).click()
  await expect(field).toHaveValue('Ura zaostaja')
  await card.getByRole('button', { name: bor.t('conflict.startFromMine') }).click()
  await expect(field).toHaveValue('Ura prehiteva za deset minut')
  await field.fill('Ura zaostaja za deset minut')
  await field.press('Enter')
  await expect(card).toHaveCount(0)
  for (const desk of [ana, bor]) {
    await expect(desk.case(number).getByRole('heading', { name: 'Ura zaostaja za deset minut' })).toBeVisible({
      timeout: 10_000,
    })
  }
})

test('unusually large deletions wait for a word; keeping the rows is the plain answer', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 10 })
  const desk = new DeskPage(page)
  await desk.ready()
  const { asked } = await crowdSync(page)
  await page.reload()
  await desk.ready()
  await desk.openSync()
  const answers = () => asked.filter((message) => message.includes('answerDeletions'))
  const card = page.getByRole('region', { name: desk.t('guard.title', { rows: 1830, of: 6100 }) })
  await card.getByRole('button', { name: desk.t('guard.allow') }).click()
  const dialog = page.getByRole('dialog', { name: desk.t('guard.sureTitle') })
  await expect(dialog.getByRole('button', { name: desk.t('app.cancel') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(answers()).toEqual([])
  await card.getByRole('button', { name: desk.t('guard.keep') }).click()
  await expect.poll(answers).toHaveLength(1)
  expect(answers()[0]).toContain('"allow":false')
})

test('every state has its words and its actions', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 10 })
  const desk = new DeskPage(page)
  await desk.ready()
  await crowdSync(page)
  await page.reload()
  await desk.ready()
  await desk.openSync()
  const actions = (state: OperationState, text: string) =>
    expect.poll(() =>
      desk
        .operation(text)
        .filter({ hasText: desk.t(`operations.state.${state}`) })
        .first()
        .getByRole('button')
        .allTextContents(),
    )
  const [retry, edit, withdraw] = (['retry', 'edit', 'withdrawWords'] as const).map((name) =>
    desk.t(`operations.${name}`),
  )
  await actions('quarantined', 'Napravo prevzamemo').toEqual(expect.arrayContaining([retry, edit, withdraw]))
  await actions('rejected', 'Igor Vidmar').toContain(retry)
  await actions('waiting', 'Napravo prevzamemo').toContain(desk.t('composer.undo'))
  await expect(desk.operation('dnevnik-terminala.zip').getByRole('progressbar').first()).toHaveAttribute(
    'aria-valuenow',
    /^39/,
  )
  await expect(desk.operation(desk.t('operations.overtook', { count: 2 }))).toBeVisible()
  for (const what of ['conflicts', 'rejected', 'quarantined', 'recovered'] as const) {
    await expect(desk.sync).toContainText(desk.t(`sync.${what}`, { count: what === 'conflicts' ? 3 : 1 }))
  }
  const filters = page.getByRole('group', { name: desk.t('operations.filter') })
  await filters.getByRole('button', { name: desk.t('operations.state.quarantined') }).click()
  await expect(page.getByRole('article').filter({ hasText: desk.t('operations.state.quarantined') })).toHaveCount(1)
  await expect(desk.operation('Igor Vidmar')).toHaveCount(0)
})

test('unsent work is exported as text and as JSON', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 8 })
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  const number = await desk.numberOf(desk.rows.nth(8))
  await desk.openCase(number)
  await desk.send('reply', 'Odgovor, ki ga ne sme biti škoda.')
  await (await desk.compose('note')).fill('Osnutek opombe.')
  await expect(desk.draftSaved).toBeVisible()
  await desk.openSync()

  const texts = page.waitForEvent('download')
  await page.keyboard.press('x')
  const text = await texts
  expect(text.suggestedFilename()).toMatch(/\.txt$/)
  const read = readFileSync(await text.path(), 'utf8')
  for (const words of [number, 'Odgovor, ki ga ne sme biti škoda.', 'Osnutek opombe.']) expect(read).toContain(words)

  const jsons = page.waitForEvent('download')
  await page.getByRole('button', { name: desk.t('export.asJson') }).click()
  const json = await jsons
  expect(json.suggestedFilename()).toMatch(/\.json$/)
  const data = JSON.parse(readFileSync(await json.path(), 'utf8')) as { operations: { operation: { kind: string } }[] }
  // Where the case had news, having seen them waits, too.
  const written = data.operations.filter(({ operation }) => operation.kind !== 'case.read')
  expect({ ...data, operations: written }).toMatchObject({
    operations: [{ operation: { kind: 'note.create', body: 'Odgovor, ki ga ne sme biti škoda.' } }],
    drafts: [{ body: 'Osnutek opombe.' }],
  })
})

test('words that no draft can hold are kept until they are removed', async ({ openDesk }) => {
  const opened = await openDesk({ agent: 9 })
  const { page } = opened
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  const number = await desk.numberOf(desk.rows.nth(9))
  await desk.openCase(number)
  await desk.setTitle(number, 'Naslov, ki ga vzamem nazaj')
  await desk.openSync()
  await expect(desk.operation('Naslov, ki ga vzamem nazaj')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Delete')
  const kept = page.getByRole('region', { name: desk.t('recovered.title') }).getByRole('article')
  await expect(kept).toContainText('Naslov, ki ga vzamem nazaj')
  await opened.restart('kill')
  await expect(desk.sync).toBeVisible()
  await desk.openSync()
  await expect(kept).toContainText(number)
  await kept.getByRole('button', { name: desk.t('recovered.copy') }).click()
  await kept.getByRole('button', { name: desk.t('recovered.remove') }).click()
  const dialog = page.getByRole('dialog', { name: desk.t('recovered.sureTitle') })
  await expect(dialog).toContainText('Naslov, ki ga vzamem nazaj')
  await dialog.getByRole('button', { name: desk.t('recovered.remove') }).click()
  await expect(kept).toHaveCount(0)
})

test('words for a case that has left my teams are kept, and say why', async ({ openDesk }) => {
  const desk = new DeskPage((await openDesk({ agent: 3 })).page)
  const colleague = new DeskPage((await openDesk({ agent: 1 })).page)
  await desk.ready()
  await colleague.ready()
  const number = await desk.numberOf(desk.rows.nth(11))
  await desk.setWorkOffline(true)
  await desk.openCase(number)
  await desk.send('note', 'Napisano za zahtevek, ki je medtem odšel.')
  await colleague.openCase(number)
  await colleague.page.keyboard.press('m')
  await colleague.page.getByRole('menuitem', { name: 'Servis (RMA)' }).click()
  await expect(colleague.sync).toContainText(colleague.t('sync.online'), { timeout: 20_000 })
  await desk.setWorkOffline(false)
  await desk.openSync()
  const kept = desk.page.getByRole('region', { name: desk.t('recovered.title') }).getByRole('article')
  await expect(kept).toContainText('Napisano za zahtevek, ki je medtem odšel.', { timeout: 20_000 })
  await expect(kept).toContainText(number)
  await expect(kept).toContainText(desk.t('recovered.reason.out_of_scope'))
})
