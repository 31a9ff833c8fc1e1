import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'

/** The journal and its index live beside the database and belong to it. */
const SIDE_FILES = ['-wal', '-shm'] as const

/** Removes a closed database with its side files. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', ...SIDE_FILES]) rmSync(file + suffix, { force: true })
}

/**
 * Renames a closed database with its side files to a free name beside it that carries `label`.
 * Answers the new path, or null when there was no such file. A journal that was left of one goes all the same: SQLite would
 * write it into the next file of that name.
 */
export function setAsideDatabase(file: string, label: string): string | null {
  const isHere = existsSync(file)
  const target = freeName(file, label)
  // The journal goes first: a database without its journal would lose the newest work, the other way round nothing is lost.
  for (const suffix of [...SIDE_FILES, '']) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix)
  return isHere ? target : null
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** Renames a folder, as above. */
export function setAsideFolder(folder: string, label: string): string | null {
  if (!existsSync(folder)) return null
  const target = freeName(folder, label)
  renameSync(folder, target)
  return target
}

/** What was set aside of `file`, a database or a folder, under whatever label. */
export function removeSetAside(file: string): void {
  const extension = extname(file)
  const stem = `${basename(file, extension)}.`
  const endings = extension === '' ? [''] : [extension, ...SIDE_FILES.map((suffix) => extension + suffix)]
  for (const name of existsSync(dirname(file)) ? readdirSync(dirname(file)) : []) {
    const isOne =
      name.startsWith(stem) &&
      endings.some((ending) => name.endsWith(ending) && name.length > stem.length + ending.length)
    if (isOne) removeFolder(join(dirname(file), name))
  }
}

function freeName(file: string, label: string): string {
  const extension = extname(file)
  const stem = join(dirname(file), `${basename(file, extension)}.${label}`)
  for (let count = 1; ; count++) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}${extension}`
    if (!['', ...SIDE_FILES].some((suffix) => existsSync(name + suffix))) return name
  }
}
