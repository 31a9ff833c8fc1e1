import type { PortalDatabase } from '#portal/db/open.ts'
import { accounts, agents, cases, contacts, teamMembers, teams } from '#portal/db/schema.ts'
import { type Random, seededRandom } from '#portal/demo/random.ts'
import { readChanges, readSnapshotPage } from '#portal/server/sync/pull.ts'
import { readHeads } from '#portal/server/sync/scope.ts'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import { type ChangesResponse, type Cursor, parseCursor, type SnapshotPage } from '#shared/portal-api/sync.ts'
import { aCase, aContact, anAccount, anAgent, aTeam } from '#test/factories/rows.ts'

export type FeedOptions = {
  writers: number
  commits: number
  cases?: number
  limit?: number
  seed?: number
  moves?: boolean
}

export type FeedResult = {
  writers: number
  commits: number
  seconds: number
  commitsPerSecond: number
  readers: number
  pages: number
  rows: number
  evictions: number
  /** Rows that a reader does not have as the portal has them, or has although it may not see them. */
  missed: number
  /** Changes that came twice under one number, or not in their order. */
  disordered: number
}

/**
 * Many writers at once, each commit a transaction of its own, while agents of one and of two teams read the real changes
 * query without a pause. At the end each must hold to the letter what the portal would give a new desk. The database must
 * be empty.
 */
export async function runFeed(database: PortalDatabase, options: FeedOptions): Promise<FeedResult> {
  const { writers, commits, limit = 200, seed = 1, moves = true } = options
  const world = await fill(database, options.cases ?? 60)
  const readers = await Promise.all([world.ofOne, world.ofTwo].map((agentId) => createReader(database, agentId, limit)))
  let left = commits
  let writing = true

  const write = async (number: number) => {
    const random = seededRandom(seed, number)
    while (left > 0) {
      left -= 1
      await commitOne(database, world, random, { name: `${number}-${left}`, moves })
    }
  }
  const startedAt = performance.now()
  const reading = readers.map((reader) => reader.read(() => writing))
  await Promise.all(Array.from({ length: writers }, (_, number) => write(number)))
  const seconds = (performance.now() - startedAt) / 1000
  writing = false
  await Promise.all(reading)

  const sum = (of: (reader: Reader) => number) => readers.reduce((total, reader) => total + of(reader), 0)
  const missed = await Promise.all(readers.map((reader) => reader.missed()))
  return {
    writers,
    commits,
    seconds: Math.round(seconds * 10) / 10,
    commitsPerSecond: Math.round(commits / seconds),
    readers: readers.length,
    pages: sum(({ counts }) => counts.pages),
    rows: sum(({ counts }) => counts.rows),
    evictions: sum(({ counts }) => counts.evictions),
    missed: missed.reduce((total, count) => total + count, 0),
    disordered: sum(({ counts }) => counts.disordered),
  }
}

type FeedWorld = { teamIds: string[]; still: string[]; moving: string[]; ofOne: string; ofTwo: string }

async function fill({ db }: PortalDatabase, count: number): Promise<FeedWorld> {
  const account = anAccount()
  const contact = aContact({ accountId: account.id })
  const three = [aTeam(), aTeam(), aTeam()]
  const [ofOne, ofTwo] = [anAgent(), anAgent()]
  const teamIds = three.map(({ id }) => id)
  const rows = Array.from({ length: count }, (_, i) =>
    aCase({ accountId: account.id, contactId: contact.id, teamId: teamIds[i % 3] }),
  )
  await db.insert(accounts).values(account)
  await db.insert(contacts).values(contact)
  await db.insert(teams).values(three)
  await db.insert(agents).values([ofOne, ofTwo].map(({ teamIds: _, ...columns }) => columns))
  await db.insert(teamMembers).values([
    { agentId: ofOne.id, teamId: teamIds[0]! },
    { agentId: ofTwo.id, teamId: teamIds[0]! },
    { agentId: ofTwo.id, teamId: teamIds[1]! },
  ])
  await db.insert(cases).values(rows.map(({ versions: _, ...columns }) => columns))
  const ids = rows.map(({ id }) => id)
  const half = Math.floor(count / 2)
  return { teamIds, still: ids.slice(half), moving: ids.slice(0, half), ofOne: ofOne.id, ofTwo: ofTwo.id }
}

const NOTE_SQL = `INSERT INTO notes (id, case_id, visibility, author_kind, body, created_at)
VALUES ($1, $2, 'public', 'system', $3, 0)`
/** Began before others and commits after them. */
const LATE_NOTE_SQL = `INSERT INTO notes (id, case_id, visibility, author_kind, body, created_at)
SELECT $1, $2, 'public', 'system', $3, 0 FROM pg_sleep(0.005)`
const TITLE_SQL = 'UPDATE cases SET title = $2, title_version = title_version + 1 WHERE id = $1'
const MOVE_SQL = 'UPDATE cases SET team_id = $2, team_version = team_version + 1 WHERE id = $1'
const ACCOUNT_SQL = `INSERT INTO accounts (id, name, country) VALUES ($1, $2, 'SI')`

/** Mostly words that are written once: of a row that changes again a reader could have missed a change unnoticed. */
async function commitOne(
  { query }: PortalDatabase,
  { still, moving, teamIds }: FeedWorld,
  random: Random,
  { name, moves }: { name: string; moves: boolean },
): Promise<void> {
  const kind = random.next()
  if (kind < 0.6) await query(NOTE_SQL, [`note-${name}`, random.pick(still), `Beseda ${name}`])
  else if (kind < 0.64) await query(LATE_NOTE_SQL, [`note-${name}`, random.pick(still), `Pozna beseda ${name}`])
  else if (kind < 0.67) await query(NOTE_SQL, [`note-${name}`, random.pick(moving), `Beseda na poti ${name}`])
  else if (kind < 0.68 && moves) await query(MOVE_SQL, [random.pick(moving), random.pick(teamIds)])
  else if (kind < 0.84) await query(ACCOUNT_SQL, [`account-${name}`, `Podjetje ${name}`])
  else await query(TITLE_SQL, [random.pick(kind < 0.86 ? moving : still), `Naslov ${name}`])
}

type Reader = Awaited<ReturnType<typeof createReader>>

async function createReader({ query }: PortalDatabase, agentId: string, limit: number) {
  let cursor: Cursor = { epoch: (await readHeads(query, [agentId])).get(agentId)!.epoch, seq: 0 }
  const rows = new Map<string, string>()
  const counts = { pages: 0, rows: 0, evictions: 0, disordered: 0 }

  return {
    counts,
    /** Throws what the portal refuses: a reader that keeps up is never sent back. */
    read: async (goesOn: () => boolean): Promise<void> => {
      for (;;) {
        const last = !goesOn()
        const page: ChangesResponse = JSON.parse(await readChanges(query, { agentId, cursor, limit }))
        counts.pages += 1
        let before = cursor.seq
        for (const item of page.items) {
          if (item.seq <= before) counts.disordered += 1
          before = item.seq
          counts.rows += 1
          if (item.kind === 'eviction') counts.evictions += 1
          if (item.kind === 'row') rows.set(`${item.table}/${item.id}`, JSON.stringify(item.row))
          else rows.delete(`${item.table}/${item.id}`)
        }
        cursor = parseCursor(page.cursor)
        if (last && !page.more) return
      }
    },
    missed: async (): Promise<number> => {
      let wrong = 0
      const known = new Set(rows.keys())
      for (const table of SYNC_TABLES) {
        for (let after: string | null = ''; after !== null; ) {
          const page: SnapshotPage = JSON.parse(await readSnapshotPage(query, { agentId, table, after, limit: 1000 }))
          for (const { row } of page.items) {
            const key = `${table}/${row.id}`
            if (rows.get(key) !== JSON.stringify(row)) wrong += 1
            known.delete(key)
          }
          after = page.next
        }
      }
      return wrong + known.size
    },
  }
}
