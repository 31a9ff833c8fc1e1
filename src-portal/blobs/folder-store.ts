import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobStore } from './store.ts'

const READ_AT_ONCE = 256 * 1024

/** Files named by their hash in 256 sub-folders; uploads under `incoming` until they are whole. */
export function createFolderStore(folder: string): BlobStore {
  const incoming = join(folder, 'incoming')
  const uploadOf = (sha256: string) => join(incoming, sha256)
  const fileOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)

  return {
    async append(sha256, offset, bytes) {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      const handle = await openForWriting(uploadOf(sha256))
      try {
        await handle.truncate(offset)
        await handle.write(bytes, 0, bytes.length, offset)
        await handle.sync()
      } finally {
        await handle.close()
      }
      if (offset === 0) await syncFolder(incoming)
    },

    async *readUpload(sha256, size) {
      const handle = await openIfThere(uploadOf(sha256))
      if (handle === null) return
      yield* handle.createReadStream({ end: size - 1, highWaterMark: READ_AT_ONCE })
    },

    async finish(sha256, size) {
      const file = fileOf(sha256)
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      try {
        const handle = await open(uploadOf(sha256), 'r+')
        try {
          await handle.truncate(size)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(uploadOf(sha256), file)
      } catch (error) {
        const whole = isMissing(error) ? await openIfThere(file) : null
        if (whole === null) throw error
        await whole.close()
      }
      await syncFolder(dirname(file))
      await syncFolder(folder)
    },

    discardUpload: (sha256) => rm(uploadOf(sha256), { force: true }),

    async read(sha256, { from, to }) {
      const handle = await openIfThere(fileOf(sha256))
      if (handle === null) return null
      return createReadStream('', { fd: handle, start: from, end: to - 1, highWaterMark: READ_AT_ONCE })
    },

    remove: (sha256) => rm(fileOf(sha256), { force: true }),
  }
}

async function openForWriting(path: string): Promise<FileHandle> {
  return (await openIfThere(path, 'r+')) ?? open(path, 'w', 0o600)
}

async function openIfThere(path: string, flags = 'r'): Promise<FileHandle | null> {
  try {
    return await open(path, flags)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** A name is durable only once its folder is. Windows does that by itself and refuses to open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
