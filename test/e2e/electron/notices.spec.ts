import type { ElectronApplication } from '@playwright/test'
import { GREGOR } from '#portal/demo/agents.ts'
import { agentByApi } from '../agent-by-api.ts'
import { expect, test } from './fixtures.ts'

type Shown = { title: string; body: string; actions: string[] }

/** Stands where the system would show them: what main asks for is kept, and can be pressed. */
async function watchNotifications(app: ElectronApplication): Promise<() => Promise<Shown[]>> {
  await app.evaluate(({ Notification }) => {
    const seen: Electron.Notification[] = []
    Object.assign(globalThis, { seen })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      seen.push(this)
    }
  })
  return () =>
    app.evaluate(() => {
      const { seen } = globalThis as unknown as { seen: Electron.Notification[] }
      return seen.map(({ title, body, actions }) => ({ title, body, actions: actions.map(({ text }) => text ?? '') }))
    })
}

/** As the system says it. */
const press = (app: ElectronApplication, what: 'click' | number) =>
  app.evaluate((_, pressed) => {
    const last = (globalThis as unknown as { seen: Electron.Notification[] }).seen.at(-1)!
    if (pressed === 'click') last.emit('click', {})
    else last.emit('action', {}, pressed)
  }, what)

test('being named is a notification of the system with a badge; it opens its case, or puts it off', async ({
  launch,
  portal,
}) => {
  test.setTimeout(120_000)
  const { app, page, desk } = await launch({ agent: 0 })
  const { t } = desk
  await desk.ready()
  const shown = await watchNotifications(app)
  await app.evaluate(({ app: main }) => {
    const counts: number[] = []
    Object.assign(globalThis, { counts })
    main.setBadgeCount = (count = 0) => counts.push(count) > 0
  })
  await desk.goTo('open')
  await desk.rows.nth(0).click()
  const number = await desk.numberOf(desk.rows.nth(0))
  await expect(desk.case(number)).toBeVisible()
  const openCase = async () => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(await page.evaluate(() => location.hash))?.[0]
  await expect.poll(openCase).toBeDefined()
  const caseId = (await openCase())!
  // What the customer wrote before is read by then.
  await expect(desk.row(number)).not.toContainText(t('list.rowUnread'), { timeout: 15_000 })
  await desk.rows.nth(2).click()
  await expect(desk.case(number)).toBeHidden()

  const colleague = await agentByApi(portal.ready[1]!)
  await colleague.mention(caseId, `@${GREGOR.name}, stranka je skrivnostna.`, GREGOR.id)
  await expect.poll(shown, { timeout: 60_000 }).toHaveLength(1)
  const [first] = await shown()
  expect(first!.title).toBe(t('notices.kind.mention'))
  expect(first!.body).toContain(number)
  expect(first!.actions).toHaveLength(2)
  expect(JSON.stringify(first)).not.toMatch(/skrivnost|Maja/)
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { counts: number[] }).counts.at(-1)))
    .toBeGreaterThan(0)

  await press(app, 'click')
  await expect(desk.case(number)).toBeVisible()
  await press(app, 1)
  await expect(
    desk.case(number).getByRole('button', { name: t('snooze.change', { until: '' }).split(':')[0]! }),
  ).toBeVisible()

  // Not now: nothing is shown, the list has it.
  await page.keyboard.press('b')
  await page.getByRole('menuitem', { name: t('notices.quietHour') }).press('Enter')
  await expect(page.getByText(t('notices.quietBegan'))).toBeVisible()
  await colleague.mention(caseId, `@${GREGOR.name}, še nekaj.`, GREGOR.id)
  const bell = page.getByRole('button', { name: new RegExp(`^${t('notices.bell')}: \\d`) })
  await expect(bell).toBeVisible({ timeout: 30_000 })
  expect(await shown()).toHaveLength(1)
})
