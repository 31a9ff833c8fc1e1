import { describe, expect, it } from 'vitest'
import { contrast } from '../../../src-renderer/app/contrast.ts'
import { SCHEMES, TOKENS } from '../../../src-renderer/app/tokens.ts'

const GROUPS = ['waiting', 'active', 'closed'] as const
const TONES = [...GROUPS, 'internal', 'danger', 'good'] as const
const SURFACES = ['rail', 'sidebar', 'list', 'pane', 'raised', 'hover', 'selected'] as const

describe('contrast', () => {
  it('is computed as WCAG does', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
    expect(contrast('#FFFFFF', '#777777')).toBe(contrast('#777777', '#FFFFFF'))
  })
})

describe.each(SCHEMES)('the %s colours', (scheme) => {
  const tokens = TOKENS[scheme]

  it.each(GROUPS)('make the status group %s readable: text on tint 6.9, accent on the list 3.9', (group) => {
    expect(contrast(tokens[group].text, tokens[group].tint)).toBeGreaterThanOrEqual(6.9)
    expect(contrast(tokens[group].accent, tokens.list)).toBeGreaterThanOrEqual(3.9)
  })

  it.each(TONES)('keep the words of %s readable on its tint and on the page', (tone) => {
    expect(contrast(tokens[tone].text, tokens[tone].tint)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens[tone].text, tokens.pane)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens[tone].text, tokens.raised)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.text, tokens[tone].tint)).toBeGreaterThanOrEqual(7)
  })

  it.each(SURFACES)('keep text and quiet text readable on %s', (surface) => {
    expect(contrast(tokens.text, tokens[surface])).toBeGreaterThanOrEqual(7)
    expect(contrast(tokens.dim, tokens[surface])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.focus, tokens[surface])).toBeGreaterThanOrEqual(3)
  })

  it('keep buttons and the edges of fields visible', () => {
    expect(contrast(tokens.onPrimary, tokens.primary)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.onPrimary, tokens.primaryHover)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.borderStrong, tokens.raised)).toBeGreaterThanOrEqual(3)
  })
})
