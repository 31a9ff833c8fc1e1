import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileOf, isDeskBlob, isDeskUrl, isExternalUrl } from '#main/host-electron/urls.ts'

describe('isDeskUrl', () => {
  it.each(['app://desk/', 'app://desk/index.html', 'app://desk/assets/index-1.js?x=1#y', 'APP://desk/'])(
    'takes %s',
    (url) => {
      expect(isDeskUrl(url)).toBe(true)
    },
  )

  it.each([
    'https://example.com/?app://desk/',
    'https://app//desk/',
    'app://desk.example.com/',
    'app://desk@example.com/',
    'app://user@desk/',
    'app://desk:8080/',
    'app:desk',
    'file:///desk/',
    'data:text/html,app://desk/',
    'javascript:location="app://desk/"',
    'about:blank',
    'app://',
    '',
    'not a url',
  ])('refuses %s', (url) => {
    expect(isDeskUrl(url)).toBe(false)
  })
})

describe('isDeskBlob', () => {
  it('takes bytes that a page of the desk holds, and nothing else', () => {
    expect(isDeskBlob('blob:app://desk/7d2f0f0e-0000-4000-8000-000000000000')).toBe(true)
    for (const url of [
      'app://desk/index.html',
      'blob:https://example.com/7d2f',
      'blob:null/7d2f',
      'blob:file:///7d2f',
      'data:text/html,x',
      'https://example.com/blob:app://desk/',
    ]) {
      expect(isDeskBlob(url)).toBe(false)
    }
  })
})

describe('isExternalUrl', () => {
  it.each([
    'https://www.spica.com/',
    'https://example.com:8443/a?b#c',
    'mailto:podpora@example.com',
    'HTTPS://EXAMPLE.COM',
  ])('opens %s outside', (url) => {
    expect(isExternalUrl(url)).toBe(true)
  })

  it.each([
    'http://example.com/',
    'https://user:secret@example.com/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'app://desk/',
    'spica-desk://case/1',
    '//example.com',
    'https://',
    '',
  ])('does not open %s', (url) => {
    expect(isExternalUrl(url)).toBe(false)
  })
})

describe('fileOf', () => {
  const root = resolve('/srv/renderer')

  it('names the page and its assets', () => {
    expect(fileOf(root, 'app://desk/')).toBe(join(root, 'index.html'))
    expect(fileOf(root, 'app://desk/assets/index-1.js?v=2')).toBe(join(root, 'assets', 'index-1.js'))
    expect(fileOf(root, 'app://desk/assets/%C5%A1.svg')).toBe(join(root, 'assets', 'š.svg'))
  })

  it.each([
    'app://desk/../secret.txt',
    'app://desk/assets/../../../etc/passwd',
    'app://desk/%2e%2e/secret.txt',
    'app://desk/..%2fsecret.txt',
    'app://desk/..%5csecret.txt',
    'app://desk/a%2f..%2f..%2fsecret.txt',
    'app://desk/%2fetc%2fpasswd%00.html',
    'app://desk/c:%5cwindows%5cwin.ini',
    'app://desk/index.html:stream',
    'app://desk/%E0%A4%A',
    'app://other/index.html',
    'https://example.com/index.html',
  ])('never leaves its folder: %s', (url) => {
    const file = fileOf(root, url)
    if (file !== null) expect(file.startsWith(join(root, '/'))).toBe(true)
    expect(file === null || !/\.\.|passwd\0|win\.ini/.test(file)).toBe(true)
  })

  it.each(['app://desk/..%2fsecret.txt', 'app://desk/a%5c..%5cb.js', 'app://desk/a%00.html', 'app://other/'])(
    'refuses %s',
    (url) => {
      expect(fileOf(root, url)).toBeNull()
    },
  )
})
