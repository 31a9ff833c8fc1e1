import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Database } from '../database.ts'
import { removeDatabase, setAsideDatabase } from '../files.ts'
import { countCopy } from './broken-file.ts'

/** The newest so many are kept; a new one is complete before an old one goes. */
const KEPT = 2

/**
 * Writes a consistent copy beside the outbox, encrypted with the same key, and answers its path. Throws `corrupt` when the
 * outbox cannot be read whole; older copies stay then.
 */
export function backupOutbox(outbox: Database): string {
  const known = listBackups(outbox.file)
  const target = nameOf(outbox.file, (known[0]?.number ?? 0) + 1)
  const unfinished = `${target}.part`
  rmSync(unfinished, { force: true })
  try {
    countCopy(outbox)
    outbox.prepare('VACUUM INTO ?').run(unfinished)
    flush(unfinished)
    renameSync(unfinished, target)
    flush(dirname(target))
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  for (const { path } of known.slice(KEPT - 1)) removeDatabase(path)
  return target
}

export type Backup = { path: string; number: number }

/** Newest first. Numbers tell their order; a clock could be set. */
export function listBackups(file: string): Backup[] {
  if (!existsSync(dirname(file))) return []
  const stem = `${basename(file, extname(file))}.backup-`
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(stem) && /^\d+\.db$/.test(name.slice(stem.length)))
    .map((name) => ({ path: join(dirname(file), name), number: Number.parseInt(name.slice(stem.length), 10) }))
    .toSorted((a, b) => b.number - a.number)
}

export function removeBackups(file: string): void {
  for (const { path } of listBackups(file)) removeDatabase(path)
}

/** Keeps them under names under which they are no longer looked for. */
export function setAsideBackups(file: string, label: string): void {
  for (const { path } of listBackups(file)) setAsideDatabase(path, label)
}

function nameOf(file: string, number: number): string {
  const extension = extname(file)
  return join(dirname(file), `${basename(file, extension)}.backup-${String(number).padStart(6, '0')}${extension}`)
}

/** A file's content, or a folder's names, on the disk itself. */
export function flush(path: string): void {
  try {
    const handle = openSync(path, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows flushes no folders, and no files that are open for reading alone; the rename is as safe there as it can be.
  }
}
