import { expect, type Locator, type Page } from '@playwright/test'
import { createInstance, type TFunction } from 'i18next'
import type { ComposerMode, Language } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { Conflict } from '#shared/portal-api/operations.ts'
import type { Queue } from '#shared/rpc/models.ts'

export const CASE_NUMBER = /CAS-\d+-(?:[A-Z]\d){3}/

/** The agent's screen as a person meets it: roles and the words of one language. */
export class DeskPage {
  readonly page: Page
  readonly t: TFunction

  constructor(page: Page, language: Language = 'sl') {
    this.page = page
    const i18n = createInstance({ lng: language, resources: RESOURCES, defaultNS: 'desk', initAsync: false })
    void i18n.init()
    this.t = i18n.t
  }

  // The list

  get list(): Locator {
    return this.page.getByRole('listbox', { name: new RegExp(`^${this.t('list.label', { queue: '' })}`) })
  }

  get rows(): Locator {
    return this.list.getByRole('option')
  }

  get selectedRow(): Locator {
    return this.list.getByRole('option', { selected: true })
  }

  row(text: string | RegExp): Locator {
    return this.list.getByRole('option', { name: text })
  }

  /** The case number that a row shows. */
  async numberOf(row: Locator): Promise<string> {
    await expect(row).toContainText(CASE_NUMBER)
    return CASE_NUMBER.exec((await row.textContent()) ?? '')?.[0] ?? ''
  }

  queue(name: Queue): Locator {
    return this.page.locator(`[data-queue="${name}"]`)
  }

  async queueCount(name: Queue): Promise<number> {
    const digits = ((await this.queue(name).textContent()) ?? '').replace(/\D/g, '')
    return Number(digits)
  }

  async ready(): Promise<void> {
    await expect(this.rows.first()).not.toHaveAttribute('data-loading', 'true', { timeout: 30_000 })
    await expect(this.rows.first()).toHaveAttribute('aria-posinset', '1')
  }

  async goTo(queue: Queue): Promise<void> {
    await this.queue(queue).click()
    await expect(this.list).toHaveAttribute(
      'aria-label',
      this.t('list.label', { queue: this.t(`queue.name.${queue}`) }),
    )
    await expect(this.list).toHaveAttribute('aria-busy', 'false')
  }

  // The case

  case(number: string): Locator {
    return this.page.getByRole('article', { name: this.t('case.label', { number }) })
  }

  /** Finds a case by the search box and opens it. */
  async openCase(number: string): Promise<void> {
    await this.search.fill(number)
    await this.hits.filter({ hasText: number }).first().click()
    await expect(this.case(number)).toBeVisible()
  }

  /** What the search box found. */
  get hits(): Locator {
    return this.page.getByRole('listbox', { name: this.t('search.results') }).getByRole('option')
  }

  get search(): Locator {
    return this.page.getByRole('combobox', { name: this.t('search.label') })
  }

  statusButton(status: CaseStatus): Locator {
    return this.page.getByRole('button', {
      name: this.t('case.changeStatus', { status: this.t(`status.${status}`) }),
      exact: true,
    })
  }

  async setStatus(from: CaseStatus, to: CaseStatus): Promise<void> {
    await this.statusButton(from).click()
    await this.page.getByRole('menuitem', { name: this.t(`status.${to}`), exact: true }).click()
    await expect(this.statusButton(to)).toBeVisible()
  }

  async setTitle(number: string, title: string): Promise<void> {
    const pane = this.case(number)
    await pane.getByRole('button', { name: this.t('keys.command.case.title'), exact: true }).click()
    const field = pane.getByRole('textbox', { name: this.t('edit.title') })
    await field.fill(title)
    await field.press('Enter')
    await expect(pane.getByRole('heading', { name: title })).toBeVisible()
  }

  ownerButton(owner: string): Locator {
    return this.page.getByRole('button', { name: this.t('case.changeOwner', { owner }), exact: true })
  }

  get thread(): Locator {
    return this.page.getByRole('region', { name: this.t('thread.label') })
  }

  message(text: string): Locator {
    return this.thread.getByRole('article').filter({ hasText: text })
  }

  // Writing

  field(mode: ComposerMode): Locator {
    return this.page.getByRole('textbox', {
      name: this.t(mode === 'reply' ? 'composer.replyField' : 'composer.noteField'),
    })
  }

  async compose(mode: ComposerMode): Promise<Locator> {
    const tab = this.t(mode === 'reply' ? 'composer.reply' : 'composer.note')
    await this.page.getByRole('radio', { name: tab, exact: true }).check()
    return this.field(mode)
  }

  async send(mode: ComposerMode, text: string): Promise<void> {
    const field = await this.compose(mode)
    await field.fill(text)
    await field.press('Control+Enter')
    await expect(this.message(text)).toBeVisible()
    await expect(field).toHaveValue('')
  }

  get draftSaved(): Locator {
    return this.page.getByText(this.t('composer.draftSaved'))
  }

  // Sync

  get sync(): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${this.t('sync.title')}:`) })
  }

  async setWorkOffline(on: boolean): Promise<void> {
    await this.sync.click()
    const toggle = this.page.getByRole('switch', { name: this.t('sync.workOffline') })
    await expect(toggle).toBeChecked({ checked: !on })
    await toggle.click()
    await expect(toggle).toBeChecked({ checked: on })
    await this.page.keyboard.press('Escape')
    await expect(toggle).toBeHidden()
  }

  /** The page of what waits, by its key. */
  async openSync(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('s')
    await expect(this.page.getByRole('heading', { name: this.t('sync.title'), exact: true })).toBeVisible()
  }

  /** A line of the sync page. */
  operation(text: string | RegExp): Locator {
    return this.page.getByRole('article').filter({ hasText: text })
  }

  /** How long a sent reply can be taken back. */
  async setUndoSend(seconds: 0 | 5 | 10 | 20 | 30): Promise<void> {
    await this.page.getByRole('button', { name: this.t('nav.settings') }).click()
    const word = seconds === 0 ? this.t('settings.undoSendOff') : this.t('settings.seconds', { seconds })
    const group = this.page.getByRole('radiogroup', { name: this.t('settings.undoSend') })
    await group.getByText(word, { exact: true }).click()
    await expect(group.getByRole('radio', { name: word, exact: true })).toBeChecked()
    await this.page.getByRole('button', { name: this.t('nav.queues'), exact: true }).click()
    await this.ready()
  }

  conflictCard(field: Conflict['field'] = 'status'): Locator {
    return this.page.getByRole('region', { name: this.t(`conflict.about.${field}`) })
  }
}
