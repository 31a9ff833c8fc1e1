import { casesByApi } from '../case-by-api.ts'
import { expect, test } from '../fixtures.ts'
import { inLanguage } from '../in-language.ts'
import { LOOKS, violations } from '../violations.ts'

for (const [language, look, words] of [
  ['sl', 0, { known: 'Čitalnik ob rampi ne bere', typed: 'Čitalnik pri rampi ne bere', more: 'Od jutra ne bere.' }],
  [
    'en',
    1,
    { known: 'The reader at the barrier is dead', typed: 'Reader at the barrier is dead', more: 'Since dawn.' },
  ],
] as const) {
  test(`what is entered for a caller goes into the case that is known, or is linked with it, by keyboard alone (${language})`, async ({
    openDesk,
    portal,
  }) => {
    test.setTimeout(120_000)
    const { enter } = await casesByApi(portal.url)
    await enter(words.known)
    const { page } = await openDesk(LOOKS[look])
    const desk = await inLanguage(page, language)
    const { t } = desk
    const press = (key: string) => page.keyboard.press(key)
    const shot = async (name: string) => {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${language}.png` })
    }
    const title = desk.newCaseField('newCase.titleField')
    const description = desk.newCaseField('newCase.description')
    const known = page.getByRole('region', { name: t('relations.newDuplicates') })
    const open = known.getByRole('button', { name: words.known })
    const callerIsChosen = async () => {
      await press('c')
      await expect(desk.newCaseField('newCase.contact')).toBeFocused()
      await page.keyboard.type('janez novak')
      // At once: it means the words as they stand now, not what the first letters had found.
      await press('Enter')
      await expect(page.getByRole('region', { name: t('newCase.contact') })).toContainText('Janez Novak')
      await expect(title).toBeFocused()
    }

    // The same matter: what was typed is a note of the known case.
    await callerIsChosen()
    await page.keyboard.type(words.typed)
    await press('Tab')
    await page.keyboard.type(words.more)
    await expect(open).toBeVisible()
    await press('Control+d')
    await expect(open).toBeFocused()
    await known.scrollIntoViewIfNeeded()
    expect(await violations(page)).toEqual([])
    await shot('known')
    await press('Escape')
    await expect(title).toBeFocused()
    await press('Control+d')
    await press('Tab')
    await expect(known.getByRole('button', { name: /CAS-/ }).nth(1)).toBeFocused()
    await press('n')
    await expect(desk.title(words.known)).toBeVisible()
    await expect(desk.message(words.more)).toContainText(words.typed)
    await expect(desk.message(words.more)).toContainText(t('thread.internal'))
    const number = /CAS-\S+/.exec((await page.getByRole('article').first().getAttribute('aria-label')) ?? '')?.[0] ?? ''
    const toast = page.getByRole('alert').filter({ hasText: t('newCase.noted', { number }) })
    await expect(toast).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shot('known-noted')

    // Taken back, the words are in the note's draft there, and the form is empty.
    await press('Control+z')
    await expect(toast).toBeHidden()
    await expect(desk.field('note')).toBeFocused()
    await expect(desk.field('note')).toHaveValue(`${words.typed}\n\n${words.more}`)
    await press('Escape')
    await callerIsChosen()
    await expect(title).toHaveValue('')

    // A case of its own after all, linked; what is missing is said first.
    await page.keyboard.type(words.typed)
    await expect(open).toBeVisible()
    await press('Control+d')
    await expect(open).toBeFocused()
    await press('d')
    await expect(desk.newCase).toContainText(t('newCase.missing.description'))
    await expect(description).toBeFocused()
    await page.keyboard.type(words.more)
    await press('Control+d')
    await expect(open).toBeFocused()
    await press('d')
    await expect(desk.title(words.typed)).toBeVisible()
    const links = page.getByRole('region', { name: t('relations.links') })
    await expect(links.getByRole('button', { name: words.known })).toContainText(t('relations.kind.duplicate_of'))
    await expect(page.getByRole('article').first()).toHaveAttribute('aria-label', /CAS-/, { timeout: 20_000 })
    await expect(links.getByRole('button', { name: words.known })).not.toContainText(t('history.pending'))
    await shot('known-linked')
  })
}
