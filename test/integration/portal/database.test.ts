import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderInUse, lockDataFolder } from '#portal/db/data-lock.ts'
import { DatabaseFromTheFuture } from '#portal/db/migrate.ts'
import journal from '#portal/db/migrations/meta/_journal.json' with { type: 'json' }
import { openDatabase } from '#portal/db/open.ts'
import { retrying, sqlState } from '#portal/db/retry.ts'
import { devices, registrations } from '#portal/db/schema.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { aDevice, aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { createWorld } from './world.ts'

describeOnBoth('the database', (database) => {
  it('keeps the look-up keys that the domain makes', async () => {
    const world = await createWorld(database.current)
    const typed = ['cas-02580-toM2l3', 'SN 00 - O1I-i9', 'Č-ž_12.ß/ŠĐ', '  zt–500 (ı)', '000']
    await world.deps.db.insert(devices).values(typed.map((serialNumber) => aDevice({ serialNumber })))
    const found = await world.deps.db.select().from(devices)
    for (const { serialNumber, serialKey } of found) {
      // Two letters that only JavaScript folds into Latin ones; no serial number has them.
      if (/[ßı]/.test(serialNumber)) continue
      expect(serialKey).toBe(lookUpKey(serialNumber))
    }
    await expect(world.deps.db.insert(devices).values(aDevice({ serialNumber: 'CAS 02580 T0M2L3' }))).rejects.toThrow()
  })

  it('takes a case number as the same, written with O or with 0', async () => {
    const world = await createWorld(database.current)
    const { id } = await world.addCase({ caseNumber: 'CAS-02580-T0M2L3' })
    const found = await database.current.query('SELECT id FROM cases WHERE case_number_key = $1', [
      lookUpKey('CAS-02580-TOM2L3'),
    ])
    expect(found).toEqual([{ id }])
    await expect(world.addCase({ caseNumber: 'CAS-02580-TOM2L3' })).rejects.toThrow()
  })

  it('refuses values that the domain does not know', async () => {
    const world = await createWorld(database.current)
    const { id } = await world.addCase()
    await expect(database.current.query(`UPDATE cases SET status = 'done' WHERE id = $1`, [id])).rejects.toThrow(
      /cases_status_known/,
    )
  })

  it('tells a duplicate from a deadlock', async () => {
    const { db } = database.current
    const row = aRegistration()
    await db.insert(registrations).values(row)
    const error = await db
      .insert(registrations)
      .values(row)
      .catch((caught: unknown) => caught)
    expect(sqlState(error)).toBe('23505')
  })
})

describeOnPostgres('deadlocks', (database) => {
  it('are run again until both have done their work', async () => {
    const { db } = database.current
    const [one, two] = [aRegistration(), aRegistration()]
    await db.insert(registrations).values([one, two])
    let attempts = 0
    let waiting: (() => void)[] = []
    const bothHoldOne = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length < 2 && attempts <= 2) return
        for (const release of waiting) release()
        waiting = []
      })
    const rename = (first: string, second: string, name: string) =>
      retrying(() =>
        db.transaction(async (tx) => {
          attempts += 1
          const set = (id: string) => tx.execute(`UPDATE registrations SET company = '${name}' WHERE id = '${id}'`)
          await set(first)
          await bothHoldOne()
          await set(second)
        }),
      )

    await Promise.all([rename(one.id, two.id, 'A'), rename(two.id, one.id, 'B')])

    expect(attempts).toBeGreaterThan(2)
    const names = new Set((await db.select().from(registrations)).map(({ company }) => company))
    expect(names.size).toBe(1)
  })

  it('two portals that start at once migrate one database once', async () => {
    const name = 'fresh'
    await database.current.query(`CREATE DATABASE ${name}`)
    if (!('databaseUrl' in database.options)) throw new Error('Not PostgreSQL')
    const databaseUrl = database.options.databaseUrl.replace(/\/[^/]*$/, `/${name}`)
    const opened = await Promise.all([openDatabase({ databaseUrl }), openDatabase({ databaseUrl })])
    const migrations = await opened[0].query('SELECT hash FROM drizzle.__drizzle_migrations')
    expect(migrations).toHaveLength(journal.entries.length)
    expect(await opened[1].query('SELECT seq FROM sync_clock')).toHaveLength(1)
    await Promise.all(opened.map((each) => each.close()))
  })
})

describe('a data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spica-data-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('keeps what was written, is left alone by a second process, and refuses an older portal', async () => {
    const first = await openDatabase({ dataDir: folder })
    const row = aRegistration()
    await first.db.insert(registrations).values(row)
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(DataFolderInUse)
    await first.close()

    const second = await openDatabase({ dataDir: folder })
    expect(await second.db.select().from(registrations)).toEqual([{ ...row, approval: null }])
    await second.query('UPDATE drizzle.__drizzle_migrations SET created_at = created_at + 1e12::bigint')
    await second.close()

    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(DatabaseFromTheFuture)
    // The refusal gave the folder back.
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(DatabaseFromTheFuture)
  })

  it('is taken over from a process that is gone, and from an older one of the same id', () => {
    const file = join(folder, 'portal.lock')
    const gone = 4_194_305 // above the greatest process id of Linux
    writeFileSync(file, `${gone} 1`)
    lockDataFolder(folder)()
    writeFileSync(file, `${process.pid} 1`)
    const unlock = lockDataFolder(folder)
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`))
    expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse)
    unlock()
    lockDataFolder(folder)()
  })
})
