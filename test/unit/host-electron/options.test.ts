import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { childEnvironment, foldersOf, hostOptions } from '#main/host-electron/options.ts'

const env = {
  DESK_PORTAL_URL: 'http://127.0.0.1:8080',
  DESK_SIGN_IN_EMAIL: 'ana@example.com',
  DESK_SIGN_IN_PASSWORD: 'secret',
}

function options(argv: string[], more: NodeJS.ProcessEnv = {}, packaged = false) {
  return hostOptions({ argv: ['electron', '.', ...argv], env: more, packaged, cwd: resolve('/work') })
}

describe('hostOptions', () => {
  it('asks for nothing by default', () => {
    expect(options([])).toEqual({ profileDir: null })
  })

  it('takes the profile from the command line before the environment', () => {
    expect(options(['--profile', 'a']).profileDir).toBe(resolve('/work/a'))
    expect(options(['--profile=b']).profileDir).toBe(resolve('/work/b'))
    expect(options([], { SPICA_DESK_PROFILE: 'c' }).profileDir).toBe(resolve('/work/c'))
    expect(options(['--profile', 'a'], { SPICA_DESK_PROFILE: 'c' }).profileDir).toBe(resolve('/work/a'))
  })

  it('signs in from the environment in development', () => {
    expect(options([], env)).toMatchObject({
      portalUrl: 'http://127.0.0.1:8080',
      autoSignIn: { email: 'ana@example.com', password: 'secret' },
    })
  })

  it('never does so when installed', () => {
    expect(options(['--exit-with-parent'], env, true)).toEqual({ profileDir: null })
  })

  it.each([
    ['https://podpora.example/slovarji', 'https://podpora.example/slovarji/'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ])('fetches dictionaries from %s, installed too', (given, url) => {
    expect(options([], { SPICA_DESK_DICTIONARIES: given }, true).dictionaryUrl).toBe(url)
  })

  it.each(['', 'slovarji', 'file:///etc', 'javascript:alert(1)'])('fetches no dictionaries from %j', (given) => {
    expect(options([], { SPICA_DESK_DICTIONARIES: given })).toEqual({ profileDir: null })
  })

  it('ends with its parent when told to', () => {
    expect(options(['--exit-with-parent'])).toEqual({ profileDir: null, exitWithParent: true })
  })

  it('needs both parts to sign in', () => {
    expect(options([], { DESK_SIGN_IN_EMAIL: 'ana@example.com' }).autoSignIn).toBeUndefined()
  })
})

describe('foldersOf', () => {
  it('keeps the desk’s files inside the user’s folder', () => {
    expect(foldersOf(null, resolve('/home/ana/.config/Spica Desk'))).toEqual({
      profile: resolve('/home/ana/.config/Spica Desk/profile'),
      userData: resolve('/home/ana/.config/Spica Desk'),
    })
  })

  it('keeps everything of a given profile inside it, so that two can run at once', () => {
    expect(foldersOf(resolve('/tmp/p'), resolve('/home/ana'))).toEqual({
      profile: resolve('/tmp/p'),
      userData: resolve('/tmp/p/electron'),
    })
  })
})

describe('childEnvironment', () => {
  it('passes everything on but the sign-in', () => {
    expect(childEnvironment({ ...env, HTTPS_PROXY: 'http://proxy:3128', EMPTY: undefined })).toEqual({
      HTTPS_PROXY: 'http://proxy:3128',
    })
  })
})
