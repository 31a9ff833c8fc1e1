import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
/** What tests make once and then copy; each name says what it was made from, so nothing in it grows old. */
const CACHE = join(ROOT, 'node_modules/.cache/spica-desk-tests')

/**
 * The path under which `make` has once put a file or a folder. `from`: what it is made of. Of two processes that make
 * it at once the first one's stays.
 */
export async function madeOnce(name: string, from: string[], make: (path: string) => Promise<void>): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(from)).digest('hex').slice(0, 16)
  const path = join(CACHE, `${name}-${hash}`)
  if (existsSync(path)) return path
  mkdirSync(CACHE, { recursive: true })
  const work = mkdtempSync(join(CACHE, 'making-'))
  try {
    const made = join(work, name)
    await make(made)
    if (!existsSync(path)) renameSync(made, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return path
}

/** The text of every file below `folder` of the repository, with its name. */
export function filesOf(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file.slice(ROOT.length)}\n${readFileSync(file, 'utf8')}`)
}
