import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rememberAppearance, rememberedAppearance } from '#main/host-electron/appearance.ts'
import type { Appearance } from '#main/host-electron/messages.ts'

const FIRST: Appearance = { language: 'sl', theme: 'system', zoom: 100, spelling: ['sl', 'en'] }

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spica-appearance-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('rememberedAppearance', () => {
  it('begins with the system’s language', () => {
    expect(rememberedAppearance(dir, 'sl-SI')).toEqual(FIRST)
    expect(rememberedAppearance(dir, 'de-AT')).toEqual({ ...FIRST, language: 'en' })
  })

  it('knows what the agent chose', () => {
    rememberAppearance(dir, { language: 'en', theme: 'dark', zoom: 125, spelling: ['en'] })
    expect(rememberedAppearance(dir, 'sl')).toEqual({ language: 'en', theme: 'dark', zoom: 125, spelling: ['en'] })
  })

  it.each(['', 'null', '[]', '{"language":"de","theme":7,"zoom":9000,"spelling":"sl"}', '{"zoom":1.5}'])(
    'ignores a file with %j',
    (content) => {
      writeFileSync(join(dir, 'appearance.json'), content)
      expect(rememberedAppearance(dir, 'sl')).toEqual(FIRST)
    },
  )

  it('keeps what an earlier release did not know yet at its usual', () => {
    writeFileSync(join(dir, 'appearance.json'), '{"language":"en","theme":"dark"}')
    expect(rememberedAppearance(dir, 'sl')).toEqual({ ...FIRST, language: 'en', theme: 'dark' })
  })

  it('leaves out languages that it cannot spell, and may leave out all', () => {
    writeFileSync(join(dir, 'appearance.json'), '{"spelling":["de","en"]}')
    expect(rememberedAppearance(dir, 'sl').spelling).toEqual(['en'])
    writeFileSync(join(dir, 'appearance.json'), '{"spelling":[]}')
    expect(rememberedAppearance(dir, 'sl').spelling).toEqual([])
  })
})
