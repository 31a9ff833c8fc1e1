import { asc, inArray, or, sql } from 'drizzle-orm'
import { normaliseTaxNumber } from '#shared/domain/tax-number.ts'
import type { Transaction } from '../db/open.ts'
import { accountProofs, accounts } from '../db/schema.ts'
import type { ServiceDeps } from '../server/deps.ts'
import { proofKey } from './proofs.ts'

const BATCH = 500

/** Its message is for the person at the terminal. */
export class ProofImportError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ProofImportError'
  }
}

type Line = { at: number; account: string; customerCode: string; invoiceNumber: string }

/**
 * Takes lines »company;customer code;invoice number« into the proofs; a company is named by its id or tax number. All or
 * nothing: throws `ProofImportError` with the first line that cannot be taken. Lines that are known change nothing.
 */
export async function importProofs(deps: ServiceDeps, csv: string): Promise<{ lines: number; companies: number }> {
  const lines = readLines(csv)
  return deps.db.transaction(async (tx) => {
    const companies = new Set<string>()
    for (let from = 0; from < lines.length; from += BATCH) {
      const batch = lines.slice(from, from + BATCH)
      const idOf = await companiesOf(tx as Transaction, batch)
      const rows = new Map<string, typeof accountProofs.$inferInsert>()
      for (const { at, account, ...typed } of batch) {
        const accountId = idOf.get(account)
        if (accountId === undefined) throw new ProofImportError(`Line ${at}: there is no single company "${account}"`)
        const customerCode = proofKey(typed.customerCode)
        const invoiceNumber = proofKey(typed.invoiceNumber)
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

async function companiesOf(tx: Transaction, batch: Line[]): Promise<Map<string, string>> {
  const names = [...new Set(batch.map(({ account }) => account))]
  const numbers = names.map((name) => normaliseTaxNumber(name, 'SI'))
  const found = await tx
    .select({ id: accounts.id, taxNumber: accounts.taxNumber })
    .from(accounts)
    .where(or(inArray(accounts.id, names), inArray(accounts.taxNumber, [...names, ...numbers])))
    .orderBy(asc(accounts.id))
  const idOf = new Map<string, string>()
  for (const name of names) {
    const byId = found.find(({ id }) => id === name)
    const byNumber = found.filter(
      ({ taxNumber }) => taxNumber !== null && (taxNumber === name || taxNumber === normaliseTaxNumber(name, 'SI')),
    )
    const one = byId ?? (byNumber.length === 1 ? byNumber[0] : undefined)
    if (one) idOf.set(name, one.id)
  }
  return idOf
}

function readLines(csv: string): Line[] {
  const lines: Line[] = []
  for (const [index, row] of csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (row.trim() === '') continue
    const cells = cellsOf(row)
    const [account = '', customerCode = '', invoiceNumber = ''] = cells
    // No number anywhere: a heading.
    if (lines.length === 0 && cells.length === 3 && !/\d/.test(customerCode + invoiceNumber)) continue
    if (cells.length !== 3 || account === '' || proofKey(customerCode) === '' || proofKey(invoiceNumber) === '') {
      throw new ProofImportError(`Line ${index + 1}: expected company;customer code;invoice number`)
    }
    lines.push({ at: index + 1, account, customerCode, invoiceNumber })
  }
  if (lines.length === 0) throw new ProofImportError('The file has no lines')
  return lines
}

/** Parted by semicolons, or by commas where there are none. Nothing that stands in these cells has one of its own. */
function cellsOf(row: string): string[] {
  return row.split(row.includes(';') ? ';' : ',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )
}
