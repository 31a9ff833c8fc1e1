import { CASE_NUMBER, DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

const GUIDE_CASE = 'CAS-02580-T0M2L3'

test('an agent sees coloured queues with counters, and each list holds what its counter says', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  for (const queue of ['open', 'mine', 'unassigned', 'waiting', 'active', 'closed'] as const) {
    await desk.goTo(queue)
    const count = await desk.queueCount(queue)
    if (count === 0) continue
    await expect(desk.rows.first()).toHaveAttribute('aria-setsize', String(count))
  }
  await desk.goTo('waiting')
  await expect(desk.rows.first()).toContainText(desk.t('statusShort.waiting_for_details'))
  expect((await desk.queueCount('waiting')) + (await desk.queueCount('active'))).toBe(await desk.queueCount('open'))
})

test("the guide's own case is found however its number is typed, with all its fields and its thread", async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  for (const typed of ['CAS-02580-TOM2L3', 'cas02580t0m2l3', '2580 T0M']) {
    await desk.search.fill(typed)
    await expect(desk.hits.filter({ hasText: GUIDE_CASE })).toBeVisible()
  }
  await desk.openCase(GUIDE_CASE)
  const pane = desk.case(GUIDE_CASE)
  await expect(pane.getByRole('heading', { name: 'TEST' })).toBeVisible()
  await expect(pane.getByText('potrebujem pomoč pri nastavitvi umika').first()).toBeVisible()
  await expect(desk.statusButton('in_progress')).toBeVisible()
  await expect(desk.message('TEST, kako vam lahko pomagamo')).toContainText('Gregor Berčič')
  await expect(pane.getByText(desk.t('caseType.support'), { exact: true }).first()).toBeVisible()
})

test('search ignores diacritics and case, and answers while one types', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.search.fill('bercic')
  await expect(desk.hits.first()).toBeVisible()
  await desk.search.fill('zzqqzz')
  await expect(page.getByText(desk.t('search.none', { text: 'zzqqzz' }))).toBeVisible()
})

test('the list is sorted and filtered', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.goTo('closed')
  const all = await desk.queueCount('closed')
  await desk.filter.fill('vrsta:popravilo')
  await expect.poll(async () => Number(await desk.rows.first().getAttribute('aria-setsize'))).toBeLessThan(all)
  await desk.filter.fill('zzqqzz')
  await expect(page.getByText(desk.t('queue.empty.filtered.titleOf', { filter: 'zzqqzz' }))).toBeVisible()
  await page
    .getByRole('button', { name: desk.t('queue.empty.filtered.clear'), exact: true })
    .last()
    .click()
  await expect(desk.rows.first()).toHaveAttribute('aria-setsize', String(all))

  await page
    .getByRole('button', { name: /./ })
    .filter({ hasText: desk.t('list.sortBy.modified') })
    .click()
  await page.getByRole('menuitemradio', { name: desk.t('list.sortBy.number') }).click()
  await expect(desk.rows.first()).not.toHaveAttribute('data-loading', 'true')
  const texts = await desk.rows.evaluateAll((rows) =>
    rows
      .toSorted((a, b) => Number(a.getAttribute('aria-posinset')) - Number(b.getAttribute('aria-posinset')))
      .map((row) => row.textContent ?? ''),
  )
  const numbers = texts.map((text) => CASE_NUMBER.exec(text)?.[0] ?? '')
  expect(numbers).not.toContain('')
  expect(numbers.length).toBeGreaterThan(5)
  expect(numbers).toEqual(numbers.toSorted().toReversed())
})

test('the whole job by keyboard alone', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  const press = (key: string) => page.keyboard.press(key)
  const position = async () => Number(await desk.selectedRow.getAttribute('aria-posinset'))

  await press('g')
  await press('q')
  await press('Home')
  await expect.poll(position).toBe(1)
  await press('j')
  await press('j')
  await expect.poll(position).toBe(3)
  await press('k')
  await expect.poll(position).toBe(2)
  await press('End')
  await expect.poll(position).toBe(await desk.queueCount('open'))
  await press('Home')
  await expect.poll(position).toBe(1)
  const number = await desk.numberOf(desk.selectedRow)
  await press('Enter')
  await expect(desk.case(number)).toBeVisible()

  await press('r')
  await expect(desk.field('reply')).toBeFocused()
  await page.keyboard.type('Odgovor samo s tipkovnico.')
  await press('Control+Enter')
  await expect(desk.message('Odgovor samo s tipkovnico.')).toBeVisible()
  await press('Escape')
  await press('n')
  await expect(desk.field('note')).toBeFocused()
  await page.keyboard.type('Opomba za sodelavce.')
  await press('Control+Enter')
  await expect(desk.message('Opomba za sodelavce.')).toContainText(desk.t('thread.internal'))
  await press('Escape')

  await press('i')
  await expect(desk.ownerButton('Maja Kotnik')).toBeVisible()
  await press('s')
  await expect(page.getByRole('menu')).toBeVisible()
  await press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await press('a')
  await expect(page.getByPlaceholder(desk.t('case.findOwner'))).toBeFocused()
  await press('Escape')
  await press('e')
  await expect(desk.statusButton('resolved')).toBeVisible()

  await press('/')
  await expect(desk.search).toBeFocused()
  await press('Escape')
  await press('?')
  await expect(page.getByRole('dialog', { name: desk.t('keys.title') })).toBeVisible()
  await press('Escape')
  await press('g')
  await press('s')
  await expect(page.getByRole('heading', { name: desk.t('sync.title'), exact: true })).toBeVisible()
})
