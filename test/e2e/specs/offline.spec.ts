import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_AGENTS } from '#portal/demo/agents.ts'
import { startPortal } from '../../support/process.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

test('work done offline survives a crash and reaches the portal when the line is back', async ({ openDesk }) => {
  const opened = await openDesk({ agent: 3 })
  const desk = new DeskPage(opened.page)
  const colleague = new DeskPage((await openDesk({ agent: 5 })).page)
  await desk.ready()
  await desk.setUndoSend(0)
  await colleague.ready()
  await desk.goTo('open')
  const number = await desk.numberOf(desk.rows.nth(6))
  await colleague.openCase(number)

  await desk.setWorkOffline(true)
  await expect(desk.sync).toContainText(desk.t('sync.workingOffline'))
  await desk.openCase(number)
  await desk.send('reply', 'Napisano na vlaku brez omrežja.')
  await expect(desk.message('Napisano na vlaku')).toContainText(desk.t('thread.waiting'))

  await opened.restart('kill')
  await desk.ready()
  await desk.openCase(number)
  await expect(desk.message('Napisano na vlaku')).toContainText(desk.t('thread.waiting'))
  await expect(colleague.message('Napisano na vlaku')).toHaveCount(0)

  await desk.setWorkOffline(false)
  await expect(colleague.message('Napisano na vlaku')).toHaveCount(1, { timeout: 20_000 })
  await expect(desk.message('Napisano na vlaku')).not.toContainText(desk.t('thread.waiting'))
})

test('two agents change the same status: the second one is asked, and either choice holds everywhere', async ({
  openDesk,
}) => {
  const ana = new DeskPage((await openDesk({ agent: 5 })).page)
  const bor = new DeskPage((await openDesk({ agent: 7 })).page)
  await ana.ready()
  await bor.ready()
  for (const choice of ['mine', 'theirs'] as const) {
    await ana.goTo('waiting')
    const number = await ana.numberOf(ana.rows.first())
    await ana.openCase(number)
    await bor.openCase(number)
    await bor.setWorkOffline(true)
    await bor.setStatus('waiting_for_details', 'researching')
    await ana.setStatus('waiting_for_details', 'field_service')
    await bor.setWorkOffline(false)

    const card = bor.conflictCard()
    await expect(card).toBeVisible({ timeout: 10_000 })
    await expect(card).toContainText(DEMO_AGENTS[5]!.name)
    const keys = { mine: 'conflict.keepMine', theirs: 'conflict.takeTheirs' } as const
    const status = { mine: 'researching', theirs: 'field_service' } as const
    await card.getByRole('button', { name: bor.t(keys[choice], { value: bor.t(`status.${status[choice]}`) }) }).click()
    await expect(card).toBeHidden()
    await expect(bor.statusButton(status[choice])).toBeVisible()
    await expect(ana.statusButton(status[choice])).toBeVisible({ timeout: 10_000 })
  }
})

test('a portal that is gone is said in words; work goes on and is sent when it is back', async ({ openDesk }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'spica-e2e-gone-'))
  let portal = await startPortal(dataDir, { cases: 60 })
  try {
    const url = portal.ready[1]!
    const desk = new DeskPage((await openDesk({ portalUrl: url })).page)
    await desk.ready()
    await desk.setUndoSend(0)
    await portal.kill()
    await expect(desk.sync).toContainText(desk.t('sync.offline'), { timeout: 15_000 })
    await desk.rows.first().click()
    await desk.send('reply', 'Portala ni, delo teče naprej.')
    await expect(desk.message('Portala ni')).toContainText(desk.t('thread.waiting'))

    portal = await startPortal(dataDir, { cases: 60, port: Number(new URL(url).port) })
    await desk.sync.click()
    await desk.page.getByRole('button', { name: desk.t('sync.now') }).click()
    await expect(desk.message('Portala ni')).not.toContainText(desk.t('thread.waiting'), { timeout: 15_000 })
  } finally {
    await portal.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('what waits is listed in words and can be taken back as a draft', async ({ openDesk }) => {
  const { page } = await openDesk({ agent: 7 })
  const desk = new DeskPage(page)
  await desk.ready()
  await desk.setWorkOffline(true)
  await desk.rows.nth(3).click()
  await desk.send('reply', 'To bom še premislil.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  const item = page.getByRole('listitem').filter({ hasText: 'To bom še premislil.' })
  await expect(item).toBeVisible()
  await item.getByRole('button', { name: desk.t('operations.withdrawWords') }).click()
  await expect(page.getByText(desk.t('operations.withdrawn'))).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await expect(await desk.compose('reply')).toHaveValue('To bom še premislil.')
})
