import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rememberAppearance, rememberedAppearance } from '#main/host-electron/appearance.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spica-appearance-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('rememberedAppearance', () => {
  it('begins with the system’s language', () => {
    expect(rememberedAppearance(dir, 'sl-SI')).toEqual({ language: 'sl', theme: 'system' })
    expect(rememberedAppearance(dir, 'de-AT')).toEqual({ language: 'en', theme: 'system' })
  })

  it('knows what the agent chose', () => {
    rememberAppearance(dir, { language: 'en', theme: 'dark' })
    expect(rememberedAppearance(dir, 'sl')).toEqual({ language: 'en', theme: 'dark' })
  })

  it.each(['', 'null', '[]', '{"language":"de","theme":7}'])('ignores a file with %j', (content) => {
    writeFileSync(join(dir, 'appearance.json'), content)
    expect(rememberedAppearance(dir, 'sl')).toEqual({ language: 'sl', theme: 'system' })
  })
})
