import { readFileSync } from 'node:fs'
import { expect, test } from '../fixtures.ts'
import { inLanguage } from '../in-language.ts'
import { LOOKS, violations } from '../violations.ts'

for (const [language, agent, words] of [
  ['sl', 1, { title: 'Rampa škripa', file: 'zgodovina' }],
  ['en', 5, { title: 'Gate squeaks', file: 'history' }],
] as const) {
  test(`the history of a case is read, filtered and taken along by keyboard alone, also offline (${language})`, async ({
    openDesk,
  }) => {
    const { page } = await openDesk({ ...LOOKS[language === 'sl' ? 0 : 1], agent })
    const desk = await inLanguage(page, language)
    const press = (key: string) => page.keyboard.press(key)
    await press('j')
    await expect(desk.selectedRow).toBeVisible()
    const number = await desk.numberOf(desk.selectedRow)
    await expect(desk.case(number)).toBeVisible()

    // Without the portal: what is changed now stands there too, as not sent.
    const fromPalette = async (command: string) => {
      await press('Control+k')
      const palette = page.getByRole('combobox', { name: desk.t('palette.label') })
      await palette.fill(command)
      await press('Enter')
      await expect(palette).toBeHidden()
    }
    await fromPalette(desk.t('keys.command.app.workOffline'))
    await press('t')
    const field = desk.editor('title')
    await expect(field).toBeFocused()
    await field.fill(words.title)
    await press('Enter')
    await expect(desk.title(words.title)).toBeVisible()

    await page.getByRole('listbox').first().focus()
    await press('h')
    const dialog = page.getByRole('dialog', { name: desk.t('history.title', { number }) })
    await expect(dialog).toBeVisible()
    const rows = dialog.getByRole('row')
    await expect(rows.nth(1)).toContainText(desk.t('history.pending'))
    await expect(rows.nth(1).getByRole('insertion').first()).toBeVisible()
    const all = await rows.count()
    expect(all).toBeGreaterThan(1)
    await expect(dialog.getByRole('region')).toBeFocused()
    expect(await violations(page)).toEqual([])

    const byField = dialog.getByRole('combobox', { name: desk.t('history.byField') })
    await byField.focus()
    await byField.selectOption({ label: desk.t('history.field.title') })
    await expect(rows.filter({ hasNotText: desk.t('history.field.title') })).toHaveCount(1)
    await expect(rows.nth(1)).toContainText(words.title)
    await press('Tab')
    await press('Tab')
    const download = page.waitForEvent('download')
    await press('Enter')
    const file = await download
    expect(file.suggestedFilename()).toBe(`${number}-${words.file}.csv`)
    expect(readFileSync(await file.path(), 'utf8')).toContain(words.title)
    await press('Escape')
    await expect(dialog).toBeHidden()

    // From the palette too.
    await fromPalette(desk.t('keys.command.case.history'))
    await expect(dialog).toBeVisible()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/history-${language}.png` })
  })
}
