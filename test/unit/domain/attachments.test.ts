import { describe, expect, test } from 'vitest'
import { attachmentTypeOf, createTextCheck } from '#shared/domain/attachment-content.ts'
import { safeFileName } from '#shared/domain/file-name.ts'

const isText = (bytes: Buffer, piece = 7) => {
  const check = createTextCheck()
  for (let at = 0; at < bytes.length; at += piece) check.add(bytes.subarray(at, at + piece))
  return check.isText()
}

describe('text', () => {
  test.each([
    ['words in two languages', 'Vrata se ne odprejo — čitalnik 12.\r\n\tDoor 12 stays shut.\f', true],
    ['a coloured log', '\u001b[31mnapaka\u001b[0m\n', true],
    ['configuration', '<config><door id="1"/></config>', true],
    ['a log that quotes a page', '08:00 GET / answered <html><script>x</script>', true],
    ['a page', ' \n<HTML><body>', false],
    ['a drawing', '<!-- x --><svg onload="x">', false],
    ['XML with a style sheet', '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>', false],
    ['a shell script', '#!/bin/sh', false],
    ['a batch file', '@echo off\r\ndel', false],
  ])('%s', (_name, text, expected) => {
    expect(isText(Buffer.from(text))).toBe(expected)
    expect(isText(Buffer.from(`\ufeff${text}`))).toBe(expected)
  })

  test.each([
    ['a NUL', [0x61, 0x00]],
    ['another encoding', [0x48, 0xe8, 0x61]],
    ['a character that is cut off', [0x61, 0xc4]],
    ['an overlong character', [0xc0, 0xaf]],
  ])('not with %s', (_name, bytes) => {
    expect(isText(Buffer.from(bytes))).toBe(false)
  })
})

test.each([
  ['image/png', false, 'image/png'],
  ['audio/x-m4a', false, 'audio/mp4'],
  [null, true, 'text/plain'],
  [null, false, null],
  ['application/xml', true, 'text/plain'],
  ['application/xml', false, null],
  ['application/rtf', true, null],
  ['application/x-msdownload', false, null],
  ['application/java-archive', false, null],
])('detected as %s, text %s: %s', (detected, text, expected) => {
  expect(attachmentTypeOf(detected, text)).toBe(expected)
})

test.each([
  ['račun 2026.pdf', 'račun 2026.pdf'],
  ['C:\\tmp\\slika.png', 'C__tmp_slika.png'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['.bashrc', '_bashrc'],
  ['', 'file'],
  ['...', 'file'],
  ['CON.txt', '_CON.txt'],
  ['slika\u202egnp.exe', 'slika_gnp.exe.txt'],
  ['namestitev.MSI', 'namestitev.MSI.txt'],
  ['skript.js ', 'skript.js.txt'],
  ['a\u0000b.txt', 'a_b.txt'],
])('the name %j becomes %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected)
})

test('a name of any length becomes one at once: a letter brings whatever its sender likes', () => {
  const begun = performance.now()
  expect(safeFileName(`${'. '.repeat(100_000)}x`)).toHaveLength(255)
  expect(performance.now() - begun).toBeLessThan(1000)
})

test('a long name keeps its ending and its characters whole', () => {
  const name = safeFileName(`${'😀'.repeat(200)}.pdf`)
  expect(name.length).toBeLessThanOrEqual(255)
  expect(name.endsWith('.pdf')).toBe(true)
  expect(name.isWellFormed()).toBe(true)
})
