import type { Locator } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

const nameIn = async (details: Locator) => (await details.getByRole('heading', { level: 2 }).textContent()) ?? ''

/** The names of those that can be decided, in the order of the list. */
async function waitingNames(desk: DeskPage): Promise<string[]> {
  const entries = desk.page.getByRole('region', { name: desk.t('registrations.title') }).getByRole('button')
  const names: string[] = []
  for (const entry of await entries.all()) {
    if (!(await entry.textContent())?.includes(desk.t('registrations.state.pending'))) continue
    await entry.click()
    names.push(await nameIn(desk.page.getByRole('region', { name: desk.t('registrations.details') })))
  }
  return names
}

test('registrations are approved, or rejected with a reason, also offline', async ({ openDesk }) => {
  const { page } = await openDesk()
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.openRegistrations()
  const [first, second] = (await waitingNames(desk)) as [string, string]
  await desk.setWorkOffline(true)

  await desk.registration(first).click()
  await desk.button('registrations.approve').click()
  await expect(desk.registrationDetails(first)).toContainText(desk.t('registrations.pendingDecision.approved'))

  await desk.registration(second).click()
  await desk.button('registrations.reject').click()
  await desk.button('registrations.rejectSend').click()
  await expect(page.getByText(desk.t('registrations.reasonMissing'))).toBeVisible()
  await desk.page.getByLabel(desk.t('registrations.reason')).fill('Podjetje ni naša stranka.')
  await desk.button('registrations.rejectSend').click()
  await expect(desk.registrationDetails(second)).toContainText(desk.t('registrations.pendingDecision.rejected'))

  await desk.setWorkOffline(false)
  await desk.registration(first).click()
  await expect(desk.registrationDetails(first)).toContainText(
    desk.t('registrations.decidedBy.approved', { name: 'Maja Kotnik' }),
    { timeout: 10_000 },
  )
  await desk.registration(second).click()
  await expect(desk.registrationDetails(second)).toContainText('Podjetje ni naša stranka.')
})

test('two agents decide differently: the first decision stands, and the second agent is told', async ({ openDesk }) => {
  const ana = new DeskPage((await openDesk({ agent: 1 })).page)
  const gregor = new DeskPage((await openDesk({ agent: 0 })).page)
  await ana.ready()
  await gregor.ready()
  await ana.openRegistrations()
  await gregor.openRegistrations()
  const name = (await waitingNames(ana)).at(-1) ?? ''
  await gregor.registration(name).click()
  await gregor.setWorkOffline(true)
  await gregor.button('registrations.approve').click()
  await ana.button('registrations.reject').click()
  await ana.page.getByLabel(ana.t('registrations.reason')).fill('Dvojna prijava.')
  await ana.button('registrations.rejectSend').click()
  await expect(ana.registrationDetails(name)).toContainText(
    ana.t('registrations.decidedBy.rejected', { name: 'Maja Kotnik' }),
    { timeout: 10_000 },
  )

  await gregor.setWorkOffline(false)
  await expect(gregor.conflictCard('registration')).toBeVisible({ timeout: 10_000 })
  await expect(gregor.conflictCard('registration')).toContainText('Maja Kotnik')
  await expect(gregor.registration(name)).toContainText(gregor.t('registrations.state.conflict'))
})
