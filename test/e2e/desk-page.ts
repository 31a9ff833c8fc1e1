import { expect, type Locator, type Page } from '@playwright/test'
import { createInstance, type TFunction } from 'i18next'
import type { ComposerMode, Language } from '#shared/domain/case.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { Conflict } from '#shared/portal-api/operations.ts'
import type { Queue } from '#shared/rpc/models.ts'
import { splitName } from '../../src-renderer/features/files/file-kind.ts'

export const CASE_NUMBER = /CAS-\d+-(?:[A-Z]\d){3}/

export type UploadedFile = { name: string; mimeType: string; buffer: Buffer }

const ATTACHED = { sl: /priponk/, en: /attachment/ } as const

/** The agent's screen as a person meets it: roles and the words of one language. */
export class DeskPage {
  readonly page: Page
  readonly t: TFunction
  readonly language: Language

  constructor(page: Page, language: Language = 'sl') {
    this.page = page
    this.language = language
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

  /** The list's own field. */
  get filter(): Locator {
    return this.page.getByRole('combobox', { name: this.t('list.filter'), exact: true })
  }

  queue(name: Queue): Locator {
    return this.page.locator(`[data-queue="${name}"]`)
  }

  /** Waits for the counters: a queue without cases shows a zero, one that is not counted yet nothing. */
  async queueCount(name: Queue): Promise<number> {
    await expect(this.queue(name)).toHaveText(/\d/)
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

  /** Finds a case by its title and opens it, by keys; answers its number. */
  async openByTitle(title: string): Promise<string> {
    await this.page.keyboard.press('/')
    await expect(this.search).toBeFocused()
    await this.search.fill(title)
    const exact = this.hits.filter({ has: this.page.getByText(title, { exact: true }) })
    await expect(exact).toHaveAttribute('aria-selected', 'true', { timeout: 20_000 })
    await this.page.keyboard.press('Enter')
    await expect(this.title(title)).toBeVisible()
    const pane = this.page.getByRole('article').first()
    await expect(pane).toBeFocused()
    return CASE_NUMBER.exec((await pane.getAttribute('aria-label')) ?? '')?.[0] ?? ''
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

  /** Of the open case. */
  async status(): Promise<CaseStatus> {
    const shown = CASE_STATUSES.map(async (status) => ((await this.statusButton(status).isVisible()) ? [status] : []))
    const [status] = (await Promise.all(shown)).flat()
    if (!status) throw new Error('No case shows its status')
    return status
  }

  /** A case that is there already stays: the menu does not offer its own status. */
  async setStatus(from: CaseStatus, to: CaseStatus): Promise<void> {
    if (from === to) return
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

  teamButton(team: string | RegExp): Locator {
    return this.page.getByRole('button', {
      name: typeof team === 'string' ? this.t('case.changeTeam', { team }) : team,
      exact: true,
    })
  }

  title(text: string): Locator {
    return this.page.getByRole('article').getByRole('heading', { name: text, level: 2, exact: true })
  }

  /** The field of a title or a description that is being edited. */
  editor(field: 'title' | 'description'): Locator {
    return this.page.getByRole('textbox', { name: this.t(`edit.${field}`) })
  }

  /** The button whose name are the words of `key`. */
  button(key: string, values: Record<string, string> = {}): Locator {
    const words = this.t as (key: string, values: Record<string, string>) => unknown
    return this.page.getByRole('button', { name: String(words(key, values)), exact: true })
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

  /** Chooses files by the button of the composer. */
  async attach(...files: UploadedFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.button('keys.command.composer.attach').click()
    await (await chooser).setFiles(files)
  }

  /** The files that wait in the composer. */
  get staged(): Locator {
    return this.page
      .getByRole('region', { name: this.t('composer.label') })
      .getByRole('list', { name: ATTACHED[this.language] })
      .getByRole('listitem')
  }

  /** A file of the conversation. */
  file(name: string): Locator {
    const files = this.thread.getByRole('list', { name: ATTACHED[this.language] }).getByRole('listitem')
    return files.filter({ has: this.page.getByText(splitName(name)[0], { exact: true }) })
  }

  /** The dialog in which a file is shown large. */
  preview(name: string): Locator {
    return this.page.getByRole('dialog', { name: this.t('files.preview', { name }) })
  }

  // A new case

  get newCase(): Locator {
    return this.page.getByRole('form', { name: this.t('newCase.title') })
  }

  newCaseField(key: 'newCase.contact' | 'newCase.titleField' | 'newCase.description' | 'case.serialNumber'): Locator {
    return this.newCase.getByLabel(this.t(key)).first()
  }

  // Registrations

  async openRegistrations(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('a')
    await expect(this.page.getByRole('heading', { name: this.t('registrations.title'), exact: true })).toBeVisible()
  }

  get registrations(): Locator {
    return this.page.getByRole('listbox', { name: this.t('registrations.list') })
  }

  /** The line of a person in the list of registrations. */
  registration(name: string): Locator {
    return this.registrations.getByRole('option').filter({ hasText: name })
  }

  /** The lines of one group of the list. */
  registrationsIn(group: 'waiting' | 'asked' | 'decided'): Locator {
    return this.registrations.getByRole('group', { name: this.t(`registrations.group.${group}`) }).getByRole('option')
  }

  /** The company that is chosen for the shown one. */
  company(name: string): Locator {
    return this.page.getByRole('radio', { name: this.t('registrations.chooseCompany', { name }) })
  }

  /** What is shown of the chosen one. */
  registrationDetails(name: string): Locator {
    return this.page.getByRole('region', { name: this.t('registrations.details') }).getByRole('article', { name })
  }

  // Customers

  /** The card of a person. */
  customerCard(name: string): Locator {
    return this.page.getByRole('region', { name: this.t('customers.card') }).getByRole('article', { name, exact: true })
  }

  async openCustomers(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('c')
    await expect(this.page.getByRole('heading', { name: this.t('customers.title'), exact: true })).toBeVisible()
  }

  /** Finds a person by typing and opens the card. */
  async openCustomer(name: string): Promise<Locator> {
    await this.openCustomers()
    await this.page.getByRole('textbox', { name: this.t('customers.find') }).fill(name)
    const found = this.page.getByRole('region', { name: this.t('customers.title') }).getByRole('button')
    await found.filter({ hasText: name }).first().click()
    return this.customerCard(name)
  }

  // Estimates

  get estimateForm(): Locator {
    return this.page.getByRole('form', { name: this.t('estimates.form') })
  }

  estimateField(field: 'description' | 'quantity' | 'unitPrice', position: number): Locator {
    const name = this.t('estimates.itemField', { field: this.t(`estimates.field.${field}`), position })
    return this.estimateForm.getByRole('textbox', { name, exact: true })
  }

  /** What was sent, in the conversation. */
  get estimate(): Locator {
    return this.thread.locator('[data-estimate]')
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
