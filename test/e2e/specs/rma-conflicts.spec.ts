import { randomUUID } from 'node:crypto'
import { casesByApi } from '../case-by-api.ts'
import { expect, test } from '../fixtures.ts'
import { sendIn } from '../rma-by-api.ts'
import { RmasPage } from '../rmas-page.ts'
import { LOOKS, violations } from '../violations.ts'

const SOON = { timeout: 20_000 }

for (const [language, look] of [
  ['sl', 0],
  ['en', 1],
] as const) {
  test(`what two agents wrote of a device is shown on the page of its RMA and decided there by keys (${language})`, async ({
    openDesk,
    portal,
  }) => {
    test.setTimeout(150_000)
    const { agent, enter } = await casesByApi(portal.url)
    const caseId = await enter(`Spor ${randomUUID()}`)
    const serials = ['a', 'b'].map((letter) => `SPOR-${language}-${letter}`)
    const sent = await sendIn(portal.url, caseId, serials, ['approved', 'received', 'diagnosing'])
    const [lineId = ''] = sent.lineIds
    const theirs = (field: string, base: string, to: string) =>
      agent.push({ kind: 'rma.updateLine', caseId, rmaId: sent.rmaId, lineId, field, base, to })

    const { page } = await openDesk({ ...LOOKS[look], agent: 0 })
    const first = new RmasPage(page)
    await first.ready()
    if (language === 'en') {
      await page.getByRole('button', { name: first.t('nav.settings') }).click()
      await page.getByText('English', { exact: true }).click()
    }
    const desk = new RmasPage(page, language)
    const { t } = desk
    const press = (key: string) => page.keyboard.press(key)
    const shot = async (name: string) => {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${language}.png` })
    }
    const tabTo = async (field: 'fault' | 'diagnosis' | 'work') => {
      const target = desk.lineField(serials[0]!, field)
      for (let at = 0; at < 25 && !(await target.evaluate((one) => one === document.activeElement)); at++) {
        await press('Tab')
      }
      await expect(target).toBeFocused()
      return target
    }
    /** Through the palette, as with hands on the keys. */
    const offline = async () => {
      await press('Control+k')
      const palette = page.getByRole('combobox', { name: t('palette.label') })
      await palette.fill(t('keys.command.app.workOffline'))
      await press('Enter')
      await expect(palette).toBeHidden()
    }
    await desk.openBoard()
    await desk.card(serials[0]!).focus()
    await press('Enter')
    const device = desk.device(serials[0]!)
    await expect(device).toBeFocused()

    // Both write of what is wrong with it while one of them has no line.
    await offline()
    const write = async (field: 'diagnosis' | 'work', text: string) => {
      const shown = await tabTo(field)
      await press('Enter')
      await page.keyboard.type(text)
      await press('Control+Enter')
      await expect(shown).toContainText(text)
    }
    await device.focus()
    await write('diagnosis', 'Napajalnik ne daje 12 V.')
    await device.focus()
    await write('work', 'Zamenjan napajalnik.')
    await theirs('diagnosis', '', 'Kondenzator je napihnjen.')
    await theirs('work', '', 'Zamenjan kondenzator.')
    await device.focus()
    await offline()

    // Both conflicts stand at the device that they are about; the keys are the first one's.
    const conflicts = device.getByRole('region', { name: `${t('conflict.about.rmaLine')}: ${serials[0]}, ` })
    await expect(conflicts).toHaveCount(2, SOON)
    await expect(device).toContainText('Kondenzator je napihnjen.')
    const diagnosis = conflicts.filter({ hasText: t('rma.field.diagnosis') })
    await expect(diagnosis).toContainText('Napajalnik ne daje 12 V.')
    await expect(diagnosis).toContainText('Maja Kotnik')
    expect(await violations(page)).toEqual([])
    await shot('rma-conflict')
    await press('j')
    await expect(desk.device(serials[1]!)).toBeFocused()
    await expect(desk.device(serials[1]!).getByRole('region')).toHaveCount(0)
    await press('k')
    await expect(device).toBeFocused()

    // A third text out of the two.
    await press('3')
    const editor = device.getByRole('textbox', { name: t('conflict.newLineText', { field: t('rma.field.diagnosis') }) })
    await expect(editor).toBeFocused()
    await expect(editor).toHaveValue('Napajalnik ne daje 12 V.')
    await page.keyboard.type(' Kondenzator je napihnjen.')
    expect(await violations(page)).toEqual([])
    await shot('rma-conflict-edit')
    await press('Control+Enter')
    await expect(conflicts).toHaveCount(1)
    await expect(device).toBeFocused()
    await expect(desk.lineField(serials[0]!, 'diagnosis')).toContainText(
      'Napajalnik ne daje 12 V. Kondenzator je napihnjen.',
    )

    // Of the other one theirs stands.
    await expect(conflicts).toContainText('Zamenjan napajalnik.')
    await press('2')
    await expect(conflicts).toHaveCount(0)
    await expect(desk.lineField(serials[0]!, 'work')).toContainText('Zamenjan kondenzator.')
    // The keys are those of the steps again.
    await expect(device).toBeFocused()
    await press('4')
    await expect(desk.dialog).toContainText(t('rma.line.rejected'))
  })
}
