import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { FileFault } from '../file-fault.ts'

const MAX_ENTRIES = 2_000

/** The parts of a workbook. */
export type Archive = {
  has(name: string): boolean
  /** The text of a part, in pieces. Throws `FileFault` when more comes out than `maxBytes` of the whole archive. */
  text(name: string): AsyncGenerator<string>
}

/** `maxBytes`: of all that is unpacked. Sizes that lie are found while unpacking. Throws `FileFault`. */
export async function openArchive(bytes: Uint8Array, maxBytes: number): Promise<Archive> {
  const { zip, entries } = await list(bytes)
  const open = promisify<Entry, Readable>((entry, done) => zip.openReadStream(entry, done))
  let left = maxBytes
  return {
    has: (name) => entries.has(name),
    async *text(name) {
      const entry = entries.get(name)
      if (!entry) return
      if (entry.uncompressedSize > left) throw new FileFault('too_large', name)
      if (entry.isEncrypted()) throw new FileFault('encrypted')
      const decoder = new TextDecoder()
      try {
        for await (const chunk of await open(entry)) {
          left -= chunk.length
          if (left < 0) throw new FileFault('too_large', name)
          yield decoder.decode(chunk, { stream: true })
        }
      } catch (error) {
        throw error instanceof FileFault ? error : unreadable(error)
      }
      yield decoder.decode()
    },
  }
}

function list(bytes: Uint8Array): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true }, (error, zip) => {
      if (error) return reject(unreadable(error))
      zip.on('error', (fault) => reject(unreadable(fault)))
      zip.on('end', () => resolve({ zip, entries }))
      zip.on('entry', (entry: Entry) => {
        entries.set(entry.fileName.replace(/^\//, ''), entry)
        if (entries.size > MAX_ENTRIES) return reject(new FileFault('too_large'))
        zip.readEntry()
      })
      zip.readEntry()
    })
  })
}

const unreadable = (error: unknown) =>
  new FileFault('not_readable', error instanceof Error ? error.message.slice(0, 200) : '')
