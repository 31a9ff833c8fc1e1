import { createHash, createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FileFault } from './file-fault.ts'
import { createSealed, plainSize, readSealed, resumeSealed } from './sealed-file.ts'

export { FileFault } from './file-fault.ts'

/**
 * The bytes of attachments on this machine, encrypted with the profile's key, each content once. The folder itself is the
 * list of what is here. Names are keyed hashes of the contents' hashes, so that a stranger cannot tell which files they are.
 */
export type FileFolder = {
  readonly dir: string
  has(sha256: string): boolean
  /** Durable when it resolves. The bytes must be those of the hash. Rejects with what the disk said; nothing is left then. */
  put(sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** The bytes of [from, to), all of them by default. Throws `FileFault`. Counts as a use. */
  read(sha256: string, range?: { from: number; to: number }): AsyncGenerator<Buffer, void, void>
  /** A file that is coming: goes on where it was. One at a time for each hash. */
  openPart(sha256: string): Promise<FilePart>
  remove(sha256: string): Promise<void>
  /** Removes the longest unused until what is left fits; never those of `keep`. Answers how many went. */
  evict(limitBytes: number, keep: ReadonlySet<string>): Promise<number>
  /**
   * Removes everything, also what is coming, but those of `keep` and what `late` names just before each goes. Answers how
   * many went.
   */
  retain(keep: ReadonlySet<string>, late: () => Iterable<string>): Promise<number>
}

export type FilePart = {
  readonly offset: number
  append(bytes: Uint8Array): Promise<void>
  /**
   * All bytes are in: checks them against the hash and makes the file one of the folder, durably. False: they were others,
   * and the next part begins at 0. Closes it.
   */
  finish(): Promise<boolean>
  /** Keeps what is there for another time. */
  close(): Promise<void>
}

const TEMPORARY = '.tmp'
const PART = '.part'

/** Makes the folder and removes what a killed process left half written. */
export function openFileFolder(dir: string, key: Uint8Array, clock: () => number): FileFolder {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(dir)) if (name.endsWith(TEMPORARY)) rmSync(join(dir, name), { force: true })

  const pathOf = (sha256: string) =>
    join(dir, createHmac('sha256', key).update(`spica-desk file name ${sha256}`).digest('hex'))

  async function put(sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const temporary = `${pathOf(sha256)}.${randomBytes(6).toString('hex')}${TEMPORARY}`
    try {
      const handle = await open(temporary, 'wx', 0o600)
      try {
        const sealed = await createSealed(handle, { key, sha256 })
        for await (const piece of bytes) await sealed.write(piece)
        await sealed.finish()
      } finally {
        await handle.close()
      }
      await rename(temporary, pathOf(sha256))
      await syncFolder(dir)
      await markUsed(sha256)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  async function* read(sha256: string, range?: { from: number; to: number }): AsyncGenerator<Buffer, void, void> {
    const handle = await openExisting(pathOf(sha256))
    try {
      await markUsed(sha256)
      yield* readSealed(handle, { key, sha256 }, range)
    } finally {
      await handle.close()
    }
  }

  async function markUsed(sha256: string): Promise<void> {
    const now = clock() / 1000
    // Only the order of eviction hangs on it.
    await utimes(pathOf(sha256), now, now).catch(() => {})
  }

  async function openPart(sha256: string): Promise<FilePart> {
    const path = pathOf(sha256) + PART
    const handle = await open(path, existsSync(path) ? 'r+' : 'wx+', 0o600)
    const sealed = await resumeSealed(handle, { key, sha256 })
    return {
      get offset() {
        return sealed.written
      },
      append: (bytes) => sealed.write(bytes),
      async finish() {
        const hash = createHash('sha256')
        try {
          await sealed.finish()
          for await (const piece of readSealed(handle, { key, sha256 })) hash.update(piece)
        } catch (error) {
          if (!(error instanceof FileFault)) throw error
        } finally {
          await handle.close()
        }
        if (hash.digest('hex') !== sha256) {
          await rm(path, { force: true })
          return false
        }
        await rename(path, pathOf(sha256))
        await syncFolder(dir)
        await markUsed(sha256)
        return true
      },
      close: () => handle.close(),
    }
  }

  return {
    dir,
    has: (sha256) => existsSync(pathOf(sha256)),
    put,
    read,
    openPart,
    remove: async (sha256) => {
      await rm(pathOf(sha256), { force: true })
    },
    async evict(limitBytes, keep) {
      const kept = new Set([...keep].map(pathOf))
      const files = await Promise.all(
        (await readdir(dir))
          // What is being downloaded is not done with; `retain` removes what was given up.
          .filter((name) => !name.endsWith(TEMPORARY) && !name.endsWith(PART))
          .map(async (name) => {
            const path = join(dir, name)
            const found = await stat(path).catch(() => null)
            return found && { path, bytes: plainSize(found.size), usedAt: found.mtimeMs, kept: kept.has(path) }
          }),
      )
      const here = files.filter((file) => file !== null).sort((a, b) => a.usedAt - b.usedAt)
      let total = here.reduce((sum, { bytes }) => sum + bytes, 0)
      let removed = 0
      for (const { path, bytes } of here.filter((file) => !file.kept)) {
        if (total <= limitBytes) break
        await rm(path, { force: true })
        total -= bytes
        removed++
      }
      return removed
    },
    async retain(keep, late) {
      const namesOf = (hashes: Iterable<string>) => new Set([...hashes].map((sha256) => basename(pathOf(sha256))))
      const kept = namesOf(keep)
      const going = (await readdir(dir)).filter(
        (name) => !name.endsWith(TEMPORARY) && !kept.has(name.replace(PART, '')),
      )
      let removed = 0
      for (const name of going) {
        // Asked and removed without a pause between: a file that is being staged may have the same content.
        if (namesOf(late()).has(name.replace(PART, ''))) continue
        rmSync(join(dir, name), { force: true })
        removed++
        await new Promise(setImmediate)
      }
      return removed
    },
  }
}

async function openExisting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw missing ? new FileFault('missing', error) : error
  }
}

/** A new name is durable only once its folder is. Windows does that by itself and refuses to open folders. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
