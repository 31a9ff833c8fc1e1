import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '#main/host-electron/menu.ts'
import { fill, wordsFor } from '#main/host-electron/words.ts'
import type { ZoomStep } from '#shared/domain/zoom.ts'

const zoom = () => {}

function flatten(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
}

const variants = (['sl', 'en'] as const).flatMap((language) =>
  [true, false].flatMap((isMac) => [true, false].map((developer) => ({ language, isMac, developer, zoom }))),
)

describe('menuTemplate', () => {
  it.each(variants)('names every item in words of its own: %j', ({ language, isMac, developer, zoom }) => {
    const items = flatten(menuTemplate({ words: wordsFor(language), isMac, developer, zoom }))
    const unnamed = items.filter(({ type, label, role }) => type !== 'separator' && role !== 'appMenu' && !label)
    expect(unnamed).toEqual([])
  })

  it.each(variants)('has developer tools only in development: %j', ({ language, isMac, developer, zoom }) => {
    const roles = flatten(menuTemplate({ words: wordsFor(language), isMac, developer, zoom })).map(({ role }) => role)
    expect(roles.includes('toggleDevTools')).toBe(developer)
    expect(roles.includes('reload')).toBe(developer)
    expect(roles).toEqual(expect.arrayContaining(['undo', 'copy', 'paste', 'quit', 'about']))
  })
})

describe('the sizes in the menu', () => {
  it('say their keys, which the window itself hears, and take one step', () => {
    const steps: ZoomStep[] = []
    const items = flatten(
      menuTemplate({ words: wordsFor('sl'), isMac: false, developer: false, zoom: (step) => steps.push(step) }),
    ).filter(({ accelerator }) => accelerator)
    expect(
      items.map(({ label, accelerator, registerAccelerator }) => [label, accelerator, registerAccelerator]),
    ).toEqual([
      ['Povečaj', 'CmdOrCtrl+Plus', false],
      ['Pomanjšaj', 'CmdOrCtrl+-', false],
      ['Dejanska velikost', 'CmdOrCtrl+0', false],
    ])
    for (const { click } of items) (click as () => void)()
    expect(steps).toEqual(['in', 'out', 'reset'])
  })
})

describe('words', () => {
  it('say the same things in both languages', () => {
    const placeholders = (text: string) => text.match(/\{\w+\}/g) ?? []
    const [sl, en] = [wordsFor('sl'), wordsFor('en')]
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(placeholders(sl[key])).toEqual(placeholders(en[key]))
      expect(sl[key]).not.toBe('')
    }
  })

  it('fills placeholders and leaves unknown ones', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}')
  })
})
