import { connect, type Database } from './database.ts'
import { StoreFault } from './fault.ts'

const SLICE_MS = 12

/**
 * Reads every page of an open database through a connection of its own, so that each page's checksum is verified; a slice of
 * about 12 ms a step. Answers whether all is whole. `deep`: also compares indexes with their tables, table by table, which
 * cannot be cut any smaller; for small files.
 */
export function* checkIntegrity(
  file: string,
  key: Uint8Array,
  { deep, now }: { deep: boolean; now(): number },
): Generator<void, boolean, void> {
  const database = connect(file, key)
  try {
    const trees = database
      .prepare<[string, string]>('SELECT name, type FROM sqlite_schema WHERE rootpage > 0', { raw: true })
      .all()
    let begun = now()
    for (const [name, type] of trees) {
      // One tree at a time: a longer read would keep the journal from being moved into the file.
      for (const found of type === 'table' ? wholeRows(database, name) : pageTypes(database, name)) {
        if (found === 'corrupted') return false
        if (now() - begun < SLICE_MS) continue
        yield
        begun = now()
      }
      if (deep && type === 'table' && database.pragma(`integrity_check("${name}")`) !== 'ok') return false
    }
    return true
  } catch (error) {
    if (error instanceof StoreFault && error.code === 'corrupt') return false
    throw error
  } finally {
    database.close()
  }
}

/** Reads long values to their end, which lie on pages of their own. */
function wholeRows(database: Database, table: string): Iterable<unknown> {
  return database.prepare(`SELECT * FROM "${table}"`, { raw: true }).iterate()
}

function pageTypes(database: Database, name: string): Iterable<unknown> {
  return database.prepare('SELECT pagetype FROM dbstat WHERE name = ?', { pluck: true }).iterate(name)
}
