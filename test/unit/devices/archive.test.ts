import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { FileFault } from '#portal/devices/file-fault.ts'
import { openArchive } from '#portal/devices/xlsx/archive.ts'

const KIB = 1024

function anArchive(parts: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

async function read(bytes: Uint8Array, limit: number, ...names: string[]): Promise<string> {
  const archive = await openArchive(bytes, limit)
  let text = ''
  for (const name of names) for await (const piece of archive.text(name)) text += piece
  return text
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof FileFault ? error.code : error),
  )

it('reads parts as they were packed, letters whole', async () => {
  const long = 'čšž'.repeat(100_000)
  expect(await read(anArchive({ 'a.xml': long, 'b.xml': 'b' }), 2 ** 24, 'a.xml', 'b.xml')).toBe(`${long}b`)
  expect(await read(anArchive({ 'a.xml': 'a' }), 10, 'none.xml')).toBe('')
})

it('stops before it unpacks more than the limit, of one part or of all together', async () => {
  const bomb = anArchive({ 'a.xml': ' '.repeat(900 * KIB), 'b.xml': ' '.repeat(900 * KIB) })
  expect(bomb.length).toBeLessThan(10 * KIB)
  expect(await codeOf(read(bomb, 1000 * KIB, 'a.xml'))).toBe('fine')
  expect(await codeOf(read(bomb, 1000 * KIB, 'a.xml', 'b.xml'))).toBe('too_large')
  expect(await codeOf(read(bomb, 100 * KIB, 'a.xml'))).toBe('too_large')
})

it('finds sizes that lie, and what is no archive at all', async () => {
  const bytes = Buffer.from(anArchive({ 'a.xml': ' '.repeat(900 * KIB) }))
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bytes.writeUInt32LE(10, directory + 24)
  expect(await codeOf(read(bytes, 100 * KIB, 'a.xml'))).toBe('not_readable')
  expect(await codeOf(read(bytes.subarray(0, 200), 100 * KIB, 'a.xml'))).toBe('not_readable')
})
