import { usernameKey } from '#shared/domain/username.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { proofKey } from '../customers/proofs.ts'
import type { Transaction } from '../db/open.ts'
import { accountProofs, customerLogins } from '../db/schema.ts'
import { DEMO_CUSTOMER_USERNAME } from './customers.ts'
import { proofOf } from './proofs.ts'

const ROWS_AT_ONCE = 2000

/** One hash for all: hundreds of them would take minutes. Those from the older portal have a name and no password yet. */
export async function letCustomersSignIn(
  tx: Transaction,
  contacts: readonly ContactRow[],
  password: string,
  now: number,
): Promise<void> {
  const logins = contacts.flatMap(({ id, email, signIn }, index) => {
    if (signIn === 'none' || signIn === 'invited') return []
    const username = index === 0 ? DEMO_CUSTOMER_USERNAME : email
    const known = signIn === 'must_reset' ? null : password
    const changed = known === null ? null : now
    return [
      {
        contactId: id,
        username,
        usernameKey: usernameKey(username),
        password: known,
        createdAt: now,
        passwordChangedAt: changed,
      },
    ]
  })
  for (let from = 0; from < logins.length; from += ROWS_AT_ONCE) {
    await tx.insert(customerLogins).values(logins.slice(from, from + ROWS_AT_ONCE))
  }
}

/** For a portal that asks for customer code and invoice; every company has one invoice. */
export async function giveProofs(tx: Transaction, accountIds: readonly string[]): Promise<void> {
  const rows = accountIds.map((accountId, place) => {
    const { customerCode, invoiceNumber } = proofOf(place)
    return { accountId, customerCode: proofKey(customerCode), invoiceNumber: proofKey(invoiceNumber) }
  })
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx.insert(accountProofs).values(rows.slice(from, from + ROWS_AT_ONCE))
  }
}
