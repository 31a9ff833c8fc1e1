import { asc, eq, sql } from 'drizzle-orm'
import { normaliseTaxNumber } from '#shared/domain/tax-number.ts'
import { accounts, type registrations } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

type Applicant = Pick<typeof registrations.$inferSelect, 'company' | 'taxNumber' | 'country'>

/**
 * The id of the company that an applicant belongs to: the picked one (null where it is not there), a new one for `null`, and
 * where nothing was picked the one with that tax number, or else a new one.
 */
export async function companyOf(
  work: Work,
  applicant: Applicant,
  picked: string | null | undefined,
): Promise<string | null> {
  if (picked === null) return makeCompany(work, applicant)
  if (picked === undefined) return (await findByTaxNumber(work, applicant)) ?? makeCompany(work, applicant)
  const [found] = await work.tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, picked))
  return found?.id ?? null
}

/** The lowest id, should two companies have the number. */
async function findByTaxNumber({ tx }: Work, { taxNumber, country }: Applicant): Promise<string | undefined> {
  const wanted = normaliseTaxNumber(taxNumber, country)
  // Two who let in people of one new company at once: the second waits, and finds what the first has made.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`company ${wanted}`}))`)
  // Companies came from the books, each written in its own way.
  const bare = sql`regexp_replace(upper(${accounts.taxNumber}), '[^A-Z0-9]', '', 'g')`
  const [found] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(sql`${bare} = ${wanted} or ${bare} = ${country} || ${wanted} or ${country} || ${bare} = ${wanted}`)
    .orderBy(asc(accounts.id))
    .limit(1)
  return found?.id
}

async function makeCompany(work: Work, { company, taxNumber, country }: Applicant): Promise<string> {
  const id = work.newId()
  await work.tx
    .insert(accounts)
    .values({ id, name: company, taxNumber: normaliseTaxNumber(taxNumber, country), country, city: null })
  return id
}
