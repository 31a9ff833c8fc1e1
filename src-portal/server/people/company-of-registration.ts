import { asc, eq, sql } from 'drizzle-orm'
import { normaliseTaxNumber } from '#shared/domain/tax-number.ts'
import { accounts, type registrations } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

type Applicant = Pick<typeof registrations.$inferSelect, 'company' | 'taxNumber' | 'country'>

export type Company = { accountId: string; isNew: boolean }

/**
 * The company that an applicant belongs to: the picked one (null where it is not there), a new one for `null`, and where
 * nothing was picked the one with that tax number, or else a new one.
 */
export async function companyOf(
  work: Work,
  applicant: Applicant,
  picked: string | null | undefined,
): Promise<Company | null> {
  const known = await knownCompanyOf(work, applicant, picked)
  if (known === 'gone') return null
  return known === 'new'
    ? { accountId: await makeCompany(work, applicant), isNew: true }
    : { accountId: known.id, isNew: false }
}

/** The same, without making any. */
export async function knownCompanyOf(
  work: Work,
  applicant: Applicant,
  picked: string | null | undefined,
): Promise<{ id: string; name: string } | 'new' | 'gone'> {
  if (picked === null) return 'new'
  if (picked === undefined) return (await findByTaxNumber(work, applicant)) ?? 'new'
  return (await findCompany(work, picked)) ?? 'gone'
}

export async function findCompany({ tx }: Work, id: string): Promise<{ id: string; name: string } | undefined> {
  const [found] = await tx.select({ id: accounts.id, name: accounts.name }).from(accounts).where(eq(accounts.id, id))
  return found
}

/** The lowest id, should two companies have the number. */
async function findByTaxNumber({ tx }: Work, { taxNumber, country }: Applicant) {
  const wanted = normaliseTaxNumber(taxNumber, country)
  // Two who let in people of one new company at once: the second waits, and finds what the first has made.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`company ${wanted}`}))`)
  // Companies came from the books, each written in its own way.
  const bare = sql`regexp_replace(upper(${accounts.taxNumber}), '[^A-Z0-9]', '', 'g')`
  const [found] = await tx
    .select({ id: accounts.id, name: accounts.name })
    .from(accounts)
    .where(sql`${bare} = ${wanted} or ${bare} = ${country} || ${wanted} or ${country} || ${bare} = ${wanted}`)
    .orderBy(asc(accounts.id))
    .limit(1)
  return found
}

async function makeCompany(work: Work, { company, taxNumber, country }: Applicant): Promise<string> {
  const id = work.newId()
  await work.tx
    .insert(accounts)
    .values({ id, name: company, taxNumber: normaliseTaxNumber(taxNumber, country), country, city: null })
  return id
}
