import type { Locator, Page } from '@playwright/test'
import type { Language } from '#shared/domain/case.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }

class MacrosPage extends DeskPage {
  async openMacros(): Promise<void> {
    for (const key of ['g', 'e']) await this.page.keyboard.press(key)
    await expect(this.page.getByRole('heading', { name: this.t('macros.title'), exact: true })).toBeVisible()
  }
  get name(): Locator {
    return this.page.getByRole('textbox', { name: this.t('templates.name') })
  }
  get picker(): Locator {
    return this.page.getByRole('combobox', { name: this.t('macros.picker') })
  }
  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name: this.t('macros.runTitle', { name }) })
  }
  get bar(): Locator {
    return this.page.getByRole('region', { name: this.t('bulk.label') })
  }
  async choose(label: string, option: string): Promise<void> {
    const field = this.page.getByRole('combobox', { name: label, exact: true })
    await field.focus()
    await field.fill(option)
    await this.page.keyboard.press('ArrowDown')
    await this.page.keyboard.press('Enter')
    await expect(field).toHaveValue(option)
  }
  /** Opens the chooser with its key and takes what is typed. */
  async pick(text: string): Promise<void> {
    await this.page.keyboard.press('q')
    await expect(this.picker).toBeFocused()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }
}

async function inEnglish(page: Page): Promise<MacrosPage> {
  const sl = new MacrosPage(page)
  await page.getByRole('button', { name: sl.t('nav.settings') }).click()
  await page.getByText('English', { exact: true }).click()
  const desk = new MacrosPage(page, 'en')
  await page.getByRole('button', { name: desk.t('nav.queues'), exact: true }).click()
  await desk.ready()
  return desk
}

test('a macro is written, asks for what a case lacks, does everything at once and is taken back as one', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new MacrosPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.openMacros()
  await page.keyboard.press('n')
  await expect(desk.name).toBeFocused()
  await page.keyboard.type('Potrditev naročila')
  await desk.choose(desk.t('macros.status'), desk.t('status.waiting_for_details'))
  await page
    .getByRole('textbox', { name: desk.t('templates.body.sl') })
    .fill('Pozdravljeni, {{stranka}}. Naročilo {{zahtevek.referenca}} je potrjeno.')
  await page.keyboard.press('Control+s')
  await expect(page.getByText(desk.t('macros.saved')).first()).toBeVisible(SOON)

  await page.keyboard.press('Escape')
  for (const key of ['g', 'q']) await page.keyboard.press(key)
  await desk.ready()
  await desk.goTo('active')
  // One without a reference.
  await desk.filter.fill('referenca:brez')
  await page.keyboard.press('Enter')
  await expect(desk.list).toHaveAttribute('aria-busy', 'false')
  await desk.list.focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(desk.page.getByRole('article').first()).toBeVisible()
  const before = await desk.status()
  await desk.pick('Potrditev')
  const dialog = desk.dialog('Potrditev naročila')
  await expect(dialog.getByRole('region', { name: desk.t('macros.text') }).locator('mark')).toHaveCount(1)
  await expect(dialog.getByRole('button', { name: desk.t('macros.run') })).toBeDisabled()
  const missing = dialog.getByRole('textbox', { name: desk.t('templates.placeholder.case.reference') })
  await missing.focus()
  await page.keyboard.type('NAR-77')
  await expect(dialog.getByRole('button', { name: desk.t('macros.run') })).toBeEnabled(SOON)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(desk.message('Naročilo NAR-77 je potrjeno.')).toBeVisible(SOON)
  await expect(desk.statusButton('waiting_for_details')).toBeVisible()
  // Taken back as one; the words are the draft.
  await page.keyboard.press('Control+z')
  await expect(desk.statusButton(before)).toBeVisible(SOON)
  await expect(desk.message('Naročilo NAR-77')).toHaveCount(0)
  await expect(desk.field('reply')).toHaveValue(/NAR-77/)
})

test('a macro for several cases tells what their customers will get before it writes', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new MacrosPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.goTo('active')
  const total = await desk.queueCount('active')
  await desk.list.focus()
  for (const key of ['j', 'x', 'Shift+J', 'Shift+J']) await page.keyboard.press(key)
  await expect(desk.bar.getByRole('status')).toHaveText(desk.t('bulk.selected', { count: 3 }))
  await desk.pick('Zaključi brez')
  const dialog = desk.dialog('Zaključi brez odgovora')
  await expect(dialog.getByText(desk.t('macros.willWrite', { count: 3 }))).toBeVisible(SOON)
  await expect(dialog.getByRole('region', { name: desk.t('macros.text') })).toHaveCount(3)
  const go = dialog.getByRole('button', { name: desk.t('macros.runWriting', { count: 3 }) })
  await go.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => desk.queueCount('active'), SOON).toBe(total - 3)
  await page.keyboard.press('Control+z')
  await expect.poll(() => desk.queueCount('active'), SOON).toBe(total)
})

test('a macro is not duplicated over a new one that was begun; a saved one is written on in its place', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new MacrosPage(page)
  await desk.ready()
  await desk.openMacros()
  await page.keyboard.press('n')
  await expect(desk.name).toBeFocused()
  await page.keyboard.type('Zahvala za klic')
  const body = page.getByRole('textbox', { name: desk.t('templates.body.sl') })
  await body.fill('Hvala za klic')
  await page.keyboard.press('Control+s')
  await expect(page.getByText(desk.t('macros.saved')).first()).toBeVisible(SOON)
  await expect(body).toBeFocused()
  await page.keyboard.type(', ddd')
  await expect(body).toHaveValue('Hvala za klic, ddd')
  await page.keyboard.press('Control+s')
  await expect(page.getByText(desk.t('templates.unsaved'))).toBeHidden()

  const entry = (name: string) =>
    page
      .getByRole('region', { name: desk.t('macros.list') })
      .getByRole('listitem')
      .filter({ hasText: name })
  await entry('Zahvala za klic').getByRole('button').focus()
  await page.keyboard.press('n')
  await expect(desk.name).toBeFocused()
  await page.keyboard.type('Začet makro')
  await entry('Zahvala za klic').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(desk.name).toHaveValue('Zahvala za klic')
  await page.keyboard.press('d')
  await expect(page.getByText(desk.t('macros.begun'))).toBeVisible()
  await expect(desk.name).toHaveValue('Začet makro')
})

for (const look of LOOKS) {
  test(`macros have no violations, ${look.colorScheme}`, async ({ openDesk }) => {
    const { page } = await openDesk(look)
    const language: Language = look.colorScheme === 'light' ? 'sl' : 'en'
    await new MacrosPage(page).ready()
    const desk = language === 'en' ? await inEnglish(page) : new MacrosPage(page)
    const shot = (name: string) => page.screenshot({ path: `test-results/macros-${name}-${look.colorScheme}.png` })
    await desk.list.focus()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.keyboard.press('q')
    await expect(desk.picker).toBeFocused()
    await shot('picker')
    expect(await violations(page)).toEqual([])
    await page.keyboard.type('podrobnosti')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: desk.t('macros.text') })).toBeVisible(SOON)
    await shot('run')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await desk.openMacros()
    await page.keyboard.press('j')
    await expect(page.getByRole('article')).toBeVisible()
    await shot('page')
    expect(await violations(page)).toEqual([])
  })
}
