import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { LANGUAGES } from '#shared/domain/case.ts'
import type { Transaction } from '../db/open.ts'
import { contacts } from '../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../server/deps.ts'
import { companyIn, findCompanies, ImportError, type Line, readLines } from './import-lines.ts'
import { reserveLogin } from './usernames.ts'

export const CUSTOMER_COLUMNS = ['company', 'first name', 'last name', 'e-mail', 'phone', 'language'] as const
type CustomerLine = Line<(typeof CUSTOMER_COLUMNS)[number]>

/**
 * Takes people over from an older portal, lines of `CUSTOMER_COLUMNS`: each has to set a password by the link for a forgotten
 * one, and signs in by e-mail then. A contact that is known by the e-mail is taken; who can sign in already, or was
 * disabled, stays as before. All or nothing: throws `ImportError` with the first line that cannot be taken.
 */
export async function importCustomers(deps: ServiceDeps, csv: string): Promise<{ lines: number; taken: number }> {
  const lines = readLines(csv, CUSTOMER_COLUMNS, (cells) => !cells['e-mail'].includes('@'))
  return inTransaction(deps, async (work) => {
    const names = lines.map(({ cells }) => cells.company)
    const idOf = await findCompanies(work.tx, names)
    let taken = 0
    for (const line of lines) if (await takeOver(work, line, companyIn(idOf, line))) taken += 1
    return { lines: lines.length, taken }
  })
}

async function takeOver(work: Work, { at, cells }: CustomerLine, accountId: string): Promise<boolean> {
  const email = cells['e-mail']
  const language = z.enum(LANGUAGES).safeParse(cells.language || 'sl')
  if (!z.email().safeParse(email).success) throw new ImportError(`Line ${at}: "${email}" is no e-mail`)
  if (!language.success) throw new ImportError(`Line ${at}: the language must be ${LANGUAGES.join(' or ')}`)
  const known = await findContact(work.tx, accountId, email)
  if (known) {
    if (known.signIn !== 'none' && known.signIn !== 'invited') return false
    await work.tx.update(contacts).set({ signIn: 'must_reset' }).where(eq(contacts.id, known.id))
    await reserveLogin(work, known)
    return true
  }
  if (cells['last name'] === '') throw new ImportError(`Line ${at}: a person needs a last name`)
  const id = work.newId()
  await work.tx.insert(contacts).values({
    id,
    accountId,
    firstName: cells['first name'],
    lastName: cells['last name'],
    email,
    phone: cells.phone || null,
    language: language.data,
    signIn: 'must_reset',
  })
  await reserveLogin(work, { id, email })
  return true
}

async function findContact(tx: Transaction, accountId: string, email: string) {
  const [known] = await tx
    .select()
    .from(contacts)
    .where(
      and(
        eq(contacts.accountId, accountId),
        eq(sql`lower(${contacts.email})`, email.toLowerCase()),
        isNull(contacts.erasedAt),
      ),
    )
    .orderBy(contacts.id)
    .limit(1)
    .for('update')
  return known
}
