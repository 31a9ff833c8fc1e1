import type { ElectronApplication, Locator } from '@playwright/test'
import { violations } from '../violations.ts'
import { serveDictionaries } from './dictionary.ts'
import { expect, test } from './fixtures.ts'

type Item = { label: string; enabled: boolean; click(): void }
type Recorded = { shown: Item[] }

/** Native menus cannot be seen by a test: what would have been shown is kept instead. */
async function recordMenus(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const recorded: Recorded = { shown: [] }
    Object.assign(globalThis, { recorded })
    Menu.prototype.popup = function popup() {
      recorded.shown = this.items.map((item) => ({
        label: item.label,
        enabled: item.enabled,
        click: () => item.click(),
      }))
    }
  })
}

/** The items of the menu that the keys open at the cursor; separators are empty. */
async function menuAt(app: ElectronApplication, field: Locator): Promise<string[]> {
  await app.evaluate(() => {
    ;(globalThis as unknown as { recorded: Recorded }).recorded.shown = []
  })
  await field.press('Shift+F10')
  const shown = () =>
    app.evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded.shown.map(({ label }) => label))
  await expect.poll(async () => (await shown()).length).toBeGreaterThan(0)
  return shown()
}

const choose = (app: ElectronApplication, label: string) =>
  app.evaluate((_electron, wanted) => {
    ;(globalThis as unknown as { recorded: Recorded }).recorded.shown.find((item) => item.label === wanted)?.click()
  }, label)

const languages = (app: ElectronApplication) =>
  app.evaluate(({ session }) => ({
    on: session.defaultSession.isSpellCheckerEnabled(),
    codes: session.defaultSession.getSpellCheckerLanguages(),
  }))

test('a misspelled word is found by the keys, replaced, or learnt', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'other systems have dictionaries of their own')
  const dictionaries = await serveDictionaries()
  const { app, page, desk } = await launch({ dictionaries: dictionaries.url })
  await desk.ready()
  await recordMenus(app)
  await page.getByRole('button', { name: desk.t('nav.settings') }).click()
  const english = page.getByRole('group', { name: desk.t('settings.spelling') }).getByLabel(desk.t('language.en'))
  await english.press('Space')
  await expect(english).not.toBeChecked()
  await expect.poll(() => languages(app)).toEqual({ on: true, codes: ['sl'] })
  await expect.poll(() => dictionaries.asked).toContainEqual(expect.stringMatching(/^sl-si-/))

  await page.getByRole('button', { name: desk.t('nav.queues'), exact: true }).click()
  await desk.rows.first().click()
  const note = await desk.compose('note')
  await note.pressSequentially('Napravva je')
  await note.press('Home')
  for (let i = 0; i < 3; i++) await note.press('ArrowRight')
  // The word is checked a moment after it was written, and the dictionary comes once.
  await expect.poll(() => menuAt(app, note)).toContain('Naprava')
  const items = await menuAt(app, note)
  expect(items).toEqual(expect.arrayContaining(['Dodaj v slovar', 'Izreži', 'Kopiraj', 'Prilepi', 'Izberi vse']))
  await choose(app, 'Naprava')
  await expect(note).toHaveValue('Naprava je')
  expect(await menuAt(app, note)).not.toContain('Dodaj v slovar')

  await note.fill('Zeltrak ')
  await note.press('Home')
  await note.press('ArrowRight')
  await expect.poll(() => menuAt(app, note)).toContain('Dodaj v slovar')
  await choose(app, 'Dodaj v slovar')
  await expect.poll(() => menuAt(app, note)).not.toContain('Dodaj v slovar')
  dictionaries.close()
})

test('the languages are chosen by keyboard, hold at the next start, and none switches it off', async ({ launch }) => {
  const { app, page, desk, profileDir } = await launch()
  await desk.ready()
  expect((await languages(app)).codes).toEqual(['sl', 'en-GB', 'en-US'])
  await page.getByRole('button', { name: desk.t('nav.settings') }).focus()
  await page.keyboard.press('Enter')
  const group = page.getByRole('group', { name: desk.t('settings.spelling') })
  const slovene = group.getByLabel(desk.t('language.sl'))
  const english = group.getByLabel(desk.t('language.en'))
  await slovene.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => languages(app)).toEqual({ on: true, codes: ['en-GB', 'en-US'] })
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Tab')
  await expect(english).toBeFocused()
  await page.keyboard.press('Space')
  await expect.poll(async () => (await languages(app)).on).toBe(false)
  await app.close()

  const again = await launch({ profileDir })
  await again.desk.ready()
  expect((await languages(again.app)).on).toBe(false)
  await again.page.getByRole('button', { name: desk.t('nav.settings') }).click()
  const kept = again.page.getByRole('group', { name: desk.t('settings.spelling') })
  await expect(kept.getByLabel(desk.t('language.sl'))).not.toBeChecked()
  await expect(kept.getByLabel(desk.t('language.en'))).not.toBeChecked()
})
