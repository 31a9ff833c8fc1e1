import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrast } from '../../../src-renderer/app/contrast.ts'
import { SCHEMES, type Scheme, TOKENS, tokenVariables } from '../../../src-renderer/app/tokens.ts'

const css = readFileSync(join(import.meta.dirname, '../../../src-portal/web/app/theme.css'), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')

/** `--text: #18212c;` by name. */
function coloursOf(scheme: Scheme): Map<string, string> {
  const found = (scheme === 'light' ? light : dark).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)
  return new Map([...found].map(([, name, colour]) => [name!, colour!.toUpperCase()]))
}

describe.each(SCHEMES)("the %s colours of the customers' pages", (scheme) => {
  const colours = coloursOf(scheme)
  const of = (name: string) => colours.get(name) ?? `no ${name}`

  it('are the desk’s, so that a status looks the same on both sides', () => {
    const desk = tokenVariables(TOKENS[scheme])
    const { page: _page, ...ours } = Object.fromEntries(colours)
    expect(Object.keys(ours).length).toBeGreaterThan(25)
    for (const [name, colour] of Object.entries(ours)) {
      expect([name, colour]).toEqual([name, desk[`--desk-${name}`]?.toUpperCase()])
    }
  })

  it('keep words readable on the page too, and the edges of fields visible', () => {
    for (const name of ['text', 'dim', 'danger-text', 'good-text', 'waiting-text', 'active-text', 'closed-text']) {
      expect(contrast(of(name), of('page')), name).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(of('border-strong'), of('pane'))).toBeGreaterThanOrEqual(3)
    expect(contrast(of('focus'), of('page'))).toBeGreaterThanOrEqual(3)
    for (const tone of ['danger', 'good', 'waiting', 'active']) {
      expect(contrast(of('dim'), of(`${tone}-tint`)), tone).toBeGreaterThanOrEqual(4.5)
    }
  })
})
