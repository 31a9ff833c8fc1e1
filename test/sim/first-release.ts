import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openOutbox } from '#main/store/open.ts'
import { OUTBOX_MIGRATIONS } from '#main/store/outbox/migrations.ts'
import type { Operation } from '#shared/portal-api/operations.ts'

const COMMON =
  'ord, op_id, operation, state, sent, attempts, first_failed_at, next_at, problem, conflict, seq, settled_at'
const STATES = ['waiting', 'sending', 'settled', 'conflict', 'rejected']

type StoredRow = Record<string, string | number | null> & { operation: string; state: string; lane: string }

/**
 * Makes the outbox of a closed profile one that the first release has written, with all that waits in it, so that the next
 * start has to migrate it. False, and nothing is done, where it holds what that release did not know.
 */
export function writeAsFirstRelease(profileDir: string, key: Uint8Array): boolean {
  const file = join(profileDir, 'outbox.db')
  const old = join(profileDir, 'outbox-first.db')
  rmSync(old, { force: true })
  const now = openOutbox(file, key)
  const operations = now.prepare<StoredRow>(`SELECT ${COMMON}, lane FROM operation ORDER BY ord`).all()
  const recovered = now.prepare('SELECT 1 FROM recovered').get() !== undefined
  if (recovered || !operations.every(isKnown)) {
    now.close()
    return false
  }
  const first = openOutbox(old, key, { migrations: OUTBOX_MIGRATIONS.slice(0, 1) })
  first.transaction(() => {
    for (const { lane, ...row } of operations) {
      const values = { ...row, operation: JSON.stringify(asWritten(row.operation)), case_id: lane }
      const columns = Object.keys(values)
      first
        .prepare(
          `INSERT INTO operation (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
        )
        .run(values)
    }
    for (const [table, columns] of Object.entries(SAME)) {
      for (const row of now.prepare<Record<string, string | number | null>>(`SELECT ${columns} FROM ${table}`).all()) {
        const values = columns.replace(/\w+/g, (name) => `@${name}`)
        first.prepare(`INSERT INTO ${table} (${columns}) VALUES (${values})`).run(row)
      }
    }
  })
  first.prepare(`DELETE FROM setting WHERE name LIKE 'bulk-run-%'`).run()
  now.close()
  first.pragma('wal_checkpoint(TRUNCATE)')
  first.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  renameSync(old, file)
  for (const suffix of ['-wal', '-shm']) rmSync(old + suffix, { force: true })
  return true
}

const SAME = {
  operation_dependency: 'op_id, depends_on',
  draft: 'case_id, mode, body, saved_at',
  setting: 'name, value',
}

function isKnown({ operation, state }: StoredRow): boolean {
  const parsed = JSON.parse(operation) as Operation
  if (!STATES.includes(state)) return false
  if (parsed.kind === 'note.create') return (parsed.attachments ?? []).length === 0
  return parsed.kind === 'case.update' && !parsed.title && !parsed.description && !parsed.teamId
}

function asWritten(text: string): unknown {
  const { attachments: _, ...rest } = JSON.parse(text) as Record<string, unknown>
  return { ...rest, schemaVersion: 1 }
}
