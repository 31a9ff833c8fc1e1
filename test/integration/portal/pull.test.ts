import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { z } from 'zod'
import { bulkLoad } from '#portal/db/bulk-load.ts'
import {
  accounts,
  attachments,
  caseEvents,
  caseLinks,
  caseMarks,
  caseViews,
  consents,
  contacts,
  devices,
  entitlements,
  estimates,
  macros,
  notes,
  registrations,
  rmaLines,
  rmas,
  serviceLevels,
  templates,
} from '#portal/db/schema.ts'
import { readDigest } from '#portal/server/sync/digest.ts'
import { pruneTombstones } from '#portal/server/sync/maintenance.ts'
import { CHANGES_SQL, MAX_PAGE_BYTES, SNAPSHOT_PAGE_SQL } from '#portal/server/sync/pull.ts'
import type { SlaClock } from '#shared/domain/sla.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import { SYNC_ROWS, SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { changesResponse, formatCursor, parseCursor, SNAPSHOT_PAGES, snapshotHead } from '#shared/portal-api/sync.ts'
import {
  aCaseEvent,
  aCaseLink,
  aCaseMark,
  aConsent,
  aContact,
  aDevice,
  aMacro,
  aNote,
  anAccount,
  anAttachment,
  anEntitlement,
  anEstimate,
  anRma,
  anRmaLine,
  aRegistration,
  aTemplate,
  aView,
  serviceLevelsOf,
} from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { type Api, createApi, createWorld, type World } from './world.ts'

/** What a desk makes of the portal's answers: the newest known of each row, as sync-protocol.md tells it to. */
class Replica {
  readonly rows = new Map<string, { seq: number; row: unknown }>()
  cursor = ''

  apply(table: SyncTable, id: string, seq: number, row: unknown): void {
    const key = `${table}/${id}`
    const known = this.rows.get(key)
    if (!known || known.seq < seq) this.rows.set(key, { seq, row })
  }

  state(): Record<string, unknown> {
    const live = [...this.rows].filter(([, { row }]) => row !== undefined)
    return Object.fromEntries(live.map(([key, { row }]) => [key, row]))
  }
}

describeOnBoth('reading for the desk', (database) => {
  let world: World
  let api: Api
  beforeEach(async () => {
    world = await createWorld(database.current)
    api = await createApi(world)
  })
  afterEach(() => api.app.close())

  const read = async <T extends z.ZodType>(url: string, schema: T): Promise<z.infer<T>> => {
    const { status, body } = await api.get(url)
    expect(status).toBe(200)
    return schema.parse(body)
  }
  const changes = (cursor: string, limit = 1000) =>
    read(`/sync/v1/changes?cursor=${cursor}&limit=${limit}`, changesResponse)
  const head = () => read('/sync/v1/snapshot', snapshotHead)

  async function firstSync(limit: number, between: () => Promise<void> = async () => {}): Promise<Replica> {
    const replica = new Replica()
    const start = await head()
    replica.cursor = start.cursor
    for (const table of SYNC_TABLES) {
      let after: string | null = ''
      do {
        const url: string = `/sync/v1/snapshot?table=${table}&limit=${limit}&after=${after}`
        const page = await read(url, SNAPSHOT_PAGES[table])
        for (const { seq, row } of page.items) replica.apply(table, row.id, seq, row)
        after = page.next
      } while (after !== null)
      await between()
    }
    return replica
  }

  async function catchUp(replica: Replica, limit = 1000): Promise<void> {
    let more = true
    while (more) {
      const page = await changes(replica.cursor, limit)
      for (const item of page.items) {
        replica.apply(item.table, item.id, item.seq, item.kind === 'row' ? item.row : undefined)
      }
      replica.cursor = page.cursor
      more = page.more
    }
  }

  /** One row of every table at least, with every nullable field once with and once without a value. */
  async function fillAllTables(): Promise<void> {
    const { db } = world.deps
    const accountId = world.account.id
    await db
      .insert(accounts)
      .values(anAccount({ taxNumber: null, city: null, name: 'Ime "v narekovajih" \\ in\nvrstica' }))
    await db.insert(contacts).values(aContact({ accountId, phone: null, language: 'en' }))
    const entitlement = anEntitlement({ accountId })
    await db.insert(entitlements).values(entitlement)
    await db
      .insert(devices)
      .values([
        aDevice({ accountId, entitlementId: entitlement.id }),
        aDevice({ soldOn: null, warrantyUntil: null, firmware: null }),
      ])
    const first = await world.addCase({
      ownerId: world.ana.id,
      entitlementId: entitlement.id,
      customerSystemId: 'SYS-1',
      warrantyRepair: true,
      serialNumber: 'ZT-1',
      customerReference: 'N 12/3',
      status: 'resolved',
      closedAt: world.clock.now(),
      versions: { status: 7, ownerId: 3, title: 2, description: 5, teamId: 4 },
    })
    const other = await world.addCase({ warrantyRepair: false })
    const note = aNote({ caseId: first.id, body: 'Č š ž € 😀 \t \u2028 </script>' })
    await db.insert(notes).values([note, aNote({ caseId: first.id, authorKind: 'system', authorId: null })])
    await db.insert(caseEvents).values([aCaseEvent({ caseId: first.id }), aCaseEvent({ caseId: first.id, from: null })])
    await db.insert(registrations).values([aRegistration(), aRegistration({ mobile: '+386 40 123 456' })])
    await db
      .insert(attachments)
      .values([
        anAttachment({ caseId: first.id, noteId: note.id, size: 5_000_000_000 }),
        anAttachment({ caseId: first.id }),
      ])
    await db
      .insert(consents)
      .values([
        aConsent({ contactId: world.contact.id }),
        aConsent({ contactId: world.contact.id, kind: 'processing' }),
      ])
    const ended = { state: 'declined', endedBy: world.contact.id, endedAt: world.clock.now() } as const
    const items = [{ description: '"Delo" 😀\n\u2028', quantity: 150, unitPrice: 6500, vatRate: 9.5 }]
    await db
      .insert(estimates)
      .values([
        anEstimate({ caseId: first.id, createdBy: world.ana.id, items, note: 'Č\t"' }),
        anEstimate({ caseId: first.id, createdBy: world.ana.id, ...ended }),
      ])
    const rma = anRma({ caseId: first.id, createdBy: world.ana.id })
    await db.insert(rmas).values(rma)
    const ofRma = { caseId: first.id, rmaId: rma.id }
    const words = { fault: 'Č\t"\u2028', diagnosis: '</script>', rejectionReason: '', newSerialNumber: 'ZT-2' }
    const shipments = { inboundCarrier: 'Pošta', inboundTracking: 'RP 1', carrier: 'DHL', trackingNumber: 'JD01' }
    await db
      .insert(rmaLines)
      .values([
        anRmaLine(ofRma),
        anRmaLine({ ...ofRma, ...words, ...shipments, receivedAt: 1, shippedAt: 2, state: 'shipped', version: 9 }),
      ])
    const modifiedBy = world.ana.id
    const ownerId = world.ana.id
    const body = { bodySl: 'Č\t"\u2028 {{stranka}}', bodyEn: '' }
    await db.insert(templates).values([aTemplate({ modifiedBy }), aTemplate({ ...body, modifiedBy, ownerId })])
    await db.insert(serviceLevels).values(serviceLevelsOf({ holidays: ['2026-04-06'] }))
    const clocks: SlaClock[] = [
      { state: 'running', dueAt: 7 },
      { state: 'paused', left: 0 },
      { state: 'missed', dueAt: 7 },
      { state: 'met', at: 8, left: 9 },
      { state: 'late', at: 9, dueAt: 8 },
    ]
    for (const [at, firstResponse] of clocks.entries())
      await world.addCase({ firstResponse, resolution: clocks[at - 1] ?? null })
    await db.insert(caseViews).values([aView({ modifiedBy }), aView({ modifiedBy, ownerId, pinned: false })])
    await db.insert(macros).values([aMacro({ modifiedBy }), aMacro({ ...body, modifiedBy, ownerId, words: 'none' })])
    await db
      .insert(caseMarks)
      .values([
        aCaseMark({ ownerId, caseId: first.id }),
        aCaseMark({ ownerId, caseId: other.id, snoozedAfter: 1, snoozedUntil: 2, readUntil: 3, following: 'yes' }),
      ])
    const ends = { caseId: first.id, otherId: other.id }
    await db
      .insert(caseLinks)
      .values([aCaseLink(ends), aCaseLink({ caseId: other.id, otherId: first.id, createdBy: world.ana.id })])
  }

  it('gives rows of every table that keep to the wire schemas to the letter', async () => {
    await fillAllTables()
    const start = await head()
    for (const table of SYNC_TABLES) {
      const { body } = await api.get(`/sync/v1/snapshot?table=${table}`)
      const page = SNAPSHOT_PAGES[table].parse(body)
      expect(page.items.length).toBeGreaterThan(0)
      expect(page.items.length).toBe(start.tables.find((entry) => entry.table === table)?.rows)
      // Nothing is dropped by parsing: no field is sent that the schema does not know.
      expect(page).toEqual(body)
      for (const { row } of page.items) expect(Object.keys(row)).toEqual(Object.keys(SYNC_ROWS[table].shape))
    }
    const { body } = await api.get(`/sync/v1/changes?cursor=${parseCursor(start.cursor).epoch}.0`)
    expect(changesResponse.parse(body)).toEqual(body)
  })

  it('shows the same rows by snapshot and by the feed from its beginning', async () => {
    await fillAllTables()
    const bySnapshot = await firstSync(1)
    const byFeed = new Replica()
    byFeed.cursor = formatCursor({ epoch: parseCursor(bySnapshot.cursor).epoch, seq: 0 })
    await catchUp(byFeed, 3)

    expect(byFeed.state()).toEqual(bySnapshot.state())
    expect(byFeed.cursor).toBe(bySnapshot.cursor)
    // The sequence of a row is the same both ways: only so can a desk tell the newer from the older.
    expect(Object.fromEntries(byFeed.rows)).toEqual(Object.fromEntries(bySnapshot.rows))
  })

  it('loses and invents nothing when rows change in the middle of a first sync', async () => {
    await fillAllTables()
    let round = 0
    const replica = await firstSync(1, async () => {
      round += 1
      const added = await world.addCase()
      await world.deps.db.insert(notes).values(aNote({ caseId: added.id }))
      const [doomed] = await world.deps.db.insert(registrations).values(aRegistration()).returning()
      await world.deps.db.update(accounts).set({ city: `Kraj ${round}` })
      if (round % 2 === 0) await world.deps.db.delete(registrations).where(eq(registrations.id, doomed?.id ?? ''))
    })
    await catchUp(replica, 2)

    expect(replica.state()).toEqual((await firstSync(1000)).state())
    expect((await changes(replica.cursor)).items).toEqual([])
  })

  it('tells each change once, in order, the newest of a row only, and deletions as tombstones', async () => {
    const before = (await head()).cursor
    const first = await world.addCase()
    const second = await world.addCase()
    const [note] = await world.deps.db
      .insert(notes)
      .values(aNote({ caseId: first.id }))
      .returning()
    await world.deps.db.delete(notes)
    await world.deps.db.execute(sql`UPDATE cases SET title = 'Nov naslov' WHERE id = ${first.id}`)
    await world.deps.db.execute(sql`UPDATE cases SET title = title WHERE id = ${second.id}`)

    const page = await changes(before)

    expect(page.items.map(({ table, kind, id }) => [table, kind, id])).toEqual([
      ['cases', 'row', second.id],
      ['notes', 'tombstone', note?.id],
      ['cases', 'row', first.id],
    ])
    const sequence = page.items.map(({ seq }) => seq)
    expect(sequence).toEqual([...sequence].sort((a, b) => a - b))
    expect(page).toMatchObject({ head: sequence.at(-1), more: false })
    expect(parseCursor(page.cursor).seq).toBe(page.head)
    expect(await changes(page.cursor)).toEqual({ items: [], cursor: page.cursor, head: page.head, more: false })
  })

  it('tells nothing of a transaction that was rolled back and leaves no hole', async () => {
    const before = await head()
    await world.deps.db
      .transaction(async (tx) => {
        await tx.insert(registrations).values(aRegistration())
        throw new Error('rolled back')
      })
      .catch(() => {})
    expect((await head()).cursor).toBe(before.cursor)
    await world.addCase()
    expect(parseCursor((await head()).cursor).seq).toBe(parseCursor(before.cursor).seq + 1)
  })

  it('sends a desk back to the beginning when its cursor is not of this feed', async () => {
    const { epoch, seq } = parseCursor((await head()).cursor)
    for (const cursor of [`other.${seq}`, `${epoch}.${seq + 1}`, `${epoch}.99999999999999999999`]) {
      const { status, body } = await api.get(`/sync/v1/changes?cursor=${cursor}`)
      expect(status).toBe(410)
      expect(problemDetails.parse(body).code).toBe('resync_needed')
    }
  })

  it('sends a desk back that may have missed a deletion of more than 90 days ago', async () => {
    const [doomed] = await world.deps.db.insert(registrations).values(aRegistration()).returning()
    const old = (await head()).cursor
    await world.deps.db.delete(registrations).where(eq(registrations.id, doomed?.id ?? ''))
    const seen = (await head()).cursor
    await world.deps.db.insert(registrations).values(aRegistration())
    const day = 86_400_000

    await pruneTombstones(database.current, Date.now() + 89 * day)
    expect((await changes(old)).items.map(({ kind }) => kind)).toEqual(['tombstone', 'row'])
    await pruneTombstones(database.current, Date.now() + 91 * day)
    expect((await api.get(`/sync/v1/changes?cursor=${old}`)).status).toBe(410)
    expect((await changes(seen)).items.map(({ kind }) => kind)).toEqual(['row'])
  })

  it('reaches the head also where the newest tombstone was thrown away', async () => {
    const [doomed] = await world.deps.db.insert(registrations).values(aRegistration()).returning()
    await world.deps.db.delete(registrations).where(eq(registrations.id, doomed?.id ?? ''))
    await pruneTombstones(database.current, Date.now() + 91 * 86_400_000)

    const { cursor } = await head()
    expect(await changes(cursor)).toMatchObject({ items: [], more: false, cursor })
  })

  it('numbers the rows of a bulk load, so that desks which were there before hear of them', async () => {
    const replica = await firstSync(1000)
    await bulkLoad(world.deps.db, async (tx) => {
      await tx.insert(registrations).values(Array.from({ length: 250 }, () => aRegistration()))
    })
    await world.deps.db.insert(registrations).values(aRegistration())
    await catchUp(replica, 100)

    expect(replica.state()).toEqual((await firstSync(1000)).state())
    const sequence = [...replica.rows.values()].map(({ seq }) => seq)
    expect(new Set(sequence).size).toBe(sequence.length)
  })

  it('ends a page where its rows grow too large, and goes on after it', async () => {
    const { id } = await world.addCase()
    const { cursor } = await head()
    // In JSON each is six times as long.
    const long = Array.from({ length: 30 }, () => aNote({ caseId: id, body: '\u0001'.repeat(100_000) }))
    await world.deps.db.insert(notes).values(long)
    const replica = new Replica()
    replica.cursor = cursor
    const page = await api.get(`/sync/v1/changes?cursor=${cursor}&limit=1000`)
    expect(JSON.stringify(page.body).length).toBeLessThan(MAX_PAGE_BYTES + 700_000)
    expect(changesResponse.parse(page.body)).toMatchObject({ more: true })
    await catchUp(replica)
    const state = (await firstSync(1000)).state()
    expect(Object.keys(state).filter((key) => key.startsWith('notes/'))).toHaveLength(long.length)
    expect(state).toMatchObject(replica.state())

    const counted = (await readDigest(database.current, { agentId: world.ana.id, table: 'notes' })).buckets
    expect(counted.reduce((sum, { rows }) => sum + rows, 0)).toBe(long.length)
  })

  it('reads pages by indexes, whatever the size of the tables', async () => {
    const { id } = await world.addCase()
    await bulkLoad(world.deps.db, async (tx) => {
      for (let i = 0; i < 20; i++) {
        await tx.insert(notes).values(Array.from({ length: 500 }, () => aNote({ caseId: id })))
      }
    })
    const plan = async (text: string, params: unknown[]) => {
      const lines = await database.current.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, params)
      return lines.map((line) => line['QUERY PLAN']).join('\n')
    }

    const page = await plan(SNAPSHOT_PAGE_SQL.notes, [world.ana.id, '01930000', 1000])
    expect(page).toMatch(/Index Scan using notes_pkey on notes t/)
    expect(page).toMatch(/Index Scan using sync_change_scope_table_name_row_id_pk on sync_change/)
    expect(page).not.toMatch(/Seq Scan on (sync_change|notes)/)

    const feed = await plan(CHANGES_SQL, [5000, 1000, world.ana.id])
    expect(feed).toMatch(/Index Scan using sync_change_scope_seq on sync_change/)
    expect(feed).not.toMatch(/Seq Scan on (sync_change|notes)/)
  })
})
