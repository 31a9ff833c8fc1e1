import type { Page } from '@playwright/test'
import type { CommandId } from '../../../src-renderer/app/keys/commands.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { sendIn } from '../rma-by-api.ts'
import { LOOKS, violations } from '../violations.ts'

class ScanPage extends DeskPage {
  get scanField() {
    return this.page.getByRole('textbox', { name: this.t('rmaScan.field') })
  }
  get scanned() {
    return this.page.getByRole('list', { name: this.t('rmaScan.list') }).locator('> li')
  }
  get result() {
    return this.page.getByTestId('scan-result')
  }
  async open(): Promise<void> {
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('n')
    await expect(this.scanField).toBeFocused()
  }
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
    await expect(this.result).toContainText(text)
  }
  async run(command: CommandId): Promise<void> {
    await this.page.keyboard.press('Control+k')
    const field = this.page.getByRole('dialog').getByRole('combobox')
    await field.fill(this.t(`keys.command.${command}`))
    await this.page.keyboard.press('Enter')
    await expect(field).toBeHidden()
  }
}

/** As a scanner does it while the focus is anywhere: keys in a burst, then Enter. */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys) {
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      }
    },
    [...text, 'Enter'],
  )
}

async function aCaseId(page: Page, desk: ScanPage): Promise<string> {
  await desk.ready()
  await desk.openCase(await desk.numberOf(desk.list.getByRole('option').first()))
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#\/queue\/open\/./)
  const caseId = decodeURIComponent(new URL(page.url()).hash.split('/')[3]!.split('?')[0]!)
  await page.keyboard.press('Escape')
  return caseId
}

test('devices are received one scan after the other, offline too, and the list outlives a reload', async ({
  openDesk,
  portal,
}) => {
  const { page } = await openDesk()
  const desk = new ScanPage(page)
  const caseId = await aCaseId(page, desk)
  const [first, second, third] = ['SKEN-700101', 'SKEN-700102', 'SKEN-700203'] as const
  const sent = await sendIn(portal.url, caseId, [first, second])
  await sendIn(portal.url, caseId, [third], [])
  await desk.open()
  await expect
    .poll(async () => {
      await desk.type(third)
      return desk.result.textContent()
    })
    .toContain(desk.t('rmaScan.illegal.received', { state: desk.t('rma.line.requested'), advice: '' }).trim())
  await expect(desk.result).toHaveAttribute('data-signal', 'bad')

  await desk.type(first)
  await expect(desk.result).toContainText(desk.t('rmaScan.done.received'))
  await expect(desk.result).toHaveAttribute('data-signal', 'good')
  await desk.type(first.toLowerCase())
  await expect(desk.result).toHaveAttribute('data-signal', 'again')

  // With a slip, and offline: the near one is chosen by keys.
  await desk.run('app.workOffline')
  await desk.scanField.focus()
  await desk.type('SKEN-70O1O3')
  await expect(desk.result).toContainText(desk.t('rmaScan.unknownNear'))
  const near = desk.scanned.first().getByRole('button', { name: second })
  await near.focus()
  await page.keyboard.press('Enter')
  await expect(desk.result).toContainText(desk.t('rmaScan.done.received'))
  await expect(desk.scanField).toBeFocused()

  // A scanner that types while the focus is elsewhere.
  await page.getByRole('button', { name: desk.t('rmaScan.clear') }).focus()
  await scan(page, 'NEZNANO-99')
  await expect(desk.result).toContainText(desk.t('rmaScan.unknown'))
  for (const { colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    expect(await violations(page)).toEqual([])
  }

  const count = await desk.scanned.count()
  await page.reload()
  await expect(desk.scanned).toHaveCount(count)
  await expect(desk.scanned.first()).toContainText('NEZNANO-99')
  await desk.scanField.focus()
  await page.keyboard.press('Control+z')
  await expect(desk.scanned.nth(1)).toContainText(desk.t('rmaScan.back'))

  // It is as it was; the other one is received at the portal.
  await desk.run('app.workOffline')
  await page.goto(`${new URL(page.url()).origin}/#/rmas/${sent.rmaId}`)
  // Another fragment alone opens nothing anew.
  await page.reload()
  const card = (serial: string) => page.locator('[data-line]').filter({ hasText: serial })
  await expect(card(second)).toContainText(desk.t('rma.line.approved'))
  await expect(card(first)).toContainText(desk.t('rma.line.received'))
})

test('an RMA number ships all its devices with the carrier that was asked for once', async ({ openDesk, portal }) => {
  const { page } = await openDesk()
  const desk = new ScanPage(page)
  const caseId = await aCaseId(page, desk)
  const path = ['approved', 'received', 'diagnosing', 'repairing', 'repaired'] as const
  const { rmaId } = await sendIn(portal.url, caseId, ['ODPR-800101', 'ODPR-800202'], path)
  await page.goto(`${new URL(page.url()).origin}/#/rmas/${rmaId}`)
  // Another fragment alone opens nothing anew.
  await page.reload()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(/^RMA-\d+$/)
  const number = (await heading.textContent()) ?? ''
  await page.keyboard.press('Escape')
  await desk.open()
  await page.keyboard.press('Control+b')
  await expect(page.getByRole('combobox', { name: desk.t('rma.field.carrier') })).toBeFocused()
  await page.keyboard.type('GLS')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: desk.t('rma.field.trackingNumber') })).toBeFocused()
  await page.keyboard.type('SI-555')
  await page.keyboard.press('Enter')
  await expect(desk.scanField).toBeFocused()
  await desk.type(number)
  await expect(desk.result).toContainText(desk.t('rmaScan.many.shipped', { count: 2, of: 2, number }))
  await page.goto(`${new URL(page.url()).origin}/#/rmas/${rmaId}`)
  // Another fragment alone opens nothing anew.
  await page.reload()
  await expect(page.getByText('SI-555').first()).toBeVisible()
  await expect(page.locator('[data-line]').filter({ hasText: desk.t('rma.line.shipped') })).toHaveCount(2)
})
