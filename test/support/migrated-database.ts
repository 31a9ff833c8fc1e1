import { openAsBlob, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { migratePglite } from '#portal/db/migrate.ts'
import { filesOf, madeOnce } from './test-cache.ts'

const PGLITE = join(import.meta.dirname, '../../node_modules/@electric-sql/pglite/package.json')

/**
 * An empty embedded database as the migrations leave it, to begin others with: making one takes seconds, copying it a
 * quarter of that. Tests of the migrations themselves make their own.
 */
export async function migratedDatabase(): Promise<{ memory: true; copyOf: Blob }> {
  const from = [readFileSync(PGLITE, 'utf8'), ...filesOf('src-portal/db/migrations')]
  const file = await madeOnce('migrated', from, async (path) => {
    const client = await PGlite.create('memory://')
    await migratePglite(client)
    const dump = await client.dumpDataDir('none')
    await client.close()
    await writeFile(path, Buffer.from(await dump.arrayBuffer()))
  })
  return { memory: true, copyOf: await openAsBlob(file) }
}
