import { casesByApi } from '../case-by-api.ts'
import { expect, test } from '../fixtures.ts'
import { inLanguage } from '../in-language.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 20_000 }
const NOTES = ['Vrata v kleti se ne zapirajo.', 'Ura na terminalu zaostaja.', 'Ura zaostaja že pet minut.']

for (const [language, look, words] of [
  ['sl', 0, { title: 'Vrata in ura', split: 'Ura na terminalu zaostaja' }],
  ['en', 1, { title: 'A door and a clock', split: 'The clock of the terminal is late' }],
] as const) {
  test(`messages become a case of their own by keyboard alone, also taken back by Ctrl+Z (${language})`, async ({
    openDesk,
    portal,
  }) => {
    test.setTimeout(120_000)
    const { enter, agent, stranger } = await casesByApi(portal.url)
    const caseId = await enter(words.title)
    for (const body of NOTES) await agent.write(caseId, body, 'internal')
    // A case of another customer goes on in it: those words stay where they are.
    const foreignId = await enter(`${words.title}?`, stranger)
    await agent.write(foreignId, 'Beseda druge stranke.', 'internal')
    await agent.push({ kind: 'case.merge', caseId: foreignId, intoId: caseId, otherCompany: true })

    const { page } = await openDesk(LOOKS[look])
    const desk = await inLanguage(page, language)
    const { t } = desk
    const press = (key: string) => page.keyboard.press(key)
    const shot = async (name: string) => {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${language}.png` })
    }
    const number = await desk.openByTitle(words.title)
    await expect(desk.message('Beseda druge stranke.')).toBeVisible()

    await press('Shift+N')
    const dialog = page.getByRole('dialog', { name: t('relations.splitTitle', { number }) })
    const title = dialog.getByRole('textbox', { name: t('relations.splitName') })
    await expect(title).toBeFocused()
    await expect(dialog.getByRole('checkbox')).toHaveCount(NOTES.length)
    await expect(dialog).not.toContainText('Beseda druge stranke.')
    // What is missing is said; the keys are where it is.
    await press('Control+Enter')
    await expect(dialog).toContainText(t('newCase.missing.title'))
    await expect(dialog.getByRole('alert')).toContainText(t('relations.splitNothing'))
    await expect(title).toBeFocused()
    expect(await violations(page)).toEqual([])
    await page.keyboard.type(words.split)
    await press('Control+Enter')
    await expect(dialog.getByRole('checkbox').first()).toBeFocused()
    await press('Tab')
    await press('Space')
    await press('Tab')
    await press('Space')
    await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2)
    await expect(dialog.getByRole('button', { name: t('relations.splitNow', { count: 2 }) })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shot('split')

    // Left and opened again, it is as it was.
    await press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('article').first()).toBeFocused()
    await press('Shift+N')
    await expect(title).toHaveValue(words.split)
    await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2)
    await press('Control+Enter')

    await expect(desk.title(words.split)).toBeVisible()
    await expect(desk.message(NOTES[1]!)).toBeVisible()
    await expect(desk.message(NOTES[0]!)).toHaveCount(0)
    const toast = page.getByRole('alert').filter({ hasText: t('relations.splitDone', { number }) })
    await expect(toast).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shot('split-toast')
    await press('Control+z')
    await expect(desk.title(words.title)).toBeVisible()
    await expect(desk.message(NOTES[1]!)).toBeVisible()
    await expect(page.getByRole('article').first()).toBeFocused()

    // Begun where it was taken back, and sent this time.
    await press('Shift+N')
    await expect(title).toHaveValue(words.split)
    await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2)
    await press('Control+Enter')
    await expect(desk.title(words.split)).toBeVisible()
    await expect(page.getByRole('article').first()).toHaveAttribute('aria-label', /CAS-/, { timeout: 30_000 })
    await expect(desk.message(NOTES[1]!)).toBeVisible()
    await expect(desk.message(NOTES[2]!)).toBeVisible()
    const links = page.getByRole('region', { name: t('relations.links') })
    await links.getByRole('button', { name: words.title }).focus()
    await press('Enter')
    await expect(desk.title(words.title)).toBeVisible()
    await expect(desk.message(NOTES[0]!)).toBeVisible()
    await expect(desk.message(NOTES[1]!)).toHaveCount(0, SOON)
    await expect(links.getByRole('button', { name: words.split })).toBeVisible()
  })
}
