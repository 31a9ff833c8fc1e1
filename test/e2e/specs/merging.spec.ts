import { expect, test } from '../fixtures.ts'
import { inLanguage } from '../in-language.ts'
import { LOOKS, violations } from '../violations.ts'

for (const [language, agent, words] of [
  ['sl', 1, { title: 'Terminal ob vhodu ne bere kartic', like: 'Terminal na vhodu ne prebere kartice' }],
  [
    'en',
    5,
    {
      title: 'The terminal at the gate reads no cards',
      like: 'Terminal at the gate reads no card',
    },
  ],
] as const) {
  test(`likely duplicates are shown, told apart and linked by keyboard alone (${language})`, async ({ openDesk }) => {
    test.setTimeout(150_000)
    const { page } = await openDesk({ ...LOOKS[language === 'sl' ? 0 : 1], agent })
    const desk = await inLanguage(page, language)
    const { t } = desk
    const press = (key: string) => page.keyboard.press(key)
    const shot = async (name: string) => {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${language}.png` })
    }

    // Two cases for the same caller.
    const newCase = async (title: string) => {
      await press('c')
      const caller = page.getByRole('region', { name: t('newCase.caller') }).getByRole('combobox')
      await expect(caller).toBeFocused()
      await caller.fill('novak')
      await expect(page.getByRole('option').first()).toBeVisible()
      await press('Enter')
      const field = page.getByRole('textbox', { name: t('newCase.titleField') })
      await expect(field).toBeFocused()
      await field.fill(title)
      await page.getByRole('textbox', { name: t('newCase.description') }).fill(`${title}.`)
    }
    await newCase(words.title)
    await press('Control+Enter')
    await expect(desk.title(words.title)).toBeVisible()
    const pane = page.getByRole('article').first()
    await expect(pane).toHaveAttribute('aria-label', /CAS-/, { timeout: 20_000 })
    await newCase(words.like)
    // While it is entered, the other one is shown.
    const known = page.getByRole('region', { name: t('relations.newDuplicates') })
    await expect(known.getByRole('button', { name: words.title })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shot('new-duplicates')
    await press('Control+Enter')
    await expect(desk.title(words.like)).toBeVisible()
    await expect(pane).toHaveAttribute('aria-label', /CAS-/, { timeout: 20_000 })
    await page.getByRole('listbox').first().focus()

    // Not the same, and then a link after all.
    const suggested = page.getByRole('region', { name: t('relations.duplicates') })
    await expect(suggested.getByRole('button', { name: words.title })).toBeVisible()
    await shot('duplicates')
    await press('Shift+D')
    await expect(suggested.getByRole('button', { name: words.title })).toBeFocused()
    await press('Delete')
    await expect(suggested.getByRole('button', { name: words.title })).toHaveCount(0)
    await page.getByRole('listbox').first().focus()
    await press('Shift+L')
    const dialog = page.getByRole('dialog')
    const find = dialog.getByRole('combobox', { name: t('relations.find') })
    await expect(find).toBeFocused()
    await find.fill(words.title)
    await expect(dialog.getByRole('option', { name: words.title }).first()).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shot('link')
    await press('Enter')
    await expect(dialog.getByRole('button', { name: t('relations.linkRelated') })).toBeFocused()
    await press('Enter')
    const links = page.getByRole('region', { name: t('relations.links') })
    await expect(links.getByRole('button', { name: words.title })).toBeVisible()
  })
}
