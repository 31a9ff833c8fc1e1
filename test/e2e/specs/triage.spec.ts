import { join } from 'node:path'
import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import { type Child, startChild } from '../../support/child.ts'
import { PORTAL_WITH_CUSTOMER, type PortalLine, type PortalOrder } from '../../support/portal-with-customer.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

const AGENTS = { ana: 0, bor: 1 } as const
type Who = keyof typeof AGENTS

/** What each of them does while neither has a line. */
const WORK = {
  ana: { status: 'researching', title: 'Naslov po Ani', reply: 'Odgovor prve agentke brez omrežja.' },
  bor: { status: 'field_service', title: 'Naslov po Boru', reply: 'Odgovor drugega agenta brez omrežja.' },
} as const

for (const [first, second] of [
  ['ana', 'bor'],
  ['bor', 'ana'],
] as [Who, Who][]) {
  test(`two agents work on one case offline and its customer writes; ${first} comes back first`, async ({
    openDesk,
    temporaryFolder,
  }) => {
    test.setTimeout(120_000)
    const portal = await startPortalWithCustomer(temporaryFolder())
    try {
      const { ready: portalUrl = '' } = await portal.line(({ ready }) => ready !== undefined)
      const desks = {} as Record<Who, DeskPage>
      for (const who of ['ana', 'bor'] as const) {
        desks[who] = new DeskPage((await openDesk({ portalUrl, agent: AGENTS[who] })).page)
        await desks[who].ready()
        await desks[who].setUndoSend(0)
      }
      await desks.ana.goTo('active')
      const number = await desks.ana.numberOf(desks.ana.row(desks.ana.t('status.in_progress')).first())
      for (const desk of [desks.ana, desks.bor]) {
        await desk.openCase(number)
        await desk.setWorkOffline(true)
      }
      const caseId = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(desks.ana.page.url())?.[0] ?? ''

      for (const who of ['ana', 'bor'] as const) {
        const desk = desks[who]
        await desk.setStatus('in_progress', WORK[who].status)
        await desk.case(number).focus()
        await desk.page.keyboard.press('i')
        await expect(desk.ownerButton(DEMO_AGENTS[AGENTS[who]]!.name)).toBeVisible()
        await desk.setTitle(number, WORK[who].title)
        await desk.send('reply', WORK[who].reply)
      }
      portal.say(JSON.stringify({ caseId, body: 'Stranka doda podatke.' }))
      await portal.line(({ note }) => note !== undefined)

      await desks[first].setWorkOffline(false)
      await expect(desks[first].message('Stranka doda podatke.')).toHaveCount(1, { timeout: 15_000 })
      await expect(desks[first].message(WORK[first].reply)).not.toContainText(desks[first].t('thread.waiting'))
      await desks[second].setWorkOffline(false)

      // Words of all three, once each, on both screens; the last owner holds; the first status and title hold.
      for (const desk of [desks[first], desks[second]]) {
        for (const words of [WORK.ana.reply, WORK.bor.reply, 'Stranka doda podatke.']) {
          await expect(desk.message(words)).toHaveCount(1, { timeout: 15_000 })
        }
        await expect(desk.ownerButton(DEMO_AGENTS[AGENTS[second]]!.name)).toBeVisible({ timeout: 15_000 })
        await expect(desk.case(number).getByRole('heading', { name: WORK[first].title })).toBeVisible()
        await expect(desk.statusButton(WORK[first].status)).toBeVisible()
      }
      await expect(desks[first].conflictCard('status')).toBeHidden()
      await expect(desks[first].conflictCard('title')).toBeHidden()

      // Whose came second is asked, and either choice holds everywhere.
      const status = desks[second].conflictCard('status')
      const title = desks[second].conflictCard('title')
      await expect(status).toContainText(DEMO_AGENTS[AGENTS[first]]!.name)
      await expect(title).toContainText(WORK[second].title)
      const t = desks[second].t
      const theirs = t('conflict.takeTheirs', { value: t(`status.${WORK[first].status}`) })
      await status.getByRole('button', { name: theirs }).click()
      await expect(status).toBeHidden()
      await title.getByRole('button', { name: t('conflict.keepMyText') }).click()
      await expect(title).toBeHidden()
      for (const desk of [desks[first], desks[second]]) {
        await expect(desk.case(number).getByRole('heading', { name: WORK[second].title })).toBeVisible({
          timeout: 15_000,
        })
        await expect(desk.statusButton(WORK[first].status)).toBeVisible()
      }
    } finally {
      await portal.kill()
    }
  })
}

async function startPortalWithCustomer(folder: string): Promise<Child<PortalLine>> {
  const order: PortalOrder = {
    database: { dataDir: join(folder, 'portal') },
    port: 0,
    cases: 60,
    seed: 1,
    everyMs: null,
  }
  return startChild<PortalLine>(PORTAL_WITH_CUSTOMER, order, () => {})
}
