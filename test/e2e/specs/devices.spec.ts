import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { Language } from '#shared/domain/case.ts'
import { aWorkbook } from '#test/support/workbook.ts'
import { DeskPage } from '../desk-page.ts'
import { expect, test } from '../fixtures.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 15_000 }
const ALES = 2

class DevicesPage extends DeskPage {
  get numberField() {
    return this.page.getByRole('textbox', { name: this.t('devices.find') })
  }
  get results() {
    return this.page.getByRole('list', { name: this.t('devices.results') }).getByRole('button')
  }
  get near() {
    return this.page.getByRole('region', { name: this.t('devices.near') })
  }
  get table() {
    return this.page.getByRole('table', { name: this.t('devices.list.title') })
  }
  card(serialNumber: string) {
    return this.page.getByRole('article', { name: serialNumber })
  }
  async open(): Promise<void> {
    await this.page.keyboard.press('g')
    await this.page.keyboard.press('r')
    await expect(this.numberField).toBeFocused()
  }
  /** Serial numbers that contain this. */
  async serials(part: string): Promise<string[]> {
    await this.numberField.fill(part)
    await expect(this.results.nth(1)).toBeVisible()
    const texts = await this.results.locator('span span:first-child').allTextContents()
    return texts.filter((text) => /\d/.test(text) && !text.includes('·'))
  }
}

/** As a scanner does it: keys in a burst, then Enter. */
async function scan(page: Page, text: string, end = ['Enter']): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys) {
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      }
    },
    [...text, ...end],
  )
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('Control+v')
}

async function inDesk(
  openDesk: (options?: object) => Promise<{ page: Page }>,
  options = {},
  language: Language = 'sl',
) {
  const { page } = await openDesk(options)
  const sl = new DevicesPage(page)
  await sl.ready()
  if (language === 'sl') return { page, desk: sl }
  await page.getByRole('button', { name: sl.t('nav.settings') }).click()
  await page.getByText('English', { exact: true }).click()
  const desk = new DevicesPage(page, 'en')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await desk.ready()
  return { page, desk }
}

test('a number is found by any part of it, offline and by keyboard alone; a wrong one is asked about', async ({
  openDesk,
}) => {
  const { page, desk } = await inDesk(openDesk)
  await desk.setWorkOffline(true)
  await page.keyboard.press('Escape')
  await desk.open()
  const [serial = ''] = await desk.serials('ZT5-2')
  expect(serial).toMatch(/^ZT5-\d{4}-\d{5}$/)

  // The exact one first, however it is typed; Enter opens it.
  await page.keyboard.press('Control+a')
  await page.keyboard.type(serial.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))
  await expect(desk.results.first()).toContainText(serial)
  await page.keyboard.press('Enter')
  await expect(desk.card(serial)).toBeVisible()
  await expect(desk.card(serial).getByRole('region', { name: desk.t('devices.coverage') })).toContainText(
    /: (da|ne|ni podatka)/,
  )

  // One sign wrong: nothing opens by itself.
  await page.keyboard.press('Control+a')
  const wrong = `${serial.slice(0, -1)}X`
  await page.keyboard.type(wrong)
  await page.keyboard.press('Enter')
  await expect(desk.near).toContainText(serial)
  await expect(desk.near).toContainText(
    desk.t('devices.slip.replaced', { place: 12, typed: 'X', known: serial.at(-1) }),
  )
  await expect(desk.near.locator('mark').first()).toHaveText(serial.at(-1) ?? '')
  await expect(page.getByRole('article')).toHaveCount(0)
  await expect(desk.numberField).toHaveValue(wrong)
  await page.keyboard.press('ArrowDown')
  await expect(desk.near.getByRole('button').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article')).toBeVisible()

  // Back to where it began.
  await expect(page).toHaveURL(/#\/devices\/./)
  await page.reload()
  await expect(page.getByRole('article')).toBeVisible(SOON)
  await page.keyboard.press('Escape')
  await desk.ready()
})

test('a scanner goes to the look-up from anywhere but a field, and its keys are no shortcuts', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk)
  await desk.open()
  const [serial = '', other = ''] = await desk.serials('ZT5-2')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await desk.rows.first().click()
  await expect(page.getByRole('region', { name: desk.t('case.panel') })).toBeVisible()

  await scan(page, serial)
  await expect(desk.card(serial)).toBeVisible()
  await expect(desk.numberField).toHaveValue(serial)

  // In a field it stays there.
  await desk.search.focus()
  await scan(page, other)
  await expect(desk.card(serial)).toBeVisible()
  await page.keyboard.press('Escape')

  // With a dialog open nothing behind it moves, and no button of it is pressed.
  await desk.card(serial).getByRole('button').first().focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await scan(page, other)
  await expect(page.getByText(desk.t('devices.scanHeld', { text: other }))).toBeAttached()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.card(serial)).toBeVisible()
})

test('words typed faster than the focus moves come into the reply whole', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk)
  await desk.rows.first().click()
  await expect(page.getByRole('region', { name: desk.t('case.panel') })).toBeVisible()
  await scan(page, 'rPokličemo nazaj.', [])
  await expect(page.getByRole('textbox', { name: /^Odgovor stranki/ })).toHaveValue('Pokličemo nazaj.')
})

test('a pasted list tells found from doubtful and unknown, is sorted, copied and saved', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk, { permissions: ['clipboard-read', 'clipboard-write'] })
  await desk.open()
  const [one = '', two = ''] = await desk.serials('ZT5-2')
  await page.keyboard.press('Control+a')
  await paste(page, [two.toLowerCase(), `${one.slice(0, -1)}X`, '=NEZNANA', one, one].join('\n'))
  const rows = desk.table.getByRole('row')
  await expect(rows).toHaveCount(6)
  await expect(rows.nth(1)).toContainText(two)
  await expect(rows.nth(2)).toContainText(desk.t('devices.list.doubtful'))
  await expect(rows.nth(2)).toContainText(one)
  await expect(rows.nth(3)).toContainText(desk.t('devices.list.unknown'))
  await expect(rows.nth(4)).toContainText(desk.t('devices.list.repeated'))

  await desk.table.getByRole('button', { name: desk.t('devices.list.state') }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(rows.nth(1)).toContainText(desk.t('devices.list.unknown'))
  const saved = page.waitForEvent('download')
  await page.keyboard.press('x')
  const csv = readFileSync(await (await saved).path(), 'utf8')
  expect(csv.split('\r\n')[1]).toMatch(/^'=NEZNANA;/)
  expect(csv.split('\r\n')[2]).toContain(`;${desk.t('devices.list.candidates', { serials: one })};`)
  await page.keyboard.press('y')
  await expect(page.getByText(desk.t('devices.list.copied'))).toBeVisible()
  expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toHaveLength(6)

  await page.getByRole('button', { name: new RegExp(`^${desk.t('devices.list.doubtful')}`) }).focus()
  await page.keyboard.press('Enter')
  await expect(rows).toHaveCount(2)
  await rows.nth(1).getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.table).toBeVisible()

  // Thousands.
  await desk.numberField.focus()
  await page.keyboard.press('Control+a')
  await paste(page, Array.from({ length: 5100 }, (_, at) => `QX-${at}-Y`).join('\n'))
  await expect(page.getByText(desk.t('devices.list.tooMany', { count: 5100, max: 5000 }))).toBeVisible(SOON)
  await expect(desk.table).toHaveAttribute('aria-rowcount', '5001', SOON)
  await expect(page.getByText(desk.t('devices.longList', { shown: 100 }))).toBeVisible()
  await expect(desk.numberField).toHaveAttribute('readonly', '')
  await expect(desk.numberField).toHaveValue(/QX-0-Y[\s\S]*QX-99-Y$/)
  await paste(page, [two, one].join('\n'))
  await expect(rows).toHaveCount(3)
  await expect(desk.numberField).toHaveValue(`${two}\n${one}`)
})

test('administrators import a file: errors by row, a preview, then the devices', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk)
  await desk.open()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('button', { name: desk.t('devices.import') })).toBeFocused()
  await page.keyboard.press('Enter')
  const choose = async (name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: /^(Izberi|Choose)/ }).focus()
    await page.keyboard.press('Enter')
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
  }
  const stamp = Date.now()
  await choose('napake.csv', Buffer.from(`Serijska številka;Model;Prodano\nE2E-${stamp};Zone Mini;včeraj\n;Zone Mini;`))
  const errors = page.getByRole('table', { name: desk.t('deviceImport.errors') })
  await expect(errors.getByRole('row')).toHaveCount(3, SOON)
  await expect(errors.getByRole('row').nth(1)).toContainText('včeraj')
  await expect(page.getByRole('button', { name: /^Uvozi/ })).toHaveCount(0)

  await choose(
    'naprave.xlsx',
    aWorkbook([
      ['Serial number', 'Model', 'Warranty until'],
      [`E2E-${stamp}`, 'Zone Mini', { day: '2031-05-06' }],
    ]),
  )
  // Whoever looks at another page meanwhile finds it as it was.
  await expect(page.getByRole('button', { name: desk.t('deviceImport.confirm', { count: 1 }) })).toBeVisible(SOON)
  await page.keyboard.press('Escape')
  await expect(desk.numberField).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: desk.t('deviceImport.chooseOther') })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: desk.t('deviceImport.confirm', { count: 1 }) })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(desk.t('deviceImport.done'))).toBeVisible(SOON)

  await choose('spremembe.csv', Buffer.from(`SN;Firmware;Stanje\nE2E ${stamp};9.9;v servisu`))
  const changes = page.getByRole('table', { name: desk.t('deviceImport.changes') })
  await expect(changes.getByRole('row').nth(1)).toContainText(
    `${desk.t('deviceImport.columns.state')}, ${desk.t('deviceImport.columns.firmware')}`,
    SOON,
  )
  await page.getByRole('button', { name: desk.t('deviceImport.confirm', { count: 1 }) }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(desk.t('deviceImport.done'))).toBeVisible(SOON)
  await page.keyboard.press('Escape')
  await expect(desk.numberField).toBeFocused()
  await page.keyboard.type(`e2e ${stamp}`)
  await expect(desk.results.first()).toContainText(`E2E-${stamp}`, SOON)
  await page.keyboard.press('Enter')
  await expect(desk.card(`E2E-${stamp}`)).toContainText('6. 5. 2031')
  await expect(desk.card(`E2E-${stamp}`)).toContainText(desk.t('devices.state.in_service'), SOON)
})

test('who is no administrator has no import', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk, { agent: ALES })
  await desk.open()
  await expect(page.getByRole('button', { name: desk.t('devices.import') })).toHaveCount(0)
})

test('beside a case stand owner, warranty, contract and other open cases of its device', async ({ openDesk }) => {
  const { page, desk } = await inDesk(openDesk)
  await desk.search.fill('ZT5')
  await desk.hits.first().click()
  const panel = page.getByRole('region', { name: desk.t('case.panel') })
  const device = panel.getByRole('region', { name: desk.t('context.device'), exact: true })
  await expect(device).toContainText(/Garancija: (da|ne|ni podatka)/)
  await expect(device).toContainText(/Pogodba: (da|ne)/)
  await expect(device).toContainText(/Lastnik|lastnika/)
  await device.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeVisible()
})

test('a second case for a device that is in an open one is warned of, while it is entered and beside it', async ({
  openDesk,
}) => {
  const { page, desk } = await inDesk(openDesk)
  const serial = `NI-V-REGISTRU-${Date.now()}`
  const enter = async (title: string, check?: () => Promise<void>) => {
    await page.keyboard.press('c')
    await expect(desk.newCaseField('newCase.contact')).toBeFocused()
    await page.keyboard.type('novak')
    await expect(page.getByRole('option').first()).toHaveAttribute('data-combobox-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(desk.newCaseField('newCase.titleField')).toBeFocused()
    await page.keyboard.type(title)
    await page.keyboard.press('Tab')
    await page.keyboard.type('Ne zazna kartice.')
    await desk.newCaseField('case.serialNumber').focus()
    await page.keyboard.type(serial.toLowerCase())
    await check?.()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible()
  }
  await enter('Prvi')
  await enter('Drugi', async () => {
    await expect(page.getByText(desk.t('newCase.alsoOpen', { count: 1 }))).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
  const panel = page.getByRole('region', { name: desk.t('case.panel') })
  await expect(panel).toContainText(desk.t('devices.alsoOpen', { count: 1 }))
  await expect(panel).toContainText(desk.t('context.unknownDevice'))

  // The look-up knows no such device, but the cases that name it.
  await panel.getByRole('button', { name: desk.t('devices.lookUpNumber') }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(desk.t('devices.notFound', { text: serial.toLowerCase() }))).toBeVisible()
  const cases = page.getByRole('region', { name: desk.t('devices.casesOfNumber', { text: serial.toLowerCase() }) })
  await expect(cases.getByRole('listitem')).toHaveCount(2)
  expect(await violations(page)).toEqual([])
})

for (const [at, look] of LOOKS.entries()) {
  for (const language of ['sl', 'en'] as const) {
    test(`pages of devices have no accessibility violation (${look.colorScheme}, ${language})`, async ({
      openDesk,
    }) => {
      const { page, desk } = await inDesk(openDesk, look, language)
      await desk.open()
      expect(await violations(page)).toEqual([])
      const [one = '', two = ''] = await desk.serials('ZT5-2')
      expect(await violations(page)).toEqual([])
      await desk.numberField.fill(one)
      await page.keyboard.press('Enter')
      await expect(desk.card(one)).toBeVisible()
      expect(await violations(page)).toEqual([])
      await desk.numberField.fill(`${one.slice(0, -1)}X`)
      await expect(desk.near).toBeVisible()
      expect(await violations(page)).toEqual([])
      await desk.numberField.fill([one, two, `${two.slice(0, -1)}X`, 'NI'].join('\n'))
      await expect(desk.table.getByRole('row')).toHaveCount(5)
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: desk.t('devices.import') }).click()
      await page.locator('input[type=file]').setInputFiles({
        name: `napake-${at}.csv`,
        mimeType: 'text/csv',
        buffer: Buffer.from('SN;Model;Barva\nA-1;;\nA-1;Zone;'),
      })
      await expect(page.getByRole('table')).toBeVisible(SOON)
      expect(await violations(page)).toEqual([])
    })
  }
}
