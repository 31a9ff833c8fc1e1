import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { startPortal } from '../../support/process.ts'
import { expect, test } from './fixtures.ts'

const WORDS = 'Napisano brez povezave, na vlaku v Zidani Most.'

test('a reply survives a restart without the portal and goes out when it is back', async ({ launch }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'spica-electron-away-'))
  let portal = await startPortal(dataDir, { cases: 40 })
  try {
    const portalUrl = portal.ready[1]!
    const first = await launch({ portalUrl })
    await first.desk.ready()
    await first.desk.setUndoSend(0)
    const number = await first.desk.numberOf(first.desk.rows.nth(2))
    await portal.kill()
    await first.desk.openCase(number)
    await first.desk.send('reply', WORDS)
    await expect(first.desk.message(WORDS)).toContainText(first.desk.t('thread.waiting'))
    await first.app.close()

    const { page, desk } = await launch({ portalUrl, profileDir: first.profileDir })
    await desk.ready()
    await desk.openCase(number)
    await expect(desk.message(WORDS)).toContainText(desk.t('thread.waiting'))

    portal = await startPortal(dataDir, { cases: 40, port: Number(new URL(portalUrl).port) })
    await desk.sync.click()
    await page.getByRole('button', { name: desk.t('sync.now') }).click()
    await expect(desk.message(WORDS)).not.toContainText(desk.t('thread.waiting'), { timeout: 20_000 })

    // The portal really has it: a colleague's desk, which begins with nothing, finds it there.
    const colleague = await launch({ portalUrl, agent: 0 })
    await colleague.desk.ready()
    await colleague.desk.openCase(number)
    await expect(colleague.desk.message(WORDS)).toHaveCount(1)
  } finally {
    await portal.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

async function deskPid(app: ElectronApplication): Promise<number> {
  const pids = await app.evaluate(({ app: main }) =>
    main
      .getAppMetrics()
      .filter(({ name, serviceName }) => name === 'Spica Desk' || serviceName === 'node.mojom.NodeService')
      .map(({ pid }) => pid),
  )
  expect(pids).toHaveLength(1)
  return pids[0]!
}

test('the screen goes on after the desk’s process died', async ({ launch }) => {
  const { app, desk } = await launch()
  await desk.ready()
  const before = await deskPid(app)
  process.kill(before, 'SIGKILL')
  await expect.poll(() => deskPid(app).catch(() => before)).not.toBe(before)
  await expect(desk.sync).toContainText(desk.t('sync.online'), { timeout: 20_000 })
  await desk.rows.nth(1).click()
  await desk.send('note', 'Po padcu jedra gre delo naprej.')
  await expect(desk.message('Po padcu jedra')).not.toContainText(desk.t('thread.waiting'), { timeout: 20_000 })
})

test('a key that cannot be read loses nothing: the old profile is kept, a new one opens again', async ({ launch }) => {
  const first = await launch()
  await first.desk.ready()
  await first.app.close()
  writeFileSync(join(first.profileDir, 'desk-key.json'), '{"kind":"system","key":"bm90IG91cnM="}')

  const second = await launch({ profileDir: first.profileDir, signedIn: false })
  const { page, desk } = second
  await expect(page.getByText(desk.t('problem.wrong_key.title'))).toBeVisible()
  await page.getByRole('button', { name: desk.t('session.startAnew') }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: desk.t('session.startAnew') })
    .click()
  const signIn = page.getByRole('button', { name: desk.t('session.signIn'), exact: true })
  await signIn.click()
  await expect(page.getByLabel(desk.t('session.portalUrl'))).toBeVisible()
  await second.app.close()

  const third = await launch({ profileDir: first.profileDir })
  await third.desk.ready()
})
