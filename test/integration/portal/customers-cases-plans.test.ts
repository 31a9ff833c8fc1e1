import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type ListArgs, listSelect } from '#portal/customer-cases/list.ts'
import { scopedText } from '#portal/customer-cases/scope.ts'
import { bulkLoad } from '#portal/db/bulk-load.ts'
import { accounts, contacts } from '#portal/db/schema.ts'
import { CASE_VIEWS, type CaseView } from '#shared/customer-api/cases.ts'
import type { CustomerRole } from '#shared/domain/registration.ts'
import { aContact, anAccount } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const COMPANIES = 30
const CASES_EACH = 150
/** The company whose lists are asked for, by two persons. */
const CASES_OF_TWO = 1500

describeOnBoth('plans of customers’ lists', (database) => {
  const ask = async (world: World, role: CustomerRole, args: Partial<ListArgs>) => {
    const page = { view: 'open' as CaseView, limit: 26, now: world.clock.now(), reopenWindowDays: 14, ...args }
    const { select, params } = listSelect(page)
    const values = [world.contact.id, world.account.id, ...params]
    const rows = await database.current.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${scopedText(role, select)}`, values)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }

  async function fill(): Promise<World> {
    const world = await createWorld(database.current)
    await bulkLoad(world.deps.db, async (tx) => {
      await tx.insert(contacts).values(aContact({ accountId: world.account.id }))
      for (let n = 0; n < COMPANIES; n++) {
        const account = anAccount()
        await tx.insert(accounts).values(account)
        await tx.insert(contacts).values(aContact({ accountId: account.id }))
      }
      await tx.execute(sql`
        INSERT INTO cases (id, case_number, title, description, case_type, status, account_id, contact_id, created_at, modified_at,
          closed_at)
        SELECT p.id || '-' || n, 'CAS-' || p.place * 10000 + n, 'Naslov ' || n, 'Opis', 'support',
          CASE WHEN n % 3 = 0 THEN 'in_progress' ELSE 'resolved' END, p.account_id, p.id, n, n * 7919 % 10007,
          CASE WHEN n % 3 <> 0 THEN n END
        FROM (SELECT c.id, c.account_id, row_number() OVER () AS place FROM contacts c) p,
          generate_series(1, CASE WHEN p.account_id = ${world.account.id} THEN ${CASES_OF_TWO}::int ELSE ${CASES_EACH}::int END) numbers (n)`)
      await tx.execute(sql`
        INSERT INTO notes (id, case_id, visibility, author_kind, author_id, body, created_at)
        SELECT c.id || '-n', c.id, 'public', 'customer', c.contact_id, 'Hvala', c.created_at FROM cases c`)
    })
    return world
  }

  it('walk the company’s or the person’s own index in its order; a search reads the own cases and their notes alone', async () => {
    const world = await fill()
    const after = { at: 5000, id: 'x' }
    for (const role of ['company', 'own'] as const) {
      for (const view of CASE_VIEWS) {
        for (const args of [{ view }, { view, after }]) {
          const plan = await ask(world, role, args)
          expect(plan).not.toMatch(/Seq Scan on (cases|notes)/)
          expect(plan).toMatch(/Index Scan Backward using (cases_account|cases_own) on cases/)
          expect(plan).not.toMatch(/\bSort\b/)
          // Where the cursor is, there the index is entered.
          if ('after' in args) expect(plan).toMatch(/Index Cond: .*ROW\((c\.)?public_modified_at/)
        }
      }
      const plan = await ask(world, role, { view: 'all', text: 'čitalnik vrata' })
      expect(plan).not.toMatch(/Seq Scan on (cases|notes)/)
      expect(plan).toMatch(/(using|on) (cases_account|cases_own)/)
      expect(plan).toMatch(/notes_case/)
    }
  })
})
