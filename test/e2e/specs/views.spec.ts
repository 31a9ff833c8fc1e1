import type { Page } from '@playwright/test'
import type { Language } from '#shared/domain/case.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

class ViewsPage extends DeskPage {
  get proposals() {
    return this.page.getByRole('listbox', { name: this.t('filter.proposals') }).getByRole('option')
  }
  get dialog() {
    return this.page.getByRole('dialog')
  }
  /** The pinned views below the queues. */
  pinned(name: string) {
    return this.page.getByRole('region', { name: this.t('views.title') }).getByRole('button', { name })
  }
  async total(): Promise<number> {
    await expect(this.list).toHaveAttribute('aria-busy', 'false')
    return Number(await this.rows.first().getAttribute('aria-setsize'))
  }
  async openFilter(): Promise<void> {
    await this.press('f')
    await expect(this.filter).toBeFocused()
  }
  press(key: string) {
    return this.page.keyboard.press(key)
  }
  type(text: string) {
    return this.page.keyboard.type(text)
  }
}

async function inDesk(page: Page, language: Language = 'sl'): Promise<ViewsPage> {
  const desk = new ViewsPage(page, language)
  await desk.ready()
  return desk
}

test('a filter is typed with completion, kept over a reload, and cleared, by keyboard alone', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = await inDesk(page)
  await desk.press('g')
  await desk.press('q')
  const open = await desk.queueCount('open')

  await desk.openFilter()
  await desk.type('las')
  await expect(desk.proposals.first()).toContainText('lastnik')
  await desk.press('Tab')
  await expect(desk.filter).toHaveValue('lastnik:')
  await expect(desk.proposals.first()).toContainText('jaz')
  await desk.type('kot')
  await expect(desk.proposals).toHaveText(['Maja Kotnik'])
  await desk.press('ArrowDown')
  await desk.press('Enter')
  await expect(desk.filter).toHaveValue('lastnik:"Maja Kotnik" ')
  await desk.type('-stanje:čaka')
  await desk.press('Enter')
  await expect(desk.list).toBeFocused()
  await expect.poll(() => desk.total()).toBeLessThan(open)
  const shown = await desk.total()
  await desk.press('j')
  await expect(desk.selectedRow).toBeVisible()

  await expect(page).toHaveURL(/filter=owner.*waiting/)
  await page.reload()
  await desk.ready()
  await expect(desk.filter).toHaveValue('lastnik:"Maja Kotnik" -stanje:čaka')
  expect(await desk.total()).toBe(shown)
  await desk.list.focus()
  await desk.press('Shift+F')
  await expect.poll(() => desk.total()).toBe(open)
})

test('what cannot be understood is said with its place, and an empty list says which filter shows nothing', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = await inDesk(page)
  const all = await desk.total()
  await desk.openFilter()
  await desk.type('stanje:odprto barva:modra')
  await desk.press('Enter')
  await expect(page.getByText(desk.t('filter.fault.unknown_field', { what: 'barva', place: 15 }))).toBeVisible()
  await expect(desk.filter).toHaveAttribute('aria-invalid', 'true')
  expect(await desk.total()).toBe(all)
  expect(await violations(page)).toEqual([])

  await desk.filter.fill('zzqqzz lastnik:brez')
  await expect(page.getByText(desk.t('queue.empty.filtered.titleOf', { filter: 'zzqqzz lastnik:brez' }))).toBeVisible()
  const clear = page.getByRole('button', { name: desk.t('queue.empty.filtered.clear'), exact: true }).last()
  await clear.focus()
  await desk.press('Enter')
  await expect.poll(() => desk.total()).toBe(all)
  await expect(desk.filter).toHaveValue('')
})

/** The one who shares comes last: the others' lists of views stay as they are. */
for (const [language, agent, words] of [
  ['en', 5, { filter: 'status:waiting', again: 'type:support', name: 'Waiting for me', other: 'Support' }],
  ['sl', 3, { filter: 'stanje:čaka', again: 'vrsta:podpora', name: 'Čakajo name', other: 'Podpora' }],
] as const) {
  test(`a list is saved as a view, pinned, changed, moved, shared, deleted and taken back, by keyboard (${language})`, async ({
    openDesk,
  }) => {
    const look = LOOKS[language === 'sl' ? 0 : 1]
    const { page } = await openDesk({ ...look, agent })
    const first = await inDesk(page)
    if (language === 'en') {
      await page.getByRole('button', { name: first.t('nav.settings') }).click()
      await page.getByText('English', { exact: true }).click()
      await page.keyboard.press('g')
      await page.keyboard.press('q')
    }
    const desk = await inDesk(page, language)
    await desk.press('g')
    await desk.press('q')
    await desk.openFilter()
    await desk.type(words.filter)
    await desk.press('Enter')
    await expect(desk.list).toBeFocused()
    const total = await desk.total()

    await desk.press('Shift+V')
    await expect(desk.dialog.getByRole('textbox', { name: desk.t('views.name') })).toBeFocused()
    await desk.type(words.name)
    expect(await violations(page)).toEqual([])
    await desk.press('Enter')
    await expect(desk.dialog).toBeHidden()
    await expect(desk.pinned(words.name)).toContainText(String(total))
    await expect(page.getByRole('heading', { name: words.name, exact: true })).toBeVisible()
    expect(await violations(page)).toEqual([])

    // Another one, from the first: its filter is changed and kept under the same name.
    await desk.openFilter()
    await desk.press('End')
    await desk.type(` ${words.again}`)
    await desk.press('Enter')
    await expect(page.getByRole('heading', { name: desk.t('views.changed', { name: words.name }) })).toBeVisible()
    await desk.press('Shift+V')
    await expect(desk.dialog.getByRole('textbox', { name: desk.t('views.name') })).toHaveValue(words.name)
    await desk.press('Enter')
    await expect(page.getByRole('heading', { name: words.name, exact: true })).toBeVisible()

    // A second view, shared, through the list of all views.
    await desk.press('v')
    await expect(desk.dialog).toBeVisible()
    await desk.dialog.getByRole('button', { name: desk.t('views.new') }).focus()
    await desk.press('Enter')
    await expect(desk.dialog.getByRole('textbox', { name: desk.t('views.name') })).toBeFocused()
    await desk.type(words.other)
    const filter = desk.dialog.getByRole('textbox', { name: desk.t('views.filter') })
    await filter.fill(words.again)
    await desk.dialog.getByRole('radio', { name: desk.t('views.colours.violet') }).focus()
    await desk.press('Space')
    if (language === 'sl') {
      await desk.dialog.getByRole('checkbox', { name: desk.t('views.shared') }).focus()
      await desk.press('Space')
    }
    await filter.focus()
    await desk.press('Enter')
    await expect(desk.pinned(words.other)).toBeVisible()

    await desk.press('v')
    // Those of the demo stand before them.
    const views = desk.dialog
      .getByRole('list', { name: desk.t('views.all') })
      .locator('[data-view]')
      .filter({ hasText: new RegExp(`${words.name}|${words.other}`) })
    await expect(views).toHaveCount(2)
    await expect(views.first()).toContainText(words.name)
    expect(await violations(page)).toEqual([])
    await views.last().focus()
    await desk.press('Alt+ArrowUp')
    await expect(views.first()).toContainText(words.other)
    await desk.press('Delete')
    await expect(views).toHaveCount(1)
    await page.getByRole('button', { name: desk.t('composer.undo') }).focus()
    await desk.press('Enter')
    await expect(views).toHaveCount(2)
    await views.last().focus()
    await desk.press('Enter')
    await expect(desk.dialog).toBeHidden()
    await expect(page.getByRole('heading', { name: words.name, exact: true })).toBeVisible()
    await expect(desk.list).toBeFocused()

    await desk.press('v')
    await desk.dialog.getByRole('button', { name: desk.t('views.pin', { name: words.name }) }).focus()
    await desk.press('Enter')
    await expect(desk.pinned(words.name)).toHaveCount(0)
    await desk.dialog.getByRole('button', { name: desk.t('views.remove', { name: words.other }) }).focus()
    await desk.press('Enter')
    await expect(desk.pinned(words.other)).toHaveCount(0)
  })
}

test('the list stands in the order of any field', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = await inDesk(page)
  const order = { sort: desk.t('list.sortBy.modified'), direction: desk.t('list.direction.desc') }
  await page.getByRole('button', { name: desk.t('list.sortedBy', order) }).focus()
  await desk.press('Enter')
  await page.getByRole('menuitemradio', { name: desk.t('list.sortBy.company') }).focus()
  await desk.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/sort=company/)
  const companies = async () => {
    const rows = await desk.rows.evaluateAll((all) =>
      all
        .toSorted((a, b) => Number(a.getAttribute('aria-posinset')) - Number(b.getAttribute('aria-posinset')))
        .map((row) => row.querySelector('[class*=company]')?.firstChild?.textContent ?? ''),
    )
    return rows.filter((name) => name !== '')
  }
  const collator = new Intl.Collator('sl', { ignorePunctuation: true, sensitivity: 'base' })
  await expect
    .poll(async () => {
      const names = await companies()
      return names.length > 3 && names.every((name, at) => at === 0 || collator.compare(names[at - 1]!, name) >= 0)
    })
    .toBe(true)
})
