import type { Database } from './database.ts'

/** SQL of one step. Append only: a released step is never changed, because outboxes out there have run it. */
export type Migration = string

/** Runs the steps after `version`, each in a transaction of its own together with its number. */
export function migrate(database: Database, version: number, migrations: readonly Migration[]): void {
  for (let next = version; next < migrations.length; next++) {
    database.transaction(() => {
      database.exec(migrations[next]!)
      database.pragma(`user_version=${next + 1}`)
    })
  }
}
