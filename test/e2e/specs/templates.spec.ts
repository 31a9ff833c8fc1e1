import type { Locator, Page } from '@playwright/test'
import type { Language } from '#shared/domain/case.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { holdAnswers } from '../held-answers.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }
const GREGOR = 0
const MAJA = 1

class TemplatesPage extends DeskPage {
  get titles(): Locator {
    return this.page.getByRole('region', { name: this.t('templates.list') }).getByRole('listitem')
  }
  entry(name: string): Locator {
    return this.titles.filter({ hasText: name })
  }
  template(name: string): Locator {
    return this.page.getByRole('article', { name: this.t('templates.editor', { name }) })
  }
  get name(): Locator {
    return this.page.getByRole('textbox', { name: this.t('templates.name') })
  }
  get shortcut(): Locator {
    return this.page.getByRole('textbox', { name: this.t('templates.shortcut') })
  }
  body(language: Language): Locator {
    return this.page.getByRole('textbox', { name: this.t(`templates.body.${language}`) })
  }
  get rendered(): Locator {
    return this.page.getByRole('region', { name: this.t('templates.preview') })
  }
  get offered(): Locator {
    return this.page.getByRole('listbox', { name: this.t('templates.completion') }).getByRole('option')
  }
  get picker(): Locator {
    return this.page.getByRole('combobox', { name: this.t('templates.picker') })
  }
  async openTemplates(): Promise<void> {
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('t')
    await expect(this.page.getByRole('heading', { name: this.t('templates.title'), exact: true })).toBeVisible()
  }
  /** Opens the first case of the queue and goes into its composer. */
  async write(mode: 'reply' | 'note' = 'reply'): Promise<Locator> {
    await this.page.keyboard.press('Enter')
    await expect(this.field('reply').or(this.field('note')).first()).toBeVisible()
    await this.page.keyboard.press(mode === 'reply' ? 'r' : 'n')
    await expect(this.field(mode)).toBeFocused()
    return this.field(mode)
  }
  async tabTo(target: Locator): Promise<void> {
    for (let press = 0; press < 40; press++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }
}

function selected(element: HTMLElement | SVGElement): string {
  if (!(element instanceof HTMLTextAreaElement)) return ''
  return element.value.slice(element.selectionStart, element.selectionEnd)
}

async function inDesk(
  openDesk: (options?: object) => Promise<{ page: Page }>,
  options: object = {},
  language: Language = 'sl',
): Promise<{ page: Page; desk: TemplatesPage }> {
  const { page } = await openDesk(options)
  const sl = new TemplatesPage(page)
  await sl.ready()
  if (language === 'sl') return { page, desk: sl }
  await page.getByRole('button', { name: sl.t('nav.settings') }).click()
  await page.getByText('English', { exact: true }).click()
  const desk = new TemplatesPage(page, 'en')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await desk.ready()
  return { page, desk }
}

test('a typed shortcut becomes its text with the facts of the case, by Tab, Space and Enter; Ctrl+Z takes it back', async ({
  openDesk,
}) => {
  const { page, desk } = await inDesk(openDesk)
  await desk.setWorkOffline(true)
  await desk.goTo('mine')
  await page.keyboard.press('j')
  const field = await desk.write()
  const number = await desk.numberOf(desk.selectedRow)

  await page.keyboard.type('Dober dan. ;prev')
  await expect(desk.offered).toHaveCount(1)
  await expect(desk.offered.first()).toContainText('Prevzem zahtevka')
  await expect(field).toHaveAttribute('aria-activedescendant', (await desk.offered.first().getAttribute('id')) ?? '')
  await page.keyboard.press('Tab')
  await expect(field).toBeFocused()
  await expect(field).toHaveValue(new RegExp(`^Dober dan\\. [\\s\\S]*${number}[\\s\\S]*Maja Kotnik$`))
  await expect(field).not.toHaveValue(/\{\{|;prev/)
  await expect(desk.offered).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(field).toHaveValue('Dober dan. ;prev')

  // Escape closes the list and stays; what goes on is only text.
  await page.keyboard.press('Control+a')
  await page.keyboard.type(';')
  await expect(desk.offered.nth(3)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.offered).toHaveCount(0)
  await expect(field).toBeFocused()

  // A shortcut to its end and a space.
  await page.keyboard.press('Control+a')
  await page.keyboard.type(';podpis ')
  await expect(field).toHaveValue(/^(Lep pozdrav|Kind regards)\nMaja Kotnik, .*\n.*@spica\.example$/)
  // An unknown one stays what was typed.
  await page.keyboard.press('Control+a')
  await page.keyboard.type(';xyz beseda; in')
  await expect(field).toHaveValue(';xyz beseda; in')

  // By arrows, and by words of the name.
  await page.keyboard.press('Control+a')
  await page.keyboard.type(';p')
  await expect(desk.offered.nth(2)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(desk.offered.nth(1)).toHaveAttribute('aria-selected', 'true')
  const second = (await desk.offered.nth(1).locator('kbd').textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(field).not.toHaveValue(/;p/)
  expect(second).toMatch(/^;p/)
})

test('the list to pick from and the palette insert too; a note speaks the agent’s own language', async ({
  openDesk,
}) => {
  const { page, desk } = await inDesk(openDesk)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const reply = await desk.write()
  await page.keyboard.press('Control+;')
  await expect(desk.picker).toBeFocused()
  await page.keyboard.type('rešeno', { delay: 80 })
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('Rešeno')
  await expect(desk.rendered).toContainText(/CAS-/)
  await page.keyboard.press('Enter')
  await expect(desk.picker).toBeHidden()
  await expect(reply).toBeFocused()
  await expect(reply).toHaveValue(/CAS-[\s\S]*Maja Kotnik$/)
  await page.keyboard.press('Control+z')
  await expect(reply).toHaveValue('')

  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  const note = desk.field('note')
  await expect(note).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: desk.t('palette.label') })).toBeFocused()
  // Slower than a scanner, whose Enter would be taken for the end of a number.
  await page.keyboard.type('predaja', { delay: 80 })
  const palette = page.getByRole('listbox', { name: desk.t('palette.label') })
  await expect(palette.getByRole('group', { name: desk.t('palette.templates') }).getByRole('option')).toHaveCount(1)
  while ((await palette.getByRole('option', { selected: true }).textContent())?.includes('Predaja') !== true)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(note).toHaveValue(/^Predajam zahtevek CAS-/)
  await expect(note).toBeFocused()
})

test('what is missing is marked, found and asked about before it goes out', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const field = await desk.write('note')
  await page.keyboard.type('Klic na {{stranka.telefon}}; referenca {{zahtevek.referenca}}.')
  const told = desk.t('templates.openPlaces', {
    count: 2,
    names: `${desk.t('templates.placeholder.customer.phone')}, ${desk.t('templates.placeholder.case.reference')}`,
  })
  await expect(page.getByText(told)).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: desk.t('templates.placesTitle') })
  await expect(dialog).toContainText('{{stranka.telefon}}')
  await expect(desk.button('templates.placesBack')).toBeFocused()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()

  await desk.tabTo(desk.button('templates.fill'))
  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()
  await expect.poll(() => field.evaluate(selected)).toBe('{{stranka.telefon}}')
  await page.keyboard.type('041 555 010')
  await expect(field).toHaveValue('Klic na 041 555 010; referenca {{zahtevek.referenca}}.')
  await page.keyboard.press('Control+Enter')
  await desk.tabTo(desk.button('templates.placesSend'))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(field).toHaveValue('')
  await expect(desk.message('referenca {{zahtevek.referenca}}')).toBeVisible()
})

test('templates are made, shared, changed by a colleague, duplicated and deleted with undo, by keyboard alone', async ({
  openDesk,
}) => {
  test.setTimeout(120_000)
  const maja = await inDesk(openDesk, { agent: MAJA })
  const { page, desk } = maja
  await desk.openTemplates()
  await page.keyboard.press('n')
  await expect(desk.name).toBeFocused()
  await page.keyboard.type('Pozdrav novim strankam')
  await page.keyboard.press('Tab')
  await page.keyboard.type(';Hvala Lepa')
  await expect(page.getByText(desk.t('templates.fault.shortcut_wrong'))).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(';predaja')
  await expect(
    page.getByText(desk.t('templates.fault.shortcut_taken', { name: 'Predaja kolegu (interno)' })),
  ).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('novi')
  await desk.tabTo(page.getByRole('radio', { name: desk.t('templates.own') }))
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: desk.t('templates.shared') })).toBeChecked()
  await desk.tabTo(desk.body('sl'))
  await page.keyboard.type('Pozdravljeni, {{stranka.imee}}.')
  await expect(page.getByText(desk.t('templates.fault.unknown_placeholder', { names: 'stranka.imee' }))).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(desk.entry('Pozdrav novim strankam').getByRole('img')).toHaveAccessibleName(desk.t('templates.unsaved'))

  // Words that were begun wait over a reload.
  await expect(async () => {
    await page.reload()
    await expect(desk.entry('Pozdrav novim strankam')).toBeVisible({ timeout: 2_000 })
  }).toPass(SOON)
  await desk.entry('Pozdrav novim strankam').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(desk.body('sl')).toHaveValue('Pozdravljeni, {{stranka.imee}}.')

  // A fact from the menu; the preview reads as a real case would.
  await desk.body('sl').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Pozdravljeni, ')
  await page.keyboard.press('Shift+Tab')
  await expect(desk.button('templates.insertField')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(desk.body('sl')).toHaveValue('Pozdravljeni, {{stranka.ime}}')
  await expect(desk.body('sl')).toBeFocused()
  await expect(desk.rendered).toHaveText(/^Pozdravljeni, \p{Lu}\p{Ll}+$/u)
  await page.keyboard.press('Control+s')
  await expect(page.getByText(desk.t('templates.saved'))).toBeVisible()

  // A colleague sees it, and both change the same.
  const gregor = await inDesk(openDesk, { agent: GREGOR })
  await gregor.desk.openTemplates()
  await expect(gregor.desk.entry('Pozdrav novim strankam')).toBeVisible(SOON)
  await expect(gregor.desk.entry('Moj podpis')).toHaveCount(0)
  await gregor.desk.setWorkOffline(true)
  for (const { who, name } of [
    { who: gregor, name: 'Pozdrav vsem' },
    { who: maja, name: 'Prvi pozdrav' },
  ]) {
    await who.desk.entry('Pozdrav novim strankam').getByRole('button').focus()
    await who.page.keyboard.press('Enter')
    await who.desk.name.focus()
    await who.page.keyboard.press('Control+a')
    await who.page.keyboard.type(name)
    await who.page.keyboard.press('Control+s')
    await expect(who.desk.entry(name)).toBeVisible()
  }
  await expect(desk.entry('Prvi pozdrav').getByRole('img')).toHaveCount(0, SOON)
  await gregor.desk.setWorkOffline(false)
  const card = gregor.desk.conflictCard('template')
  await expect(card).toContainText('Prvi pozdrav', SOON)
  expect(await violations(gregor.page)).toEqual([])
  await gregor.desk.tabTo(card.getByRole('button', { name: gregor.desk.t('conflict.keepMyText') }))
  await gregor.page.keyboard.press('Enter')
  await expect(card).toBeHidden()
  await expect(desk.entry('Pozdrav vsem')).toBeVisible(SOON)

  // Duplicated, deleted, and had back.
  await desk.entry('Pozdrav vsem').getByRole('button').focus()
  await page.keyboard.press('d')
  await expect(desk.name).toHaveValue(desk.t('templates.copyOf', { name: 'Pozdrav vsem' }))
  await page.keyboard.press('Control+s')
  await expect(page.getByText(desk.t('templates.saved')).first()).toBeVisible()
  // The message may be that of the save before.
  await expect(desk.entry('kopija').getByRole('img', { name: desk.t('templates.unsaved') })).toHaveCount(0)
  await desk.entry('kopija').getByRole('button').focus()
  await page.keyboard.press('Delete')
  await expect(desk.entry('kopija')).toHaveCount(0)
  await expect(page.getByText(desk.t('templates.removed', { name: 'Pozdrav vsem (kopija)' }))).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(desk.entry('kopija')).toBeVisible()

  // Found by its shortcut.
  await page.keyboard.press('f')
  await expect(page.getByRole('searchbox', { name: desk.t('templates.search') })).toBeFocused()
  await page.keyboard.type('novi')
  await expect(desk.titles).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(desk.template('Pozdrav vsem')).toBeVisible()
})

test('what is typed while a new template is saved stays, in the same place, and it is made once', async ({
  openDesk,
}) => {
  const { page, desk } = await inDesk(openDesk)
  const saves = await holdAnswers(page, 'templates/save')
  await page.reload()
  await desk.ready()
  await desk.openTemplates()
  await page.keyboard.press('n')
  await expect(desk.name).toBeFocused()
  await page.keyboard.type('Navodila za obisk')
  await desk.body('sl').focus()
  await page.keyboard.type('Prvi, tretji.')
  await page.keyboard.press('Control+s')
  await expect.poll(saves.count).toBe(1)
  for (let step = 0; step < ' tretji.'.length; step++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type(' drugi,')
  await page.keyboard.press('Control+s')
  saves.release()
  await expect(page.getByText(desk.t('templates.saved'))).toBeVisible()
  expect(saves.count()).toBe(1)
  await expect(desk.entry('Navodila za obisk')).toHaveCount(1)
  await expect(desk.entry('Navodila za obisk').getByRole('img', { name: desk.t('templates.unsaved') })).toBeVisible()
  await expect(desk.body('sl')).toBeFocused()
  await page.keyboard.type(' d')
  await expect(desk.body('sl')).toHaveValue('Prvi, drugi, d tretji.')
  await page.keyboard.press('Control+s')
  await expect(desk.entry('Navodila za obisk').getByRole('img', { name: desk.t('templates.unsaved') })).toBeHidden()
  expect(saves.count()).toBe(2)
  await page.reload()
  await desk.entry('Navodila za obisk').getByRole('button').click()
  await expect(desk.body('sl')).toHaveValue('Prvi, drugi, d tretji.')
})

test('a template is not duplicated over a new one that was begun', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk, { agent: GREGOR })
  await desk.openTemplates()
  await page.keyboard.press('n')
  await expect(desk.name).toBeFocused()
  await page.keyboard.type('Začeto')
  await desk.body('sl').fill('Dolgo besedilo, ki še ni shranjeno.')
  await desk.entry('Predaja kolegu').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(desk.name).toHaveValue(/Predaja kolegu/)
  await page.keyboard.press('d')
  await expect(page.getByText(desk.t('templates.begun'))).toBeVisible()
  await expect(desk.name).toHaveValue('Začeto')
  await expect(desk.body('sl')).toHaveValue('Dolgo besedilo, ki še ni shranjeno.')
})

for (const [at, { colorScheme, viewport }] of LOOKS.entries()) {
  const language = at % 2 === 0 ? 'en' : 'sl'
  test(`no view of templates has an accessibility violation (${colorScheme}, ${viewport.width}, ${language})`, async ({
    openDesk,
  }) => {
    const { page, desk } = await inDesk(openDesk, { colorScheme, viewport }, language)
    await page.keyboard.press('j')
    await desk.write()
    await page.keyboard.type(';p')
    await expect(desk.offered.first()).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+;')
    await expect(desk.picker).toBeFocused()
    await expect(desk.rendered).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(desk.picker).toBeHidden()
    await page.keyboard.press('Escape')
    await desk.openTemplates()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(desk.rendered).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('n')
    await expect(desk.name).toBeFocused()
    await page.keyboard.press('Control+s')
    await expect(page.getByText(desk.t('templates.fault.name_empty'))).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}
