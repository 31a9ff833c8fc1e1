import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { CROWD, crowdSync } from '../crowded-sync.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1920, height: 1080 } },
] as const

for (const { colorScheme, viewport } of LOOKS) {
  test(`no screen has an accessibility violation (${colorScheme}, ${viewport.width})`, async ({ openDesk }) => {
    test.setTimeout(120_000)
    const { page } = await openDesk({ colorScheme, viewport })
    const desk = new DeskPage(page)
    await desk.ready()
    const found: Record<string, string[]> = {}
    const look = async (screen: string) => {
      // A tooltip that fades has the contrast of neither end.
      await page.mouse.move(viewport.width - 2, viewport.height - 2)
      await expect(page.getByRole('tooltip')).toHaveCount(0)
      const list = await violations(page)
      if (list.length > 0) found[screen] = list
    }
    await look('queue')
    await desk.rows.first().click()
    await expect(desk.field('reply')).toBeVisible()
    await look('case')
    await desk.compose('note')
    await look('internal note')
    await desk.send('reply', 'Odgovor, ki ga je še mogoče vzeti nazaj.')
    await expect(page.getByRole('button', { name: desk.t('composer.undo') }).first()).toBeVisible()
    await look('undo send')
    await page.keyboard.press('Escape')
    await page.keyboard.press('s')
    await look('status menu')
    await page.keyboard.press('Escape')
    await desk.search.fill('ura')
    await expect(desk.hits.first()).toBeVisible()
    await look('search')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await desk.sync.click()
    await look('sync corner')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('switch', { name: desk.t('sync.workOffline') })).toBeHidden()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await look('shortcuts')
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: desk.t('nav.sync') })
      .first()
      .click()
    await look('sync page')
    await page.getByRole('button', { name: desk.t('nav.settings') }).click()
    await look('settings')
    expect(found).toEqual({})
  })

  test(`a crowded sync page has no accessibility violation (${colorScheme})`, async ({ openDesk }) => {
    const { page } = await openDesk({ colorScheme, viewport })
    const desk = new DeskPage(page)
    await desk.ready()
    await crowdSync(page)
    await page.reload()
    await desk.ready()
    await desk.openSync()
    await expect(page.getByRole('article')).toHaveCount(CROWD.length + 1)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('j')
    await page.keyboard.press('3')
    await expect(page.getByRole('textbox', { name: desk.t('conflict.newTitle') })).toBeFocused()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: desk.t('guard.allow') }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations(page)).toEqual([])
  })

  test(`the sign-in page has no accessibility violation (${colorScheme})`, async ({ openDesk }) => {
    const { page } = await openDesk({ colorScheme, signedIn: false })
    const desk = new DeskPage(page)
    await expect(page.getByRole('button', { name: desk.t('session.signIn'), exact: true })).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}
