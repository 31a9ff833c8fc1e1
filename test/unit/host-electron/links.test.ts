import { describe, expect, it } from 'vitest'
import { caseOfArguments, ownArguments } from '#main/host-electron/links.ts'
import { hostOptions } from '#main/host-electron/options.ts'

const LINK = 'spica-desk://case/CAS-02580-T0M2L3'

describe('a link on the command line', () => {
  it('is found wherever it stands', () => {
    expect(caseOfArguments(['desk', LINK])).toBe('CAS-02580-T0M2L3')
    expect(caseOfArguments(['desk', '--allow-file-access', '--', LINK])).toBe('CAS-02580-T0M2L3')
    expect(caseOfArguments(['desk', '.', '--profile', '/p'])).toBeNull()
  })

  it('means nothing when it is wrong, or not the only one', () => {
    expect(caseOfArguments(['desk', 'spica-desk://settings/portal?url=https://evil.example'])).toBeNull()
    expect(caseOfArguments(['desk', LINK, 'spica-desk://case/CAS-03011-B7K9Q1'])).toBeNull()
  })

  it('brings no options with it', () => {
    expect(ownArguments(['desk', '--profile', '/mine', '--', LINK, '--profile=/evil'])).toEqual([
      'desk',
      '--profile',
      '/mine',
    ])
    const argv = ownArguments(['desk', LINK, '--profile=/evil', '--exit-with-parent'])
    expect(hostOptions({ argv, env: {}, packaged: false, cwd: '/' })).toEqual({ profileDir: null })
  })
})
