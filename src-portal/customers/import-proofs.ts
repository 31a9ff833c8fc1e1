import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/open.ts'
import { accountProofs } from '../db/schema.ts'
import type { ServiceDeps } from '../server/deps.ts'
import { companyIn, findCompanies, ImportError, readLines } from './import-lines.ts'
import { proofKey } from './proofs.ts'

const BATCH = 500
export const PROOF_COLUMNS = ['company', 'customer code', 'invoice number'] as const

/**
 * Takes lines of `PROOF_COLUMNS` into the proofs. All or nothing: throws `ImportError` with the first line that cannot be
 * taken. Lines that are known change nothing.
 */
export async function importProofs(deps: ServiceDeps, csv: string): Promise<{ lines: number; companies: number }> {
  const lines = readLines(csv, PROOF_COLUMNS, (cells) => !/\d/.test(cells['customer code'] + cells['invoice number']))
  return deps.db.transaction(async (tx) => {
    const companies = new Set<string>()
    for (let from = 0; from < lines.length; from += BATCH) {
      const batch = lines.slice(from, from + BATCH)
      const idOf = await findCompanies(
        tx as Transaction,
        batch.map(({ cells }) => cells.company),
      )
      const rows = new Map<string, typeof accountProofs.$inferInsert>()
      for (const line of batch) {
        const customerCode = proofKey(line.cells['customer code'])
        const invoiceNumber = proofKey(line.cells['invoice number'])
        if (customerCode === '' || invoiceNumber === '') {
          throw new ImportError(`Line ${line.at}: expected ${PROOF_COLUMNS.join(';')}`)
        }
        const accountId = companyIn(idOf, line)
        companies.add(accountId)
        rows.set(`${customerCode} ${invoiceNumber}`, { accountId, customerCode, invoiceNumber })
      }
      await tx
        .insert(accountProofs)
        .values([...rows.values()])
        .onConflictDoUpdate({
          target: [accountProofs.customerCode, accountProofs.invoiceNumber],
          set: { accountId: sql`excluded.account_id` },
        })
    }
    return { lines: lines.length, companies: companies.size }
  })
}
