import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import { agentByApi } from '../agent-by-api.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { axeViolations as violations } from '../violations.ts'

test('a case is put off and brought back by keys alone, also offline; the list and its counters follow', async ({
  openDesk,
}) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  const { t } = desk
  await desk.ready()
  await desk.goTo('mine')
  await desk.setWorkOffline(true)
  const [mine, snoozed] = [await desk.queueCount('mine'), await desk.queueCount('snoozed')]
  await desk.list.focus()
  await page.keyboard.press('j')
  const number = await desk.numberOf(desk.selectedRow)
  await page.keyboard.press('z')
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: t('snooze.preset.tomorrow') })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await menu.getByRole('menuitem', { name: t('snooze.preset.tomorrow') }).press('Enter')
  await expect(page.getByText(t('composer.undo'))).toBeVisible()
  await expect(desk.row(number)).toHaveCount(0)
  await expect.poll(() => desk.queueCount('mine')).toBe(mine - 1)
  await expect.poll(() => desk.queueCount('snoozed')).toBe(snoozed + 1)

  // Undone by Ctrl+Z, and put off again until a time that is typed.
  await page.keyboard.press('Control+z')
  await expect.poll(() => desk.queueCount('mine')).toBe(mine)
  await expect(desk.row(number)).toHaveCount(1)
  await desk.openCase(number)
  await desk.case(number).focus()
  await page.keyboard.press('z')
  await menu.getByRole('menuitem', { name: t('snooze.preset.custom') }).press('Enter')
  const dialog = page.getByRole('dialog', { name: t('snooze.customTitle') })
  const field = dialog.getByRole('textbox', { name: t('snooze.field') })
  await expect(field).toBeFocused()
  await field.fill('nekoč')
  await field.press('Enter')
  await expect(dialog).toContainText(t('snooze.notUnderstood'))
  await field.fill('pojutrišnjem ob 9:30')
  await expect(dialog.getByRole('status')).toContainText('09:30')
  expect(await violations(page)).toEqual([])
  await field.press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(() => desk.queueCount('snoozed')).toBe(snoozed + 1)
  await desk.setWorkOffline(false)

  // Its own list says until when; from there it is brought back.
  await desk.list.focus()
  await page.keyboard.press('g')
  await page.keyboard.press('z')
  await expect(desk.list).toHaveAttribute('aria-label', t('list.label', { queue: t('queue.name.snoozed') }))
  await expect(desk.row(number)).toContainText('09:30')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('j')
  await expect(desk.case(number)).toBeVisible()
  await page.keyboard.press('z')
  await menu.getByRole('menuitem', { name: t('snooze.wake') }).press('Enter')
  await expect.poll(() => desk.queueCount('snoozed')).toBe(snoozed)
})

test('a snooze that ended while the program was closed is marked until the case is opened', async ({ openDesk }) => {
  test.setTimeout(200_000)
  const opened = await openDesk()
  const { page } = opened
  const desk = new DeskPage(page)
  const { t } = desk
  await desk.ready()
  await desk.goTo('open')
  await desk.list.focus()
  await page.keyboard.press('j')
  const number = await desk.numberOf(desk.selectedRow)
  await page.keyboard.press('z')
  await page.getByRole('menuitem', { name: t('snooze.preset.custom') }).press('Enter')
  const soon = new Date(Date.now() + 65_000)
  const clock = soon.toLocaleTimeString('sl-SI', { timeZone: 'Europe/Ljubljana', hour: '2-digit', minute: '2-digit' })
  const field = page.getByRole('textbox', { name: t('snooze.field') })
  await field.fill(`danes ${clock}`)
  await field.press('Enter')
  await expect(desk.row(number)).toHaveCount(0)
  await opened.process.stop()
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, soon.setSeconds(0) - Date.now())))
  await opened.restart()
  await desk.ready()
  await desk.goTo('open')
  await expect(desk.row(number)).toContainText(t('list.rowBackTime'))
  await desk.openCase(number)
  await expect(desk.case(number)).toContainText(t('snooze.backTime'))
  await expect(desk.row(number)).not.toContainText(t('list.rowBackTime'), { timeout: 10_000 })
})

test('what a colleague writes is unread until it is looked at, with a line above it; u makes it unread again', async ({
  openDesk,
}) => {
  test.setTimeout(120_000)
  const [maja, gregor] = await Promise.all([openDesk(), openDesk({ agent: 0 })])
  const desk = new DeskPage(maja.page)
  const colleague = new DeskPage(gregor.page)
  const { t } = desk
  await desk.ready()
  await colleague.ready()
  await desk.goTo('open')
  await desk.list.focus()
  await maja.page.keyboard.press('j')
  const number = await desk.numberOf(desk.selectedRow)
  await expect(desk.case(number)).toBeVisible()
  await expect(desk.selectedRow).not.toContainText(t('list.rowUnread'), { timeout: 15_000 })
  await maja.page.keyboard.press('j')
  await expect(desk.case(number)).toBeHidden()

  // The colleague names her in an internal note, with the list under `@`, by keys alone.
  await colleague.openCase(number)
  await colleague.case(number).focus()
  await gregor.page.keyboard.press('n')
  const field = gregor.page.getByRole('textbox', { name: t('composer.noteField') })
  await expect(field).toBeFocused()
  await field.pressSequentially('Prosim poglej, @kot')
  const list = gregor.page.getByRole('listbox', { name: t('mentions.list') })
  await expect(list.getByRole('option', { name: 'Maja Kotnik' })).toHaveAttribute('aria-selected', 'true')
  expect(await violations(gregor.page)).toEqual([])
  await field.press('Enter')
  await expect(field).toHaveValue('Prosim poglej, @Maja Kotnik ')
  await expect(list).toBeHidden()
  await field.pressSequentially('hvala')
  await field.press('Control+Enter')
  await expect(colleague.message('Prosim poglej')).toBeVisible()

  await desk.goTo('open')
  await expect(desk.row(number)).toContainText(t('list.rowUnread'), { timeout: 30_000 })
  expect(await violations(maja.page)).toEqual([])
  await desk.openCase(number)
  const pane = desk.case(number)
  await expect(pane.getByText(t('thread.newSince'))).toBeVisible()
  await expect(pane.getByText('@Maja Kotnik', { exact: true }).last()).toHaveAttribute('data-me', 'true')
  await expect(pane.getByRole('button', { name: t('follow.button') })).toHaveAttribute('aria-pressed', 'true')
  expect(await violations(maja.page)).toEqual([])
  await expect(desk.row(number)).not.toContainText(t('list.rowUnread'), { timeout: 15_000 })
  // It stays where it is while the case is read.
  await expect(pane.getByText(t('thread.newSince'))).toBeVisible()

  await pane.focus()
  await maja.page.keyboard.press('u')
  await expect(desk.row(number)).toContainText(t('list.rowUnread'))
  await maja.page.keyboard.press('w')
  await expect(pane.getByRole('button', { name: t('follow.button') })).toHaveAttribute('aria-pressed', 'false')
  await expect(desk.row(number)).toContainText(t('list.rowUnread'))

  // In a reply nobody is named.
  await maja.page.keyboard.press('r')
  const reply = maja.page.getByRole('textbox', { name: t('composer.replyField') })
  await expect(reply).toBeFocused()
  await reply.pressSequentially('@gre')
  await expect(maja.page.getByRole('listbox', { name: t('mentions.list') })).toBeHidden()
})

test('the bell lists what concerns the agent, by keys; settings say what may disturb, and when', async ({
  openDesk,
  portal,
}) => {
  test.setTimeout(120_000)
  const { page } = await openDesk({ agent: 0 })
  const desk = new DeskPage(page)
  const { t } = desk
  await desk.ready()
  await desk.goTo('active')
  await desk.list.focus()
  await page.keyboard.press('j')
  const number = await desk.numberOf(desk.selectedRow)
  await expect(desk.case(number)).toBeVisible()
  await expect(desk.selectedRow).not.toContainText(t('list.rowUnread'), { timeout: 15_000 })
  const inAddress = () => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url())?.[0] ?? ''
  await expect.poll(inAddress).not.toBe('')
  const caseId = inAddress()
  await page.keyboard.press('j')
  await expect(desk.case(number)).toBeHidden()
  const colleague = await agentByApi(portal.url)
  await colleague.mention(caseId, `@${DEMO_AGENTS[0]!.name}, prosim.`, DEMO_AGENTS[0]!.id)

  const bell = page.getByRole('button', { name: new RegExp(`^${t('notices.bell')}(:|$)`) })
  await expect(bell).toHaveAccessibleName(/\d/, { timeout: 60_000 })
  await page.keyboard.press('b')
  const menu = page.getByRole('menu')
  // The newest; the demo may have named the agent there before.
  const item = menu
    .getByRole('menuitem', { name: t('notices.kind.mention') })
    .filter({ hasText: number })
    .first()
  await expect(item).toBeVisible()
  await expect(item).toContainText(t('list.rowUnread'))
  expect(await violations(page)).toEqual([])
  await item.press('Enter')
  await expect(desk.case(number)).toBeVisible()
  await page.keyboard.press('b')
  await expect(item).not.toContainText(t('list.rowUnread'), { timeout: 15_000 })
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: t('nav.settings') }).click()
  const section = page.getByRole('region', { name: t('notices.title') })
  await section.getByRole('checkbox', { name: t('notices.kind.mention') }).press('Space')
  await section.getByRole('switch', { name: t('notices.quiet') }).press('Space')
  await section.getByLabel(t('notices.quietEnds.from'), { exact: true }).fill('18:30')
  expect(await violations(page)).toEqual([])
  await page.reload()
  await expect(section.getByLabel(t('notices.quietEnds.from'), { exact: true })).toHaveValue('18:30')
  await expect(section.getByRole('checkbox', { name: t('notices.kind.mention') })).not.toBeChecked()
  await page.keyboard.press('b')
  await expect(menu.getByText(t('notices.kind.mention'))).toHaveCount(0)
})
