import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { connect } from '../database.ts'
import { StoreFault } from '../fault.ts'
import { removeDatabase, setAsideDatabase } from '../files.ts'
import { migrate } from '../migrate.ts'
import type { Outbox } from '../open.ts'
import { flush, listBackups } from './backup.ts'
import { OUTBOX_MIGRATIONS } from './migrations.ts'
import { salvage } from './salvage.ts'
import { getSetting, putSetting, removeSetting } from './settings.ts'

/** In a restored outbox until a program that told its agent has ended cleanly. */
const RESTORED = 'outbox-restored'

/** What is being made of a copy; worth nothing until it is whole. */
const unfinishedOf = (file: string) => `${file}.restoring`
/** Whole, with all that could still be read of the broken file; it only has to take that one's place. */
const finishedOf = (file: string) => `${file}.restored`

/** `rows`: how many were taken over; null where an earlier restoring, which was cut off, had done so. */
export type Restored = { setAside: string | null; rows: number | null }

/**
 * Puts the newest copy that can be read in the outbox's place, with what can be read of the outbox itself. What was there is set
 * aside under a name that carries `label`, never removed. It moves only when all is in its successor, so an end at any moment
 * loses nothing, and the next call goes on. Null: no copy can be read, and nothing was changed.
 */
export function restoreOutbox(file: string, key: Uint8Array, label: string): Restored | null {
  const finished = finishedOf(file)
  let rows: number | null = null
  if (!existsSync(finished) || !isWhole(finished, key)) {
    rows = prepare(file, key)
    if (rows === null) return null
  }
  const setAside = setAsideDatabase(file, label)
  renameSync(finished, file)
  flush(dirname(file))
  return { setAside, rows }
}

function prepare(file: string, key: Uint8Array): number | null {
  const source = listBackups(file).find(({ path }) => isWhole(path, key))
  if (!source) return null
  const unfinished = unfinishedOf(file)
  try {
    removeDatabase(unfinished)
    copyFileSync(source.path, unfinished)
    const rows = fill(unfinished, file, key)
    flush(unfinished)
    renameSync(unfinished, finishedOf(file))
    flush(dirname(file))
    return rows
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

function fill(unfinished: string, broken: string, key: Uint8Array): number {
  const database = connect(unfinished, key)
  try {
    // All in one file: half of it is made anew, never rolled back.
    database.pragma('journal_mode=MEMORY')
    // Sorting in a file would leave plain text on the disk.
    database.pragma('temp_store=MEMORY')
    migrate(database, Number(database.pragma('user_version')), OUTBOX_MIGRATIONS)
    const outbox: Outbox = { ...database, kind: 'outbox' }
    // Of an empty file nothing can be read, and SQLite would remove the journal that lies beside it.
    const rows = sizeOf(broken) > 0 ? salvage(outbox, broken, key) : 0
    putSetting(outbox, RESTORED, true)
    return rows
  } finally {
    database.close()
  }
}

/**
 * The file is gone or empty although copies of it are here: that was not the program. A journal that is left of it is worth
 * nothing without it, and SQLite would begin an empty file in its place. Or its restoring was cut off.
 */
export function isOutboxLost(file: string): boolean {
  return existsSync(finishedOf(file)) || (sizeOf(file) === 0 && listBackups(file).length > 0)
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** It was restored, and the program has not ended cleanly since. */
export function isFreshlyRestored(outbox: Outbox): boolean {
  return getSetting<true>(outbox, RESTORED) !== null
}

/** The agent was told. */
export function forgetRestoring(outbox: Outbox): void {
  try {
    removeSetting(outbox, RESTORED)
  } catch (error) {
    // A full disk, or damage: it is told once more.
    if (!(error instanceof StoreFault)) throw error
  }
}

/** What a restoring that was cut off has left. */
export function removeRestoring(file: string): void {
  for (const left of [unfinishedOf(file), finishedOf(file)]) removeDatabase(left)
}

/** Keeps what is whole under a name under which it is no longer looked for. */
export function setAsideRestoring(file: string, label: string): void {
  setAsideDatabase(finishedOf(file), label)
  removeDatabase(unfinishedOf(file))
}

function isWhole(file: string, key: Uint8Array): boolean {
  const database = connect(file, key)
  try {
    return Number(database.pragma('user_version')) > 0 && database.pragma('quick_check(1)') === 'ok'
  } catch (error) {
    if (error instanceof StoreFault) return false
    throw error
  } finally {
    database.close()
  }
}
