import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import { type RunningProcess, startPortal } from '../../support/process.ts'
import { casesByApi } from '../case-by-api.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

const SOON = { timeout: 15_000 }

let ownPortal: RunningProcess | undefined
test.afterEach(async () => {
  await ownPortal?.stop()
  ownPortal = undefined
})

test('a request stays with the words for it when a colleague decides first, and what is typed on decides nothing', async ({
  openDesk,
  temporaryFolder,
}) => {
  // Of its own: others decide about the requests of the shared one meanwhile.
  ownPortal = await startPortal(temporaryFolder(), { cases: 60 })
  const portalUrl = ownPortal.ready[1]!
  const ana = new DeskPage((await openDesk({ agent: 1, portalUrl })).page)
  const gregor = new DeskPage((await openDesk({ agent: 0, portalUrl })).page)
  for (const desk of [ana, gregor]) {
    await desk.ready()
    await desk.openRegistrations()
  }
  const details = ana.page.getByRole('region', { name: ana.t('registrations.details') })
  const name = (await details.getByRole('heading', { level: 2 }).textContent()) ?? ''
  const waiting = ana.registrationsIn('waiting')
  const before = await waiting.count()
  await ana.page.keyboard.press('r')
  const reason = ana.page.getByLabel(ana.t('registrations.reason'))
  await expect(reason).toBeFocused()
  await ana.page.keyboard.type('Podjetja ne pozn')

  await expect(gregor.registrationDetails(name)).toBeVisible()
  await gregor.page.keyboard.press('r')
  await gregor.page.keyboard.type('Dvojna prijava.')
  await gregor.page.keyboard.press('Control+Enter')
  // One's own decision brings the next one.
  await expect(gregor.registrationDetails(name)).toBeHidden()

  await expect(reason).toBeHidden(SOON)
  await ana.page.keyboard.type('amo, c')
  await expect(ana.page.getByRole('alert').filter({ hasText: ana.t('keys.fieldGone') })).toHaveCount(1)
  await expect(ana.registrationDetails(name)).toContainText(DEMO_AGENTS[0]!.name)
  await expect(ana.registrationDetails(name)).toContainText('Dvojna prijava.')
  await expect(ana.registrationDetails(name)).toContainText('Podjetja ne pozn')
  await expect(waiting).toHaveCount(before - 1)
  await ana.button('app.clearWords').click()
  await expect(ana.registrationDetails(name)).not.toContainText('Podjetja ne pozn')

  // A click ends it: the keys are shortcuts again.
  await waiting.first().click()
  await ana.page.keyboard.press('r')
  await expect(reason).toBeFocused()
  await ana.page.keyboard.press('Escape')
})

test('what is typed on when a colleague merges the case runs no command', async ({ openDesk, portal }) => {
  const { agent, enter } = await casesByApi(portal.url)
  const title = 'Zvonec pri vratarju molči'
  const caseId = await enter(title)
  const intoId = await enter('Zvonec pri vratarju ne zvoni')
  const { page } = await openDesk({ agent: 0 })
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openByTitle(title)
  await page.keyboard.press('r')
  await expect(desk.field('reply')).toBeFocused()
  await page.keyboard.type('Pozdravljeni, s')
  await agent.push({ kind: 'case.merge', caseId, intoId, otherCompany: false })
  await expect(desk.field('reply')).toBeHidden(SOON)
  await page.keyboard.type('amo preverimo')
  await expect(page.getByRole('alert').filter({ hasText: desk.t('keys.fieldGone') })).toHaveCount(1)
  await expect(page.getByRole('textbox', { name: desk.t('case.findOwner') })).toBeHidden()
  await expect(page.getByRole('menu')).toBeHidden()
  // A command is still one.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: desk.t('palette.label') })).toBeFocused()
})
