import { expect, type Locator } from '@playwright/test'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { DeskPage } from './desk-page.ts'

export const RMA_NUMBER = /^RMA-\d{5}$/

/** The desk's board, list and pages of RMAs. */
export class RmasPage extends DeskPage {
  async openBoard(): Promise<void> {
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('p')
    await expect(this.page.getByRole('heading', { name: this.t('rma.title'), level: 1 })).toBeVisible()
  }

  column(state: RmaLineState): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${this.t(`rma.line.${state}`)}: `) })
  }

  card(serialNumber: string, state?: RmaLineState): Locator {
    const within = state ? this.column(state) : this.page
    return within.getByRole('listitem').getByRole('button').filter({ hasText: serialNumber })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Of an RMA whose number is known by now. */
  get details(): Locator {
    return this.page.getByRole('article', { name: RMA_NUMBER })
  }

  device(serialNumber: string): Locator {
    return this.page.getByRole('region', { name: this.t('rma.device', { serial: serialNumber }) })
  }

  lineField(serialNumber: string, field: 'fault' | 'diagnosis' | 'work'): Locator {
    return this.device(serialNumber).getByRole('button', { name: new RegExp(`^${this.t(`rma.field.${field}`)}:`) })
  }

  /** Begins an RMA for the first case of the list by keys, and answers its number. */
  async createByKeys(serialNumber: string, fault: string): Promise<string> {
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('q')
    await this.ready()
    await this.page.keyboard.press('Home')
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('article').first()).toBeVisible()
    await this.page.keyboard.press('Shift+R')
    const serial = this.dialog.getByRole('textbox', { name: this.t('rma.field.serialNumber') })
    await expect(serial).toBeFocused()
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.type(serialNumber)
    await this.page.keyboard.press('Tab')
    await this.page.keyboard.press('Tab')
    await expect(this.dialog.getByRole('textbox', { name: this.t('rma.field.fault') })).toBeFocused()
    await this.page.keyboard.type(fault)
    await this.page.keyboard.press('Control+Enter')
    await expect(this.details).toBeVisible()
    await expect(this.device(serialNumber)).toBeFocused()
    return (await this.details.getAttribute('aria-label')) ?? ''
  }

  /** With the mouse, as a hand does it: columns make room once the card has left its place. */
  async drag(serialNumber: string, from: RmaLineState, to: RmaLineState): Promise<void> {
    const { mouse } = this.page
    const card = this.card(serialNumber, from)
    await card.hover()
    await mouse.down()
    const start = await middleOf(card)
    await mouse.move(start.x + 8, start.y + 4, { steps: 3 })
    await expect(this.page.locator('[data-dragging]')).toHaveCount(1)
    const end = await middleOf(this.column(to))
    await mouse.move(end.x, end.y, { steps: 6 })
    await expect(this.column(to)).toHaveAttribute('data-over', 'true')
    await mouse.up()
    await expect(this.page.locator('[data-dragging]')).toHaveCount(0)
  }

  /** Where a device of the page stands. */
  async expectState(serialNumber: string, state: RmaLineState): Promise<void> {
    const head = this.device(serialNumber).getByRole('heading', { level: 2 }).locator('..')
    await expect(head).toContainText(this.t(`rma.line.${state}`))
  }
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) }
}
