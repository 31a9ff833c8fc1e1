import type { Operation } from '#shared/portal-api/operations.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'

/** A note that is only on this machine carries the state of its operation; `settled`: at the portal, not pulled yet. */
export type LocalState = Exclude<OperationState, 'conflict'>

type Written = Extract<Operation, { kind: 'note.create' }>

/** Brings the notes that only this machine has in line with the operations. True: something changed. */
export function replaceLocalNotes(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): boolean {
  const wanted = new Map(operations.flatMap(localNote))
  const here = new Map(
    mirror
      .prepare<[string, string]>('SELECT id, local FROM notes WHERE case_pk = ? AND local IS NOT NULL', { raw: true })
      .all(pk),
  )
  let changed = false
  for (const id of here.keys()) {
    if (wanted.has(id)) continue
    mirror.prepare('DELETE FROM notes WHERE id = ? AND local IS NOT NULL').run(id)
    changed = true
  }
  for (const [id, { note, local }] of wanted) {
    if (here.get(id) === local) continue
    changed = (here.has(id) ? setState(mirror, id, local) : insert(mirror, pk, note, local)) || changed
  }
  return changed
}

function localNote({ operation, state, passed }: OverlayOperation): [string, { note: Written; local: LocalState }][] {
  // When the cursor has passed, the portal's row is here - or it was deleted there.
  if (operation.kind !== 'note.create' || passed) return []
  return [[operation.opId, { note: operation, local: state === 'conflict' ? 'settled' : state }]]
}

function setState(mirror: Mirror, id: string, local: LocalState): boolean {
  return mirror.prepare('UPDATE notes SET local = ? WHERE id = ? AND local IS NOT NULL').run(local, id) > 0
}

/** False when the portal's row of that note is already here. */
function insert(mirror: Mirror, pk: number, note: Written, local: LocalState): boolean {
  if (mirror.prepare('SELECT 1 FROM notes WHERE id = ?').get(note.opId)) return false
  mirror
    .prepare(
      `INSERT INTO notes (id, case_pk, visibility, author_kind, author_id, body, created_at, mentions, seq, local)
       VALUES (?, ?, ?, 'agent', NULL, ?, ?, ?, 0, ?)`,
    )
    .run(
      note.opId,
      pk,
      note.visibility,
      note.body,
      placeInThread(mirror, pk, note.authoredAt),
      JSON.stringify(note.mentions ?? []),
      local,
    )
  return true
}

/** What was just written comes last, also where this machine's clock is behind the portal's. */
function placeInThread(mirror: Mirror, pk: number, authoredAt: number): number {
  const newest = mirror
    .prepare<number | null>(
      `SELECT max(coalesce((SELECT max(created_at) FROM notes WHERE case_pk = @pk), 0),
                  coalesce((SELECT max(created_at) FROM case_events WHERE case_pk = @pk), 0))`,
      { pluck: true },
    )
    .get({ pk })
  return Math.max(authoredAt, (newest ?? 0) + 1)
}
