import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../db/open.ts'
import { accountProofs } from '../db/schema.ts'

/** What is typed from an invoice differs in spaces, dashes and capitals. */
export function proofKey(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** The company that has this code and has received this invoice. */
export async function findProof(
  tx: Transaction,
  { customerCode, invoiceNumber }: { customerCode: string; invoiceNumber: string },
): Promise<string | null> {
  const [found] = await tx
    .select({ accountId: accountProofs.accountId })
    .from(accountProofs)
    .where(
      and(
        eq(accountProofs.customerCode, proofKey(customerCode)),
        eq(accountProofs.invoiceNumber, proofKey(invoiceNumber)),
      ),
    )
  return found?.accountId ?? null
}
