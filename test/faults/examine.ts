import { join } from 'node:path'
import { mirrorState } from '#main/store/mirror/state.ts'
import { closeDatabase, openMirror, openOutbox } from '#main/store/open.ts'
import { type OpenOptions, openDatabase } from '#portal/db/open.ts'
import { parseCursor } from '#shared/portal-api/sync.ts'

/** What a desk has accepted; its words must never be lost. */
export type Accepted = { desk: number; opId: string; kind: 'note' | 'status' | 'owner' | 'title'; body: string | null }

export type Evidence = {
  database: OpenOptions
  profiles: { email: string; profileDir: string; key: Uint8Array }[]
  accepted: readonly Accepted[]
  /** By id. */
  notesOfCustomer: ReadonlyMap<string, string>
}

type CaseFacts = { id: string; status: string; owner: string | null; title: string; description: string; team: string }

/**
 * The eight guarantees (docs/sync-protocol.md) over the databases as they lie on the disk, with all processes ended. Each
 * violation begins with its guarantee's number.
 */
export async function examine(evidence: Evidence): Promise<{ violations: string[]; states: Record<string, number> }> {
  const violations: string[] = []
  const states: Record<string, number> = {}
  const claim = (holds: boolean, violation: () => string) => {
    if (!holds) violations.push(violation())
  }
  const portal = await openDatabase(evidence.database)
  try {
    const ledger = new Map(
      (await portal.query<{ op_id: string; status: string }>('SELECT op_id, status FROM sync_op')).map((row) => [
        row.op_id,
        row.status,
      ]),
    )
    const notes = await portal.query<{ id: string; case_id: string; body: string }>(
      'SELECT id, case_id, body FROM notes',
    )
    const noteById = new Map(notes.map((note) => [note.id, note]))
    const bodies = new Map<string, number>()
    for (const { body } of notes) bodies.set(body, (bodies.get(body) ?? 0) + 1)
    const cases = await portal.query<CaseFacts>(
      'SELECT id, status, owner_id AS owner, title, description, team_id AS team FROM cases',
    )
    const [clock] = await portal.query<{ seq: string }>('SELECT seq FROM sync_clock')

    for (const [id, body] of evidence.notesOfCustomer) {
      claim(noteById.get(id)?.body === body, () => `3: the customer's note ${id} is not on the portal`)
      claim(bodies.get(body) === 1, () => `3: the customer's words "${body}" are there ${bodies.get(body) ?? 0} times`)
    }
    await examineHistory(portal.query, cases, violations)

    for (const [at, { email, profileDir, key }] of evidence.profiles.entries()) {
      const outbox = openOutbox(join(profileDir, 'outbox.db'), key)
      const { mirror, rebuilt } = openMirror(join(profileDir, 'mirror.db'), key)
      try {
        claim(rebuilt === null, () => `4: the mirror of desk ${at} cannot be used: ${rebuilt}`)
        const operations = new Map(
          outbox
            .prepare<{ opId: string; state: string; operation: string }>(
              'SELECT op_id AS opId, state, operation FROM operation',
            )
            .all()
            .map((row) => [row.opId, row]),
        )
        for (const { opId, kind, body } of evidence.accepted.filter(({ desk }) => desk === at)) {
          const kept = operations.get(opId)
          claim(kept !== undefined, () => `2: the operation ${opId} is no longer in the outbox of desk ${at}`)
          if (!kept) continue
          states[kept.state] = (states[kept.state] ?? 0) + 1
          claim(
            ['settled', 'conflict', 'rejected', 'quarantined'].includes(kept.state),
            () => `7: the operation ${opId} of desk ${at} is still ${kept.state}`,
          )
          if (body !== null) {
            claim(
              (JSON.parse(kept.operation) as { body?: string }).body === body,
              () => `2: the words of ${opId} changed`,
            )
          }
          if (kept.state === 'settled' || kept.state === 'conflict') {
            claim(ledger.has(opId), () => `1: the operation ${opId} is settled but not in the ledger`)
            if (kind === 'note') {
              claim(noteById.get(opId)?.body === body, () => `3: the words of ${opId} are not on the portal`)
              claim(
                bodies.get(body ?? '') === 1,
                () => `1: the words of ${opId} are there ${bodies.get(body ?? '')} times`,
              )
            }
          }
        }
        const cursor = mirrorState(mirror).cursor
        claim(
          cursor !== null && parseCursor(cursor).seq === Number(clock?.seq),
          () => `6: the cursor of desk ${at} is ${cursor}, the head ${clock?.seq}`,
        )
        const teams = new Set(
          (
            await portal.query<{ team_id: string }>(
              'SELECT m.team_id FROM team_members m JOIN agents a ON a.id = m.agent_id WHERE lower(a.email) = lower($1)',
              [email],
            )
          ).map((row) => row.team_id),
        )
        const visible = new Map(cases.filter(({ team }) => teams.has(team)).map((row) => [row.id, row]))
        const local = mirror
          .prepare<CaseFacts>(
            `SELECT id, status, nullif(owner_key, '') AS owner, title, description, team_id AS team FROM cases`,
          )
          .all()
        for (const row of local) {
          const theirs = visible.get(row.id)
          claim(theirs !== undefined, () => `8: the case ${row.id} is on desk ${at} and must not be`)
          claim(
            theirs === undefined || same(row, theirs),
            () =>
              `4: the case ${row.id} on desk ${at} is ${JSON.stringify(row)}, on the portal ${JSON.stringify(theirs)}`,
          )
        }
        claim(local.length === visible.size, () => `4: desk ${at} has ${local.length} of ${visible.size} cases`)
        const localNotes = mirror.prepare<{ id: string; body: string }>('SELECT id, body FROM notes').all()
        const wanted = notes.filter((note) => visible.has(note.case_id)).length
        claim(localNotes.length === wanted, () => `3: desk ${at} has ${localNotes.length} notes of ${wanted}`)
        for (const { id, body } of localNotes) {
          claim(noteById.get(id)?.body === body, () => `3: the note ${id} on desk ${at} is not the portal's`)
        }
      } finally {
        closeDatabase(mirror)
        closeDatabase(outbox)
      }
    }
  } finally {
    await portal.close()
  }
  return { violations, states }
}

/** 5: each value that was replaced is in the history, one step after the other, up to the present one. */
async function examineHistory(
  query: <Row extends object>(text: string) => Promise<Row[]>,
  cases: readonly CaseFacts[],
  violations: string[],
): Promise<void> {
  const events = await query<{ case_id: string; field: string; from: string | null; to: string | null }>(
    `SELECT case_id, field, from_value AS from, to_value AS to FROM case_events
     WHERE field IN ('status', 'ownerId') ORDER BY created_at, id`,
  )
  const last = new Map<string, string | null>()
  for (const { case_id, field, from, to } of events) {
    const name = `${field} of ${case_id}`
    if (last.has(name) && last.get(name) !== from) {
      violations.push(`5: ${name} went from ${from} to ${to}, but it was ${last.get(name)}`)
    }
    last.set(name, to)
  }
  for (const { id, status, owner } of cases) {
    const known = last.get(`status of ${id}`)
    if (known !== undefined && known !== status)
      violations.push(`5: status of ${id} is ${status}, its history ends with ${known}`)
    const ownedBy = last.get(`ownerId of ${id}`)
    if (ownedBy !== undefined && ownedBy !== owner)
      violations.push(`5: owner of ${id} is ${owner}, its history ends with ${ownedBy}`)
  }
}

const same = (one: CaseFacts, other: CaseFacts) =>
  (Object.keys(one) as (keyof CaseFacts)[]).every((name) => one[name] === other[name])
