import type { Page } from '@playwright/test'
import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import { casesByApi } from '../case-by-api.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

const SOON = { timeout: 15_000 }
const [GREGOR, MAJA] = DEMO_AGENTS

/** What the desk tells the page can be held back, as on a desk that is busy. */
async function slowDesk(page: Page) {
  let held: (() => void)[] | null = null
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const desk = socket.connectToServer()
    socket.onMessage((message) => desk.send(message))
    desk.onMessage((message) => {
      const pass = () => socket.send(message)
      if (held) held.push(pass)
      else pass()
    })
  })
  await page.reload()
  return {
    hold() {
      held = []
    },
    release() {
      const waiting = held ?? []
      held = null
      for (const pass of waiting) pass()
    },
  }
}

/** As a system notification or a link does it. */
async function follow(desk: DeskPage, number: string): Promise<void> {
  await desk.page.evaluate((to) => {
    location.hash = `#/case/${to}`
  }, number)
  await expect(desk.case(number)).toBeVisible(SOON)
}

test('an owner who is chosen before the next case is read is chosen for that case, not for the one before', async ({
  openDesk,
  portal,
}) => {
  const cases = await casesByApi(portal.url)
  await cases.enter('Vrtavka enega lastnika')
  await cases.enter('Vrtavka drugega lastnika')
  const { page } = await openDesk()
  const slow = await slowDesk(page)
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.filter.fill('vrtavka')
  await page.keyboard.press('Enter')
  await expect(desk.rows).toHaveCount(2, SOON)
  await desk.list.focus()
  await page.keyboard.press('Home')
  const before = await desk.numberOf(desk.rows.first())
  const next = await desk.numberOf(desk.rows.last())
  await expect(desk.case(before)).toBeVisible()

  slow.hold()
  await page.keyboard.press('j')
  await expect(desk.selectedRow).toContainText(next)
  await page.keyboard.press('a')
  await page.keyboard.type('gre')
  await page.keyboard.press('Enter')
  await expect(desk.case(before)).toBeVisible()
  await expect(page.getByRole('textbox', { name: desk.t('case.findOwner') })).toBeHidden()
  slow.release()
  await expect(desk.case(next)).toBeVisible(SOON)
  await expect(page.getByRole('textbox', { name: desk.t('case.findOwner') })).toHaveValue('gre')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(desk.case(next).getByRole('button', { name: GREGOR!.name })).toBeVisible(SOON)
  await desk.row(before).click()
  await expect(desk.case(before)).toBeVisible()
  await expect(desk.ownerButton(MAJA!.name)).toBeVisible()
})

test('a question and a macro about a case go with it when a notification leads to another one', async ({
  openDesk,
  portal,
}) => {
  const cases = await casesByApi(portal.url)
  const titles = ['Piščal prvega primera', 'Piščal drugega primera'] as const
  for (const title of titles) await cases.enter(title)
  // Not in every team.
  const { page } = await openDesk({ agent: DEMO_AGENTS.findIndex(({ teamIds }) => teamIds.length === 1) })
  const desk = new DeskPage(page)
  await desk.ready()
  const other = await desk.openByTitle(titles[1])
  const number = await desk.openByTitle(titles[0])

  await page.keyboard.press('m')
  await page
    .getByRole('menuitem', { name: desk.t('case.teamNotYours') })
    .first()
    .click()
  const question = page.getByRole('dialog').filter({ hasText: desk.t('case.leaveTeamText') })
  await expect(question).toBeVisible()
  await follow(desk, other)
  await expect(question).toBeHidden()

  await follow(desk, number)
  const picker = page.getByRole('combobox', { name: desk.t('macros.picker') })
  await page.keyboard.press('q')
  await expect(picker).toBeFocused()
  await page.keyboard.type('Zaključi brez')
  await page.keyboard.press('Enter')
  const preview = page.getByRole('dialog', { name: desk.t('macros.runTitle', { name: 'Zaključi brez odgovora' }) })
  await expect(preview).toBeVisible()
  await follow(desk, other)
  await expect(preview).toBeHidden()
  await page.keyboard.press('q')
  await expect(picker).toBeFocused()
  await expect(preview).toBeHidden()
})
