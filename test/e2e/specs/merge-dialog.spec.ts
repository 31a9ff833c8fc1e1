import type { Page } from '@playwright/test'
import { casesByApi } from '../case-by-api.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { inLanguage } from '../in-language.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 20_000 }

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

for (const [language, words] of [
  ['sl', { kept: 'Terminal pri dvigalu ne bere', gone: 'Terminal ob dvigalu ne bere' }],
  ['en', { kept: 'Terminal by the lift reads nothing', gone: 'Terminal at the lift reads nothing' }],
] as const) {
  test(`a case is merged by keyboard alone, taken back by Ctrl+Z, merged again and taken apart later (${language})`, async ({
    openDesk,
    portal,
  }) => {
    test.setTimeout(120_000)
    const { enter, agent } = await casesByApi(portal.url)
    await enter(words.kept)
    const goneId = await enter(words.gone)
    await agent.write(goneId, 'Zapisano ob dvigalu.', 'internal')
    const { page } = await openDesk(LOOKS[language === 'sl' ? 0 : 1])
    const desk = await inLanguage(page, language)
    const { t } = desk
    const press = (key: string) => page.keyboard.press(key)
    const into = await desk.openByTitle(words.kept)
    const number = await desk.openByTitle(words.gone)

    // The one that looks alike comes first; any other is found by typing.
    await press('Shift+M')
    const dialog = page.getByRole('dialog', { name: t('relations.mergeTitle', { number }) })
    const find = dialog.getByRole('combobox', { name: t('relations.find') })
    await expect(find).toBeFocused()
    await expect(dialog.getByRole('option').first()).toContainText(words.kept)
    expect(await violations(page)).toEqual([])
    await shot(page, `merge-find-${language}`)
    await page.keyboard.type('8888888')
    await expect(dialog).toContainText(t('relations.nothingFound'))
    await find.fill(into)
    await expect(dialog.getByRole('option')).toHaveCount(1)
    await press('Enter')
    const merge = dialog.getByRole('button', { name: t('relations.mergeNow', { number, into }) })
    await expect(merge).toBeFocused()
    await expect(dialog).toContainText(t('relations.mergeMeans', { number, into }))
    expect(await violations(page)).toEqual([])
    await shot(page, `merge-sure-${language}`)

    // Another one after all: the field has the keys again.
    await press('Tab')
    await expect(dialog.getByRole('button', { name: t('relations.another') })).toBeFocused()
    await press('Enter')
    await expect(find).toBeFocused()
    await expect(dialog.getByRole('option').first()).toContainText(words.kept)
    await press('Enter')
    await expect(merge).toBeFocused()
    await press('Enter')

    // It goes on in the other one; Ctrl+Z while it waits, and nothing has happened.
    await expect(desk.title(words.kept)).toBeVisible()
    await expect(desk.message('Zapisano ob dvigalu.')).toContainText(t('relations.from', { number }))
    const toast = page.getByRole('alert').filter({ hasText: t('relations.merged', { number, into }) })
    await expect(toast).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shot(page, `merge-toast-${language}`)
    await press('Control+z')
    await expect(toast).toBeHidden()
    await expect(desk.title(words.gone)).toBeVisible()
    await expect(desk.field('reply')).toBeVisible()
    await expect(page.getByRole('article').first()).toBeFocused()
    await expect(desk.statusButton('in_progress')).toBeVisible(SOON)

    // Merged once more, and sent.
    await press('Shift+M')
    await expect(dialog.getByRole('option').first()).toContainText(words.kept)
    await press('Enter')
    await expect(merge).toBeFocused()
    await press('Enter')
    await expect(desk.title(words.kept)).toBeVisible()
    await expect(toast).toBeHidden(SOON)
    const parts = page.getByRole('region', { name: t('relations.parts') })
    await expect(parts.getByRole('button', { name: t('relations.takeOut', { number }) })).toBeVisible()

    // Its own page says where it goes on, and from there it is taken apart.
    await parts.getByRole('button', { name: words.gone }).focus()
    await press('Enter')
    await expect(desk.title(words.gone)).toBeVisible()
    await expect(page.getByText(t('relations.mergedInto', { number: into }), { exact: true })).toBeVisible()
    await expect(desk.field('reply')).toBeHidden()
    expect(await violations(page)).toEqual([])
    await shot(page, `merged-${language}`)
    await press('Control+k')
    const palette = page.getByRole('combobox', { name: t('palette.label') })
    await palette.fill(t('keys.command.case.unmerge'))
    await press('Enter')
    await expect(page.getByText(t('relations.unmerged', { number }))).toBeVisible()
    await expect(desk.field('reply')).toBeVisible(SOON)
    await expect(desk.statusButton('in_progress')).toBeVisible(SOON)
    await expect(desk.message('Zapisano ob dvigalu.')).toBeVisible()
    await desk.openByTitle(words.kept)
    await expect(desk.message('Zapisano ob dvigalu.')).toHaveCount(0)
  })
}

test('a case of another company is only merged by whoever says so; one that is closed takes no open one', async ({
  openDesk,
  portal,
}) => {
  const { enter, agent, stranger } = await casesByApi(portal.url)
  const [kept, gone, closed] = ['Sirena se ne ugasne', 'Sirena tuli vso noč', 'Sirena je odstranjena']
  await enter(kept, stranger)
  await enter(gone)
  const closedId = await enter(closed)
  const base = { value: 'in_progress', version: 1 }
  await agent.push({ kind: 'case.update', caseId: closedId, status: { to: 'resolved', base } })
  const { page } = await openDesk(LOOKS[0])
  const desk = new DeskPage(page)
  const { t } = desk
  const press = (key: string) => page.keyboard.press(key)
  await desk.ready()
  const closedNumber = await desk.openByTitle(closed)
  const into = await desk.openByTitle(kept)
  const number = await desk.openByTitle(gone)
  await press('Shift+M')
  const dialog = page.getByRole('dialog', { name: t('relations.mergeTitle', { number }) })
  const find = dialog.getByRole('combobox', { name: t('relations.find') })
  await expect(find).toBeFocused()

  await find.fill(closedNumber)
  await press('Enter')
  await expect(dialog).toContainText(t('problem.merge_closed.advice'))
  await expect(dialog.getByRole('button', { name: t('relations.another') })).toBeFocused()
  await expect(
    dialog.getByRole('button', { name: t('relations.mergeNow', { number, into: closedNumber }) }),
  ).toBeDisabled()
  expect(await violations(page)).toEqual([])
  await press('Enter')
  await expect(find).toBeFocused()

  await find.fill(into)
  await press('Enter')
  const sure = dialog.getByRole('checkbox')
  await expect(sure).toBeFocused()
  const merge = dialog.getByRole('button', { name: t('relations.mergeNow', { number, into }) })
  await expect(merge).toBeDisabled()
  await press('Enter')
  await expect(dialog).toBeVisible()
  await press('Space')
  await expect(merge).toBeEnabled()
  expect(await violations(page)).toEqual([])
  await shot(page, 'merge-other-company')
  await press('Enter')
  await expect(dialog).toBeHidden()
  await expect(desk.title(kept)).toBeVisible()
  const parts = page.getByRole('region', { name: t('relations.parts') })
  const name = `${(await casesByApi(portal.url)).caller.firstName} Novak`
  await expect(parts).toContainText(t('relations.notForCustomer', { name }))
  // Taken out from here as well.
  await parts.getByRole('button', { name: t('relations.takeOut', { number }) }).focus()
  await press('Enter')
  await expect(page.getByText(t('relations.unmerged', { number }))).toBeVisible()
  await expect(parts).toBeHidden(SOON)
})
